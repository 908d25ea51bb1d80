"""The State Council's arrangement of one year's holidays, as it is typed in from the notice (Q41)."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from pydantic import Field

from regulation.calendar.working_days import DAY, SATURDAY
from regulation.words.message import Message, say
from regulation.words.values import Digest, Line, Strict

# The Regulation on Holidays as revised on 2024-11-10 applies from 2025 and gives everybody this many days.
FIRST_YEAR = 2025
STATUTORY_DAYS = 13
DECEMBER = 12
DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕\s*\d+\s*号")
ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)


class OfficialYear(Strict):
    """One year: the days of the holidays (weekends in between may be listed) and the weekend days worked.

    New Year's arrangement may reach into the December before. `source` cites the notice by its number;
    `corrects` is the digest of the text that this one replaces.
    """

    year: int = Field(ge=FIRST_YEAR, le=2100)
    source: Line
    days_off: tuple[date, ...]
    workdays: tuple[date, ...] = ()
    corrects: Digest | None = None

    @property
    def digest(self) -> str:
        """The fingerprint of what it says, whatever the order of its days."""
        said = self.model_dump(mode="json")
        said |= {key: sorted(said[key]) for key in ("days_off", "workdays")}
        return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def faults(self, statutory: Mapping[date, Message]) -> tuple[Message, ...]:
        """Name everything that cannot be right, given the statutory holidays of the year with their names."""
        return (
            *self._source_faults(),
            *self._list_faults("days_off", self.days_off),
            *self._list_faults("workdays", self.workdays),
            *self._clashes(),
            *self._gaps(statutory),
        )

    def _source_faults(self) -> Iterator[Message]:
        if ADDRESS.search(self.source):
            yield say("source 含网址；请改填放假通知的发文字号。")
        if not DOCUMENT_NUMBER.search(self.source):
            yield say(
                "source「{source}」没有发文字号；请按通知填写，如「国办发明电〔年份〕序号 号」。",
                source=self.source,
            )

    def _list_faults(self, field: str, days: tuple[date, ...]) -> Iterator[Message]:
        for day in sorted(set(days)):
            if days.count(day) > 1:
                yield say("{field} 中{day}重复列出；请只保留一次。", field=field, day=day)
            if day.year != self.year and (day.year, day.month) != (self.year - 1, DECEMBER):
                yield say(
                    "{field} 中{day}不属于 {year} 年（含上年 12 月）；请核对 year 或该日期。",
                    field=field,
                    day=day,
                    year=self.year,
                )

    def _clashes(self) -> Iterator[Message]:
        for day in sorted(set(self.workdays)):
            if day in self.days_off:
                yield say("workdays 与 days_off 同时列有{day}；请按通知只保留其一。", day=day)
            elif day.weekday() < SATURDAY:
                yield say("workdays 中{day}本来就是工作日；请核对调休上班的周末日期。", day=day)

    def _gaps(self, statutory: Mapping[date, Message]) -> Iterator[Message]:
        off = set(self.days_off)
        for day, name in sorted(statutory.items()):
            if day not in off:
                yield say("days_off 缺少{holiday}（{day}）；请按通知补上。", holiday=name, day=day)
        listed = sum(day.year == self.year for day in off)
        if listed < STATUTORY_DAYS:
            yield say(
                "days_off 只有 {listed} 天，少于《全国年节及纪念日放假办法》的 {statutory} 天；请列出通知中的全部放假日期。",
                listed=listed,
                statutory=STATUTORY_DAYS,
            )
        for day in sorted(off):
            hole = day + DAY
            lone = hole not in off and hole + DAY in off
            if lone and hole.weekday() < SATURDAY and hole not in self.workdays:
                yield say("days_off 在{day}中断；请补上该日，或核对其前后的日期。", day=hole)
