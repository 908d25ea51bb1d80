"""The application materials D1 to D6 of Article 5 item 1, and which of them are missing."""

from regulation.conditions.dossier import Facts, Material, PolicyKind, Slot
from regulation.measures.model import Edition
from regulation.words.message import Message, say, series
from regulation.words.values import Strict

PLAN_REPORT = "规划报告"


class Entry(Strict):
    """One line of the checklist: its number, slot, and provision."""

    number: str
    slot: Slot
    basis: str
    required: bool = True


class Missing(Strict):
    """A material that is not there, and what the applicant has to do about it; histories of 0.2.0 hold plain texts."""

    number: str
    slot: Slot
    label: str | Message
    basis: str
    what_to_do: str | Message


CHECKLIST = (
    Entry(
        number="D1",
        slot=Slot.APPLICATION_REPORT,
        basis="R5.1-doc1",
    ),
    Entry(
        number="D2a",
        slot=Slot.FEASIBILITY_STUDY,
        basis="R5.1-doc2",
    ),
    Entry(
        number="D2b",
        slot=Slot.DEVELOPMENT_PLAN,
        basis="R5.1-doc2",
    ),
    Entry(
        number="D3",
        slot=Slot.OPERATION_REPORT,
        basis="R5.1-doc3",
    ),
    Entry(
        number="D4",
        slot=Slot.SUPPORT_POLICY,
        basis="R5.1-doc4",
    ),
    Entry(
        number="D5",
        slot=Slot.TENANT_LIST,
        basis="R5.1-doc5",
    ),
    Entry(
        number="D6",
        slot=Slot.OTHER,
        basis="R5.1-doc6",
        required=False,
    ),
)


def policy_materials(materials: tuple[Material, ...], edition: Edition) -> tuple[Material, ...]:
    """Give the support documents that state which accepted alternative they are (R4.5-policy, Q08)."""
    accepted = edition.texts("docs.d4_alternatives")
    return tuple(m for m in materials if m.slot is Slot.SUPPORT_POLICY and m.policy_kind in accepted)


def has_plan_report(facts: Facts, materials: tuple[Material, ...], edition: Edition) -> bool:
    """Say whether the planning report is there: itself, or a development plan flagged as it (R4.1d, Q03)."""
    same = facts.plan_report_is_development_plan and edition.flag("docs.plan_report_same_as_plan_book")
    if same and any(m.slot is Slot.DEVELOPMENT_PLAN for m in materials):
        return True
    return any(m.slot is Slot.OTHER and PLAN_REPORT in m.name for m in materials)


def missing(materials: tuple[Material, ...], edition: Edition, facts: Facts) -> tuple[Missing, ...]:
    """List every missing material at once, in the order of the checklist (R5.1-doc1 to doc6, Q09)."""
    present = {m.slot for m in materials}
    gaps = [
        _gap(entry, say("请上传《{label}》", label=entry.slot))
        for entry in CHECKLIST
        if entry.required and entry.slot not in present
    ]
    if Slot.SUPPORT_POLICY in present and not policy_materials(materials, edition):
        gaps.append(_gap(_entry(Slot.SUPPORT_POLICY), _choose_kind(edition)))
    if Slot.TENANT_LIST in present and facts.tenants is None:
        gaps.append(
            _gap(
                _entry(Slot.TENANT_LIST),
                say("企业名录已上传但未形成统计；请按模板重新上传名录并核对汇总"),
            )
        )
    gaps.sort(key=lambda gap: gap.number)
    if not has_plan_report(facts, materials, edition):
        gaps.append(_no_plan_report(edition))
    return tuple(gaps)


def _entry(slot: Slot) -> Entry:
    """Find the line of a slot."""
    return next(entry for entry in CHECKLIST if entry.slot is slot)


def _gap(entry: Entry, what_to_do: Message) -> Missing:
    """Make the gap of a line."""
    return Missing(
        number=entry.number,
        slot=entry.slot,
        label=say("{label}", label=entry.slot),
        basis=entry.basis,
        what_to_do=what_to_do,
    )


def _choose_kind(edition: Edition) -> Message:
    """Say how to label a support document."""
    kinds = [say("“{kind}”", kind=PolicyKind.of(kind)) for kind in edition.texts("docs.d4_alternatives")]
    return say("请注明该材料属于以下哪一种：{kinds}", kinds=series(kinds))


def _no_plan_report(edition: Edition) -> Missing:
    """Say how to supply the planning report; its name is looked for as it stands."""
    todo = say("请在“其他相关材料”中上传名称含“{name}”的文件", name=PLAN_REPORT)
    if edition.flag("docs.plan_report_same_as_plan_book"):
        todo = say(
            "请在“其他相关材料”中上传名称含“{name}”的文件，或上传发展规划书并注明其同时作为规划报告",
            name=PLAN_REPORT,
        )
    return Missing(number="D6", slot=Slot.OTHER, label=say("规划报告"), basis="R4.1d-report", what_to_do=todo)
