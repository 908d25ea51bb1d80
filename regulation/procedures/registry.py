"""All procedures of the Measures, and the questions that are asked of any case."""

from typing import Annotated, Any

from pydantic import BeforeValidator, SerializeAsAny

from regulation.casework.entry import Entry
from regulation.casework.file import CaseFile
from regulation.casework.fold import fold as fold_case
from regulation.casework.rules import Rules
from regulation.procedures import (
    application,
    change,
    evaluation,
    rectification,
    revocation,
    self_assessment,
    survey,
)
from regulation.procedures import (
    exit as voluntary_exit,
)
from regulation.vocabulary.kind import Kind, kind_of

PROCEDURES: dict[Kind, Rules] = {
    rules.kind: rules
    for rules in (
        application.RULES,
        change.RULES,
        evaluation.RULES,
        voluntary_exit.RULES,
        rectification.RULES,
        revocation.RULES,
        self_assessment.RULES,
        survey.RULES,
    )
}


def rules_of(case: str) -> Rules:
    """Give the rules of a case by its name; KeyError for what is no case of a procedure."""
    kind = kind_of(case)
    if kind is None:
        raise KeyError(f"{case}: no case of a procedure; a case is called park/<park>/<procedure>/<number>")
    return PROCEDURES[kind]


def fold(case: CaseFile | None, entry: Entry) -> CaseFile:
    """Give the case file after an entry; the first entry begins it. Pure: same entries, same file."""
    return fold_case(rules_of(entry.case), case, entry)


def read_case(raw: Any) -> CaseFile:
    """Read a stored case file as the file of its own procedure; KeyError and ValidationError for no case."""
    return raw if isinstance(raw, CaseFile) else rules_of(raw["id"]).file.model_validate(raw)


# A case of any procedure, as it travels in messages.
AnyCase = Annotated[SerializeAsAny[CaseFile], BeforeValidator(read_case)]
