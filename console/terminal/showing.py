"""What commands show: tables for people on stdout, JSON for programs, what is no result on stderr.

People read in the language of the run; JSON has Chinese as it is, whatever the language.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from console.options import DONE
from console.speech import language, plain, told
from console.terminal.tables import draw
from regulation.words.message import Message, say
from regulation.words.sentences import LANGUAGE

if TYPE_CHECKING:
    from regulation.casework.entry import Receipt


def as_json(value: Any) -> None:
    """Print JSON for a program, Chinese as it is; of a view of the desk exactly its fields."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2, default=str) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump()
    return [_plain(row) for row in value] if isinstance(value, (list, tuple)) else value


def written(view: BaseModel) -> dict[str, Any]:
    """Give a view of the desk as data, its sentences in the language of the run."""
    return view.model_dump(context={LANGUAGE: language()})


def table(
    rows: Sequence[BaseModel | Mapping[str, Any]],
    headings: Mapping[str, str],
    *,
    json: bool,
    none: str = "",
    after: str | None = None,
) -> int:
    """Print rows as a table for people (`none` where there are none) or as JSON; give the exit code.

    Headings and `none` are marked with `words`; `after` is the key after which there is more.
    """
    if json:
        as_json(rows)
    elif none and not rows:
        sys.stdout.write(plain(none) + "\n")
    else:
        labels = {key: plain(heading) for key, heading in headings.items()}
        draw(labels, [written(row) if isinstance(row, BaseModel) else row for row in rows])
    if after is not None:
        note(say("以上 {count} 行，后面还有；接着看请加 --after {after}", count=len(rows), after=after))
    return DONE


def note(message: Message) -> None:
    """Tell people something that is no result: on stderr."""
    sys.stderr.write(told(message) + "\n")


def line(message: Message) -> None:
    """Print a sentence that is the result."""
    sys.stdout.write(told(message) + "\n")


def receipt(answer: "Receipt", *, json: bool) -> None:
    """Print the answer to an act."""
    if json:
        as_json(answer.model_dump(mode="json"))
        return
    done = say("已办理：{act}", act=answer.act)
    if answer.repeated:
        done = say("{done}（此前已办理，未重复记录）", done=done)
    done = say("{done}；{case} 现处于「{stage}」", done=done, case=answer.case, stage=answer.stage)
    for numbered in answer.numbers:
        done = say("{done}；文号 {number}", done=done, number=numbered.number)
    line(done)


def counted(rows: int, message: Message, *, json: bool) -> None:
    """Print a count."""
    if json:
        as_json({"rows": rows})
    else:
        line(message)
