"""A list in pages: no answer is longer than a page, and the next one begins after the last key."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from regulation.words.values import Strict

T = TypeVar("T")
PAGE = 500  # rows: more than anybody reads, little enough for every machine


class Page(Strict, Generic[T]):
    """Some rows of a list; `after` is the key after which the next page begins, None on the last one."""

    rows: tuple[T, ...]
    after: str | None = None


def page(found: Iterable[tuple[str, T]], size: int = PAGE) -> Page[T]:
    """Make a page of rows with their keys; rows of one key stay on one page.

    Where only so many rows were fetched, one more than fits shows that there is another page.
    """
    keyed = list(found)
    end = size
    while end < len(keyed) and keyed[end][0] == keyed[end - 1][0]:
        end += 1
    rows = tuple(row for _, row in keyed[:end])
    return Page(rows=rows, after=keyed[end - 1][0] if len(keyed) > end else None)
