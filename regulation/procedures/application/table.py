"""The application, from dossier to approval reply (申报与认定, Articles 4 and 5), as a table."""

from regulation.casework.rules import Allowance, Clock
from regulation.documents.document import DocumentKind
from regulation.vocabulary.act import Act
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.vocabulary.table import Move, Table, standing

S, A, R = Stage, Act, Role

APPLICANTS = (R.LOCAL_GOVERNMENT,)
PREPARERS = (R.OPERATOR, R.LOCAL_GOVERNMENT)
BODIES = (R.CITY_HRSS_LEADER, R.DRC, R.FINANCE)
ASSIGNING = (R.LOCAL_HRSS, R.LOCAL_GOVERNMENT, R.CITY_HRSS_LEADER)


def _withdrawals() -> tuple[Move, ...]:
    """The operator may withdraw until the submission, the local government until the determination (Q51)."""
    before = (S.PREPARING, S.LOCAL_REVIEW, S.LOCAL_SUPPLEMENT, S.RECOMMENDATION, S.SUBMISSION)
    then = (
        S.ACCEPTANCE,
        S.CITY_SUPPLEMENT,
        S.PANEL_FORMATION,
        S.EXPERT_REVIEW,
        S.REVIEW_RESULT,
        S.PUBLIC_NOTICE,
        S.JOINT_DETERMINATION,
    )
    return tuple(
        Move(stage, A.WITHDRAW, S.WITHDRAWN, by, "Q51", duty=False)
        for stages, by in ((before, PREPARERS), (then, APPLICANTS))
        for stage in stages
    )


# Article 5 item 1 and the first half of item 2: the dossier, examined and recommended where the park lies.
LOCAL = (
    Move(S.UNOPENED, A.OPEN, S.PREPARING, (R.OPERATOR,), "Q03"),
    Move(S.PREPARING, A.AMEND_DOSSIER, S.PREPARING, (R.OPERATOR,), "Q03", duty=False, revises=True),
    Move(S.PREPARING, A.HAND_OVER, S.LOCAL_REVIEW, (R.OPERATOR,), "Q02"),
    Move(S.LOCAL_REVIEW, A.PASS_EXAMINATION, S.RECOMMENDATION, (R.LOCAL_HRSS,), "R5.2-localreview"),
    Move(S.LOCAL_REVIEW, A.REQUEST_SUPPLEMENT, S.LOCAL_SUPPLEMENT, (R.LOCAL_HRSS,), "Q09"),
    Move(S.LOCAL_SUPPLEMENT, A.SUPPLEMENT, S.LOCAL_REVIEW, (R.OPERATOR,), "Q09"),
    Move(S.LOCAL_SUPPLEMENT, A.RESUME_EXAMINATION, S.LOCAL_REVIEW, (R.LOCAL_HRSS,), "Q09", duty=False),
    Move(S.RECOMMENDATION, A.RECOMMEND, S.SUBMISSION, (R.LOCAL_HRSS,), "R5.2-recommend"),
    Move(S.RECOMMENDATION, A.DECLINE_RECOMMENDATION, S.NOT_RECOMMENDED, (R.LOCAL_HRSS,), "Q16"),
    # R5.2-govapply: what the locality examined and recommended, its government takes to the city bureau.
    Move(S.SUBMISSION, A.SUBMIT, S.ACCEPTANCE, APPLICANTS, "R5.1-apply"),
)

# Article 5 item 2, second half: the city bureau accepts, organises the review and publishes.
CITY = (
    Move(S.ACCEPTANCE, A.ACCEPT, S.PANEL_FORMATION, (R.CITY_HRSS,), "Q09"),
    Move(S.ACCEPTANCE, A.REQUEST_SUPPLEMENT, S.CITY_SUPPLEMENT, (R.CITY_HRSS,), "R5.1-doc6"),
    Move(S.ACCEPTANCE, A.REFUSE, S.REFUSAL, (R.CITY_HRSS_LEADER,), "Q16", duty=False),
    Move(S.ACCEPTANCE, A.PROPOSE_WAIVER, S.ACCEPTANCE, (R.CITY_HRSS,), "R4-principle", duty=False),
    Move(S.ACCEPTANCE, A.APPROVE_WAIVER, S.ACCEPTANCE, (R.CITY_HRSS_LEADER,), "Q04", duty=False),
    Move(S.ACCEPTANCE, A.DECLINE_WAIVER, S.ACCEPTANCE, (R.CITY_HRSS_LEADER,), "Q04", duty=False),
    Move(S.CITY_SUPPLEMENT, A.SUPPLEMENT, S.ACCEPTANCE, APPLICANTS, "Q09"),
    Move(S.CITY_SUPPLEMENT, A.RESUME_EXAMINATION, S.ACCEPTANCE, (R.CITY_HRSS,), "Q09", duty=False),
    Move(S.PANEL_FORMATION, A.DRAW_PANEL, S.EXPERT_REVIEW, (R.CITY_HRSS,), "R5.2-panel"),
    Move(S.PANEL_FORMATION, A.EXTEND_LIMIT, S.PANEL_FORMATION, (R.CITY_HRSS_LEADER,), "Q17", duty=False),
    Move(S.EXPERT_REVIEW, A.SIGN_DESK_SHEET, S.EXPERT_REVIEW, (R.EXPERT,), "R5.2-desk"),
    Move(S.EXPERT_REVIEW, A.RECORD_SITE_VISIT, S.EXPERT_REVIEW, (R.CITY_HRSS,), "R5.2-onsite"),
    Move(S.EXPERT_REVIEW, A.SIGN_ONSITE_SHEET, S.EXPERT_REVIEW, (R.EXPERT,), "R5.2-onsite"),
    Move(S.EXPERT_REVIEW, A.DECLARE_CONFLICT, S.EXPERT_REVIEW, (R.EXPERT,), "Q10", duty=False),
    Move(S.EXPERT_REVIEW, A.RECUSE, S.EXPERT_REVIEW, (R.CITY_HRSS,), "Q10", duty=False),
    Move(S.EXPERT_REVIEW, A.DRAW_SUBSTITUTES, S.EXPERT_REVIEW, (R.CITY_HRSS,), "Q10", duty=False),
    Move(S.EXPERT_REVIEW, A.COMPLETE_REVIEW, S.REVIEW_RESULT, (R.SYSTEM,), "Q11"),
    Move(S.REVIEW_RESULT, A.PUBLISH_NOTICE, S.PUBLIC_NOTICE, (R.CITY_HRSS,), "R5.2-notice"),
    Move(S.REVIEW_RESULT, A.REFUSE, S.REFUSAL, (R.CITY_HRSS_LEADER,), "Q16"),
    Move(S.REVIEW_RESULT, A.DECLARE_CONFLICT, S.EXPERT_REVIEW, (R.EXPERT,), "Q10", duty=False),
    # Once the result is known, only a leader sends a member away, and another one then decides.
    Move(S.REVIEW_RESULT, A.RECUSE, S.EXPERT_REVIEW, (R.CITY_HRSS_LEADER,), "Q10", duty=False),
    Move(S.REVIEW_RESULT, A.EXTEND_LIMIT, S.REVIEW_RESULT, (R.CITY_HRSS_LEADER,), "Q17", duty=False),
)

# The notice of Article 5 item 2, and what becomes of an objection (Q12, Q12b).
NOTICE = (
    Move(S.PUBLIC_NOTICE, A.FILE_OBJECTION, S.PUBLIC_NOTICE, (R.PUBLIC,), "Q12", duty=False),
    Move(S.PUBLIC_NOTICE, A.ADMIT_OBJECTION, S.PUBLIC_NOTICE, (R.CITY_HRSS,), "Q12b"),
    Move(S.PUBLIC_NOTICE, A.REJECT_OBJECTION, S.PUBLIC_NOTICE, (R.CITY_HRSS,), "Q12b"),
    Move(S.PUBLIC_NOTICE, A.EXTEND_INVESTIGATION, S.PUBLIC_NOTICE, (R.CITY_HRSS_LEADER,), "Q12b", duty=False),
    Move(S.PUBLIC_NOTICE, A.DISMISS_OBJECTION, S.PUBLIC_NOTICE, (R.CITY_HRSS,), "Q12b"),
    Move(S.PUBLIC_NOTICE, A.UPHOLD_FOR_CORRECTION, S.REVIEW_RESULT, (R.CITY_HRSS,), "Q12b"),
    Move(S.PUBLIC_NOTICE, A.UPHOLD_FOR_REVIEW, S.EXPERT_REVIEW, (R.CITY_HRSS,), "Q12b"),
    Move(S.PUBLIC_NOTICE, A.UPHOLD_AND_END, S.REFUSAL, (R.CITY_HRSS,), "Q12b"),
    Move(S.PUBLIC_NOTICE, A.CLOSE_NOTICE, S.JOINT_DETERMINATION, (R.SYSTEM,), "R5.2-notice"),
)

# Article 5 item 3: determined jointly, and answered to the applying locality.
DETERMINATION = (
    Move(S.JOINT_DETERMINATION, A.RECORD_OPINION, S.JOINT_DETERMINATION, BODIES, "R5.3-determine"),
    Move(S.JOINT_DETERMINATION, A.DESIGNATE, S.APPROVAL_REPLY, (R.CITY_HRSS_LEADER,), "R5.3-determine"),
    Move(S.JOINT_DETERMINATION, A.REFUSE, S.REFUSAL, (R.CITY_HRSS_LEADER,), "Q16"),
    Move(
        S.JOINT_DETERMINATION, A.EXTEND_LIMIT, S.JOINT_DETERMINATION, (R.CITY_HRSS_LEADER,), "Q17", duty=False
    ),
    Move(S.APPROVAL_REPLY, A.ISSUE_REPLY, S.DESIGNATED, (R.CITY_HRSS,), "R5.3-reply"),
    Move(S.REFUSAL, A.ISSUE_REFUSAL, S.REFUSED, (R.CITY_HRSS,), "Q16"),
)

APPLICATION = Table(
    standing(LOCAL + CITY + NOTICE + DETERMINATION + _withdrawals(), assigning=ASSIGNING, lapses=False)
)

ALLOWANCES = {
    "local": Allowance("limits.local_workdays"),
    "city": Allowance("limits.city_workdays", extension="limits.city_extension_workdays"),
}

CLOCKS: dict[Stage, Clock] = {
    S.LOCAL_REVIEW: Clock("limits.local_workdays", "local"),
    S.LOCAL_SUPPLEMENT: Clock("supplement.workdays"),
    S.RECOMMENDATION: Clock("limits.local_workdays", "local"),
    S.ACCEPTANCE: Clock("check.workdays", "city"),
    S.CITY_SUPPLEMENT: Clock("supplement.workdays"),
    S.PANEL_FORMATION: Clock("limits.city_workdays", "city"),
    S.EXPERT_REVIEW: Clock("panel.review_workdays"),
    S.REVIEW_RESULT: Clock("limits.city_workdays", "city"),
    S.JOINT_DETERMINATION: Clock("limits.city_workdays", "city"),
    S.APPROVAL_REPLY: Clock("limits.reply_workdays"),
    S.REFUSAL: Clock("limits.reply_workdays"),
}

# Which acts put a numbered official document into the world.
ISSUES: dict[Act, tuple[DocumentKind, ...]] = {
    A.REQUEST_SUPPLEMENT: (DocumentKind.SUPPLEMENT_NOTICE,),
    A.PUBLISH_NOTICE: (DocumentKind.PUBLIC_NOTICE,),
    A.ISSUE_REPLY: (DocumentKind.APPROVAL_REPLY, DocumentKind.RESULT_NOTICE),
    A.ISSUE_REFUSAL: (DocumentKind.REFUSAL_LETTER,),
}

# Two acts that one person may not both do (Q04; whoever determined does not write the document).
FOUR_EYES: dict[Act, tuple[Act, ...]] = {
    A.APPROVE_WAIVER: (A.PROPOSE_WAIVER,),
    A.DESIGNATE: (A.ACCEPT, A.RECUSE),
    A.REFUSE: (A.RECUSE,),
    A.ISSUE_REPLY: (A.DESIGNATE,),
    A.ISSUE_REFUSAL: (A.REFUSE, A.UPHOLD_AND_END),
}
