"""Dates as people say them in the active language, in the portal's time zone."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

# `E`: the month as it stands after a day (12 grudnia, 12 грудня)
DAY_AND_MONTH, LONG_DATE, WEEKDAY = "j E", "j E Y", "l"


@register.filter
def long_date(value: date | datetime) -> str:
    """“12 December 2026”."""
    return _day(_local(value), LONG_DATE)


def _day(local: date | datetime, form: str) -> str:
    return _written(local.date() if isinstance(local, datetime) else local, form, get_language())


@lru_cache(maxsize=4096)
def _written(day: date, form: str, _language: str | None) -> str:
    """A day in the active language, which is named so that each is kept: lists show the same days again and again."""
    return date_format(day, form, use_l10n=False)


@register.filter
def moment(value: datetime) -> str:
    """“12 December 2026, 23:59”, by the 24-hour clock: no doubt about midnight."""
    return _with_time(long_date(value), _time(value))


@register.simple_tag
def date_range(start: date | datetime, end: date | datetime) -> str:
    """“Tuesday, 24 November 2026, 17:00–19:00” for moments, “3–6 October 2017” for days."""
    first, last = _local(start), _local(end)
    if isinstance(first, datetime) and isinstance(last, datetime):
        return _moments(first, last)
    return _days(first, last)


@register.filter
def days_left(count: int) -> str:
    """“20 days left”; “last day” for 0."""
    if count == 0:
        return _("last day")
    return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}


def _moments(first: datetime, last: datetime) -> str:
    if first.date() != last.date():
        return _("%(start)s – %(end)s") % {"start": moment(first), "end": moment(last)}
    day = f"{_day(first, WEEKDAY)}, {long_date(first)}"
    return _with_time(day, f"{_time(first)}–{_time(last)}")


def _days(first: date, last: date) -> str:
    if first == last:
        return long_date(last)
    if first.year != last.year:
        return _("%(start)s – %(end)s") % {"start": long_date(first), "end": long_date(last)}
    if first.month != last.month:
        return _("%(start)s – %(end)s") % {"start": _day(first, DAY_AND_MONTH), "end": long_date(last)}
    return f"{first.day}–{long_date(last)}"


def _with_time(day: str, time: str) -> str:
    # Translators: a date and an hour or hours; Polish: "%(day)s, godz. %(time)s"
    return _("%(day)s, %(time)s") % {"day": day, "time": time}


def _time(value: datetime) -> str:
    return f"{_local(value):%H:%M}"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value
