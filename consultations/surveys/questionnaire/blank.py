"""Reading of single JSON values: blank, number, date. The same in static/js/survey-rules.js."""

import math
import re
from datetime import date
from typing import Any

# Unicode White_Space: str.strip() also takes U+001C-001F, JavaScript's trim() takes U+FEFF and leaves U+0085
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

_FULL_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")


def trimmed(text: str) -> str:
    """The text without White_Space around it."""
    return text.strip(WHITE_SPACE)


def is_blank(value: Any) -> bool:
    """Null, an empty or white string, an empty list."""
    if isinstance(value, str):
        return not trimmed(value)
    return value is None or (isinstance(value, list) and not value)


def as_number(value: Any) -> float | None:
    """The finite number a JSON value is, as JavaScript would hold it; None for anything else, booleans included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def as_integer(value: Any) -> int | None:
    """The whole number a JSON value is (3 and 3.0 alike); None for anything else."""
    number = as_number(value)
    return int(number) if number is not None and number.is_integer() else None


def as_date(value: Any) -> date | None:
    """The day an answer "YYYY-MM-DD" names; None for anything else, partial dates included."""
    match = _FULL_DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def as_year(value: Any) -> int | None:
    """The year of a partial date "YYYY"; None for anything else."""
    if not isinstance(value, str) or not _YEAR.fullmatch(value):
        return None
    return int(value) or None  # there is no year 0
