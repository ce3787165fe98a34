"""Answers in words, for the page where they are checked and for the receipt."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..questionnaire.blank import as_date
from ..questionnaire.structure import NO_OPINION, Definition, Element
from .closed_fields import choice_and_text, choices_and_text, no_opinion_label, scale_labels, yes_no_labels
from .open_fields import contact_labels
from .reading import contact_parts, is_clash
from .values import figure, plain


def in_words(element: Element, answer: Any) -> list[str]:
    """Lines that say the answer; none where nothing was answered. What cannot be understood is shown as it is."""
    if answer is None:
        return []
    return [line for line in WORDS[element.type](element, answer) if line]


def answers_in_words(definition: Definition, answers: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """(question, lines of its answer) of every question that was answered, in order."""
    rows = ((str(one.text), in_words(one, answers.get(key))) for key, one in definition.questions.items())
    return [(text, lines) for text, lines in rows if lines]


Lines = list[str]


def _text(element: Element, answer: Any) -> Lines:
    return str(answer).splitlines()


def _number(element: Element, answer: Any) -> Lines:
    return [f"{figure(answer)} {element.settings.get('unit') or ''}".strip()]


def _date(element: Element, answer: Any) -> Lines:
    day = as_date(answer)
    return [date_format(day, "j E Y") if day else plain(answer)]


def _yes_no(element: Element, answer: Any) -> Lines:
    return [yes_no_labels(element).get(plain(answer), plain(answer))]


def _labels(element: Element) -> dict[str, str]:
    return {one.key: str(one.label) for one in element.options}


def _single(element: Element, answer: Any) -> Lines:
    chosen, text = choice_and_text(answer)
    return [_with_text(_labels(element).get(str(chosen), str(chosen)), text)]


def _several(element: Element, answer: Any) -> Lines:
    chosen, text = choices_and_text(answer)
    labels = _labels(element)
    opened = {one.key for one in element.options if one.other_text is not None}
    return [_with_text(labels.get(str(key), str(key)), text if key in opened else "") for key in chosen]


def _with_text(label: str, text: str) -> str:
    return f"{label}: {text}" if text else label


def _image(element: Element, answer: Any) -> Lines:
    return (_several if element.is_multiple else _single)(element, answer)


def _scale(element: Element, answer: Any) -> Lines:
    return [scale_labels(element).get(answer, str(answer))]


def _matrix(element: Element, answer: Any) -> Lines:
    given = answer if isinstance(answer, Mapping) else {}
    columns = {one.key: str(one.label) for one in element.columns} | {NO_OPINION: no_opinion_label(element)}
    lines = []
    for row in element.rows:
        cell = given.get(row.key)
        chosen = cell if isinstance(cell, list) else [cell]
        words = ", ".join(columns.get(str(key), str(key)) for key in chosen if key is not None)
        lines.append(f"{row.label}: {words}" if words else "")
    return lines


def _ranking(element: Element, answer: Any) -> Lines:
    labels = _labels(element)
    if is_clash(answer):
        pairs = sorted((rank, labels.get(key, key)) for key, rank in answer.items())
    else:
        pairs = [(place, labels.get(str(key), str(key))) for place, key in enumerate(answer, start=1)]
    return [f"{place}. {label}" for place, label in pairs]


def _budget(element: Element, answer: Any) -> Lines:
    given = answer if isinstance(answer, Mapping) else {}
    unit = str(element.settings.get("currency") or "")
    items = [(one.label, given[one.key]) for one in element.options if one.key in given]
    return [f"{label}: {figure(amount)} {unit}".strip() for label, amount in items]


def _geo(element: Element, answer: Any) -> Lines:
    places = answer if isinstance(answer, Mapping) else {}
    features = places.get("features")
    count = len(features) if isinstance(features, list) else 0
    marked = ngettext("%(count)s place on the map", "%(count)s places on the map", count) % {"count": count}
    comments = [_comment(one) for one in features] if isinstance(features, list) else []
    return [marked if count else "", *comments, plain(places.get("description"))]


def _comment(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    return plain(properties.get("comment")) if isinstance(properties, Mapping) else ""


def _contact(element: Element, answer: Any) -> Lines:
    given = answer if isinstance(answer, Mapping) else {}
    labels = contact_labels()
    return [f"{labels[part]}: {given[part]}" for part in contact_parts(element) if given.get(part)]


def _consent(element: Element, answer: Any) -> Lines:
    accepted = isinstance(answer, Mapping) and answer.get("accepted") is True
    return [_("Yes") if accepted else _("No")]


WORDS: Mapping[str, Callable[[Element, Any], Lines]] = {
    "short_text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "single_choice": _single,
    "multi_choice": _several,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "image_choice": _image,
    "budget": _budget,
    "geo": _geo,
    "contact": _contact,
    "consent": _consent,
}
