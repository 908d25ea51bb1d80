"""The official documents, composed from plain facts: a module for each procedure that issues some."""

from regulation.documents.application import (
    approval_reply,
    public_notice,
    refusal_letter,
    result_notice,
    supplement_notice,
)
from regulation.documents.change import change_consent, change_notice, change_refusal
from regulation.documents.evaluation import (
    Support,
    commendation,
    evaluation_result,
    evaluation_voided,
    failure_circular,
)
from regulation.documents.exit import exit_publication, exit_refusal
from regulation.documents.grounds import Grounds, Notified, Statement, Terms
from regulation.documents.occasion import Occasion, Reasons, Result
from regulation.documents.rectification import (
    rectification_failed,
    rectification_notice,
    rectification_passed,
)
from regulation.documents.revocation import (
    revocation_advance_notice,
    revocation_decision,
    revocation_dropped,
    revocation_publication,
)

__all__ = [
    "Grounds",
    "Notified",
    "Occasion",
    "Reasons",
    "Result",
    "Statement",
    "Support",
    "Terms",
    "approval_reply",
    "change_consent",
    "change_notice",
    "change_refusal",
    "commendation",
    "evaluation_result",
    "evaluation_voided",
    "exit_publication",
    "exit_refusal",
    "failure_circular",
    "public_notice",
    "rectification_failed",
    "rectification_notice",
    "rectification_passed",
    "refusal_letter",
    "result_notice",
    "revocation_advance_notice",
    "revocation_decision",
    "revocation_dropped",
    "revocation_publication",
    "supplement_notice",
]
