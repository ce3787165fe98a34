"""Tables of results. A cell of None is not published, and the table says so below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..results.tables import Bin, Cell, QuestionResult, Row
from .spans import span_words
from .words import amount, counted, label_of, share_words

Value = str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is about, and its cells."""

    head: str
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading over every column; the first is over the rows' heads."""

    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def hides(self) -> bool:
        """Whether something in it is not published."""
        return any(value is None for line in self.lines for value in line.cells)


def choice_table(cells: Sequence[Cell], base: int, head: str) -> Table:
    """Options with their numbers and shares; an option that is offered no more is marked."""
    lines = [Line(_with_mark(cell), (_count(cell.count), _share(cell.share, base))) for cell in cells]
    return Table(_("Answers in numbers"), (head, _("Responses"), _("Share")), tuple(lines))


def row_table(question: QuestionResult) -> Table:
    """Rows of a matrix or groups of a cross-tab against their options; means where there are any."""
    rows = question.rows
    head = {"ranking": _("Option"), "budget": _("Option")}.get(question.type, _("Statement"))
    mean = {"ranking": _("Mean place"), "budget": _("Mean")}.get(question.type, _("Mean"))
    return cross_table(rows, head, mean, _("Answers in numbers"))


def cross_table(rows: Sequence[Row], head: str, mean: str, caption: str) -> Table:
    """One line for each row: how many answered, the mean, and every option as “45% (123)”."""
    options = rows[0].cells if rows else ()
    with_mean = any(row.mean is not None for row in rows)
    # Translators: heading over the numbers of those who answered
    columns = (head, _("n"), *([mean] if with_mean else []), *(label_of(one) for one in options))
    lines = tuple(Line(label_of(row), tuple(_row_values(row, with_mean=with_mean))) for row in rows)
    return Table(caption, columns, lines)


def bin_table(bins: Iterable[Bin], base: int, *, is_whole: bool) -> Table:
    """Numbers or days from … to …, with how many gave them."""
    lines = tuple(Line(span_words(one, is_whole), (_count(one.count), _share(one.share, base))) for one in bins)
    return Table(_("Answers in numbers"), (_("Value"), _("Responses"), _("Share")), lines)


def _row_values(row: Row, *, with_mean: bool) -> Iterable[Value]:
    yield _count(row.base)
    if with_mean:
        yield None if row.mean is None else amount(row.mean)
    for cell in row.cells:
        yield None if cell.suppressed else f"{share_words(cell.share, row.base)} ({counted(cell.count)})"


def _with_mark(cell: Cell) -> str:
    label = label_of(cell)
    return _("%(option)s (no longer offered)") % {"option": label} if cell.retired else label


def _count(count: int | None) -> Value:
    return None if count is None else counted(count)


def _share(share: float | None, base: int) -> Value:
    return None if share is None else share_words(share, base)
