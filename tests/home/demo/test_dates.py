"""Dates of the data files."""

from datetime import date, time

import pytest
from django.utils import timezone

from home.demo import dates
from home.demo.consultations import END_OF_DAY, records
from home.demo.texts import in_polish

SUNDAY = date(2026, 11, 22)
WEEK = [date(2026, 11, day) for day in range(16, 23)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("2023-10-09", date(2023, 10, 9)),
        ("today", SUNDAY),
        ("today-1", date(2026, 11, 21)),
        ("today+9", date(2026, 12, 1)),
        ("workday", date(2026, 11, 23)),
        ("workday+2", date(2026, 11, 24)),
        ("workday-1", date(2026, 11, 23)),
        ("workday-2 17:00", date(2026, 11, 20)),
    ],
)
def test_an_expression_names_a_day(expression, expected):
    assert dates.day(expression, SUNDAY) == expected


@pytest.mark.parametrize(
    ("expression", "default", "expected"),
    [
        ("today 17:45", time.min, "2026-11-22T17:45:00+01:00"),
        ("2023-07-03 09:00", time.min, "2023-07-03T09:00:00+02:00"),
        ("today", time.min, "2026-11-22T00:00:00+01:00"),
        ("today", END_OF_DAY, "2026-11-22T23:59:00+01:00"),
    ],
)
def test_an_expression_names_a_moment_of_the_portals_time(expression, default, expected):
    assert timezone.localtime(dates.moment(expression, SUNDAY, default)).isoformat() == expected


@pytest.mark.parametrize("expression", ["", "tomorrow", "today+", "today +1", "2023-10", "2023-10-09 5pm", "weekday+1"])
def test_anything_else_is_refused(expression):
    with pytest.raises(ValueError, match="Not a date"):
        dates.day(expression, SUNDAY)


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%A}")
def test_meetings_lie_within_their_consultation_whatever_the_weekday(today):
    outside = [
        (row["slug"], meeting["starts"])
        for row in in_polish(records())
        for meeting in row.get("meetings", [])
        if not (
            dates.moment(row["opens"], today)
            <= dates.moment(meeting["starts"], today)
            < dates.moment(meeting["ends"], today)
            <= dates.moment(row["closes"], today, END_OF_DAY)
        )
    ]

    assert outside == []
