"""What must hold of every ledger, whatever happened: checked after simulations, and by whoever audits (Articles 2 to 9)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from regulation.casework.closing import Closing
from regulation.casework.entry import Entry
from regulation.grading.consecutive import must_revoke
from regulation.measures.edition import edition
from regulation.procedures.park import OPENS, PARK, ParkFile, fold_park, opened_park
from regulation.procedures.park.clocks import overall_results
from regulation.procedures.park.forms import OpenProcedure
from regulation.procedures.registry import rules_of
from regulation.procedures.round.table import ROUND
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind, is_round, kind_of
from regulation.vocabulary.role import Role
from regulation.vocabulary.table import Table

Ledger = Mapping[str, tuple[Entry, ...]]

# What must have been done in a revocation before its decision is issued (R9-revoke, Q32).
BEFORE_A_REVOCATION = (
    (Act.SERVE_NOTICE,),
    (Act.CLOSE_STATEMENTS, Act.RECORD_HEARING),
    (Act.RECORD_LEGAL_CHECK,),
    (Act.REVOKE, Act.REVOKE_OTHERWISE),
)


# The acts by which a decision to revoke is issued, and the act of the park that each leads to (R9-revoke, Q35).
ISSUED = {
    Act.ISSUE_REVOCATION: Act.END_STATUS,
    Act.ISSUE_REVOCATION_OTHERWISE: Act.END_STATUS_OTHERWISE,
}


def by_case(entries: Iterable[Entry]) -> Ledger:
    """Put the entries of a ledger together by case, each in its order."""
    cases: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        cases[entry.case].append(entry)
    return {case: tuple(sorted(found, key=lambda entry: entry.seq)) for case, found in cases.items()}


def broken(ledger: Ledger) -> list[str]:
    """List everything that may not be; empty for a sound ledger."""
    faults: list[str] = []
    for case, entries in ledger.items():
        faults += _chain(case, entries)
        faults += _four_eyes(case, entries)
        if kind_of(case) == Kind.REVOCATION:
            faults += _revocation(case, entries)
        if case.count("/") == 1 and case.startswith("park/"):
            faults += _park(case, entries, ledger)
    return [*faults, *_numbers(ledger)]


def _chain(case: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    """Each act stands in the table, by an entitled role, on its basis, and follows the act before it."""
    table = _table(case)
    if [entry.seq for entry in entries] != list(range(1, len(entries) + 1)):
        yield f"{case}: the numbers of its entries have a gap or a double"
    for entry in entries:
        move = table.find(entry.stage, entry.act)
        if move is None or (move.next, move.basis) != (entry.next, entry.basis):
            yield f"{case}#{entry.seq}: {entry.act.value} at {entry.stage.value} on {entry.basis} is not in the table"
        elif entry.actor.role not in move.by and not (entry.seq == 1 and entry.actor.role == Role.SYSTEM):
            yield f"{case}#{entry.seq}: {entry.act.value} by {entry.actor.role.value}"
    for before, after in pairwise(entries):
        if before.next != after.stage or before.at > after.at:
            yield f"{case}#{after.seq}: does not follow the entry before it"


def _table(case: str) -> Table:
    """Give the table that a case, a park or a round walks."""
    if is_round(case):
        return ROUND
    return rules_of(case).table if kind_of(case) else PARK


def _four_eyes(case: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    """Two acts that one person may not both do were done by two; a deputy's act is also their principal's (Q52)."""
    pairs = rules_of(case).four_eyes if kind_of(case) else {}
    done: dict[Act, frozenset[str]] = {}
    for entry in entries:
        for earlier in pairs.get(entry.act, ()):
            for person in sorted(done.get(earlier, frozenset()) & entry.actor.persons):
                yield f"{case}#{entry.seq}: {person} did {earlier.value} and {entry.act.value}"
        done[entry.act] = entry.actor.persons


def _revocation(case: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    """No status is revoked without notice, hearing, legal check, joint signature and decision (Q32)."""
    acts = [entry.act for entry in entries]
    issued = next((act for act in acts if act in ISSUED), None)
    if issued is not None:
        before = set(acts[: acts.index(issued)])
        for step in BEFORE_A_REVOCATION:
            if not before & set(step):
                yield f"{case}: revoked without {' or '.join(act.value for act in step)}"


def _park(name: str, entries: tuple[Entry, ...], ledger: Ledger) -> Iterator[str]:
    """Fold the park entry by entry, and look at each step."""
    park = opened_park(entries[0])
    years: list[int] = []
    for entry in entries:
        yield from _opening(park, entry)
        yield from _sanction(park, entry)
        if entry.act in {Act.ENTER_LIFE, Act.IMPORT_PARK}:
            years = []
        if entry.act == Act.OPEN_SELF_ASSESSMENT:
            year = OpenProcedure.model_validate(entry.form).number
            if years and year != years[-1] + 1:
                yield f"{name}#{entry.seq}: self-assessment {year} follows {years[-1]}"
            years.append(year)
        park = fold_park(park, entry)
    yield from _self_records(name, park, ledger)
    yield from _strangers(name, park, ledger)


def _opening(park: ParkFile, entry: Entry) -> Iterator[str]:
    """At most one procedure of a kind is open (Q16); an evaluation waits for what followed from the last."""
    kind = OPENS.get(entry.act)
    if kind is not None and park.open_of(kind):
        yield f"{entry.case}#{entry.seq}: {kind.value} opened while {park.open_of(kind)} is open"
    if kind == Kind.EVALUATION and park.open_of(Kind.RECTIFICATION, Kind.REVOCATION):
        yield f"{entry.case}#{entry.seq}: evaluated while it is put right or revoked"


def _sanction(park: ParkFile, entry: Entry) -> Iterator[str]:
    """Rectification follows a failed evaluation, revocation consecutive failure (R9-rectify, R9-revoke)."""
    if entry.act == Act.OPEN_RECTIFICATION and (not park.results or park.results[-1].grade != "unqualified"):
        yield f"{entry.case}#{entry.seq}: rectification without a failed evaluation"
    if entry.act == Act.OPEN_REVOCATION:
        under = edition(park.edition, park.edition_digest)
        if must_revoke(overall_results(park), under) is None:
            yield f"{entry.case}#{entry.seq}: revocation without consecutive failure"
    if entry.act in ISSUED.values():
        closing = Closing.model_validate(entry.form)
        if kind_of(closing.case) != Kind.REVOCATION:
            yield f"{entry.case}#{entry.seq}: the status ended without a revocation"
        if closing.outside != (entry.act == Act.END_STATUS_OTHERWISE):
            yield f"{entry.case}#{entry.seq}: {entry.act.value} on a ground that is not its own"


def _self_records(name: str, park: ParkFile, ledger: Ledger) -> Iterator[str]:
    """Every year that was opened has one record: assessed, unverified, missing, or ended with the status (R8-self, Q24)."""
    kept = Counter(record.year for record in park.self_records)
    yield from (
        f"{name}: year {year} has {times} self-assessments" for year, times in kept.items() if times > 1
    )
    for case, entries in ledger.items():
        if not case.startswith(f"{name}/{Kind.SELF_ASSESSMENT.value}/"):
            continue
        last = entries[-1].next
        closed = last in rules_of(case).table.final
        if closed == (case in park.open):
            yield f"{name}: {case} stands at {last.value}, the park says {'open' if case in park.open else 'closed'}"


def _strangers(name: str, park: ParkFile, ledger: Ledger) -> Iterator[str]:
    """Every case of the park was opened by it, once."""
    for case in ledger:
        kind = kind_of(case)
        if kind is not None and case.startswith(f"{name}/"):
            opened = park.counts.get(kind, 0)
            if opened == 0:
                yield f"{case}: the park did not open it"


def _numbers(ledger: Ledger) -> Iterator[str]:
    """The numbers of each series and year run from 1 without gap or double (R5.3-reply, Q43)."""
    series: dict[str, list[int]] = defaultdict(list)
    for entries in ledger.values():
        for entry in entries:
            for numbered in entry.outcome.numbers:
                stem, _, rest = numbered.number.partition("\u3015")
                series[stem].append(int(rest.removesuffix("号")))
    for stem, numbers in series.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{stem}\u3015: numbers {sorted(numbers)}"
