"""Numbers and labels of results as people read them."""

from dataclasses import replace

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..questionnaire.definition import Text
from ..questionnaire.locales import in_locale
from ..results.statistics import SMALL_BASE, percent
from ..results.tables import Cell, QuestionResult, Row
from ..sentences import FIXED_LABELS


def said(text: Text) -> str:
    """A text of the survey in the active language, or in the one it has."""
    return in_locale(text, get_language() or "pl")


def label_of(one: Cell | Row) -> str:
    """What an option, a row or a group is called; what no survey words itself is called the same everywhere."""
    return said(one.label) or str(FIXED_LABELS.get(one.key, one.key))


def with_places(question: QuestionResult) -> QuestionResult:
    """A ranking with its places in words: “place 1”."""
    if question.type != "ranking":
        return question
    return replace(question, rows=tuple(_placed(row) for row in question.rows))


def _placed(row: Row) -> Row:
    def name(cell: Cell) -> str:
        return _("place %(number)s") % {"number": cell.key}

    return replace(row, cells=tuple(replace(cell, label=name(cell)) for cell in row.cells))


def share_words(share: float | None, base: int | None) -> str:
    """“45.2%” of the base; whole per cent where the base is small; “hidden” where it is not published."""
    per_cent = percent(share, base)
    if per_cent is None or base is None:
        return hidden()
    # Translators: per cent; Polish puts a no-break space before the sign
    decimals = 1 if base >= SMALL_BASE else 0
    return _("%(number)s%%") % {"number": number_format(per_cent, decimals)}


def hidden() -> str:
    """What stands where a number is not published."""
    return _("hidden")


def counted(count: int | None) -> str:
    """A number of responses."""
    return hidden() if count is None else number_format(count, force_grouping=True)


def amount(value: float | None, decimals: int = 2) -> str:
    """A mean or another number that need not be whole, without needless zeros."""
    if value is None:
        return hidden()
    _whole, _point, rest = f"{value:.{decimals}f}".rstrip("0").partition(".")
    return number_format(round(value, decimals), len(rest), force_grouping=True)


def base_words(question: QuestionResult) -> list[str]:
    """How many answered, left it out, and were never asked."""
    answered, empty, unasked = question.answered, question.no_answer, question.not_asked
    said_so = [_("n = %(number)s") % {"number": counted(answered)}]
    if empty:
        said_so.append(
            ngettext("%(number)s person left it out", "%(number)s people left it out", empty)
            % {"number": counted(empty)}
        )
    if unasked:
        said_so.append(
            ngettext("%(number)s person was not asked", "%(number)s people were not asked", unasked)
            % {"number": counted(unasked)}
        )
    return said_so
