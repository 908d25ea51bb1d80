"""The words of the field: those that the code states as labels, and those that it only uses (docs/glossary.md)."""

from collections.abc import Iterable

from regulation.calendar.lights import Light
from regulation.grading.grades import Grade
from regulation.vocabulary.act import Act
from regulation.vocabulary.kind import Kind
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.labels import Labelled

# What the Measures and a newcomer call it, how the code names it, and what it is not.
# A test holds that each name in code stands in the code.
FIELD: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("人力资源服务产业园", "human resources service industrial park", ("park",), "the status, not the body that runs it"),
    ("暂行办法", "the (Interim) Measures", ("regulation",), "not a statute; every act rests on one of its sentences"),
    ("版本", "edition", ("Edition",), "one text of the Measures with its numbers; once used, it never changes"),
    ("条款", "provision", ("Provision",), "a sentence of the text, under an id such as `R5.1-limit`"),
    ("依据解释", "reading", ("Reading",), "our answer where the text is silent, under an id such as `Q23`; open to change"),
    ("参数", "parameter", ("Parameter",), "a number or choice that an edition states, with unit and basis"),
    ("台账", "ledger", ("Ledger", "Entry"), "every act that happened, in order; the only truth about a case"),
    ("依据", "basis", ("basis",), "the provision or reading on which an act rests"),
    ("运营机构", "operator", ("operator",), "runs the park; answers for the dossier and for reports"),
    ("统一社会信用代码", "credit code", ("credit_code",), "names a firm; a person never has one"),
    ("入驻机构", "tenant", ("Tenant", "tenants"), "a firm in the park; it counts only if it meets Article 4"),
    ("分园区", "branch park", ("is_branch",), "a second site of a park, not a second park"),
    ("申报材料", "application materials, dossier", ("Material", "Dossier"), "the seven things of Article 5 item 1"),
    ("审核", "examination", ("pass_examination",), "of papers, by an office; it decides nothing yet"),
    ("补正", "supplement", ("supplement",), "of papers, asked for once; 整改 mends a park"),
    ("推荐", "recommendation", ("recommend",), "of the local department, before the government applies"),
    ("受理", "acceptance for processing", ("accept",), "begins the city's period; approves nothing"),
    ("审核评估", "expert review", ("expert_review",), "before the designation; 考评 comes after it"),
    ("实地考核", "site visit, on-site sheet", ("record_site_visit", "sign_onsite_sheet"), "part of the expert review"),
    ("评审组", "panel", ("Panel",), "experts who were drawn; names are sealed until the determination"),
    ("回避", "recusal", ("recuse", "declare_conflict"), "ordered by the leader, or asked for by the member"),
    ("公示", "public notice", ("public_notice",), "people may object while it stands; 公布 only tells"),
    ("异议", "objection", ("Objection",), "against a notice; not a review or lawsuit against a decision"),
    ("会同研究认定", "joint determination", ("Determination",), "three bodies give opinions, the city bureau decides"),
    ("认定", "designation", ("designate",), "gives the status; not a certificate or a licence"),
    ("批复", "approval reply", ("approval_reply", "issue_reply"), "an answer to a lower body; issued after the determination"),
    ("年度自评", "self-assessment", ("self_assessment",), "yearly, by the local department; not the operator's own report"),
    ("集中考评", "evaluation", ("evaluation",), "every three years, by a panel; its whole with the self-assessments is 综合考评"),
    ("集中考评轮次", "round", ("round",), "one evaluation of all parks of the city"),
    ("评分标准", "scorecard", ("Scorecard",), "dimensions and indicators with their full marks, part of the edition"),
    ("指标", "indicator", ("Indicator",), "one line of the scorecard: computed, or judged by people"),
    ("限期整改", "rectification", ("rectification",), "mends a park after a failed evaluation"),
    ("复评", "recheck", ("recheck",), "by a new panel, at the end of a rectification"),
    ("连续不合格", "consecutive failure", ("ConsecutiveReading",), "what counts as consecutive is a reading of the edition"),
    ("取消资格", "revocation", ("revocation",), "the decision was right and the status ends; not 撤销, not 注销"),
    ("自愿退出", "voluntary exit", ("exit",), "the park gives its status back"),
    ("变更", "change", ("change",), "of a park, with consent first; a text is amended (修订)"),
    ("定期调研", "survey", ("survey",), "a regular look at a park, with findings to follow up"),
    ("代办", "deputy", ("Deputyship", "acting_for"), "acts in the place of a leader for some days; the ledger names both"),
    ("所在地", "district, jurisdiction", ("district", "jurisdiction"), "a local role acts for the parks of its own place only"),
    ("工作日", "working day", ("workdays",), "by the official calendar; 日 alone is a calendar day"),
    ("届满", "expiry", ("expires_at", "due"), "the end of the last day of a period"),
    ("中止计时", "suspension", ("suspend_clock",), "the period stands still, and goes on with what was left"),
    ("期限灯", "light", ("Light",), "how near a deadline is, as a colour"),
)  # fmt: skip

# What a stored value with labels is called here.
STATED: tuple[tuple[str, type[Labelled]], ...] = (
    ("Procedures (程序)", Kind),
    ("Who acts (角色)", Role),
    ("Stages (阶段)", Stage),
    ("Acts (行为)", Act),
    ("Grades (等次)", Grade),
    ("Lights (期限灯)", Light),
)


def glossary() -> str:
    """Write docs/glossary.md."""
    return "\n".join(
        [
            "# Glossary: one thing, one word in each language",
            "",
            "Generated by `docs/build.py`; do not edit. The first table is `FIELD` in `docs/glossary.py`; the others are the",
            "labels of the code, which people see in the terminal and in documents. A word that is missing here is",
            "missing there: add it before you use it, and use no second word for the same thing.",
            "",
            "## The field",
            "",
            "| 中文 | English | in code | what it is, and is not |",
            "| --- | --- | --- | --- |",
            *(f"| {zh} | {en} | {_code(names)} | {meaning} |" for zh, en, names, meaning in FIELD),
            "",
            *(line for title, labels in STATED for line in _table(title, labels)),
            "## Modal words",
            "",
            "What a sentence of the Measures asks for decides which kind of code it becomes.",
            "",
            "| 中文 | it becomes |",
            "| --- | --- |",
            "| 应当、须、由……负责 | a duty with a deadline, or a rule, and a test for its breach |",
            "| 不得、不予 | a refusal of its own |",
            "| 可以 | an act that is possible and that no stage waits for |",
            "| 视为 | a clock that ends with this outcome |",
            "| 原则上、一般 | a rule that a named official may waive, with a reason on file |",
            "| 及时、定期、限期 | a parameter that rests on a reading: the text sets no number |",
            "| 鼓励、支持 | no code; the reason stands in [coverage.md](coverage.md) |",
            "",
        ]
    )


def _table(title: str, labels: type[Labelled]) -> Iterable[str]:
    """Write the values of one kind of label."""
    yield from (f"## {title}", "", "| 中文 | English | in code |", "| --- | --- | --- |")
    yield from (f"| {label.zh} | {label.en} | `{label.value}` |" for label in labels)
    yield ""


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
