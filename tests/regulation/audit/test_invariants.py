"""What an audit finds in a ledger: each fault by itself, and nothing in a sound one (Q25, Q32, Q52)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from regulation.audit.invariants import broken
from regulation.calendar.working_days import CST
from regulation.casework.entry import Entry, Numbered, Outcome
from regulation.documents.document import DocumentKind
from regulation.people.actor import SYSTEM, Actor
from regulation.procedures.application.table import APPLICATION
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Table

NOON = datetime(2029, 3, 1, 12, tzinfo=CST)
CASE = "park/p/application/1"
LEADER = Actor(person="leader", name="周负责", role=Role.CITY_HRSS_LEADER)


def course(case: str, table: Table, *acts: tuple[Act, Actor]) -> tuple[Entry, ...]:
    """Write acts one after another by the rows of a table, an hour apart."""
    entries: list[Entry] = []
    for seq, (act, actor) in enumerate(acts, start=1):
        stage = entries[-1].next if entries else Stage.UNOPENED
        move = table.find(stage, act)
        assert move is not None, f"{stage} has no {act}"
        entries.append(
            Entry(
                case=case,
                seq=seq,
                stage=stage,
                act=act,
                next=move.next,
                basis=move.basis,
                at=NOON + timedelta(hours=seq),
                actor=actor,
                key=f"{case}#{seq}",
            )
        )
    return tuple(entries)


ROUND_ENTRIES = course(
    "round/2029",
    ROUND,
    (Act.OPEN_ROUND, LEADER),
    (Act.CALL_PARK, SYSTEM),
    (Act.HEAR_PARK, SYSTEM),
    (Act.CLOSE_ROUND, SYSTEM),
)


def changed(number: int, **changes: Any) -> tuple[Entry, ...]:
    """Give the entries of the round with one of them changed."""
    return tuple(
        entry.model_copy(update=changes) if entry.seq == number else entry for entry in ROUND_ENTRIES
    )


def found(*entries: Entry) -> list[str]:
    """List what an audit finds in the ledger of one case."""
    return broken({entries[0].case: entries})


@pytest.mark.provision("Q25")
def test_a_sound_round_has_no_fault() -> None:
    """A round that was opened, called, heard and closed by the table."""
    assert [] == found(*ROUND_ENTRIES)


@pytest.mark.provision("Q25")
@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ((ROUND_ENTRIES[0], *ROUND_ENTRIES[2:]), "a gap or a double"),
        (changed(2, basis="R8-central"), "round/2029#2: call_park at round_running on R8-central is not in"),
        (changed(3, next=Stage.ROUND_CLOSED), "round/2029#3: hear_park at round_running on Q25 is not in"),
        (changed(3, act=Act.REMIND), "round/2029#3: remind at round_running on Q25 is not in the table"),
        (changed(4, actor=LEADER), "round/2029#4: close_round by city_hrss_leader"),
        (changed(3, at=NOON), "round/2029#3: does not follow the entry before it"),
        (changed(1, next=Stage.ROUND_CLOSED), "round/2029#2: does not follow the entry before it"),
    ],
    ids=["gap", "basis", "next", "act", "actor", "time", "stage"],
)
def test_a_round_is_audited_like_any_other_ledger(entries: tuple[Entry, ...], fault: str) -> None:
    """A gap, a row that its table lacks, a wrong actor, and an entry that does not follow are each found."""
    assert any(fault in one for one in found(*entries))


def city(person: str, role: Role = Role.CITY_HRSS, acting_for: str | None = None) -> Actor:
    """Give somebody of the city bureau, perhaps in somebody else's place."""
    return Actor(person=person, name="某人", role=role, acting_for=acting_for)


def decided(accepted_by: Actor, designated_by: Actor) -> list[str]:
    """Give what an audit says of who accepted and who designated."""
    by = {
        Act.ACCEPT: accepted_by,
        Act.DESIGNATE: designated_by,
        Act.COMPLETE_REVIEW: SYSTEM,
        Act.CLOSE_NOTICE: SYSTEM,
    }
    acts = (
        (Act.OPEN, Role.OPERATOR),
        (Act.HAND_OVER, Role.OPERATOR),
        (Act.PASS_EXAMINATION, Role.LOCAL_HRSS),
        (Act.RECOMMEND, Role.LOCAL_HRSS),
        (Act.SUBMIT, Role.LOCAL_GOVERNMENT),
        (Act.ACCEPT, Role.CITY_HRSS),
        (Act.DRAW_PANEL, Role.CITY_HRSS),
        (Act.COMPLETE_REVIEW, Role.SYSTEM),
        (Act.PUBLISH_NOTICE, Role.CITY_HRSS),
        (Act.CLOSE_NOTICE, Role.SYSTEM),
        (Act.DESIGNATE, Role.CITY_HRSS_LEADER),
    )
    written = course(
        CASE,
        APPLICATION,
        *((act, by.get(act) or Actor(person=role.value, name=role.zh, role=role)) for act, role in acts),
    )
    return [fault for fault in found(*written) if "did accept and designate" in fault]


@pytest.mark.provision("Q04", "Q52")
@pytest.mark.parametrize(
    ("accepted_by", "designated_by", "who"),
    [
        (("a", None), ("b", None), None),
        (("a", None), ("a", None), "a"),
        (("a", "b"), ("b", None), "b"),
        (("a", None), ("b", "a"), "a"),
        (("a", "c"), ("b", "c"), "c"),
        (("a", "c"), ("b", "d"), None),
    ],
    ids=["two", "one", "the principal after the deputy", "the deputy after", "one principal", "four"],
)
def test_a_deputy_is_no_second_pair_of_eyes(
    accepted_by: tuple[str, str | None], designated_by: tuple[str, str | None], who: str | None
) -> None:
    """What a deputy does counts for the deputy and for the principal; neither of them may have done the other act."""
    (first, for_first), (second, for_second) = accepted_by, designated_by
    faults = decided(
        city(first, acting_for=for_first), city(second, Role.CITY_HRSS_LEADER, acting_for=for_second)
    )

    assert ([f"{CASE}#11: {who} did accept and designate"] if who else []) == faults


@pytest.mark.provision("Q43")
@pytest.mark.parametrize(
    ("numbers", "sound"),
    [
        ((), True),
        ((1,), True),
        ((2, 1), True),
        ((2,), False),
        ((1, 3), False),
        ((1, 1), False),
        ((0, 1), False),
    ],
)
def test_the_numbers_of_a_series_run_from_one(numbers: tuple[int, ...], *, sound: bool) -> None:
    """Whichever case took which: without a gap, without a double, and from the first."""
    ledger = {}
    for place, number in enumerate(numbers):
        case = f"round/{2029 + place}"
        given = Numbered(kind=DocumentKind.PUBLIC_NOTICE, number=f"吉市人社园示〔2029〕{number}号")
        first = ROUND_ENTRIES[0].model_copy(update={"case": case, "outcome": Outcome(numbers=(given,))})
        ledger[case] = (first,)

    assert sound == (broken(ledger) == [])
