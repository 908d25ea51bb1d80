"""The years after the reply, as their people live them: real processes, commands, crashes and an emptied Temporal."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from records.calendar.working_days import statutory
from regulation.calendar.working_days import CST

ROOT = Path(__file__).resolve().parents[2]
LIST = "samples/existing-parks.csv"
PARK, OTHER = "park/changyi-wusong", "park/chuanying-xiguan"
CHANGE, APPLICATION = f"{PARK}/change/1", "park/jiangbei/application/1"
YEAR, RECTIFICATION = f"{OTHER}/self-assessment/2025", "park/fengman-songyin/rectification/1"
PEOPLE = (
    ("op-changyi", "operator", "吉林市昌邑区", "91220202MAFX02026E"),
    ("local-changyi", "local_hrss", "吉林市昌邑区", None),
    ("local-chuanying", "local_hrss", "吉林市船营区", None),
    ("local-chuanying-2", "local_hrss", "吉林市船营区", None),
)
NEXT = "jilin-city-next"
DAY = timedelta(days=1)
AT_ONCE = 3  # people who act at the same time


def _people(folder: Path) -> Path:
    file = folder / "people.toml"
    rows = []
    for name, role, district, code in PEOPLE:
        rows += ["[[people]]", f'id = "{name}"', f'name = "{name} 样例"', f'roles = ["{role}"]']
        rows += [f'district = "{district}"', f'email = "{name}@example.invalid"']
        rows += [f'credit_code = "{code}"'] if code else []
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def _next_edition(folder: Path, name: str = NEXT) -> Path:
    """Write an edition that differs from the draft in its id, its status and the working days to decide a change."""
    draft = (ROOT / "regulation" / "measures" / "editions" / "jilin-city-draft.toml").read_text(
        encoding="utf-8"
    )
    changed = draft.replace('id = "jilin-city-draft"', f'id = "{name}"').replace(
        '"change.decide_workdays" = { value = 20', '"change.decide_workdays" = { value = 15'
    )
    assert changed.count('= { value = 15, unit = "workdays", basis = "Q21"') == 1
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(changed, encoding="utf-8")
    return file


def _import(system: Any, folder: Path) -> None:
    """A list with a wrong row enters nothing; the right one is tried, entered, and entered only once."""
    flawed = folder / "flawed.csv"
    text = (ROOT / LIST).read_text(encoding="utf-8-sig")
    flawed.write_text(text.replace(",1860,", ",很大,"), encoding="utf-8")
    assert "主园区面积" in system.refused(1, "import", str(flawed), "--as", "city-hrss")
    assert {"可登记"} == {row["done"] for row in system.read("import", LIST, "--dry-run")}
    assert ["jiangbei"] == [park["id"] for park in system.read("parks")]

    system.tell("import", LIST, "--as", "city-hrss")
    again = system.read("import", LIST, "--as", "city-hrss")
    assert {"此前已登记"} == {row["done"] for row in again}
    system.until("the openings that were due", lambda: {YEAR, RECTIFICATION} <= set(_cases(system)))
    assert ["import_park"] == _acts(system, PARK)[:1]
    shown = system.read("case", PARK)
    assert (2019, "市级产业园") == (date.fromisoformat(shown["designated_on"]).year, shown["stage_zh"])
    (year,) = (o for o in system.read("explain", PARK)["openings"] if o["kind"] == "self-assessment")
    assert f"{year['turn'] + 1}-01-01" == year["opens_on"]


def _cases(system: Any) -> list[str]:
    """Name the open cases of all parks."""
    return [case for park in system.read("parks") for case in park["open"]]


def _change(system: Any, folder: Path) -> None:
    """The local department, not the operator, reports a larger area; the park stays as it is meanwhile."""
    facts = _facts(system)
    facts["sites"][0]["area_m2"] = "7200.00"
    planned = (datetime.now(CST).date() + 60 * DAY).isoformat()
    form = folder / "change.json"
    report = {"kind": "area", "what": "二期扩建", "planned_on": planned, "facts": facts, "materials": []}
    form.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    asked = ("act", PARK, "open_change", "--as", "op-changyi", "--form", str(form))
    assert "无权作出" in system.refused(1, *asked)
    system.act(PARK, "local-changyi", "open_change", form=form)
    system.until("the case of the change", lambda: CHANGE in {row["case"] for row in system.read("tasks")})


def _facts(system: Any) -> Any:
    with _records(system) as records:
        (file,) = records.execute("SELECT file FROM parks WHERE id = ?", (PARK,)).fetchone()
    return json.loads(file)["facts"]


@contextmanager
def _records(system: Any) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(system.var / "records.db")) as records, records:
        yield records


def _what_people_are_told(system: Any) -> None:
    """The feed and the digest know the new case; the mail goes out once."""
    feed = system.tell("ics", "--as", "city-hrss")
    assert "BEGIN:VCALENDAR" in feed
    assert CHANGE in feed.replace("\r\n ", "").replace("\n ", "")
    digest = system.read("digest", "--as", "city-hrss")
    assert CHANGE in {item["case"] for part in ("overdue", "soon", "later") for item in digest[part]}
    sent = system.read("digest", "--send")["sent"]
    assert "city-hrss" in sent
    mails = sorted(system.var.glob("outbox/digest.*"))
    assert len(sent) == len(mails)
    assert [] == system.read("digest", "--send")["sent"]
    assert mails == sorted(system.var.glob("outbox/digest.*"))


def _a_new_calendar(system: Any, folder: Path) -> None:
    """An official year with a holiday more moves the day on which an open period ends; both days are on record."""
    system.act(APPLICATION, "op-jiangbei", "hand_over")
    before = date.fromisoformat(system.read("case", APPLICATION)["due"]["last_day"])
    file = folder / "calendar.toml"
    file.write_text(_one_holiday_more(system, before), encoding="utf-8")
    system.tell("calendar", "import", str(file))

    for name in (APPLICATION, CHANGE, YEAR):  # they began on one day, with as many working days
        system.until(
            f"a new count of {name}", lambda name=name: 1 == _acts(system, name).count("recount_deadline")
        )
    after = system.read("case", APPLICATION)["due"]["last_day"]
    assert after > before.isoformat()
    (change,) = system.read("explain", APPLICATION)["periods"][0]["changes"]
    assert (before.isoformat(), after) == (change["before"], change["after"])


def _acts(system: Any, name: str) -> list[str]:
    return [entry["act"] for entry in system.read("history", name)]


def _one_holiday_more(system: Any, until: date) -> str:
    """Write the year in which a period ends with one more day off, a workday within it that leaves no gap."""
    year = system.read("calendar", "show", str(until.year))
    off = {date.fromisoformat(day[:10]) for day in year["days_off"]} | set(statutory(until.year))
    work = {date.fromisoformat(day[:10]) for day in year["workdays"]}
    more = next(day for day in _back(until) if day.weekday() < 5 and not _near(day) & off)
    head = [f"year = {until.year}", 'source = "样例〔2026〕1号"', f"days_off = {_listed(off | {more})}"]
    corrects = [f'corrects = "{year["digest"]}"'] if year["digest"] else []
    return "\n".join([*head, f"workdays = {_listed(work)}", *corrects])


def _back(day: date) -> Iterator[date]:
    while True:
        yield day
        day -= DAY


def _near(day: date) -> set[date]:
    return {day + n * DAY for n in range(-2, 3)}


def _listed(days: set[date]) -> str:
    return f"[{', '.join(day.isoformat() for day in sorted(days))}]"


def _forced_checkpoints(system: Any) -> None:
    """Parks and cases go on in new runs, and the ledger does not notice."""
    names = [PARK, OTHER, *_cases(system)]
    before = _told(system, names)
    for name in names:
        system.temporal("workflow", "signal", "--workflow-id", name, "--name", "checkpoint")
    for name in names:
        system.until(f"a second run of {name}", lambda name=name: len(_runs(system, name)) > 1)
    assert before == _told(system, names)


def _runs(system: Any, name: str) -> set[str]:
    return {event["run"] for event in system.read("history", name, "--raw")}


def _told(system: Any, names: list[str]) -> dict[str, Any]:
    """Give all that the ledger tells of these, and what waits for whom."""
    told = {name: system.read("history", name) for name in names}
    return told | {"tasks": system.read("tasks"), "parks": system.read("parks")}


def _acts_across_a_crash(system: Any) -> None:
    """The worker is killed when one has acted and others are at it; each tries again under the same key.

    The worker that comes after makes the schedule of the daily digest where there is none.
    """
    system.temporal("schedule", "delete", "--schedule-id", "digest")
    turns = (
        (APPLICATION, "local-hrss", "pass_examination", "opinion=材料齐全"),
        (CHANGE, "city-hrss", "pass_change", "opinion=属实"),
        (YEAR, "local-chuanying", "reassign", "role=local_hrss", "to=local-chuanying-2", "reason=轮岗"),
        (RECTIFICATION, "city-leader", "reassign", "role=city_hrss", "to=city-hrss-2", "reason=轮岗"),
    )
    with ThreadPoolExecutor(AT_ONCE) as room:
        acting = [room.submit(system.act, *turn, tries=10) for turn in turns]
        wait(acting, return_when=FIRST_COMPLETED)
        system.kill("worker")
        for one in acting:
            one.result()
    system.temporal("schedule", "describe", "--schedule-id", "digest")


def _consent_by_a_deputy(system: Any) -> None:
    """The leader is away; who examined may not decide, and the deputy decides in the leader's place."""
    today = datetime.now(CST).date()
    names = ("city-leader", "city_hrss_leader", "city-hrss-2")
    days = ("--from", today.isoformat(), "--until", (today + DAY).isoformat(), "--reason", "出差")
    asked = ("act", CHANGE, "consent_change", "--as", "city-hrss-2", "--set", "opinion=同意")
    assert "无权作出" in system.refused(1, *asked)
    system.tell("people", "deputy", "add", *names, *days, "--as", "city-leader")
    system.act(CHANGE, "city-hrss-2", "consent_change", "opinion=同意")
    system.until("the document", lambda: all(row["sha256"] for row in system.read("documents", CHANGE)))
    (consent,) = (e for e in system.read("history", CHANGE) if e["act"] == "consent_change")
    assert "代 city-leader" in consent["who"]


def _another_edition(system: Any) -> None:
    """The park's next procedures follow the new edition; what is open goes on under the old one."""
    (new,) = system.read("edition", "check", system.env["PARKLIFE_EDITIONS_DIR"])
    pairs = (f"edition={NEXT}", f"edition_digest={new['digest']}", "note=新版施行")
    system.act(PARK, "city-leader", "adopt_edition", *pairs)
    assert (NEXT, "jilin-city-draft") == tuple(
        system.read("case", name)["edition"] for name in (PARK, CHANGE)
    )


def _refusals_to_start(system: Any) -> None:
    """Without the edition that a park follows, or the stage that a case is at, nothing starts; nothing changes."""
    file = Path(system.env["PARKLIFE_EDITIONS_DIR"]) / f"{NEXT}.toml"
    text = file.read_text(encoding="utf-8")
    other = _next_edition(file.parent, "jilin-city-other")
    file.unlink()
    with ThreadPoolExecutor() as room:
        starts = room.submit(system.refused, 1, program=system.worker), room.submit(system.refused, 2, "up")
        assert all(f"{PARK} 适用的版本 {NEXT} 没有装入" in told.result() for told in starts)
    file.write_text(text, encoding="utf-8")
    other.unlink()

    _stand_at(system, CHANGE, "examination_of_old")
    assert f"{CHANGE} 停在「examination_of_old」" in system.refused(1, program=system.worker)
    _stand_at(system, CHANGE, "change_implementation")


def _stand_at(system: Any, case: str, stage: str) -> None:
    with _records(system) as records:
        records.execute("UPDATE cases SET stage = ? WHERE id = ?", (stage, case))


def _an_emptied_temporal(system: Any) -> None:
    """All that Temporal knew is gone; one command begins again from the records, and opens nothing twice."""
    names = [*(f"park/{park['id']}" for park in system.read("parks")), *_cases(system)]
    before = _told(system, names)
    assert 0 == system.down()
    _refusals_to_start(system)
    for file in system.var.glob("temporal.db*"):
        file.unlink()
    system.up()
    told = system.tell("resume")
    assert all(name in told for name in names)
    assert "没有需要恢复的流程" in system.tell("resume")
    assert before == _told(system, names)
    for name in (PARK, APPLICATION, YEAR):
        system.until(f"a clock of {name}", lambda name=name: _has_a_timer(system, name))


def _has_a_timer(system: Any, name: str) -> bool:
    return "timer_started" in {event["type"] for event in system.read("history", name, "--raw")}


def _carried_out(system: Any) -> None:
    """What was consented to is carried out, and from now on the park is another."""
    assert "5200" in system.read("case", PARK)["sites"][0]
    today = datetime.now(CST).date().isoformat()
    system.act(CHANGE, "local-changyi", "report_implemented", f"carried_out_on={today}", "note=已竣工")
    system.until("the larger park", lambda: "7200" in system.read("case", PARK)["sites"][0])
    system.until("no open change", lambda: CHANGE not in _cases(system))
    assert 1 == len(system.read("documents", CHANGE))


def _the_next_one_under_the_new_edition(system: Any) -> None:
    """A change that is reported after the adoption is to be decided within the new edition's working days."""
    planned = (datetime.now(CST).date() + 60 * DAY).isoformat()
    pairs = ("kind=other", "what=调整服务时间", f"planned_on={planned}")
    system.act(PARK, "local-changyi", "open_change", *pairs)
    second = f"{PARK}/change/2"
    system.until("the second change", lambda: second in {row["case"] for row in system.read("tasks")})
    shown = system.read("case", second)
    assert (NEXT, 15) == (shown["edition"], shown["due"]["workdays"])


def _nothing_lost_or_doubled(system: Any) -> None:
    names = {receipt["case"] for receipt in system.acknowledged}
    entered = [(name, e["seq"], e["act"]) for name in names for e in system.read("history", name)]
    assert len(entered) == len({(name, seq) for name, seq, _ in entered})
    done = [(receipt["case"], receipt["seq"], receipt["act"]) for receipt in system.acknowledged]
    assert set() == set(done) - set(entered)
    by_people = {act for _, _, act in done} - {"reassign", "open_change"}
    assert all(1 == [act for _, _, act in entered].count(act) for act in by_people)
    assert system.read("verify")["rows"] > len(entered)
    with _records(system) as records:
        rows, keys = records.execute(
            "SELECT COUNT(*), COUNT(DISTINCT case_id || ' ' || key) FROM ledger"
        ).fetchone()
    assert rows == keys


@pytest.mark.timeout(3600)
def test_the_decades_by_commands_alone(system: Any, tmp_path: Path) -> None:
    """Old parks enter, live on through crash, checkpoint and loss of Temporal, and change only as consented."""
    _next_edition(tmp_path / "editions")
    system.env["PARKLIFE_EDITIONS_DIR"] = str(tmp_path / "editions")
    system.up()
    system.tell("people", "add", str(_people(tmp_path)))
    _import(system, tmp_path)
    _change(system, tmp_path)
    _what_people_are_told(system)
    _a_new_calendar(system, tmp_path)
    _forced_checkpoints(system)
    _acts_across_a_crash(system)
    _consent_by_a_deputy(system)
    _another_edition(system)
    _an_emptied_temporal(system)
    _carried_out(system)
    _the_next_one_under_the_new_edition(system)
    _nothing_lost_or_doubled(system)
    assert 0 == system.down()
    assert [] == system.left_running()
