"""Life of a consultation: its status follows from dates and the clock and is never stored. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Where a consultation stands. The portal's rules (pt 2) name planned, running and finished ones."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    RESULTS = "results"


FINISHED = frozenset({Status.CLOSED, Status.RESULTS})
CLOSING_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Aware moments that decide the status; `results_published_at` is None until there are results."""

    opens_at: datetime
    closes_at: datetime
    results_published_at: datetime | None = None


def status_at(schedule: Schedule, now: datetime) -> Status:
    """Status at `now` (aware). Opening and closing moments themselves belong to the open time.

    Results count only once the time is over: a result promised early never hides an open consultation.
    """
    if now < schedule.opens_at:
        return Status.PLANNED
    if now <= schedule.closes_at:
        return Status.OPEN
    if schedule.results_published_at is not None and schedule.results_published_at <= now:
        return Status.RESULTS
    return Status.CLOSED


def days_left(schedule: Schedule, now: datetime) -> int:
    """Whole calendar days from `now` to the closing day in the zone of `closes_at`: 0 on the last day, never below."""
    return max(0, (schedule.closes_at.date() - now.astimezone(schedule.closes_at.tzinfo).date()).days)


def closes_soon(schedule: Schedule, now: datetime) -> bool:
    """Open, and at most seven days to go."""
    return status_at(schedule, now) is Status.OPEN and schedule.closes_at - now <= CLOSING_SOON


def results_overdue(schedule: Schedule, expected_on: date | None, now: datetime) -> bool:
    """The promised day of the results has passed and there are none."""
    waiting = status_at(schedule, now) is Status.CLOSED
    return waiting and expected_on is not None and now.astimezone(schedule.closes_at.tzinfo).date() > expected_on
