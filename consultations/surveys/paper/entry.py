"""The screen on which forms are typed: one line for each question, filled with what was typed and what it means."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..forms.names import field_id, field_name
from ..forms.open_fields import contact_labels
from ..forms.reading import storable
from ..forms.summary import in_words
from ..messages import error_text
from ..questionnaire.structure import Element
from ..questionnaire.validation import AnswerError
from .judging import CLASH, CONTRADICTORY, HIDDEN, Judged
from .layout import Form, Question
from .marks import marks_of, offered_options, offered_rows
from .typed import ILLEGIBLE, WORDS, Read, contact_lines, is_picked, parts_of, read

FREE = frozenset({"short_text", "long_text", "geo", "contact"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One input. `codes` are its codes with what they mean; `places` the items of a ranking, in order."""

    id: str
    name: str
    label: str
    value: str
    codes: Mapping[str, str]
    places: tuple[str, ...] = ()
    is_long: bool = False
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the screen; `echo` says in words what was typed."""

    question: Question
    how: str
    cells: tuple[Cell, ...]
    echo: tuple[str, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def has_problem(self) -> bool:
        return bool(self.errors or self.warnings)


Sent = Mapping[str, str]


def read_form(form: Form, sent: Sent) -> dict[str, Read]:
    """Every question of the form as it was typed, by key."""
    found = {}
    for question in form.questions:
        element = question.element
        texts = {part: str(storable(sent.get(_name(element, part), ""))) for part in parts_of(element)}
        found[element.key] = read(element, texts)
    return found


def lines_of(form: Form, sent: Sent, typed: Mapping[str, Read], judged: Judged | None) -> list[Line]:
    """The lines of the screen; `typed` and `judged` are empty before anything was sent."""
    return [_line(question, sent, typed.get(question.key, Read()), judged) for question in form.questions]


def _line(question: Question, sent: Sent, typed: Read, judged: Judged | None) -> Line:
    element = question.element
    errors = [_("The form has no such code. Correct it, or type ? for what cannot be read.")] if typed.wrong else []
    errors += _texts(element, judged.errors if judged else (), typed)
    warnings = _texts(element, judged.warnings if judged else (), typed)
    return Line(
        question,
        _how(element),
        tuple(_cells(question, sent, typed, is_wrong=bool(errors))),
        tuple(_echo(element, typed)),
        tuple(errors),
        tuple(warnings),
    )


def _texts(element: Element, found: Iterable[AnswerError], typed: Read) -> list[str]:
    own = [one for one in found if one.question == element.key]
    return list(dict.fromkeys(_text(element, one, typed) for one in own))


def _text(element: Element, error: AnswerError, typed: Read) -> str:
    if error.code == CLASH:
        return _("Several are marked where one is possible: stored as illegible.")
    if error.code == HIDDEN:
        return _("The rules of the form skip this question: its answer is left out.")
    said = error_text(error, element, typed.answer)
    return _("%s As it is, the answer is left out.") % said if error.code in CONTRADICTORY else said


def _echo(element: Element, typed: Read) -> Iterator[str]:
    if typed.is_illegible:
        yield _("cannot be read")
    if typed.answer is not None and element.type not in FREE and not typed.wrong:
        yield from in_words(element, typed.answer)


def _name(element: Element, part: str) -> str:
    return field_name(element.key, *filter(None, (part,)))


def _cells(question: Question, sent: Sent, typed: Read, *, is_wrong: bool) -> Iterator[Cell]:
    element = question.element
    labels = _labels(question)
    for part in parts_of(element):
        name = _name(element, part)
        takes_codes = part != WORDS and element.type not in FREE
        yield Cell(
            id=field_id(element.key, *filter(None, (part,))),
            name=name,
            label=labels[part],
            value=sent.get(name, ""),
            codes=meanings(question) if takes_codes else {},
            places=_items(element) if element.type == "ranking" else (),
            is_long=element.type in {"long_text", "geo"},
            is_wrong=part in typed.wrong or (is_wrong and not typed.wrong),
        )


def meanings(question: Question) -> dict[str, str]:
    """Codes of the question with what they mean; none where figures are typed."""
    element, shape = question.element, question.shape
    if element.type == "ranking" or (element.type == "budget" and not is_picked(element)):
        return {}
    return {mark.code: mark.label for mark in shape.marks} if marks_of(element) else {}


def _items(element: Element) -> tuple[str, ...]:
    return tuple(str(option.label or option.key) for option in offered_options(element))


def _labels(question: Question) -> dict[str, str]:
    """What the fields of a question with several of them are called."""
    element, labels = question.element, {"": _("Code"), WORDS: _("Written beside it")}
    if element.type == "matrix":
        keys: Sequence[str] = [row.key for row in offered_rows(element)]
    elif element.type == "budget" and not is_picked(element):
        keys = [option.key for option in offered_options(element)]
    else:
        return {**labels, **{line: contact_labels()[line] for line in _contact(element)}}
    named = zip(keys, question.shape.rows, strict=True)
    return {key: f"{row.code}. {row.label}" for key, row in named}


def _contact(element: Element) -> list[str]:
    return contact_lines(element) if element.type == "contact" else []


def _how(element: Element) -> str:
    """What is typed, where the codes beside the field do not say it."""
    if element.is_multiple or is_picked(element) or element.settings.get("many") is True:
        return _("all letters that are marked, such as AC")
    if element.type == "ranking":
        return _("the places of %(first)s to %(last)s in this order, such as 2 1 3; - for none") % _ends(element)
    if element.type == "date":
        return _date_how(element.settings.get("partial"))
    return _("a number") if element.type in {"number", "budget"} else ""


def _date_how(partial: Any) -> str:
    """Which parts of a date will do: the year unless it is said not to, the month where it is said."""
    if partial is False:
        return "7.3.2026"
    return _("7.3.2026, 3.2026 or 2026") if partial is True else _("7.3.2026 or 2026")


def _ends(element: Element) -> dict[str, str]:
    codes = list(marks_of(element).values())
    return {"first": codes[0], "last": codes[-1]}


def raw_answers(typed: Mapping[str, Read]) -> dict[str, Any]:
    """Answers of the form by key, those that were given."""
    return {key: one.answer for key, one in typed.items() if one.answer is not None}


__all__ = ["ILLEGIBLE", "Cell", "Line", "lines_of", "meanings", "raw_answers", "read_form"]
