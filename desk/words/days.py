"""A day with its weekday, short enough for a table or a list."""

from datetime import date

from regulation.words.message import Message, say

WEEKDAYS = (say("周一"), say("周二"), say("周三"), say("周四"), say("周五"), say("周六"), say("周日"))


def with_weekday(day: date) -> Message:
    """Write a day as an ISO date and name its weekday."""
    return say("{day}（{weekday}）", day=day.isoformat(), weekday=WEEKDAYS[day.weekday()])
