"""What is wrong with a command line: what, why, what now, in the language of the run; the exit code is 2."""

import difflib
import sys
from collections.abc import Iterable
from typing import Literal, get_args, get_origin

from cyclopts import CycloptsError
from cyclopts.argument import Argument
from cyclopts.exceptions import (
    CoercionError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
    ValidationError,
)
from cyclopts.validators import Number

from console import speech
from console.manual import PAGES
from console.options import USAGE
from desk.trouble import USAGE as MISTAKEN
from desk.trouble import Trouble
from desk.words.choice import UnknownLanguageError
from regulation.words.message import Message, say, series

NEAR = 0.7  # how alike a word must be to be taken for a slip of the keyboard
Reason = tuple[Message, Message | None]  # why, and what now where it is not to look into the help


def tell(error: CycloptsError | UnknownLanguageError) -> int:
    """Write to stderr what is wrong, and give the exit code."""
    if isinstance(error, UnknownLanguageError):
        what = say("选择语言")
        reason: Reason = (
            say("{source} {asked} 没有这种语言", source=error.source, asked=error.asked)
            if error.asked
            else say("{option} 后面没有值", option=error.source),
            say("可用：zh（中文）、en（English）。"),
        )
    else:
        chain = " ".join(error.command_chain or ())
        what = say("命令 {command}", command=chain) if chain else say("命令行")
        reason = _reason(error)
    why, now = reason
    sys.stderr.write(speech.told(Trouble(MISTAKEN, what, why, now or _see_help(error)).said) + "\n")
    return USAGE


def _see_help(error: Exception) -> Message:
    chain = getattr(error, "command_chain", None) or ()
    words = " ".join(("python starter.py", *chain, "--help"))
    return say("请用 {words} 查看用法。", words=words)


def _reason(error: CycloptsError) -> Reason:
    reason: Reason = (say("命令行的写法不对"), None)
    match error:
        case UnknownOptionError():
            reason = _unknown_option(error)
        case UnknownCommandError():
            reason = _unknown_command(error)
        case UnusedCliTokensError():
            reason = say("多出 {words}", words=" ".join(error.unused_tokens or ())), None
        case RepeatArgumentError():
            reason = say("{option} 写了不止一次", option=error.token.keyword), say("请只写一次。")
        case MissingArgumentError(argument=Argument() as argument, keyword=None):
            reason = say("缺少 {name}", name=called(argument)), None
        case MissingArgumentError():
            reason = say("{option} 后面没有值", option=error.keyword), None
        case CoercionError(argument=Argument() as argument):
            reason = _unreadable(error, argument)
        case ValidationError(argument=Argument() as argument):
            reason = _unfit(argument)
    return reason


def called(argument: Argument) -> str:
    """Say how a parameter is called on the command line: CASE where it has a place, --as where it has a name."""
    return argument.name if argument.index is None else argument.name.lstrip("-").upper()


def _unknown_option(error: UnknownOptionError) -> Reason:
    asked = (error.token.keyword or error.token.value).partition("=")[0]
    known = (name for one in error.argument_collection for name in one.names)
    return say("没有选项 {option}", option=asked), _near(asked, known)


def _unknown_command(error: UnknownCommandError) -> Reason:
    asked = (error.unused_tokens or [""])[0]
    within = "".join(f"{word} " for word in error.command_chain or ())
    known = [
        page.name.removeprefix(within).partition(" ")[0] for page in PAGES if page.name.startswith(within)
    ]
    now = say("可用：{choices}。", choices=series(dict.fromkeys(known)))
    return say("没有命令 {name}", name=asked), _near(asked, known) or now


def _near(asked: str, known: Iterable[str]) -> Message | None:
    near = difflib.get_close_matches(asked, list(known), n=3, cutoff=NEAR)
    return say("您是不是要写：{choices}。", choices=series(dict.fromkeys(near))) if near else None


def _unreadable(error: CoercionError, argument: Argument) -> Reason:
    """Tell a value that is no whole number, none of those to choose from, or given to what takes none."""
    value, name = error.token.value if error.token else "", called(argument)
    kinds = {argument.hint, *get_args(argument.hint)}
    if get_origin(argument.hint) is Literal:
        choices = series(str(one) for one in get_args(argument.hint))
        return say("{name} 不能是 {value}", name=name, value=value), say("可用：{choices}。", choices=choices)
    if bool in kinds:
        return say("{name} 不取值", name=name), say("请只写 {name}。", name=name)
    if int in kinds:
        return say("{name} {value} 不是整数", name=name, value=value), say("请填写整数。")
    return say("{name} {value} 填写不对", name=name, value=value), None


def _unfit(argument: Argument) -> Reason:
    """Tell a number that is out of its range."""
    value = argument.tokens[0].value if argument.tokens else ""
    why = say("{name} {value} 超出范围", name=called(argument), value=value)
    checked = argument.parameter.validator
    limits = [one for one in checked if isinstance(one, Number)] if isinstance(checked, tuple) else []
    if not limits:
        return why, None
    return why, say("请填写 {low} 至 {high}。", low=str(limits[0].gte), high=str(limits[0].lte))
