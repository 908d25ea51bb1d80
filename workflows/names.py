"""By which name and which search attributes the workflow of a park or a procedure is started and found."""

from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from regulation.vocabulary.kind import Kind

PARK_ID = SearchAttributeKey.for_keyword("ParkId")
DISTRICT = SearchAttributeKey.for_keyword("District")
PROCEDURE = SearchAttributeKey.for_keyword("Procedure")

# The workflow of each procedure, by the name under which it is registered.
WORKFLOWS: dict[Kind, str] = {
    Kind.APPLICATION: "Application",
    Kind.SELF_ASSESSMENT: "SelfAssessment",
    Kind.EVALUATION: "Evaluation",
    Kind.RECTIFICATION: "Rectification",
    Kind.REVOCATION: "Revocation",
    Kind.EXIT: "Exit",
    Kind.CHANGE: "Change",
    Kind.SURVEY: "Survey",
}


def marks(park: str, district: str, kind: str) -> TypedSearchAttributes:
    """Give the search attributes by which a workflow of a park is found."""
    values = {PARK_ID: park, DISTRICT: district, PROCEDURE: kind}
    return TypedSearchAttributes([SearchAttributePair(key, value) for key, value in values.items()])
