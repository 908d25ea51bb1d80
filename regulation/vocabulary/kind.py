"""The procedures of the Measures by name, and how their cases are called."""

from regulation.words.labels import Labelled


class Kind(Labelled):
    """One procedure; the value is the word in the case's name and its workflow id."""

    APPLICATION = "application", "申报认定", "application"
    SELF_ASSESSMENT = "self-assessment", "年度自评", "self-assessment"
    EVALUATION = "evaluation", "集中考评", "evaluation"
    RECTIFICATION = "rectification", "限期整改", "rectification"
    REVOCATION = "revocation", "取消资格", "revocation"
    EXIT = "exit", "自愿退出", "voluntary exit"
    CHANGE = "change", "重大变更", "change"
    SURVEY = "survey", "定期调研", "survey"


ROUND = "round"

_KINDS: dict[str, Kind] = {kind.value: kind for kind in Kind}


def park_case(park: str) -> str:
    """Name the park in the ledger; also its workflow id."""
    return f"park/{park}"


def park_id(case: str) -> str:
    """Give the id of a park from its name in the ledger."""
    return case.removeprefix("park/")


def case_name(park: str, kind: Kind, number: int) -> str:
    """Name the n-th case of a kind of a park (a self-assessment: the year); also its workflow id."""
    return f"park/{park}/{kind.value}/{number}"


def round_case(year: int) -> str:
    """Name a city-wide round of evaluations; also its workflow id."""
    return f"{ROUND}/{year}"


def round_year(case: str) -> int:
    """Give the year of a city-wide round from its name."""
    return int(case.removeprefix(f"{ROUND}/"))


def is_round(case: str) -> bool:
    """Say whether a name of the ledger is a city-wide round's."""
    return case.startswith(f"{ROUND}/")


def kind_of(case: str) -> Kind | None:
    """Say which procedure a case belongs to; None for the park itself and for what is no case of a park."""
    parts = case.split("/")
    return _KINDS.get(parts[2]) if len(parts) == 4 and parts[0] == "park" else None  # noqa: PLR2004
