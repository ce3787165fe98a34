"""Answers that choose: one option or several, a point of a scale, cells of a matrix, an order of preference."""

from collections.abc import Mapping
from typing import Any

from ..blank import as_integer, is_blank
from ..element_types import OTHER_LENGTH, scale_point
from ..structure import NO_OPINION, Element, Option
from ..visibility import chosen
from .faults import Fault, fault
from .texts import text_faults, tidied


def tidy_choice(element: Element, answer: Any) -> Any:
    """The short form ("o1", ["o1"]) where no words go with it, else {"choice"|"choices", "other"}."""
    name = "choices" if element.is_multiple else "choice"
    if not isinstance(answer, Mapping) or name not in answer or set(answer) - {name, "other"}:
        return answer
    other = answer.get("other")
    if is_blank(other):
        return answer[name]
    return {name: answer[name], "other": tidied(other, OTHER_LENGTH) if isinstance(other, str) else other}


def check_choice(element: Element, answer: Any) -> list[Fault]:
    """Faults of what was chosen, then of the words beside it."""
    named = chosen(element, answer)
    keys = named if element.is_multiple else [named]
    if not isinstance(keys, list) or (isinstance(answer, Mapping) and set(answer) - {"choice", "choices", "other"}):
        return fault("not_an_option")
    return _options(element, keys) or other_faults(element, keys, answer)


def _options(element: Element, keys: list[Any]) -> list[Fault]:
    faults = _listed(keys, element.offered)
    if faults or not element.is_multiple:
        return faults
    alone = [option.key for option in element.options if option.exclusive and option.key in keys]
    if alone:
        return fault("exclusive", option=alone[0]) if len(keys) > 1 else []
    return _count(len(keys), element.settings)


def _listed(keys: list[Any], offered: frozenset[str], *at: str) -> list[Fault]:
    """Each is offered, and none is there twice."""
    # More than are offered cannot all be different; this also keeps a million of them cheap
    known = len(keys) <= len(offered) and all(isinstance(key, str) and key in offered for key in keys)
    return [] if known and len(set(keys)) == len(keys) else fault("not_an_option", *at)


def _count(number: int, settings: Mapping[str, Any]) -> list[Fault]:
    least, most = as_integer(settings.get("min")), as_integer(settings.get("max"))
    if most is not None and number > most:
        return fault("too_many", max=most, count=number)
    return fault("too_few", min=least, count=number) if least is not None and number < least else []


def other_faults(element: Element, keys: list[Any], answer: Any) -> list[Fault]:
    """Words are wanted beside an option that takes some, unless it says they may be left out; beside no other."""
    option = next((one for one in element.options if one.other_text is not None and one.key in keys), None)
    other = answer.get("other") if isinstance(answer, Mapping) else None
    if is_blank(other):
        return fault("required", "other", option=option.key) if option and wants_words(option) else []
    if option is None or option.other_text is None:
        return fault("not_an_option", "other")
    return text_faults(other, as_integer(option.other_text.get("max_length")) or OTHER_LENGTH, 0, "other")


def wants_words(option: Option) -> bool:
    """Whether the option cannot be chosen without words beside it."""
    return option.other_text is not None and option.other_text.get("required") is not False


def check_one_of(element: Element, answer: Any) -> list[Fault]:
    """Faults of a yes or no."""
    return _listed([answer] if not isinstance(answer, list) else [None], element.offered)


def tidy_scale(element: Element, answer: Any) -> Any:
    """3 for 3.0; anything else unchanged."""
    point = as_integer(answer)
    return answer if point is None else point


def check_scale(element: Element, answer: Any) -> list[Fault]:
    """A point of the scale, or "no_opinion" where it is offered."""
    return fault("not_an_option") if scale_point(element, answer) is None else []


def tidy_matrix(element: Element, answer: Any) -> Any:
    """Rows without the blank ones."""
    if not isinstance(answer, Mapping):
        return answer
    return {row: cell for row, cell in answer.items() if not is_blank(cell)}


def check_matrix(element: Element, answer: Any) -> list[Fault]:
    """Faults of each row, and the rows that are missing."""
    if not isinstance(answer, Mapping):
        return fault("not_an_option")
    rows = [row.key for row in element.rows if not row.retired]
    unknown = [str(key) for key in answer if key not in rows]
    if unknown:
        return fault("not_an_option", unknown[0])
    wrong = [one for row, cell in answer.items() for one in _cell(element, row, cell)]
    return wrong or [one for row in rows if wants_rows(element) and row not in answer for one in fault("required", row)]


def wants_rows(element: Element) -> bool:
    """Whether no row may be left out. A matrix that must be answered wants every row, unless it says otherwise."""
    setting = element.settings.get("require_each")
    return element.required if setting is None else setting is True


def _cell(element: Element, row: str, cell: Any) -> list[Fault]:
    if element.settings.get("many") is not True:
        return _listed([cell] if isinstance(cell, str) else [None], element.offered, row)
    if not isinstance(cell, list):
        return fault("not_an_option", row)
    alone = {NO_OPINION, *(column.key for column in element.columns if column.exclusive)}
    faults = _listed(cell, element.offered, row)
    if faults or len(cell) == 1 or alone.isdisjoint(cell):
        return faults
    return fault("exclusive", row, option=next(key for key in cell if key in alone))


def check_ranking(element: Element, answer: Any) -> list[Fault]:
    """Best first, each once. A mapping {key: rank} is what a form keeps when two have one rank."""
    if isinstance(answer, Mapping):
        ranks = [rank for rank in answer.values() if as_integer(rank) is not None]
        return fault("duplicate_rank" if len(set(ranks)) < len(ranks) else "not_an_option")
    if not isinstance(answer, list) or not all(isinstance(key, str) and key in element.offered for key in answer):
        return fault("not_an_option")
    if len(set(answer)) < len(answer):
        return fault("duplicate_rank")
    return _count(len(answer), ranks_wanted(element))


def ranks_wanted(element: Element) -> dict[str, int]:
    """`min` and `max` number of places: all of them, or the first `top`, unless the question limits them itself."""
    settings, all_of_them = element.settings, len(element.offered)
    top = min(as_integer(settings.get("top")) or all_of_them, all_of_them)
    least, most = as_integer(settings.get("min")), as_integer(settings.get("max"))
    return {"min": (top if most is None else 1) if least is None else least, "max": top if most is None else most}
