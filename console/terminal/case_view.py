"""A case or a park for people: every key by its name, days in words, what has several parts as short lines."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from console.speech import mark, plain, told
from console.terminal.tables import cell
from desk.words.catalogue import words
from desk.words.field_names import inner_form, title_of
from regulation.casework.closing import VOID
from regulation.designation.determination import Body, Vote
from regulation.designation.scoring import SheetPart
from regulation.grading.grades import Grade
from regulation.procedures.application.file import ObjectionStatus
from regulation.procedures.change.forms import ChangeKind
from regulation.procedures.registry import PROCEDURES
from regulation.vocabulary.kind import Kind, kind_of
from regulation.vocabulary.role import Role
from regulation.vocabulary.stage import Stage
from regulation.words.labels import Labelled
from regulation.words.message import Message, as_said, say, series
from regulation.words.values import Strict

HEADINGS = {"key": words("项目"), "value": words("内容")}
LABELS: dict[str, Mapping[Any, Labelled | Message]] = {
    "applicant_kind": {"county_government": say("县级人民政府"), "zone_committee": say("开发区管理委员会")},
    "body": {body.value: body for body in Body},
    "grade": {grade.value: grade for grade in Grade} | {VOID: say("无效")},
    "ground": {"consecutive": say("连续考评不合格"), "external": say("其他法律规定")},
    "kind": {kind.value: kind for kind in (*Kind, *ChangeKind)},
    "part": {part.value: part for part in SheetPart} | {"scorecard": say("评分卡")},
    "proposal": {"consent": say("同意"), "refuse": say("不同意")},
    "role": {role.value: role for role in Role},
    "hearing_asked_by": {role.value: role for role in Role},
    "status": {status.value: status for status in ObjectionStatus},
    "vote": {vote.value: vote for vote in Vote},
}
STAGES = {stage.value: stage for stage in Stage}
TWINS = {"stage": "stage_zh", "light": "light_zh"}  # a stored value and the words shown in its place
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LINE_MAX = 40  # characters of a list that still reads on one line


def rows(shown: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give a case or a park as labelled lines; what is empty is left out."""
    kind = kind_of(str(shown["id"]))
    model = PROCEDURES[kind].file if kind else None
    return [
        {"key": plain(title_of(model, key)), "value": _top(key, shown.get(TWINS.get(key, key)), model)}
        for key, value in shown.items()
        if key not in TWINS.values() and not _empty(value)
    ]


def period(due: Mapping[str, Any]) -> Message:
    """Tell a counted period: its last day, how long it is, from when."""
    if due.get("days"):
        length = say("{n} 日", n=due["days"])
    elif due.get("months"):
        length = say("{n} 个月", n=due["months"])
    else:
        length = say("{n} 个工作日", n=due["workdays"])
    return say(
        "{last}（{length}，自 {first}）",
        last=date.fromisoformat(str(due["last_day"])),
        length=length,
        first=date.fromisoformat(str(due["started_on"])),
    )


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, (str, Sequence, Mapping)) and not value)


def _top(key: str, value: Any, model: type[Strict] | None) -> str:
    """Write the value of a key: the parts of what has several, each on a line of its own."""
    field = model.model_fields.get(key) if model else None
    form = inner_form(field.annotation) if field else None
    if isinstance(value, Mapping) and not _is_period(value) and key not in SHORT:
        return "\n".join(_parts(value, form))
    if key == "reasons":
        return "\n".join(
            told(say("{reason}（{basis}）", reason=reason, basis=basis)) for basis, reason in value
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_value(key, item, form) for item in value]
        short = sum(map(len, items)) <= LINE_MAX and not any(isinstance(item, Mapping) for item in value)
        return (mark("、") if short else "\n").join(items)
    return _value(key, value, form)


def _parts(value: Mapping[str, Any], form: type[Strict] | None) -> list[str]:
    parts = []
    for key, part in value.items():
        if _empty(part):
            continue
        field = form.model_fields.get(key) if form else None
        within = inner_form(field.annotation) if field else None
        title = STAGES.get(key) or Message(id=title_of(form, key))
        parts.append(told(say("{title}：{value}", title=title, value=_value(key, part, within))))
    return parts


def _value(key: str, value: Any, form: type[Strict] | None) -> str:
    if isinstance(value, Mapping):
        return _mapping(key, value, form)
    if isinstance(value, (date, datetime)):
        return told(value)
    if isinstance(value, str):
        label = LABELS.get(key, {}).get(value)
        return told(_when(value) if label is None else label)
    if isinstance(value, Sequence):
        return mark("、").join(_value(key, item, form) for item in value)
    return cell(value)


def _mapping(key: str, value: Mapping[str, Any], form: type[Strict] | None) -> str:
    if key in SHORT:
        return told(SHORT[key](value))
    return told(period(value)) if _is_period(value) else mark("；").join(_parts(value, form))


def _is_period(value: Mapping[str, Any]) -> bool:
    return "last_day" in value and "started_on" in value


def _when(text: str) -> Any:
    """Read a day or an instant, which people read in words; any other text as it is."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text) if "T" in text[:11] else text
    except ValueError:
        return text


def _objection(said: Mapping[str, Any]) -> Message:
    parts = [
        say(
            "异议 {id}（{status}）：{text}",
            id=said["id"],
            status=ObjectionStatus.of(said["status"]),
            text=said["text"],
        ),
        say("{moment} 提出", moment=datetime.fromisoformat(str(said["filed_at"]))),
    ]
    if who := [str(said[key]) for key in ("name", "contact") if said.get(key)]:
        parts.append(say("提出人 {who}", who=series(who, "，")))
    if said.get("due"):
        parts.append(say("期限 {period}", period=period(said["due"])))
    if said.get("reasons"):
        parts.append(say("处理理由：{reasons}", reasons=said["reasons"]))
    return say("{parts}", parts=series(parts, "；"))


def _sheet(sheet: Mapping[str, Any]) -> Message:
    part = LABELS["part"].get(sheet["part"], sheet["part"])
    if sheet["sealed"]:
        return say("{expert} {part}：已签署，汇总前不公开", expert=sheet["expert"], part=part)
    return say(
        "{expert} {part}：{score} 分，{advice}；{opinion}",
        expert=sheet["expert"],
        part=part,
        score=sheet["score"],
        advice=say("建议认定") if sheet["recommends"] else say("不建议认定"),
        opinion=sheet["opinion"],
    )


def _notice(notice: Mapping[str, Any]) -> Message:
    return say(
        "{number}，{first} 起公示，至 {period}",
        number=notice["number"],
        first=date.fromisoformat(str(notice["opens_on"])),
        period=period(notice["period"]),
    )


def _opinion(signed: Mapping[str, Any]) -> Message:
    told = say(
        "{body} {vote}（{day}）",
        body=LABELS["body"][signed["body"]],
        vote=LABELS["vote"][signed["vote"]],
        day=date.fromisoformat(str(signed["on"])),
    )
    return say("{told}：{reason}", told=told, reason=signed["reason"]) if signed.get("reason") else told


def _finding(found: Mapping[str, Any]) -> Message:
    parts = [
        say(
            "问题 {id}：{text}（{basis}，{day}）",
            id=found["id"],
            text=found["text"],
            basis=found["basis"],
            day=date.fromisoformat(str(found["found_on"])),
        )
    ]
    if found.get("addressed"):
        parts.append(say("整改：{text}", text=found["addressed"]))
    if found.get("closed_on"):
        parts.append(say("{day} 销号", day=date.fromisoformat(str(found["closed_on"]))))
    return say("{parts}", parts=series(parts, "；"))


def _material(material: Mapping[str, Any]) -> Message:
    return as_said(str(material["name"]))


SHORT: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "objections": _objection,
    "sheets": _sheet,
    "notice": _notice,
    "opinions": _opinion,
    "findings": _finding,
    "materials": _material,
}
