"""What the types of elements have: their lists, the operators they offer to conditions, the limits of settings."""

from collections.abc import Callable, Mapping
from typing import Any

from .blank import as_date, as_integer, as_number
from .findings import Findings
from .geometry import area_rings
from .structure import NO_OPINION, Element

Check = Callable[[Any], bool]

# type -> the lists it cannot be without
LISTS: dict[str, tuple[str, ...]] = {
    "short_text": (),
    "long_text": (),
    "number": (),
    "date": (),
    "yes_no": (),
    "single_choice": ("options",),
    "multi_choice": ("options",),
    "scale": (),
    "matrix": ("rows", "columns"),
    "ranking": ("options",),
    "image_choice": ("options",),
    "budget": ("options",),
    "geo": (),
    "contact": (),
    "consent": (),
    "content": (),
}
MAX_FEATURES = 10
OTHER_LENGTH = 300
LONGEST = {"short_text": 499, "long_text": 10_000}
INPUTS = ("text", "e-mail", "phone", "postcode", "url")
GEOMETRIES = {"point": "Point", "line": "LineString", "polygon": "Polygon"}

ANSWERED = frozenset({"answered", "not_answered"})
CHOICE = ANSWERED | {"any_of", "none_of"}
COMPARISONS = frozenset({"eq", "lt", "lte", "gt", "gte", "between"})
OPERATORS: dict[str, frozenset[str]] = {
    "yes_no": CHOICE,
    "single_choice": CHOICE,
    "multi_choice": CHOICE | {"all_of"},
    "scale": CHOICE | COMPARISONS,
    "ranking": ANSWERED | {"first_is", "ranked_in_top"},
    "number": ANSWERED | COMPARISONS,
    "date": ANSWERED | COMPARISONS,
}


def operators(element: Element, *, of_row: bool) -> frozenset[str]:
    """The operators a condition may use on the question, or on one row of a matrix."""
    if element.type == "image_choice":
        return OPERATORS["multi_choice" if element.is_multiple else "single_choice"]
    return CHOICE if of_row else OPERATORS.get(element.type, ANSWERED)


def scale_point(element: Element, value: Any) -> int | str | None:
    """The point of a scale, or "no_opinion" where it is offered; None for anything else.

    Published definitions always say `from`, `to` and `no_opinion`; what a shorter one leaves out, it does not limit.
    """
    settings = element.settings
    if isinstance(value, str):
        return value if value == NO_OPINION and settings.get(NO_OPINION) is not False else None
    point, low, high = as_integer(value), as_integer(settings.get("from")), as_integer(settings.get("to"))
    if point is None or (low is not None and point < low) or (high is not None and point > high):
        return None
    return point


def measured(element: Element, answer: Any) -> float | None:
    """The answer as what compares: a number, a scale's point, the ordinal of a full date; None where it is none."""
    if element.type == "date":
        day = as_date(answer)
        return None if day is None else float(day.toordinal())
    if element.type == "scale":
        return as_number(scale_point(element, answer))
    return as_number(answer)


def _whole(low: int, high: int) -> Check:
    def check(value: Any) -> bool:
        number = as_integer(value)
        return number is not None and low <= number <= high

    return check


def _among(*names: str) -> Check:
    return lambda value: isinstance(value, str) and value in names


def _number(value: Any) -> bool:
    return as_number(value) is not None


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _day(value: Any) -> bool:
    return value == "today" or as_date(value) is not None


_COUNTS = {"min": _whole(0, 1000), "max": _whole(1, 1000)}
# type -> setting -> whether a value may stand there; settings that are absent or null are not checked
SETTINGS: dict[str, dict[str, Check]] = {
    "short_text": {"min_length": _whole(0, 499), "max_length": _whole(1, 499), "input": _among(*INPUTS)},
    "long_text": {"min_length": _whole(0, 10_000), "max_length": _whole(1, 10_000)},
    "number": {"min": _number, "max": _number, "decimals": _whole(0, 4)},
    "date": {"min": _day, "max": _day},
    "yes_no": {NO_OPINION: _flag},
    "multi_choice": _COUNTS,
    "scale": {"from": _whole(0, 11), "to": _whole(0, 11), NO_OPINION: _flag},
    "matrix": {"many": _flag, "require_each": _flag, NO_OPINION: _flag},
    "ranking": {"top": _whole(1, 1000), **_COUNTS},
    "image_choice": {"multiple": _flag, **_COUNTS},
    "budget": {
        "mode": _among("points", "money", "pick_within"),
        "total": _number,
        "spend_all": _flag,
        "decimals": _whole(0, 4),
    },
    "geo": {
        "geometry": _among(*GEOMETRIES),
        "min": _whole(0, MAX_FEATURES),
        "max": _whole(1, MAX_FEATURES),
        "comments": _flag,
        "area": lambda value: area_rings(value) is not None,
        "area_check": _among("off", "warn", "block"),
    },
}
_RANGES = (("min", "max"), ("from", "to"), ("min_length", "max_length"))


def check_settings(kind: str, raw: Mapping[str, Any], findings: Findings) -> None:
    """Note settings that cannot be, and ranges that are the wrong way round."""
    checks = SETTINGS.get(kind, {})
    given = {name: raw[name] for name in checks if raw.get(name) is not None}
    wrong = [name for name, value in given.items() if not checks[name](value)]
    for name in wrong:
        findings.at(name).add("bad_value")
    for low, high in _RANGES:
        if low in given and high in given and not {low, high} & set(wrong) and _reversed(given[low], given[high]):
            findings.at(low).add("reversed_range", min=given[low], max=given[high])


def _reversed(low: Any, high: Any) -> bool:
    """Whether a pair of checked settings is the wrong way round; "today" can be on either side."""
    if isinstance(low, str) or isinstance(high, str):
        return low != "today" and high != "today" and str(low) > str(high)
    return bool(low > high)
