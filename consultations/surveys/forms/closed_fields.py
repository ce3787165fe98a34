"""Fields of questions answered by choosing, rating, ordering or sharing out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ..messages import error_text
from ..questionnaire.structure import NO_OPINION, Element, Option
from ..questionnaire.validation import AnswerError
from .fields import Choice, Line, Row
from .names import OTHER, field_id, field_name
from .reading import is_clash
from .values import figure, plain, ui

POINTS = 100  # what is shared out where a survey says nothing else
MANY_OPTIONS = 10  # from here on a list takes less scrolling than radio buttons
Errors = Sequence[AnswerError]
Parts = dict[str, Any]


def yes_no(element: Element, answer: Any, errors: Errors) -> Parts:
    """Yes, no, and perhaps no opinion."""
    return _choices_of([_choice(element, key, label, key == answer) for key, label in yes_no_labels(element).items()])


def yes_no_labels(element: Element) -> dict[str, str]:
    """The answers to a yes/no question with their labels; “no opinion” last."""
    own = element.settings.get("labels")
    labels = {
        "yes": _("Yes"),
        "no": _("No"),
        **({k: str(v) for k, v in own.items()} if isinstance(own, Mapping) else {}),
    }
    return {**labels, NO_OPINION: no_opinion_label(element)} if element.settings.get(NO_OPINION) else labels


def no_opinion_label(element: Element) -> str:
    """How the survey calls having no opinion."""
    label = element.settings.get("no_opinion_label")
    return str(label) if label else _("No opinion")


def single_choice(element: Element, answer: Any, errors: Errors) -> Parts:
    """Radio buttons, or a drop-down list."""
    chosen, text = choice_and_text(answer)
    choices = [_option(element, one, chosen == one.key, text) for one in _offered(element)]
    long_list = len(choices) > MANY_OPTIONS and not any(one.other for one in choices)
    display = ui(element).get("display") or ("select" if long_list else "radio")
    if display != "radio" and not any(one.other for one in choices):
        return {"choices": choices, "display": "select", "anchor": field_id(element.key)}
    return {**_choices_of(choices), "display": "radio"}


def multi_choice(element: Element, answer: Any, errors: Errors) -> Parts:
    """Checkboxes."""
    chosen, text = choices_and_text(answer)
    return _choices_of([_option(element, one, one.key in chosen, text) for one in _offered(element)])


def image_choice(element: Element, answer: Any, errors: Errors) -> Parts:
    """Pictures with radio buttons or checkboxes."""
    parts = (multi_choice if element.is_multiple else single_choice)(element, answer, errors)
    return {**parts, "kind": "checkbox" if element.is_multiple else "radio"}


def scale(element: Element, answer: Any, errors: Errors) -> Parts:
    """Points with the labels of the ends."""
    points = scale_labels(element)
    return _choices_of([_choice(element, str(key), label, str(key) == str(answer)) for key, label in points.items()])


def scale_labels(element: Element) -> dict[int | str, str]:
    """Points of a scale with their labels, such as `1: "1, strongly disagree"`; “no opinion” last."""
    settings = element.settings
    start, end = int(settings.get("from", 1)), int(settings.get("to", 5))
    words = {start: _end_label(element, "from"), end: _end_label(element, "to")}
    if (end - start) % 2 == 0:
        words[(start + end) // 2] = _end_label(element, "mid")
    points: dict[int | str, str] = {
        point: f"{point}, {words[point]}" if words.get(point) else str(point) for point in range(start, end + 1)
    }
    return {**points, NO_OPINION: no_opinion_label(element)} if settings.get(NO_OPINION) else points


def _end_label(element: Element, end: str) -> str:
    labels = element.settings.get("labels")
    named = labels.get(end) if isinstance(labels, Mapping) else None
    return str(element.settings.get(f"{end}_label") or named or "")


def matrix(element: Element, answer: Any, errors: Errors) -> Parts:
    """A group of choices for each row."""
    given = answer if isinstance(answer, dict) else {}
    rows = [_row(element, row, given.get(row.key), errors) for row in element.rows if not row.retired]
    first = next((row for row in rows if row.error), rows[0])
    return {
        "rows": rows,
        "columns": list(_columns(element).values()),
        "kind": "checkbox" if element.settings.get("many") else "radio",
        "anchor": first.choices[0].id,
    }


def _row(element: Element, row: Option, answer: Any, errors: Errors) -> Row:
    chosen = answer if isinstance(answer, list) else [answer]
    name, row_id = field_name(element.key, row.key), field_id(element.key, row.key)
    cells = [
        Choice(field_id(element.key, row.key, key), name, key, label, key in chosen)
        for key, label in _columns(element).items()
    ]
    of_row = [error for error in errors if error.pointer.startswith(f"#/answers/{element.key}/{row.key}")]
    return Row(row_id, str(row.label), tuple(cells), error_text(of_row[0], element, answer) if of_row else "")


def _columns(element: Element) -> dict[str, str]:
    """Keys and labels of the columns; “no opinion” last."""
    columns = {one.key: str(one.label) for one in element.columns if not one.retired}
    return {**columns, NO_OPINION: no_opinion_label(element)} if element.settings.get(NO_OPINION) is True else columns


def ranking(element: Element, answer: Any, errors: Errors) -> Parts:
    """A list of places for each item."""
    offered = _offered(element)
    if is_clash(answer):
        ranks = {key: rank for key, rank in answer.items() if isinstance(rank, int)}
    else:
        ranks = {key: place for place, key in enumerate(answer if isinstance(answer, list) else (), start=1)}
    items = [_rank(element, one, str(ranks.get(one.key, ""))) for one in offered]
    top = element.settings.get("top")
    places = range(1, (top if isinstance(top, int) and 0 < top < len(items) else len(items)) + 1)
    return {"items": items, "places": [str(place) for place in places], "anchor": items[0].id}


def _rank(element: Element, item: Option, rank: str) -> Line:
    return Line(field_id(element.key, item.key), field_name(element.key, item.key), str(item.label), rank)


def budget(element: Element, answer: Any, errors: Errors) -> Parts:
    """An amount for each item, or boxes for items with a price."""
    given = answer if isinstance(answer, dict) else {}
    picks = element.settings.get("mode") == "pick_within"
    items = [
        _budget_item(element, one, given.get(one.key), picks=picks, is_wrong=bool(errors)) for one in _offered(element)
    ]
    total = element.settings.get("total") or POINTS
    spent = sum(value for value in given.values() if isinstance(value, int | float) and not isinstance(value, bool))
    return {
        "items": items,
        "picks": picks,
        "total": total,
        "left": total - spent,
        "unit": element.settings.get("currency") or element.settings.get("unit") or _("points"),
        "anchor": items[0].id,
    }


def _budget_item(element: Element, item: Option, amount: Any, *, picks: bool, is_wrong: bool) -> Choice | Line:
    name, item_id = field_name(element.key, item.key), field_id(element.key, item.key)
    if picks:
        cost = str(item.raw.get("cost", 0))
        return Choice(item_id, name, cost, str(item.label), amount is not None, str(item.raw.get("hint", "")))
    return Line(item_id, name, str(item.label), figure(amount), {"inputmode": "decimal"}, is_invalid=is_wrong)


def _choice(element: Element, key: str, label: str, is_chosen: bool) -> Choice:
    return Choice(field_id(element.key, key), field_name(element.key), key, label, is_chosen)


def _option(element: Element, option: Option, is_chosen: bool, text: str) -> Choice:
    other = None
    if option.other_text is not None:
        parts = (element.key, option.key, OTHER)
        label = str(option.other_text.get("label") or _("Please say what"))
        other = Line(field_id(*parts), field_name(*parts), label, text)
    return Choice(
        field_id(element.key, option.key),
        field_name(element.key),
        option.key,
        str(option.label),
        is_chosen,
        str(option.raw.get("hint", "")),
        option.exclusive,
        other,
        option.raw.get("image"),
    )


def _choices_of(choices: list[Choice]) -> Parts:
    return {"choices": choices, "anchor": choices[0].id if choices else ""}


def _offered(element: Element) -> list[Option]:
    return [one for one in element.options if not one.retired]


def choice_and_text(answer: Any) -> tuple[Any, str]:
    """The option of a single choice, and what was written beside it."""
    if isinstance(answer, dict):
        return answer.get("choice"), plain(answer.get("other"))
    return answer, ""


def choices_and_text(answer: Any) -> tuple[list[Any], str]:
    """The options of a multiple choice, and what was written beside them."""
    if isinstance(answer, dict):
        chosen = answer.get("choices")
        return (chosen if isinstance(chosen, list) else []), plain(answer.get("other"))
    return (answer if isinstance(answer, list) else []), ""
