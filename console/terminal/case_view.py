"""A case or a park for people: every key by its Chinese name, what has several parts as short lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from console.terminal.tables import cell
from desk.words.field_names import inner_form, title_of
from regulation.calendar.working_days import CST
from regulation.casework.closing import VOID
from regulation.conditions.dossier import Scan, Slot
from regulation.designation.determination import Body, Vote
from regulation.designation.scoring import SheetPart
from regulation.grading.grades import Grade
from regulation.procedures.application.file import ObjectionStatus
from regulation.procedures.change.forms import ChangeKind
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.kind import Kind, kind_of
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.values import Strict

OBJECTIONS = {status: status.zh for status in ObjectionStatus}
BODIES = {body: body.zh for body in Body}
VOTES = {vote: vote.zh for vote in Vote}
VALUES: dict[str, Mapping[Any, str]] = {
    "applicant_kind": {"county_government": "县级人民政府", "zone_committee": "开发区管理委员会"},
    "body": BODIES,
    "grade": {grade.value: grade.zh for grade in Grade} | {VOID: "无效"},
    "ground": {"consecutive": "连续考评不合格", "external": "其他法律规定"},
    "kind": {kind.value: kind.zh for kind in (*Kind, *ChangeKind)},
    "part": {part.value: part.zh for part in SheetPart} | {"scorecard": "评分卡"},
    "proposal": {"consent": "同意", "refuse": "不同意"},
    "role": {role.value: role.zh for role in Role},
    "hearing_asked_by": {role.value: role.zh for role in Role},
    "status": OBJECTIONS,
    "vote": VOTES,
}
MATERIALS: dict[str, str] = {word.value: word.zh for word in (*Slot, *Scan)}
STAGES = {stage.value: stage.zh for stage in Stage}
TWINS = {"stage": "stage_zh", "light": "light_zh"}  # a stored value and the words shown in its place
LINE_MAX = 40  # characters of a list that still reads on one line


def rows(shown: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give a case or a park as labelled lines; what is empty is left out."""
    kind = kind_of(str(shown["id"]))
    model = PROCEDURES[kind].file if kind else None
    return [
        {"key": title_of(model, key), "value": _top(key, shown.get(TWINS.get(key, key)), model)}
        for key, value in shown.items()
        if key not in TWINS.values() and not _empty(value)
    ]


def period(due: Mapping[str, Any]) -> str:
    """Write a counted period: its last day, how long it is, from when."""
    if due.get("days"):
        length = f"{due['days']} 日"
    elif due.get("months"):
        length = f"{due['months']} 个月"
    else:
        length = f"{due['workdays']} 个工作日"
    return f"{due['last_day']}（{length}，自 {due['started_on']}）"


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, (str, Sequence, Mapping)) and not value)


def _top(key: str, value: Any, model: type[Strict] | None) -> str:
    """Write the value of a key: the parts of what has several, each on a line of its own."""
    field = model.model_fields.get(key) if model else None
    form = inner_form(field.annotation) if field else None
    if isinstance(value, Mapping) and not _is_period(value) and key not in SHORT:
        return "\n".join(_parts(value, form))
    if key == "reasons":
        return "\n".join(f"{reason}（{basis}）" for basis, reason in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_value(key, item, form) for item in value]
        short = sum(map(len, items)) <= LINE_MAX and not any(isinstance(item, Mapping) for item in value)
        return ("、" if short else "\n").join(items)
    return _value(key, value, form)


def _parts(value: Mapping[str, Any], form: type[Strict] | None) -> list[str]:
    parts = []
    for key, part in value.items():
        if _empty(part):
            continue
        field = form.model_fields.get(key) if form else None
        within = inner_form(field.annotation) if field else None
        parts.append(f"{STAGES.get(key) or title_of(form, key)}：{_value(key, part, within)}")
    return parts


def _value(key: str, value: Any, form: type[Strict] | None) -> str:
    if isinstance(value, Mapping):
        return _mapping(key, value, form)
    if isinstance(value, datetime):
        return value.astimezone(CST).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, str) and key == "materials":
        return _named_material(value)
    if isinstance(value, str):
        return VALUES.get(key, {}).get(value) or _instant(value)
    if isinstance(value, Sequence):
        return "、".join(_value(key, item, form) for item in value)
    return cell(value)


def _mapping(key: str, value: Mapping[str, Any], form: type[Strict] | None) -> str:
    if key in SHORT:
        return SHORT[key](value)
    return period(value) if _is_period(value) else "；".join(_parts(value, form))


def _is_period(value: Mapping[str, Any]) -> bool:
    return "last_day" in value and "started_on" in value


def _instant(text: str) -> str:
    """Write an instant as people do; any other text as it is."""
    if "T" not in text[:11]:
        return text
    try:
        return datetime.fromisoformat(text).astimezone(CST).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return text


def _objection(said: Mapping[str, Any]) -> str:
    who = "，".join(str(said[key]) for key in ("name", "contact") if said.get(key))
    parts = [
        f"异议 {said['id']}（{OBJECTIONS[ObjectionStatus.of(said['status'])]}）：{said['text']}",
        f"{_instant(said['filed_at'])} 提出",
        f"提出人 {who}" if who else "",
        f"期限 {period(said['due'])}" if said.get("due") else "",
        f"处理理由：{said['reasons']}" if said.get("reasons") else "",
    ]
    return "；".join(part for part in parts if part)


def _sheet(sheet: Mapping[str, Any]) -> str:
    who = f"{sheet['expert']} {VALUES['part'].get(sheet['part'], sheet['part'])}"
    if sheet["sealed"]:
        return f"{who}：已签署，汇总前不公开"
    return (
        f"{who}：{sheet['score']} 分，{'建议' if sheet['recommends'] else '不建议'}认定；{sheet['opinion']}"
    )


def _notice(notice: Mapping[str, Any]) -> str:
    return f"{notice['number']}，{notice['opens_on']} 起公示，至 {period(notice['period'])}"


def _opinion(signed: Mapping[str, Any]) -> str:
    reason = f"：{signed['reason']}" if signed.get("reason") else ""
    return f"{BODIES[signed['body']]} {VOTES[signed['vote']]}（{signed['on']}）{reason}"


def _finding(found: Mapping[str, Any]) -> str:
    after = f"；整改：{found['addressed']}" if found.get("addressed") else ""
    closed = f"；{found['closed_on']} 销号" if found.get("closed_on") else ""
    return f"问题 {found['id']}：{found['text']}（{found['basis']}，{found['found_on']}）{after}{closed}"


def _named_material(text: str) -> str:
    """Write `name（slot，scan）` with the words for the two."""
    name, bracket, rest = text.rpartition("（")
    kinds = [MATERIALS.get(part, part) for part in rest.removesuffix("）").split("，")]
    return f"{name}（{'，'.join(kinds)}）" if bracket else text


def _material(material: Mapping[str, Any]) -> str:
    return str(material["name"])


SHORT: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "objections": _objection,
    "sheets": _sheet,
    "notice": _notice,
    "opinions": _opinion,
    "findings": _finding,
    "materials": _material,
}
