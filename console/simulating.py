"""The time machine at the command line: checked before it starts, drawn as it ends."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from console.options import DONE, REFUSED
from desk.usage import UsageMistakeError
from regulation.calendar.official_year import FIRST_YEAR
from regulation.calendar.working_days import CST
from regulation.measures.edition import edition as known
from regulation.measures.edition import load, register
from regulation.measures.model import Edition
from regulation.vocabulary.kind import park_case
from regulation.words.message import say
from regulation.words.refusals import RefusedError
from running.editions import load_editions
from running.settings import read_settings
from simulation.server.server import server_program
from simulation.town.people import Park
from simulation.world.clock import ClockStoppedError
from simulation.world.engine import NOTHING
from simulation.world.faults import Faults
from simulation.years import calendar_view, comparison_view
from simulation.years.cities import City, all_played, divided, nothing_half
from simulation.years.outcome import Outcome, together
from simulation.years.picture import picture
from simulation.years.what_if import Comparison, compare
from simulation.years.years import Plan

WHAT = "模拟"
PARKS_MAX, LAST_YEAR = 500, 2098  # the library of holidays ends in 2100, and calendars reach two years ahead
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands on the command line."""

    parks: int
    years: int
    seed: int
    edition: str
    what_if: str | None
    begins: str
    faults: bool
    keep: Path | None
    json: str | None
    svg: Path | None
    processes: int
    typeset: bool
    server: bool


def simulate(asked: Asked) -> int:
    """Check what is asked, play it, and show it; the exit code is 1 when an invariant is broken.

    Raises UsageMistakeError, EditionError, and RefusedError where there is no test server, with nothing played and
    nothing written; ClockStoppedError where that server hangs. Ctrl-C leaves nothing behind.
    """
    begins = _checked(asked)
    load_editions(read_settings())
    editions = [_edition(text) for text in (asked.edition, asked.what_if) if text is not None]
    if len({one.id for one in editions}) < len(editions):
        raise UsageMistakeError(WHAT, "两个版本的编号相同，无从比较", "请给 --what-if 另一个编号的版本。")
    cities = [City(_plan(asked, one, begins), _folder(asked, one)) for one in editions]
    parts = [divided(city, city.plan.parks if asked.server else asked.processes) for city in cities]
    with nothing_half(asked.keep):
        outcomes = _played(parts, max(asked.processes, len(cities)))
    compared = compare(editions[0], outcomes[0], editions[1], outcomes[1]) if len(editions) > 1 else None
    _write(asked, begins, editions, outcomes, compared)
    if asked.json != STDOUT:
        sys.stdout.write(_next_steps(asked, [part for city in parts for part in city]))
    return DONE if not any(outcome.faults for outcome in outcomes) else REFUSED


def _checked(asked: Asked) -> date:
    begins = _day(asked.begins)
    if asked.server:
        _check_server(asked, begins)
    if not FIRST_YEAR <= begins.year < LAST_YEAR:
        why = f"--begins {begins} 超出工作日历的范围"
        raise UsageMistakeError(WHAT, why, f"请在 {FIRST_YEAR} 至 {LAST_YEAR} 年之间模拟。")
    for name, value, most, unit in (
        ("parks", asked.parks, PARKS_MAX, "（个）"),
        ("years", asked.years, LAST_YEAR - begins.year, "（年）"),
        ("processes", asked.processes, PARKS_MAX, "（个）"),
    ):
        if not 1 <= value <= most:
            raise UsageMistakeError(WHAT, f"--{name} {value} 超出范围", f"请填写 1 至 {most}{unit}。")
    if asked.keep is not None and asked.keep.exists() and (asked.keep.is_file() or any(asked.keep.iterdir())):
        raise UsageMistakeError(
            WHAT, f"--keep {asked.keep} 已有内容", "请换一个新的文件夹，原有记录不会被覆盖。"
        )
    for name, path in (("json", asked.json), ("svg", asked.svg)):
        if path not in {None, STDOUT} and not Path(str(path)).absolute().parent.is_dir():
            raise UsageMistakeError(WHAT, f"--{name} {path} 所在的文件夹不存在", "请先建立该文件夹。")
    return begins


def _check_server(asked: Asked, begins: date) -> None:
    if asked.faults:
        raise UsageMistakeError(WHAT, "--server 上不能让机器出故障", "请去掉 --faults 或 --server。")
    if begins <= datetime.now(CST).date():
        why = f"--begins {begins}：测试服务器的时钟从此刻开始，不能倒退"
        raise UsageMistakeError(WHAT, why, "请把开始日期改为今天以后，或去掉 --server。")
    server_program()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageMistakeError(WHAT, f"--begins {text} 不是日期", "请按 2027-01-04 的样式填写。") from error


def _edition(text: str) -> Edition:
    """Give an edition by its id, or by its file, which is made known to the rules."""
    if not text.endswith(".toml"):
        return known(text)
    found = load(Path(text))
    register(found)
    return found


def _plan(asked: Asked, edition: Edition, begins: date) -> Plan:
    return Plan(
        edition,
        seed=asked.seed,
        parks=asked.parks,
        years=asked.years,
        begins=datetime.combine(begins, time(9), CST),
        faults=Faults.drawn(asked.seed) if asked.faults else NOTHING,
        typeset=asked.typeset,
        server=asked.server,
    )


def _folder(asked: Asked, edition: Edition) -> Path | None:
    return asked.keep / edition.id if asked.keep is not None and asked.what_if is not None else asked.keep


def _played(parts: Sequence[Sequence[City]], workers: int) -> list[Outcome]:
    """Play every city in its parts; two editions are played side by side."""
    flat = [part for city in parts for part in city]
    with _bar(sum(part.months for part in flat)) as progress:
        try:
            played = iter(all_played(flat, workers, progress))
            return [together(next(played) for _ in city) for city in parts]
        except ClockStoppedError as stopped:
            now = say("请改用不带 --server 的模拟。")
            raise RefusedError(say("在时间跳跃服务器上模拟"), stopped.said, now) from stopped


@contextmanager
def _bar(months: int) -> Iterator[Callable[[int], None]]:
    """Show how far it has come, where somebody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("模拟"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=months)
        yield lambda passed: bar.advance(task, passed)


def _write(
    asked: Asked,
    begins: date,
    editions: Sequence[Edition],
    outcomes: Sequence[Outcome],
    compared: Comparison | None,
) -> None:
    if asked.svg is not None:
        headings = [f"{one.title.zh}（{one.id}），种子 {asked.seed}" for one in editions]
        told = list(zip(headings, outcomes, strict=True))
        asked.svg.write_text(picture(told, begins, asked.years), encoding="utf-8")
    text = _as_json(asked, begins, editions, outcomes, compared) if asked.json is not None else ""
    if asked.json == STDOUT:
        sys.stdout.write(text)
        _tell_faults(outcomes)
        return
    if asked.json is not None:
        Path(asked.json).write_text(text, encoding="utf-8")
    _show(editions, outcomes, compared)


def _as_json(
    asked: Asked,
    begins: date,
    editions: Sequence[Edition],
    outcomes: Sequence[Outcome],
    compared: Comparison | None,
) -> str:
    told: dict[str, Any] = {
        "plan": {"parks": asked.parks, "years": asked.years, "seed": asked.seed, "begins": str(begins)},
        "editions": [
            {
                "id": one.id,
                "digest": one.digest,
                "counts": {what.value: times for what, times in sorted(outcome.counts.items())},
                **outcome.model_dump(mode="json"),
            }
            for one, outcome in zip(editions, outcomes, strict=True)
        ],
    }
    if compared is not None:
        told["comparison"] = compared.model_dump(mode="json")
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _show(editions: Sequence[Edition], outcomes: Sequence[Outcome], compared: Comparison | None) -> None:
    console = Console()
    if compared is not None:
        console.print(comparison_view.view(compared))
    else:
        console.print(calendar_view.view(outcomes[0]))
    for one, outcome in zip(editions, outcomes, strict=True):
        for proof in outcome.proofs:
            console.print(f"{one.id}：台账 {proof.entries} 条，末条哈希 {proof.head}", soft_wrap=True)
    if not _tell_faults(outcomes):
        console.print("全部不变量成立 (all invariants hold)。", style="green")


def _tell_faults(outcomes: Sequence[Outcome]) -> bool:
    """Tell every broken invariant on stderr; say whether there was one."""
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    if faults:
        sys.stderr.write("\n".join([f"不变量被破坏，共 {len(faults)} 处：", *faults]) + "\n")
    return bool(faults)


def _next_steps(asked: Asked, parts: Sequence[City]) -> str:
    """Say where the records are, and what to do next."""
    if asked.keep is None:
        return "记录未保存；要逐案查看，请加 --keep 文件夹 重新运行（同一种子得到同一台账）。\n"
    files = [text for text in (asked.edition, asked.what_if) if text is not None and text.endswith(".toml")]
    folders = f"PARKLIFE_EDITIONS_DIR={Path(files[-1]).resolve().parent} " if files else ""
    lines = [
        f"{folders}PARKLIFE_DATABASE_URL=sqlite+aiosqlite:///{part.kept.resolve() / 'records.db'} "
        f"python starter.py history {park_case(Park(part.plan.first).id)}"
        for part in parts
        if part.kept is not None
    ]
    return "\n".join([f"记录保存在 {asked.keep.resolve()}。逐案查看：", *lines]) + "\n"
