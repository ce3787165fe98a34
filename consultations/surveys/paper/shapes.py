"""What there is to mark or to write in a question on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..forms.closed_fields import no_opinion_label, scale_labels, yes_no_labels
from ..forms.open_fields import contact_labels
from ..forms.reading import is_acknowledged
from ..forms.values import figure
from ..questionnaire.answers.texts import longest
from ..questionnaire.blank import as_integer
from ..questionnaire.structure import NO_OPINION, Element, Option
from .marks import ACCEPTED, marks_of, offered_options, offered_rows
from .typed import contact_lines, is_picked

CHARACTERS_A_LINE = 60  # of handwriting
MOST_LINES = 14
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A box with its code; `words` labels the line to write on beside it, empty where there is none."""

    code: str
    label: str
    note: str = ""
    words: str = ""
    image: Any = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How a question is answered.

    `name`: "marks" (one below the other), "points" (beside each other), "table" (a box for each row and mark),
    "places" and "amounts" (a box to write into for each row), "box" (one to write into), "date", "lines",
    "fields" (a labelled line for each row), "places_in_words" (lines to describe places on), "nothing".
    """

    name: str
    marks: tuple[Mark, ...] = ()
    rows: tuple[Mark, ...] = ()
    lines: int = 0
    unit: str = ""


def shape_of(element: Element) -> Shape:
    """The shape of the question."""
    return SHAPES[element.type](element)


def _mark(element: Element, option: Option) -> Mark:
    other = option.other_text
    alone = _("If you mark this one, mark no other.") if option.exclusive and element.type != "single_choice" else ""
    hint = str(option.raw.get("hint") or "")
    return Mark(
        marks_of(element).get(option.key, ""),
        str(option.label or option.key),
        " ".join(filter(None, (hint, alone))),
        "" if other is None else str(other.get("label") or _("Please say what")),
        option.raw.get("image"),
    )


def _choices(element: Element) -> Shape:
    return Shape("marks", tuple(_mark(element, option) for option in offered_options(element)))


def _yes_no(element: Element) -> Shape:
    labels = yes_no_labels(element)
    return Shape("marks", tuple(Mark(code, str(labels[key])) for key, code in marks_of(element).items()))


def _scale(element: Element) -> Shape:
    labels = {str(point): str(label) for point, label in scale_labels(element).items()}
    marks = [Mark(code, labels[key].removeprefix(key).removeprefix(", ")) for key, code in marks_of(element).items()]
    return Shape("points", tuple(marks))


def _matrix(element: Element) -> Shape:
    labels = {column.key: str(column.label or column.key) for column in element.columns}
    labels[NO_OPINION] = no_opinion_label(element)
    marks = tuple(Mark(code, labels[key]) for key, code in marks_of(element).items())
    return Shape("table", marks, _numbered(offered_rows(element)))


def _numbered(rows: list[Option]) -> tuple[Mark, ...]:
    return tuple(Mark(str(number), str(row.label or row.key)) for number, row in enumerate(rows, 1))


def _ranking(element: Element) -> Shape:
    return Shape("places", rows=_choices(element).marks)


def _budget(element: Element) -> Shape:
    unit = str(element.settings.get("currency") or element.settings.get("unit") or _("points"))
    marks = _choices(element).marks
    if not is_picked(element):
        return Shape("amounts", rows=marks, unit=unit)
    costs = [f"{figure(option.raw.get('cost') or 0)} {unit}" for option in offered_options(element)]
    priced = (Mark(one.code, f"{one.label}: {cost}", one.note) for one, cost in zip(marks, costs, strict=True))
    return Shape("marks", tuple(priced), unit=unit)


def _text(element: Element) -> Shape:
    lines = -(-longest(element) // CHARACTERS_A_LINE)
    return Shape("lines", lines=max(1, min(lines, MOST_LINES if element.type == "long_text" else 2)))


def _places(element: Element) -> Shape:
    wanted = min(as_integer(element.settings.get("max")) or 1, MOST_PLACES)
    return Shape("places_in_words", rows=_numbered(offered_options(element)), lines=wanted)


def _contact(element: Element) -> Shape:
    labels = contact_labels()
    return Shape("fields", rows=tuple(Mark("", labels[line]) for line in contact_lines(element)))


def _consent(element: Element) -> Shape:
    if not is_acknowledged(element):
        return Shape("nothing")
    is_consent = element.settings.get("kind", "information") != "information"
    return Shape("marks", (Mark(marks_of(element)[ACCEPTED], _("I agree") if is_consent else _("I have read it")),))


SHAPES: Mapping[str, Callable[[Element], Shape]] = {
    "short_text": _text,
    "long_text": _text,
    "number": lambda element: Shape("box", unit=str(element.settings.get("unit") or "")),
    "date": lambda element: Shape("date"),
    "yes_no": _yes_no,
    "single_choice": _choices,
    "multi_choice": _choices,
    "image_choice": _choices,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "geo": _places,
    "contact": _contact,
    "consent": _consent,
}
