"""Means, medians, bins and percentages of what was counted. Plain Python."""

import math
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from .tables import Bin

MOST_BINS = 10
MOST_MONTHS = 24  # dates that span more are shown by year
SMALL_BASE = 50  # below it a percentage with decimals would look more exact than it is
Values = Mapping[float, int]  # value -> how often


def percent(share: float | None, base: int | None) -> float | None:
    """The share (0 to 1) in per cent as it is published: whole below a base of 50, else with one decimal."""
    if share is None:
        return None
    return round(share * 100, 1 if base is not None and base >= SMALL_BASE else 0)


def share_of(part: int | None, base: int | None) -> float | None:
    """The part of the base; None where either is not known, and 0 of nothing."""
    if part is None or base is None:
        return None
    return part / base if base else 0.0


def mean(values: Values) -> float | None:
    """The mean of values; None of none."""
    number = sum(values.values())
    return math.fsum(value * often for value, often in values.items()) / number if number else None


def median(values: Values) -> float | None:
    """The middle value, or the mean of the two middle ones; None of none."""
    number = sum(values.values())
    if not number:
        return None
    low, high = (_at(values, place) for place in ((number - 1) // 2, number // 2))
    return (low + high) / 2


def _at(values: Values, place: int) -> float:
    seen = 0
    for value in sorted(values):
        seen += values[value]
        if seen > place:
            return value
    raise IndexError(place)


def histogram(values: Values) -> tuple[Bin, ...]:
    """At most ten bins of one width, from round numbers to round numbers, that hold every value."""
    if not values:
        return ()
    step = _step(min(values), max(values), whole=all(float(value).is_integer() for value in values))
    places: Counter[int] = Counter()
    for value, often in values.items():
        places[math.floor(value / step)] += often
    return tuple(
        Bin(round(place * step, 10), round((place + 1) * step, 10), places[place], None)
        for place in range(min(places), max(places) + 1)
    )


def _step(low: float, high: float, *, whole: bool) -> float:
    """The smallest of 1, 2, 5, 10, 20, … (or smaller powers of ten) that needs no more than `MOST_BINS` bins."""
    exponent = 0 if whole else math.floor(math.log10(max(high - low, abs(high), 0.001))) - 2
    return next(
        step
        for power in count(exponent)
        for step in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if math.floor(high / step) - math.floor(low / step) < MOST_BINS
    )


def calendar(values: Mapping[str, int]) -> tuple[Bin, ...]:
    """Dates `YYYY[-MM[-DD]]` by month; by one or more years where they span many or some name the year only."""
    if not values:
        return ()
    by_month = all(len(value) >= 7 for value in values) and _months(max(values)) - _months(min(values)) < MOST_MONTHS
    first, last = int(min(values)[:4]), int(max(values)[:4])
    step = 1 if last - first < MOST_MONTHS else int(_step(first, last, whole=True))
    counts: Counter[int] = Counter()
    for value, often in values.items():
        counts[_months(value) if by_month else int(value[:4]) // step] += often
    span = range(min(counts), max(counts) + 1)
    return tuple(Bin(*(_month(place) if by_month else _years(place, step)), counts[place], None) for place in span)


def _months(value: str) -> int:
    return int(value[:4]) * 12 + int(value[5:7]) - 1


def _month(place: int) -> tuple[str, str]:
    year, month = place // 12, place % 12 + 1
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]}"


def _years(place: int, step: int) -> tuple[str, str]:
    return f"{place * step:04}-01-01", f"{place * step + step - 1:04}-12-31"


def with_shares(bins: Sequence[Bin]) -> tuple[Bin, ...]:
    """The bins with the share that each has of all."""
    total = sum(one.count or 0 for one in bins)
    return tuple(replace(one, share=share_of(one.count, total)) for one in bins)


def merged(bins: Sequence[Bin], smallest: int) -> tuple[Bin, ...]:
    """Neighbouring bins put together until each holds at least `smallest`; none if all together hold fewer."""
    found: list[Bin] = []
    for one in bins:
        if found and (found[-1].count or 0) < smallest:
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    while len(found) > 1 and (found[-1].count or 0) < smallest:
        last = found.pop()
        found[-1] = _joined(found[-1], last)
    return with_shares(found) if found and (found[0].count or 0) >= smallest else ()


def _joined(one: Bin, other: Bin) -> Bin:
    return Bin(one.low, other.high, (one.count or 0) + (other.count or 0), None)
