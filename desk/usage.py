"""What is wrong with a command or a request itself, before anything is asked of the procedures."""

import difflib
from typing import TypeVar

from regulation.words.labels import Labelled
from regulation.words.message import say, series
from regulation.words.refusals import RefusedError

L = TypeVar("L", bound=Labelled)
CHOICES_MAX = 30  # a longer list helps nobody


class UsageMistakeError(RefusedError):
    """The command line itself is wrong; nothing was sent."""

    code = "usage"


def labelled(kind: type[L], text: str) -> L:
    """Find an act or a role by its English value or its Chinese label; UsageMistakeError otherwise."""
    names = {name: member for member in kind for name in (member.value, member.zh)}
    if text in names:
        return names[text]
    what, why = say("「{name}」", name=text), say("没有这个名称")
    near = difflib.get_close_matches(text, names, n=3, cutoff=0.5)
    if near:
        raise UsageMistakeError(what, why, say("您是不是要写：{choices}。", choices=series(near)))
    if len(set(names.values())) > CHOICES_MAX:
        now = say("请用 tasks 查看此刻可办的行为；全部行为见 docs/procedures.md。")
        raise UsageMistakeError(what, why, now)
    choices = series(say("{value}（{label}）", value=member.value, label=member) for member in kind)
    raise UsageMistakeError(what, why, say("可用：{choices}。", choices=choices))
