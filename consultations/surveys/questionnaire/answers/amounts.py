"""Answers in figures: numbers, dates, and budgets."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..blank import WHITE_SPACE, as_date, as_integer, as_number, as_year, is_blank, trimmed
from ..structure import Element, Option
from .faults import Fault, fault

# Beyond this a double can no longer tell four decimals, and databases store figures they do not compare as we do
LARGEST = 10**11
_TYPED = re.compile(r"[+-]?[0-9]{1,20}(?:[.,][0-9]{1,20})?")
_SPACES = dict.fromkeys(map(ord, WHITE_SPACE))
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
POINTS = 100


def number_from_text(text: str) -> int | float | None:
    """The number somebody typed: decimal comma or point, spaces between thousands; None where it is none."""
    plain = text.translate(_SPACES).replace("\u2212", "-")
    return plain_number(float(plain.replace(",", "."))) if _TYPED.fullmatch(plain) else None


def plain_number(number: float) -> int | float:
    """Whole numbers without a point, as they are stored."""
    return int(number) if float(number).is_integer() else float(number)


def tidy_number(element: Element, answer: Any) -> Any:
    """A number, from its text too; anything else unchanged."""
    number = number_from_text(answer) if isinstance(answer, str) else as_number(answer)
    return answer if number is None else plain_number(number)


def check_number(element: Element, answer: Any) -> list[Fault]:
    """Faults of a number: type, decimals, range."""
    return number_faults(answer, element.settings, as_integer(element.settings.get("decimals")) or 0)


def number_faults(answer: Any, limits: Mapping[str, Any], decimals: int, *at: str) -> list[Fault]:
    """Faults of one number; `limits` may hold `min` and `max`."""
    number = as_number(answer)
    if number is None:
        # An integer too large for a double is a number still
        return fault("out_of_range" if isinstance(answer, int) and not isinstance(answer, bool) else "wrong_type", *at)
    low, high = as_number(limits.get("min")), as_number(limits.get("max"))
    known = {name: limits[name] for name in ("min", "max") if limits.get(name) is not None}
    if abs(number) <= LARGEST and decimals_of(number) > decimals:
        return fault("out_of_range" if decimals else "not_integer", *at, **known, decimals=decimals)
    if abs(number) > LARGEST or (low is not None and number < low) or (high is not None and number > high):
        return fault("out_of_range", *at, **known)
    return []


def decimals_of(number: float) -> int:
    """How many digits the number has after its point, as it is written: 2 for 0.25."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def tidy_date(element: Element, answer: Any) -> Any:
    """A date without space around it."""
    return trimmed(answer) if isinstance(answer, str) else answer


def check_date(element: Element, answer: Any, today: date) -> list[Fault]:
    """Faults of a date "YYYY-MM-DD", or of a part of one."""
    span = _span(element, answer)
    if span is None:
        return fault("bad_date")
    low, high = (_limit(element, name, today) for name in ("min", "max"))
    if (low is not None and span[1] < low) or (high is not None and span[0] > high):
        given = {name: day.isoformat() for name, day in (("min", low), ("max", high)) if day}
        return fault("out_of_range", **given)
    return []


def _span(element: Element, answer: Any) -> tuple[date, date] | None:
    """First and last day an answer can mean. A year will do unless the question says no, a month where it says so."""
    day, year, partial = as_date(answer), as_year(answer), element.settings.get("partial")
    if day is not None:
        return day, day
    if year is not None and partial is not False:
        return date(year, 1, 1), date(year, 12, 31)
    month = _MONTH.fullmatch(answer) if isinstance(answer, str) and partial is True else None
    first = as_date(f"{answer}-01") if month else None
    return (first, next(filter(None, (as_date(f"{answer}-{last}") for last in (31, 30, 29, 28))))) if first else None


def _limit(element: Element, name: str, today: date) -> date | None:
    value = element.settings.get(name)
    return today if value == "today" else as_date(value)


def tidy_budget(element: Element, answer: Any) -> Any:
    """Amounts without the blank ones."""
    if not isinstance(answer, Mapping):
        return answer
    given = {key: amount for key, amount in answer.items() if not is_blank(amount)}
    return {
        key: amount if (number := as_number(amount)) is None else plain_number(number) for key, amount in given.items()
    }


def check_budget(element: Element, answer: Any) -> list[Fault]:
    """Faults of amounts, and of their sum."""
    if not isinstance(answer, Mapping):
        return fault("wrong_type")
    items = {option.key: option for option in element.options if not option.retired}
    unknown = [str(key) for key in answer if key not in items]
    if unknown:
        return fault("not_an_option", unknown[0])
    amounts = [(items[key], amount) for key, amount in answer.items()]
    return [one for item, amount in amounts for one in _amount_faults(element, item, amount)] or _sum(element, answer)


def _amount_faults(element: Element, item: Option, amount: Any) -> list[Fault]:
    mode = element.settings.get("mode")
    decimals = as_integer(element.settings.get("decimals"))
    decimals = (0 if mode in (None, "points") else 2) if decimals is None else decimals
    faults = number_faults(amount, {"min": 0, **_limits(item)}, decimals, item.key)
    cost, step = as_number(item.raw.get("cost")), as_number(item.raw.get("step"))
    if faults:
        return faults
    if mode == "pick_within" and cost is not None and amount not in (0, cost):
        return fault("out_of_range", item.key, cost=cost)
    if step and (Decimal(repr(amount)) - Decimal(repr(_limits(item).get("min", 0)))) % Decimal(repr(step)):
        return fault("out_of_range", item.key, step=step)
    return []


def _limits(item: Option) -> dict[str, Any]:
    return {name: item.raw[name] for name in ("min", "max") if as_number(item.raw.get(name)) is not None}


def _sum(element: Element, answer: Mapping[str, Any]) -> list[Fault]:
    """Over the total never; under it where all must be spent: points unless said otherwise, money where it is said."""
    mode, spend_all = element.settings.get("mode") or "points", element.settings.get("spend_all")
    total = as_number(element.settings.get("total")) or (POINTS if mode == "points" else None)
    if total is None:
        return []
    rest = Decimal(repr(total)) - sum((Decimal(repr(amount)) for amount in answer.values()), Decimal())
    must = mode == "points" if spend_all is None else spend_all is True
    return (
        fault("sum_mismatch", total=plain_number(total), rest=plain_number(float(rest)))
        if rest < 0 or (must and rest)
        else []
    )
