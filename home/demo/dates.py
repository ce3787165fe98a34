"""Dates of the data files: fixed ones as in ISO 8601, moving ones as a distance from the day of loading.

`2023-10-09`, `2023-10-09 11:00`, `today-12`, `today+6 23:59`; `workday+5 17:00` is moved on from a weekend to Monday.
"""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

EXPRESSION = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|(?P<base>today|workday)(?P<distance>[+-]\d+)?)( (?P<time>\d\d:\d\d))?"
)
SATURDAY = 5
DAYS_OF_WEEK = 7


def day(expression: str, today: date) -> date:
    """The day an expression names; ValueError for a malformed one."""
    found = _parsed(expression)
    if not found["base"]:
        return date.fromisoformat(found["day"])
    moved = today + timedelta(days=int(found["distance"] or 0))
    if found["base"] == "workday" and moved.weekday() >= SATURDAY:
        return moved + timedelta(days=DAYS_OF_WEEK - moved.weekday())
    return moved


def moment(expression: str, today: date, default: time = time.min) -> datetime:
    """The aware moment an expression names, in the portal's time zone; `default` when it gives no hour."""
    clock = _parsed(expression)["time"]
    at = time.fromisoformat(clock) if clock else default
    return timezone.make_aware(datetime.combine(day(expression, today), at))


def _parsed(expression: str) -> re.Match[str]:
    found = EXPRESSION.fullmatch(expression)
    if found is None:
        message = f"Not a date of the demo content: {expression!r}"
        raise ValueError(message)
    return found
