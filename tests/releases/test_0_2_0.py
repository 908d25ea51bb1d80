"""Nothing of a running 0.2.0 is lost: its seeds, its records, its Temporal file, its edition (see record.py).

How a later release adds its own folder: in a checkout of that release run `.venv/bin/python tests/releases/record.py`,
commit the folder tests/releases/<version>/ that it makes, and copy this file as test_<version>.py with another
VERSION. This file and its folder stay as they are. Where a later release means to differ, it says so in
SEEDS_DIFFER, BYTES_DIFFER or FREED below, with the reason, and nowhere else; what moves within the project is put
right in inside.py.

The tests with a server run on whichever day it is: a period of the kept cases may have ended meanwhile, and then a
rule has acted at the start. So no test with a server says where a case stands: only that it is as whole as it was,
that people can act on it, and that it comes to an end, or as far as nobody but time can help.
"""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.releases import inside, kept
from tests.releases.house import House, until
from tests.releases.record import COLUMNS, told
from tests.releases.walk import Walker

VERSION = "0.2.0"
KEPT = kept.manifest(VERSION)
SEEDS = {one["plan"]["seed"]: one for one in kept.seeds(VERSION)["seeds"]}
CASES: dict[str, Any] = KEPT["cases"]
STUCK: str = KEPT["stuck"]["case"]
FREE = [case for case in CASES if case != STUCK]

# By seed: acts that a later release plays otherwise, each as "act of 0.2.0 | act now", and why.
SEEDS_DIFFER: dict[int, dict[str, str]] = {}
# By seed: why the entries have other bytes although the acts are the same (a field was added, say).
BYTES_DIFFER: dict[int, str] = dict.fromkeys(
    SEEDS,
    "sentences that a rule wrote (why a day was skipped, how points came about, why a panel passed a park, why "
    "failing is consecutive) are messages now, which a reader gets in their own language, and tell days in words",
)
# A later release that frees the stuck letter says here how (by itself, by a command, ...): from then on
# test_the_stuck_case asks that it is delivered.
FREED: str | None = None
QUIET_S = 3

# Where nothing but time leads on, and what people may do instead: it ends the case.
ENDED_BY = {
    "public_notice": ("withdraw", "local-gov", {"reason": "另行申报"}),
    "revocation_statement": (
        "drop_revocation",
        "city-leader",
        {"reasons": ["依据不足"], "provisions": ["Q32"]},
    ),
}


# --- a. The five seeds -------------------------------------------------------------------------------------------


def _named(act: list[Any] | None) -> str:
    return "—" if act is None else " ".join(map(str, act))


def _differences(before: list[list[Any]], now: list[list[Any]]) -> list[str]:
    """Name every act that is another one, in the order of the ledger."""
    longest = max(len(before), len(now))
    pairs = zip(*(side + [None] * (longest - len(side)) for side in (before, now)), strict=True)
    return [f"{_named(old)} | {_named(new)}" for old, new in pairs if old != new]


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_same_seed_gives_the_same_acts_on_the_same_days(seed: int, tmp_path: Path) -> None:
    """The time machine plays what it played: who did what to which case on which day; and, today, byte for byte."""
    before = SEEDS[seed]
    now = told(before["plan"], await inside.played(before["plan"], tmp_path))

    assert list(COLUMNS) == kept.seeds(VERSION)["columns"]
    assert list(SEEDS_DIFFER.get(seed, {})) == _differences(before["acts"], now["acts"])
    if seed not in BYTES_DIFFER and seed not in SEEDS_DIFFER:
        assert before["sha256"] == now["sha256"]


def test_at_least_ten_stages_are_kept() -> None:
    """The evidence is worth its place: open cases at many stages, and years of several parks with a round."""
    assert len({case["stage"] for case in CASES.values()}) >= 10
    rounds = [act for one in SEEDS.values() if one["plan"]["parks"] > 1 for act in one["acts"]]
    assert any(act[1].startswith("round/") for act in rounds)


# --- b. The records ----------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give a house over the kept records and materials, without Temporal's file; it leaves nothing running."""
    kept.unpack(VERSION, tmp_path / "var", ("records.db",))
    one = House(tmp_path / "var")
    yield one
    one.down()


def test_the_records_are_whole_and_rebuilt_as_they_were(house: House) -> None:
    """The kept database is migrated, its chain is whole, and the ledger gives the read models that were kept."""
    database = house.var / "records.db"
    models = {table: kept.rows(database, table) for table in KEPT["read_models"]}
    assert {table: facts["sha256"] for table, facts in KEPT["read_models"].items()} == {
        table: kept.digest(found) for table, found in models.items()
    }

    house.command("migrate")
    assert KEPT["ledger"]["rows"] == house.read("verify")["rows"]
    assert KEPT["ledger"]["rows"] == house.read("rebuild")["rows"]

    (head,) = kept.rows(database, "ledger_head")
    assert (KEPT["ledger"]["rows"], KEPT["ledger"]["head"]) == (head["position"], head["hash"])
    for table, facts in KEPT["read_models"].items():
        now = kept.rows_shaped_like(database, table, models[table], facts["key"])
        assert (table, facts["sha256"]) == (table, kept.digest(now))


def test_nobody_and_nothing_else_is_lost(house: House) -> None:
    """People, numbers, editions and deliveries are what they were after a migration; every document can be read."""
    database = house.var / "records.db"
    before = {table: kept.rows(database, table) for table in KEPT["others"]}
    house.command("migrate")
    for table, facts in KEPT["others"].items():
        now = kept.rows_shaped_like(database, table, before[table], facts["key"])
        assert (table, facts["sha256"]) == (table, kept.digest(now))
    for case in CASES:
        saved = house.read("documents", case, "--save", str(house.var / "out"))
        assert all(row["file"] for row in saved if row["sha256"])


# --- c. Temporal's file ------------------------------------------------------------------------------------------


def _walker(house: House) -> Walker:
    return Walker(house, KEPT["people"])


def _sound(house: House) -> None:
    """Every entry of a kept case is still there, and the chain is whole."""
    assert house.read("verify")["rows"] > KEPT["ledger"]["rows"]
    for case, kept_case in CASES.items():
        seqs = [entry["seq"] for entry in house.read("history", case)]
        assert list(range(1, len(seqs) + 1)) == seqs
        assert len(seqs) >= kept_case["seq"]


def _quiet(house: House) -> None:
    """Wait until the rules have done what fell due while nothing ran: two looks at the ledger are alike."""
    looks: list[int] = []
    while len(looks) < 2 or looks[-1] != looks[-2]:
        looks.append(house.read("verify")["rows"])
        time.sleep(QUIET_S)


def _over(house: House, case: str) -> bool:
    """Whether a case has ended: its park has it no longer among the open ones."""
    return case not in house.open_cases()


def _next_act(house: House, case: str) -> str | None:
    """Let somebody take an act on a case; None where a rule ended it when the clocks of the server went on.

    Where nothing but time leads on, a task is the park's own: an objection may be filed, a statement made.
    """
    if _over(house, case):
        return None
    receipt = _walker(house).step(case)
    if receipt is None and not _over(house, case):
        act, person, form = ENDED_BY[_walker(house).stage(case)]
        receipt = house.act(case, act, person, form)
    return None if receipt is None else str(receipt["act"])


def _to_its_end(house: House, case: str) -> str:
    """Walk a case to an end, or withdraw it where only days help; say where it then stands."""
    walker = _walker(house)
    if not _over(house, case):
        walker.onwards(case, lambda: _settled(house, case))
    if not _over(house, case) and walker.stage(case) in ENDED_BY:
        act, person, form = ENDED_BY[walker.stage(case)]
        house.act(case, act, person, form)
    until(f"an end of {case}, which stands at {walker.stage(case)}", lambda: _over(house, case))
    return walker.stage(case)


def _settled(house: House, case: str) -> None:
    """Give rules a moment to act: until somebody is asked again, the case is over, or only days lead on."""
    until(
        f"what follows on {case}",
        lambda: house.busy(case) or _over(house, case) or _walker(house).stage(case) in ENDED_BY,
    )


def _ended_by_a_rule(house: House, case: str) -> bool:
    """Whether the last entry that moved a case was a rule's."""
    moved = [entry for entry in house.read("history", case) if entry["act"] != "deliver_document"]
    return "系统" in moved[-1]["who"]


@pytest.mark.timeout(3600)
def test_the_cases_go_on_in_the_file_of_temporal(tmp_path: Path) -> None:
    """The kept Temporal is started with the present worker: each open case takes an act, and comes to its end."""
    kept.unpack(VERSION, tmp_path / "var")
    house = House(tmp_path / "var")
    try:
        house.command("migrate")
        house.up()
        _quiet(house)
        for case in FREE:
            assert _next_act(house, case) or _ended_by_a_rule(house, case), case
        _the_stuck_case(house)
        ends = {case: _to_its_end(house, case) for case in FREE}
        assert set(FREE) == set(ends)
        _sound(house)
    finally:
        code = house.down()
    assert code == 0


def _the_stuck_case(house: House) -> None:
    """0.2.0 cannot deliver the letter; people may act on the case all the same. A later release frees it: FREED."""
    (letter,) = [row for row in house.read("documents", STUCK) if row["number"] == KEPT["stuck"]["document"]]
    assert (FREED is not None) == (letter["sha256"] is not None)
    assert "request_supplement" in [entry["act"] for entry in house.read("history", STUCK)]
    assert _walker(house).step(STUCK) is not None


# --- d. Without Temporal's file ----------------------------------------------------------------------------------


@pytest.mark.timeout(3600)
def test_the_cases_go_on_from_the_records_alone(house: House) -> None:
    """On an empty Temporal one command begins every park and open case again, and each takes an act."""
    house.command("migrate")
    house.up()
    resumed = house.command("resume")
    names = [*CASES, *(f"park/{park}" for park in KEPT["parks"])]
    assert [] == [name for name in names if name not in resumed]
    assert "没有需要恢复的流程" in house.command("resume")
    _quiet(house)
    for case in FREE:
        assert _next_act(house, case) or _ended_by_a_rule(house, case), case
    _the_stuck_case(house)
    _sound(house)
    assert 0 == house.down()


# --- e. On the virtual clock -------------------------------------------------------------------------------------

NOTICED = next(case for case, kept_case in CASES.items() if kept_case["stage"] == "public_notice")
ASKED = next(case for case, one in CASES.items() if one["stage"] == "local_supplement" and case != STUCK)
BODIES = (("city-leader", "city_hrss_leader"), ("drc", "drc"), ("finance", "finance"))


async def test_a_notice_runs_out_and_the_park_is_designated(house: House) -> None:
    """From the kept records a public notice goes through its days, is determined, answered, and ends designated."""
    at = datetime.fromisoformat(KEPT["recorded_at"])
    async with inside.carried_on(house.var, at, [NOTICED]) as cases:
        case = cases[NOTICED]
        reasons = {"objection": 1, "reasons": "未提供事实"}
        await case.act("city-hrss", "reject_objection", "city_hrss", **reasons)
        await case.pass_days(20)
        assert "joint_determination" == await case.stage()
        for person, role in BODIES:
            await case.act(person, "record_opinion", role, vote="agree")
        await case.act("city-leader", "designate", "city_hrss_leader", opinion="同意认定")
        assert "approval_reply" == await case.stage()
        await case.act("city-hrss", "issue_reply", "city_hrss")
        assert "designated" == await case.stage()
        assert all(document.sha256 for document in (await case.file()).documents)


async def test_people_are_reminded_of_a_kept_case(house: House) -> None:
    """From the kept records a supplement that nobody gives is reminded of, and can be given later all the same."""
    at = datetime.fromisoformat(KEPT["recorded_at"])
    async with inside.carried_on(house.var, at, [ASKED]) as cases:
        case = cases[ASKED]
        before = (await case.file()).seq
        await case.pass_days(40)
        assert (await case.file()).seq > before
        await case.act("op-jiangbei", "supplement", "operator", note="已补充说明")
        assert "local_review" == await case.stage()


# --- The edition -------------------------------------------------------------------------------------------------


def test_the_edition_is_byte_for_byte_the_one_of_0_2_0() -> None:
    """The text that the kept cases follow is the same under the same id: a new text gets a new id."""
    assert KEPT["edition"]["sha256"] == kept.sha256(kept.EDITION.read_bytes())
    assert (KEPT["edition"]["id"], KEPT["edition"]["digest"]) == (inside.DRAFT, inside.edition_digest())
