"""Dates in words: the 24-hour clock, the case of the month, the time zone of the portal."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from cms.core.templatetags.date_tags import date_range, days_left, long_date, moment

WARSAW = ZoneInfo("Europe/Warsaw")


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("language", "expected"), [("pl", "12 grudnia 2026"), ("en", "12 December 2026"), ("uk", "12 грудня 2026")]
)
def test_long_date_has_the_month_as_it_stands_after_a_day(language: str, expected: str) -> None:
    with translation.override(language):
        assert long_date(date(2026, 12, 12)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (at(12, 23, 59), "12 November 2026, 23:59"),
        (at(12, 0, 0), "12 November 2026, 00:00"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2 July 2026, 00:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 January 2027, 00:30"),
    ],
)
def test_moment_is_in_the_zone_of_the_portal(value: datetime, expected: str) -> None:
    with translation.override("en"):
        assert moment(value) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(24, 17), at(24, 19), "Tuesday, 24 November 2026, 17:00–19:00"),
        (at(24, 17), at(26, 15), "24 November 2026, 17:00 – 26 November 2026, 15:00"),
        (at(24, 23), at(25, 1), "24 November 2026, 23:00 – 25 November 2026, 01:00"),
        (datetime(2026, 11, 24, 22, tzinfo=UTC), at(24, 23, 30), "Tuesday, 24 November 2026, 23:00–23:30"),
        (date(2017, 10, 3), date(2017, 10, 3), "3 October 2017"),
        (date(2017, 10, 3), date(2017, 10, 6), "3–6 October 2017"),
        (date(2017, 9, 30), date(2017, 10, 3), "30 September – 3 October 2017"),
        (date(2026, 12, 30), date(2027, 1, 3), "30 December 2026 – 3 January 2027"),
    ],
)
def test_date_range_says_what_is_common_once(start: date, end: date, expected: str) -> None:
    with translation.override("en"):
        assert date_range(start, end) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "last day"), (1, "1 day left"), (2, "2 days left")])
def test_days_left(count: int, expected: str) -> None:
    with translation.override("en"):
        assert days_left(count) == expected
