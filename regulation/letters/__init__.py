"""The official documents, composed from plain facts: a module for each procedure that issues some."""

from regulation.letters.application import (
    approval_reply,
    public_notice,
    refusal_letter,
    result_notice,
    supplement_notice,
)
from regulation.letters.change import change_consent, change_notice, change_refusal
from regulation.letters.evaluation import (
    Support,
    commendation,
    evaluation_result,
    evaluation_voided,
    failure_circular,
)
from regulation.letters.exit import exit_publication, exit_refusal
from regulation.letters.grounds import Grounds, Notified, Statement, Terms
from regulation.letters.occasion import Occasion, Reasons, Result
from regulation.letters.rectification import rectification_failed, rectification_notice, rectification_passed
from regulation.letters.revocation import (
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
