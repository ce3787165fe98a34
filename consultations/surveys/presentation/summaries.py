"""Each result in one sentence."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..results.tables import Cell, QuestionResult, Row
from .spans import end_words
from .words import amount, counted, label_of, share_words

MOST_NAMED = 3  # of the leading options in a sentence
SENTENCES: dict[str, Callable[[QuestionResult], str]] = {}


def summary_of(question: QuestionResult) -> str:
    """What the chart and the table show, in words."""
    if not question.answered:
        return _("Nobody has answered this question.")
    return SENTENCES.get(question.type, _counted)(question)


def leading(cells: Sequence[Cell], base: int) -> str:
    """“Most often: by bus (45%), then by bike (30%).”"""
    known = sorted((cell for cell in cells if cell.count), key=lambda cell: -(cell.count or 0))[:MOST_NAMED]
    if not known:
        return _("Too few people gave each of the answers to publish numbers.")
    named = [f"{label_of(cell)} ({share_words(cell.share, base)})" for cell in known]
    return _("Most often: %(answers)s.") % {"answers": _then(named)}


def _then(named: Sequence[str]) -> str:
    return _(", then ").join(named)


def _choice(question: QuestionResult) -> str:
    return leading(question.cells, question.answered)


def _scale(question: QuestionResult) -> str:
    most = leading(question.cells, question.answered)
    if question.mean is None:
        return most
    mean = _("The mean is %(mean)s.") % {"mean": amount(question.mean)}
    return f"{most} {mean}"


def _matrix(question: QuestionResult) -> str:
    """The leading answer of the first rows; the table has them all."""
    named = [one for one in map(_leading_of_row, question.rows) if one]
    if not named:
        return _("Too few people gave each of the answers to publish numbers.")
    said = _("Most often: %(answers)s.") % {"answers": "; ".join(named[:MOST_NAMED])}
    return said if len(named) <= MOST_NAMED else f"{said} {_('The table has the rest.')}"


def _leading_of_row(row: Row) -> str:
    known = [cell for cell in row.cells if cell.count]
    if not known:
        return ""
    most = max(known, key=lambda cell: cell.count or 0)
    return f"{label_of(row)} – {label_of(most)} ({share_words(most.share, row.base)})"


def _ranking(question: QuestionResult) -> str:
    known = sorted((row for row in question.rows if row.mean is not None), key=lambda row: row.mean or 0)
    if not known:
        return _("Too few people answered to publish mean places.")
    named = [f"{label_of(row)} ({amount(row.mean)})" for row in known[:MOST_NAMED]]
    return _("Highest on average, with the mean place: %(options)s.") % {"options": _then(named)}


def _budget(question: QuestionResult) -> str:
    known = sorted((row for row in question.rows if row.mean is not None), key=lambda row: -(row.mean or 0))
    if not known:
        return _("Too few people answered to publish means.")
    named = [f"{label_of(row)} ({amount(row.mean)})" for row in known[:MOST_NAMED]]
    return _("Most on average for: %(options)s.") % {"options": _then(named)}


def _number(question: QuestionResult) -> str:
    numbers = question.numbers
    if numbers is None or numbers.median is None:
        return _counted(question)
    median = _("Half of the answers are at most %(median)s (the median).") % {"median": end_words(numbers.median)}
    if numbers.mean is None or question.type == "date":
        return median
    mean = _("The mean is %(mean)s.") % {"mean": amount(numbers.mean)}
    return f"{median} {mean}"


def _geo(question: QuestionResult) -> str:
    places = len({square.name for square in question.squares})
    if not places:
        return _("No place was named by enough people to show it on the map.")
    said = ngettext(
        "The map shows %(number)s square in which at least five people named a place.",
        "The map shows %(number)s squares in each of which at least five people named a place.",
        places,
    ) % {"number": counted(places)}
    if not question.squares_suppressed:
        return said
    rest = ngettext(
        "%(number)s more square has fewer.", "%(number)s more squares have fewer.", question.squares_suppressed
    )
    return f"{said} {rest % {'number': counted(question.squares_suppressed)}}"


def _text(question: QuestionResult) -> str:
    known = sorted((cell for cell in question.themes if cell.count), key=lambda cell: -(cell.count or 0))
    if not known:
        return _counted(question)
    named = [f"{label_of(cell)} ({counted(cell.count)})" for cell in known[:MOST_NAMED]]
    return _("What people wrote about most: %(themes)s.") % {"themes": _then(named)}


def _counted(question: QuestionResult) -> str:
    words = ngettext("%(number)s person answered.", "%(number)s people answered.", question.answered)
    return words % {"number": counted(question.answered)}


SENTENCES |= {
    **dict.fromkeys(("single_choice", "multi_choice", "image_choice", "yes_no"), _choice),
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "number": _number,
    "date": _number,
    "geo": _geo,
    "short_text": _text,
    "long_text": _text,
}
