"""What commands show: tables for people on stdout, JSON for programs, trouble on stderr."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from console.options import DONE
from console.terminal.tables import draw
from regulation.words.message import say as message

if TYPE_CHECKING:
    from regulation.casework.entry import Receipt


def as_json(value: Any) -> None:
    """Print JSON for a program, Chinese as it is; of a view of the desk exactly its fields."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2, default=str) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump()
    return [_plain(row) for row in value] if isinstance(value, (list, tuple)) else value


def table(
    rows: Sequence[BaseModel | Mapping[str, Any]],
    labels: Mapping[str, str],
    *,
    json: bool,
    none: str = "",
    after: str | None = None,
) -> int:
    """Print rows as a table for people (`none` where there are none) or as JSON; give the exit code.

    `after` is the key after which there is more.
    """
    if json:
        as_json(rows)
    elif none and not rows:
        sys.stdout.write(none + "\n")
    else:
        draw(labels, [_plain(row) for row in rows])
    if after is not None:
        say(
            str(
                message("以上 {count} 行，后面还有；接着看请加 --after {after}", count=len(rows), after=after)
            )
        )
    return DONE


def say(text: str) -> None:
    """Tell people something that is no result: on stderr."""
    sys.stderr.write(text + "\n")


def receipt(answer: "Receipt", *, json: bool) -> None:
    """Print the answer to an act."""
    if json:
        as_json(answer.model_dump(mode="json"))
        return
    numbers = "".join(f"；文号 {numbered.number}" for numbered in answer.numbers)
    again = "（此前已办理，未重复记录）" if answer.repeated else ""
    sys.stdout.write(f"已办理：{answer.act.zh}{again}；{answer.case} 现处于「{answer.stage.zh}」{numbers}\n")


def counted(rows: int, sentence: str, *, json: bool) -> None:
    """Print a count."""
    if json:
        as_json({"rows": rows})
    else:
        sys.stdout.write(sentence + "\n")
