"""Where a case stands: every stage of every procedure, in the order of the articles."""

from regulation.words.labels import Labelled


class Stage(Labelled):
    """Where a case stands. A comment on each: how in, who moves it on, when it ends."""

    # Nothing is recorded yet; the operator opens the case.
    UNOPENED = "unopened", "未启动", "not opened"
    # Opened; the operator completes the dossier and hands it over.
    PREPARING = "preparing", "准备材料", "preparing"
    # Handed over; the local HRSS department examines, within the local period.
    LOCAL_REVIEW = "local_review", "所在地审核", "local review"
    # Asked once for everything missing; the operator answers, and the local clock stands still.
    LOCAL_SUPPLEMENT = "local_supplement", "补正（所在地）", "supplement, local review"
    # Examined; the local HRSS department recommends or declines, within the local period.
    RECOMMENDATION = "recommendation", "提出推荐意见", "recommendation"
    # Recommended; the local people's government applies. The Measures set no period.
    SUBMISSION = "submission", "地方政府申报", "submission"
    # Applied for; the city bureau checks completeness and conditions.
    ACCEPTANCE = "acceptance", "市局受理", "acceptance"
    # The city bureau asked for more; the local government answers, and the city clock stands still.
    CITY_SUPPLEMENT = "city_supplement", "补正（市级）", "supplement, acceptance"
    # Accepted; the city bureau draws the panel.
    PANEL_FORMATION = "panel_formation", "组建评审组", "panel formation"
    # Panel drawn; every member signs a desk sheet and, after the visit, an on-site sheet.
    EXPERT_REVIEW = "expert_review", "材料审核与实地考核", "expert review"
    # All sheets signed and collated; the city bureau publishes the notice, or refuses.
    REVIEW_RESULT = "review_result", "评估结果确认", "review result"
    # Published; the notice stands for its working days, longer while an objection is open.
    PUBLIC_NOTICE = "public_notice", "社会公示", "public notice"
    # Notice closed; the three bodies sign their opinions and the city bureau determines.
    JOINT_DETERMINATION = "joint_determination", "会同研究认定", "joint determination"
    # Designation determined; the city bureau issues the approval reply.
    APPROVAL_REPLY = "approval_reply", "印发批复", "approval reply"
    # Refusal determined; the city bureau issues the reasoned letter.
    REFUSAL = "refusal", "拟制不予认定决定", "refusal"
    # Ends.
    DESIGNATED = "designated", "已认定", "designated"
    REFUSED = "refused", "不予认定", "refused"
    NOT_RECOMMENDED = "not_recommended", "不予推荐", "not recommended"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"

    # --- Self-assessment (Article 8) ---
    # Opened on 1 January for the year before; the operator supplies the year's facts.
    SELF_FACTS = "self_facts", "报送自评数据", "facts for the self-assessment"
    # Facts are there, or overdue; the local HRSS department scores and signs.
    SELF_ASSESSING = "self_assessing", "开展自评", "self-assessing"
    # Signed; the local HRSS department reports to the city bureau.
    SELF_REPORT = "self_report", "报告自评情况", "self-assessment report"
    # Reported; the city bureau verifies, or returns it.
    SELF_VERIFICATION = "self_verification", "核实自评结果", "verification of the self-assessment"
    SELF_ASSESSED = "self_assessed", "自评完成", "self-assessed"
    # Reported, and the city bureau let the time for its verification pass: it neither counts nor is missing.
    SELF_UNVERIFIED = "self_unverified", "自评未核实", "self-assessment unverified"
    SELF_MISSING = "self_missing", "自评缺失", "self-assessment missing"

    # --- Evaluation (Articles 8 and 9) ---
    # Opened by the clock or by a round; the local HRSS department hands in the cycle's facts.
    EVALUATION_FACTS = "evaluation_facts", "报送考评材料", "facts for the evaluation"
    # Facts are there, or overdue; the city bureau draws the panel.
    EVALUATION_PANEL = "evaluation_panel", "组建考评组", "evaluation panel"
    # Panel drawn; every member signs a score card after the site visit.
    EVALUATION_SCORING = "evaluation_scoring", "考评打分", "evaluation scoring"
    # Collated; a leader of the city bureau confirms score, gates and grade.
    EVALUATION_CONFIRMATION = "evaluation_confirmation", "确认考评结果", "confirmation of the result"
    # Confirmed; the city bureau publishes: commendation, result, or circular on failure.
    EVALUATION_PUBLICATION = "evaluation_publication", "公布考评结果", "publication of the result"
    # Commended; the city bureau records the policy support.
    EVALUATION_SUPPORT = "evaluation_support", "落实政策扶持", "policy support"
    EXCELLENT = "excellent", "考评优秀", "excellent"
    QUALIFIED = "qualified", "考评合格", "qualified"
    UNQUALIFIED = "unqualified", "考评不合格", "unqualified"
    EVALUATION_VOID = "evaluation_void", "考评作废", "evaluation void"

    # --- Rectification (Article 9) ---
    # Opened by a failed evaluation; the city bureau orders what is to be put right, and until when.
    RECTIFICATION_ORDER = "rectification_order", "下达整改通知", "rectification order"
    # Ordered; the local HRSS department reports when it is done, within the limit.
    RECTIFYING = "rectifying", "限期整改", "rectifying"
    # The limit passed without a report; a late report, or the failure is confirmed.
    RECTIFICATION_OVERDUE = "rectification_overdue", "整改逾期", "rectification overdue"
    # Reported; the city bureau draws a panel none of whose members sat before.
    RECHECK_PANEL = "recheck_panel", "组建复评组", "recheck panel"
    RECHECK_SCORING = "recheck_scoring", "复评打分", "recheck scoring"
    RECHECK_CONFIRMATION = "recheck_confirmation", "确认复评结果", "confirmation of the recheck"
    RECHECK_PUBLICATION = "recheck_publication", "公布复评结果", "publication of the recheck"
    RECTIFIED = "rectified", "整改合格", "rectified"
    NOT_RECTIFIED = "not_rectified", "整改不合格", "not rectified"

    # --- Revocation (Article 9) ---
    # Opened by consecutive failure or on an external basis; the city bureau serves facts, reasons, basis.
    REVOCATION_NOTICE = "revocation_notice", "告知拟取消资格", "advance notice of revocation"
    # Served; the party may state its case and ask for a hearing.
    REVOCATION_STATEMENT = "revocation_statement", "陈述申辩", "statement of the party"
    # A hearing was asked for; the city bureau holds it.
    REVOCATION_HEARING = "revocation_hearing", "听取意见", "hearing"
    # Heard; the legal office checks.
    REVOCATION_LEGAL = "revocation_legal", "法制审核", "legal check"
    # Checked; the three bodies sign, and the leader revokes or drops it.
    REVOCATION_JOINT = "revocation_joint", "会签", "joint signature"
    REVOCATION_DECISION = "revocation_decision", "制发取消决定", "revocation decision"
    REVOCATION_PUBLICATION = "revocation_publication", "公开取消结果", "publication of the revocation"
    PLAQUE_RETURN = "plaque_return", "收回标牌", "return of the plaque"
    REVOKED = "revoked", "已取消资格", "revoked"
    REVOCATION_DROPPED = "revocation_dropped", "终止取消程序", "revocation dropped"

    # --- Voluntary exit (Q34) ---
    # The operator asked to leave; the local government supports it.
    EXIT_SUPPORT = "exit_support", "地方政府附署", "local government's support of the exit"
    EXIT_CONSENT = "exit_consent", "市局审定退出", "consent to the exit"
    EXIT_PUBLICATION = "exit_publication", "公开退出结果", "publication of the exit"
    EXITED = "exited", "已退出", "exited"
    EXIT_REFUSED = "exit_refused", "不同意退出", "exit refused"
    EXIT_WITHDRAWN = "exit_withdrawn", "退出申请已撤回", "exit withdrawn"

    # --- Change (Article 7) ---
    # Reported by the local HRSS department; the city bureau examines.
    CHANGE_EXAMINATION = "change_examination", "审查变更", "examination of the change"
    # The city bureau asked for more; the local HRSS department answers, the clock stands still.
    CHANGE_SUPPLEMENT = "change_supplement", "补正（变更）", "supplement, change"
    # A branch park was visited; the notice to the public stands.
    CHANGE_NOTICE = "change_notice", "变更公示", "public notice of the change"
    # Examined; a leader consents or refuses. Silence is never consent.
    CHANGE_DECISION = "change_decision", "决定变更", "decision on the change"
    # Consented; it is carried out, and the local HRSS department reports from which day.
    CHANGE_IMPLEMENTATION = "change_implementation", "实施变更", "implementation of the change"
    CHANGE_IMPLEMENTED = "change_implemented", "变更已实施", "change implemented"
    CHANGE_REFUSED = "change_refused", "不同意变更", "change refused"
    CHANGE_WITHDRAWN = "change_withdrawn", "变更已撤回", "change withdrawn"

    # --- Survey (Article 6) ---
    # Opened by the clock; the local HRSS department surveys how the park runs and what its problems are.
    SURVEY_FIELD = "survey_field", "开展调研", "survey"
    # Surveyed; reported to the city bureau.
    SURVEY_REPORT = "survey_report", "报告调研情况", "survey report"
    # Reported with findings; they are followed up until all are closed.
    SURVEY_FOLLOW_UP = "survey_follow_up", "跟进问题整改", "follow-up of findings"
    SURVEYED = "surveyed", "调研办结", "surveyed"
    SURVEY_MISSED = "survey_missed", "调研缺失", "survey missed"
    SURVEY_CARRIED_OVER = "survey_carried_over", "问题转入下期", "findings carried over"

    # The park left its status while the procedure was open.
    LAPSED = "lapsed", "因资格终止而终结", "lapsed"

    # --- The park itself: applies until it is designated, then lives under Articles 6 to 9 ---
    CANDIDATE = "candidate", "申报中", "candidate"
    IN_LIFE = "in_life", "市级产业园", "municipal park"
    STATUS_REVOKED = "status_revoked", "资格已取消", "status revoked"
    STATUS_EXITED = "status_exited", "已自愿退出", "left of its own will"

    # --- A city-wide round of evaluations (Article 8) ---
    ROUND_RUNNING = "round_running", "集中考评进行中", "round running"
    ROUND_CLOSED = "round_closed", "集中考评结束", "round closed"
