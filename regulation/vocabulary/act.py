"""What somebody does: every act of every procedure. Stored in the ledger, shown on every task."""

from regulation.words.labels import Labelled


class Act(Labelled):
    """An official act, or one of the procedure itself."""

    OPEN = "open", "立案", "open the case"
    AMEND_DOSSIER = "amend_dossier", "更新材料", "amend the dossier"
    HAND_OVER = "hand_over", "移交审核", "hand over for review"
    WITHDRAW = "withdraw", "撤回", "withdraw"
    PASS_EXAMINATION = "pass_examination", "审核通过", "pass the examination"
    REQUEST_SUPPLEMENT = "request_supplement", "一次性告知补正", "request a supplement"
    SUPPLEMENT = "supplement", "提交补正", "supplement"
    RESUME_EXAMINATION = "resume_examination", "逾期未补正，恢复审核", "resume the examination"
    RECOMMEND = "recommend", "推荐", "recommend"
    DECLINE_RECOMMENDATION = "decline_recommendation", "不予推荐", "decline to recommend"
    SUBMIT = "submit", "提交申请", "submit the application"
    PROPOSE_WAIVER = "propose_waiver", "提请条件豁免", "propose a waiver"
    APPROVE_WAIVER = "approve_waiver", "批准条件豁免", "approve a waiver"
    DECLINE_WAIVER = "decline_waiver", "不批准条件豁免", "decline a waiver"
    ACCEPT = "accept", "受理", "accept for processing"
    EXTEND_LIMIT = "extend_limit", "延长办理期限", "extend the time limit"
    DRAW_PANEL = "draw_panel", "抽取评审组", "draw the panel"
    SIGN_DESK_SHEET = "sign_desk_sheet", "签署材料审核评分表", "sign the desk sheet"
    RECORD_SITE_VISIT = "record_site_visit", "记录实地考核", "record the site visit"
    SIGN_ONSITE_SHEET = "sign_onsite_sheet", "签署实地考核评分表", "sign the on-site sheet"
    DECLARE_CONFLICT = "declare_conflict", "申请回避", "declare a conflict of interest"
    RECUSE = "recuse", "责令回避", "recuse a member"
    DRAW_SUBSTITUTES = "draw_substitutes", "补抽评审组成员", "draw substitutes"
    COMPLETE_REVIEW = "complete_review", "汇总评分", "collate the review"
    PUBLISH_NOTICE = "publish_notice", "发布公示", "publish the notice"
    FILE_OBJECTION = "file_objection", "提出异议", "file an objection"
    ADMIT_OBJECTION = "admit_objection", "受理异议", "admit an objection"
    REJECT_OBJECTION = "reject_objection", "异议不予受理", "reject an objection as inadmissible"
    EXTEND_INVESTIGATION = "extend_investigation", "延长异议核查", "extend the investigation"
    DISMISS_OBJECTION = "dismiss_objection", "异议不成立", "dismiss an objection"
    UPHOLD_FOR_CORRECTION = (
        "uphold_for_correction",
        "异议成立，更正后重新公示",
        "uphold: correct and renotify",
    )
    UPHOLD_FOR_REVIEW = "uphold_for_review", "异议成立，重新评估", "uphold: review again"
    UPHOLD_AND_END = "uphold_and_end", "异议成立，终止认定", "uphold: end the application"
    CLOSE_NOTICE = "close_notice", "公示期满", "close the notice"
    RECORD_OPINION = "record_opinion", "签署认定意见", "record an opinion"
    DESIGNATE = "designate", "同意认定", "designate"
    REFUSE = "refuse", "不予认定", "refuse"
    ISSUE_REPLY = "issue_reply", "印发批复", "issue the approval reply"
    ISSUE_REFUSAL = "issue_refusal", "印发不予认定决定", "issue the refusal"
    REASSIGN = "reassign", "转交办理", "reassign"
    REMIND = "remind", "催办提醒", "remind"
    DELIVER_DOCUMENT = "deliver_document", "文书生成送达", "deliver a document"
    SUSPEND_CLOCK = "suspend_clock", "中止计时", "suspend the clock"
    RESUME_CLOCK = "resume_clock", "恢复计时", "resume the clock"
    RECOUNT_DEADLINE = "recount_deadline", "按新日历重算期限", "recount the deadline"
    LAPSE = "lapse", "程序终结", "lapse"

    # --- Self-assessment ---
    PROVIDE_FACTS = "provide_facts", "报送年度数据", "provide the year's facts"
    RETURN_FACTS = "return_facts", "退回数据", "return the facts"
    ASSESS_WITHOUT_FACTS = "assess_without_facts", "按现有数据自评", "assess without the operator's facts"
    SIGN_SELF_ASSESSMENT = "sign_self_assessment", "签署自评", "sign the self-assessment"
    REPORT_SELF_ASSESSMENT = "report_self_assessment", "报告自评", "report the self-assessment"
    VERIFY_SELF_ASSESSMENT = "verify_self_assessment", "核实自评", "verify the self-assessment"
    RETURN_SELF_ASSESSMENT = "return_self_assessment", "退回自评", "return the self-assessment"
    MARK_SELF_MISSING = "mark_self_missing", "标记自评缺失", "mark the self-assessment missing"
    CLOSE_UNVERIFIED = "close_unverified", "逾期未核实，自评办结", "close the self-assessment unverified"

    # --- Evaluation and recheck ---
    SUBMIT_EVALUATION_FACTS = "submit_evaluation_facts", "报送考评材料", "submit the evaluation facts"
    PROCEED_WITHOUT_FACTS = "proceed_without_facts", "逾期未报，继续考评", "proceed without the facts"
    SIGN_SCORECARD = "sign_scorecard", "签署考评评分表", "sign the score card"
    CORRECT_SCORECARD = "correct_scorecard", "更正考评评分表", "correct a signed score card"
    COLLATE_SCORES = "collate_scores", "汇总考评得分", "collate the score cards"
    CONFIRM_RESULT = "confirm_result", "确认结果", "confirm the result"
    PROPOSE_VOID = "propose_void", "提请作废考评", "propose to void the evaluation"
    VOID_EVALUATION = "void_evaluation", "作废本次考评", "void the evaluation"
    COMMEND = "commend", "通报表扬", "commend"
    PUBLISH_RESULT = "publish_result", "公布结果", "publish the result"
    CIRCULATE_FAILURE = "circulate_failure", "通报不合格", "circulate the failure"
    RECORD_SUPPORT = "record_support", "记录政策扶持", "record the policy support"

    # --- Rectification ---
    ORDER_RECTIFICATION = "order_rectification", "责令限期整改", "order the rectification"
    EXTEND_RECTIFICATION = "extend_rectification", "延长整改期限", "extend the rectification"
    REPORT_RECTIFICATION = "report_rectification", "报告整改完成", "report the rectification"
    RECTIFICATION_EXPIRES = "rectification_expires", "整改期满", "rectification limit expires"
    CONFIRM_FAILURE = "confirm_failure", "确认整改不合格", "confirm the failure to rectify"

    # --- Revocation ---
    SERVE_NOTICE = "serve_notice", "送达告知书", "serve the advance notice"
    MAKE_STATEMENT = "make_statement", "陈述申辩", "make a statement"
    REQUEST_HEARING = "request_hearing", "申请当面听取意见", "ask for a hearing"
    CLOSE_STATEMENTS = "close_statements", "陈述期满", "close the statements"
    CALL_HEARING = "call_hearing", "陈述期满，转入听取意见", "call the hearing"
    RECORD_HEARING = "record_hearing", "记录听取意见", "record the hearing"
    RECORD_LEGAL_CHECK = "record_legal_check", "出具法制审核意见", "record the legal check"
    REVOKE = "revoke", "决定取消资格", "revoke"
    REVOKE_OTHERWISE = "revoke_otherwise", "依其他法律决定取消资格", "revoke on an external basis"
    DROP_REVOCATION = "drop_revocation", "终止取消程序", "drop the revocation"
    ISSUE_REVOCATION = "issue_revocation", "印发取消决定", "issue the revocation decision"
    ISSUE_REVOCATION_OTHERWISE = (
        "issue_revocation_otherwise",
        "印发依其他法律的取消决定",
        "issue the decision of a revocation on an external basis",
    )
    PUBLISH_REVOCATION = "publish_revocation", "公开取消结果", "publish the revocation"
    RETURN_PLAQUE = "return_plaque", "收回标牌", "return the plaque"

    # --- Voluntary exit ---
    SUPPORT_EXIT = "support_exit", "附署退出申请", "support the exit"
    CONSENT_EXIT = "consent_exit", "同意退出", "consent to the exit"
    REFUSE_EXIT = "refuse_exit", "不同意退出", "refuse the exit"
    PUBLISH_EXIT = "publish_exit", "公开退出结果", "publish the exit"

    # --- Change ---
    PASS_CHANGE = "pass_change", "变更审查通过", "pass the examination of the change"
    PUBLISH_CHANGE_NOTICE = "publish_change_notice", "发布变更公示", "publish the notice of the change"
    CLOSE_CHANGE_NOTICE = "close_change_notice", "变更公示期满", "close the notice of the change"
    CONSENT_CHANGE = "consent_change", "同意变更", "consent to the change"
    REFUSE_CHANGE = "refuse_change", "不同意变更", "refuse the change"
    REPORT_IMPLEMENTED = "report_implemented", "报告变更实施", "report the change carried out"
    RECORD_ACTING_FIRST = "record_acting_first", "记录未经同意先行实施", "record acting before consent"

    # --- Survey ---
    RECORD_SURVEY = "record_survey", "记录调研", "record the survey"
    REPORT_SURVEY = "report_survey", "报告调研", "report the survey"
    ADDRESS_FINDING = "address_finding", "报告问题整改", "address a finding"
    CLOSE_FINDING = "close_finding", "销号问题", "close a finding"
    CLOSE_SURVEY = "close_survey", "调研办结", "close the survey"
    MARK_SURVEY_MISSED = "mark_survey_missed", "标记调研缺失", "mark the survey missed"
    CARRY_FINDINGS_OVER = "carry_findings_over", "问题转入下期", "carry the findings over"

    # --- The park itself ---
    OPEN_APPLICATION = "open_application", "提出申报", "open an application"
    CLOSE_APPLICATION = "close_application", "申报办结", "close an application"
    ENTER_LIFE = "enter_life", "进入管理期", "enter life as a municipal park"
    IMPORT_PARK = "import_park", "登记存量园区", "import an existing park"
    OPEN_SELF_ASSESSMENT = "open_self_assessment", "启动年度自评", "open a self-assessment"
    OPEN_EVALUATION = "open_evaluation", "启动集中考评", "open an evaluation"
    EXEMPT_EVALUATION = "exempt_evaluation", "免于本次考评", "exempt from this evaluation"
    OPEN_SURVEY = "open_survey", "启动定期调研", "open a survey"
    OPEN_CHANGE = "open_change", "报告拟变更事项", "report a planned change"
    OPEN_RECTIFICATION = "open_rectification", "启动限期整改", "open a rectification"
    OPEN_REVOCATION = "open_revocation", "启动取消资格程序", "open a revocation"
    OPEN_REVOCATION_OTHERWISE = (
        "open_revocation_otherwise",
        "依其他法律依据启动取消程序",
        "open a revocation on an external basis",
    )
    OPEN_EXIT = "open_exit", "申请自愿退出", "ask to leave"
    CLOSE_PROCEDURE = "close_procedure", "程序办结", "close a procedure"
    END_STATUS = "end_status", "取消市级产业园资格", "end the status"
    END_STATUS_OTHERWISE = (
        "end_status_otherwise",
        "依其他法律取消市级产业园资格",
        "end the status on an external basis",
    )
    LEAVE_STATUS = "leave_status", "退出市级产业园", "leave the status"
    ADOPT_EDITION = "adopt_edition", "适用新版办法", "adopt an edition"

    # --- A city-wide round ---
    OPEN_ROUND = "open_round", "启动集中考评轮次", "open a round"
    CALL_PARK = "call_park", "通知园区参加考评", "call a park"
    HEAR_PARK = "hear_park", "园区考评办结", "hear that a park is done"
    CLOSE_ROUND = "close_round", "集中考评轮次结束", "close the round"
