"""The spans in which numbers and dates are counted, in words and as places on a scale."""

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.core.templatetags.date_tags import long_date

from ..results.tables import Bin
from .words import amount

DAY = len("2024-03-07")


def end_words(end: float | str) -> str:
    """A number, or a day `YYYY-MM-DD` in words."""
    return amount(end) if not isinstance(end, str) else long_date(_day(end))


def span_words(one: Bin, is_whole: bool = False) -> str:
    """“10–19” or “7” where all numbers are whole, “10 to less than 20” else; “March 2024”, “2024”, or two days."""
    if isinstance(one.low, str) or isinstance(one.high, str):
        return _days(_day(str(one.low)), _day(str(one.high)))
    if one.low == one.high:
        return end_words(one.low)
    if not is_whole:
        return _("%(low)s to less than %(high)s") % {"low": end_words(one.low), "high": end_words(one.high)}
    low, high = end_words(one.low), end_words(one.high - 1)
    return low if low == high else f"{low}–{high}"


def _days(low: date, high: date) -> str:
    starts, ends = low.day == 1, high.day == monthrange(high.year, high.month)[1]
    if starts and ends and (low.month, high.month) == (1, 12):
        return str(low.year) if low.year == high.year else f"{low.year}–{high.year}"
    if starts and ends:
        first, last = (date_format(day, "YEAR_MONTH_FORMAT") for day in (low, high))
        return first if first == last else f"{first} – {last}"
    return long_date(low) if low == high else f"{long_date(low)} – {long_date(high)}"


def position(end: float | str) -> float:
    """A place on the scale; days count from the first of all days."""
    return float(_day(end).toordinal()) if isinstance(end, str) else float(end)


def _day(words: str) -> date:
    """The day, or the first of a month or year."""
    return date.fromisoformat((words + "-01-01")[:DAY])
