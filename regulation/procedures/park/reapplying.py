"""The same park under another name: a bar holds for its operator and its site, not for a name in the register (Q36)."""

from collections.abc import Iterable
from datetime import date

from regulation.conditions.dossier import Facts
from regulation.procedures.park.file import ParkFile
from regulation.vocabulary.act import Act
from regulation.vocabulary.stage import Stage
from regulation.words.message import say
from regulation.words.refusals import AlreadyDoneError, TooEarlyError

ACT = Act.OPEN_APPLICATION


def check_register(applying: str, facts: Facts, register: Iterable[ParkFile], today: date) -> None:
    """Compare who applies, and for which main site, with the other parks of the register (Q36).

    `applying` is the name of the applying park in the ledger. Raises TooEarlyError where another park of this
    operator or at this address waits until a later day, AlreadyDoneError where there is a municipal park already.
    """
    operator = facts.operator and facts.operator.credit_code
    addresses = _main_addresses(facts)
    for park in register:
        if park.case == applying:
            continue
        same_site = park.facts is not None and bool(addresses & _main_addresses(park.facts))
        same_operator = operator is not None and park.operator_code == operator
        if park.stage == Stage.IN_LIFE:
            if same_site:
                raise AlreadyDoneError(
                    ACT,
                    say("该主场址已有市级产业园 {name}（{id}）", name=park.name, id=park.id),
                    say("变更事项请由所在地人社部门按第七条报告（R7-report）。"),
                )
        elif park.reapply_from is not None and today < park.reapply_from and (same_site or same_operator):
            what = say("运营机构") if same_operator else say("主场址")
            raise TooEarlyError(
                ACT,
                say(
                    "同一{what}的 {name}（{id}）资格于{ended_on}终止，{reapply_from}起方可再次申报；换用新的编号亦同（Q36）",
                    what=what,
                    name=park.name,
                    id=park.id,
                    ended_on=park.ended_on,
                    reapply_from=park.reapply_from,
                ),
                say("请届时重新申报。"),
            )


def _main_addresses(facts: Facts) -> set[str]:
    """Give the main addresses as written, but for spaces."""
    return {"".join(site.address.split()) for site in facts.sites if site.main}
