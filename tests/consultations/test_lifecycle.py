"""Rules of the lifecycle, without a database."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.lifecycle import (
    FINISHED,
    Schedule,
    Status,
    closes_soon,
    days_left,
    results_overdue,
    status_at,
)

WARSAW = ZoneInfo("Europe/Warsaw")
OPENS = datetime(2026, 11, 16, 8, 0, tzinfo=WARSAW)
CLOSES = datetime(2026, 12, 12, 23, 59, tzinfo=WARSAW)
SECOND = timedelta(seconds=1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(ZoneInfo("UTC")))  # noqa: DTZ001  # hypothesis wants naive bounds


@pytest.mark.parametrize(
    ("now", "published", "expected"),
    [
        (OPENS - SECOND, None, Status.PLANNED),
        (OPENS, None, Status.OPEN),
        (CLOSES, None, Status.OPEN),
        (CLOSES + SECOND, None, Status.CLOSED),
        (CLOSES + SECOND, CLOSES + 2 * SECOND, Status.CLOSED),
        (CLOSES + 2 * SECOND, CLOSES + 2 * SECOND, Status.RESULTS),
        (CLOSES, OPENS, Status.OPEN),
    ],
)
def test_status_at_the_edges(now: datetime, published: datetime | None, expected: Status) -> None:
    assert status_at(Schedule(OPENS, CLOSES, published), now) is expected


@given(moments, st.timedeltas(SECOND, timedelta(days=400)), st.none() | moments, moments, moments)
def test_status_never_goes_back(
    opens_at: datetime, length: timedelta, published: datetime | None, one: datetime, other: datetime
) -> None:
    schedule = Schedule(opens_at, opens_at + length, published)
    order = list(Status)
    earlier, later = sorted([one, other])
    assert order.index(status_at(schedule, earlier)) <= order.index(status_at(schedule, later))


@given(moments, st.timedeltas(SECOND, timedelta(days=400)), st.none() | moments, moments)
def test_finished_exactly_after_the_end(
    opens_at: datetime, length: timedelta, published: datetime | None, now: datetime
) -> None:
    schedule = Schedule(opens_at, opens_at + length, published)
    assert (status_at(schedule, now) in FINISHED) == (now > schedule.closes_at)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 22, 12, 0, tzinfo=WARSAW), 20),
        (datetime(2026, 12, 11, 23, 59, tzinfo=WARSAW), 1),
        (datetime(2026, 12, 12, 0, 1, tzinfo=WARSAW), 0),
        (datetime(2026, 12, 11, 23, 30, tzinfo=ZoneInfo("UTC")), 0),
        (datetime(2027, 1, 1, tzinfo=WARSAW), 0),
    ],
)
def test_days_left_are_calendar_days_in_the_portal_zone(now: datetime, expected: int) -> None:
    assert days_left(Schedule(OPENS, CLOSES), now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (CLOSES - timedelta(days=7), True),
        (CLOSES - timedelta(days=7) - SECOND, False),
        (CLOSES, True),
        (CLOSES + SECOND, False),
        (OPENS - SECOND, False),
    ],
)
def test_closes_soon(now: datetime, expected: bool) -> None:
    assert closes_soon(Schedule(OPENS, CLOSES), now) is expected


@pytest.mark.parametrize(
    ("expected_on", "published", "now", "overdue"),
    [
        (date(2027, 1, 15), None, datetime(2027, 1, 15, 23, 0, tzinfo=WARSAW), False),
        (date(2027, 1, 15), None, datetime(2027, 1, 16, 0, 0, tzinfo=WARSAW), True),
        (date(2027, 1, 15), OPENS, datetime(2027, 2, 1, tzinfo=WARSAW), False),
        (None, None, datetime(2027, 2, 1, tzinfo=WARSAW), False),
    ],
)
def test_results_overdue(expected_on: date | None, published: datetime | None, now: datetime, overdue: bool) -> None:
    assert results_overdue(Schedule(OPENS, CLOSES, published), expected_on, now) is overdue
