"""Charts of results with their words and legends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..charts import HIDDEN, Bar, BarGroup, Column, Mark, Names, Segment, Stack, bars, columns, stacks
from ..codes import NO_OPINION
from ..results.tables import Bin, Cell, Numbers, QuestionResult, Row
from .spans import end_words, position
from .words import amount, hidden, label_of, share_words

MOST_PARTS = 7  # of one bar: there are so many fills that can be told apart
MOST_BARS = 48  # of a chart that compares; beyond it only the table can be read
NOMINAL = ("c1", "c2", "c3", "c4", "c5", "c6", "c7")
# From one end of an order to the other, by how many parts there are
ORDERED = {
    1: ("p3",),
    2: ("n3", "p3"),
    3: ("n3", "mid", "p3"),
    4: ("n3", "n1", "p1", "p3"),
    5: ("n3", "n2", "mid", "p2", "p3"),
    6: ("n3", "n2", "n1", "p1", "p2", "p3"),
    7: ("n3", "n2", "n1", "mid", "p1", "p2", "p3"),
}
SIDE_BY_SIDE = "channel"
ORDERED_TYPES = frozenset({"scale", "matrix", "ranking"})


@dataclass(frozen=True, slots=True)
class Key:
    """A fill of a chart and what it stands for."""

    fill: str
    label: str
    is_shade: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its caption and legend."""

    caption: str
    svg: SafeString
    legend: tuple[Key, ...] = ()


def charts_of(question: QuestionResult, key: str, summary: str, *, is_whole: bool) -> Iterator[Chart]:
    """The charts of a question; `key` makes the ids of their parts, `summary` describes them to those who hear."""
    names = Names(f"chart-{key}", title_of(question), summary)
    if question.cells:
        yield _of_cells(question, names)
    if question.rows:
        yield from _of_rows(question, names)
    if question.numbers is not None and question.numbers.bins:
        yield _histogram(question, question.numbers, names, is_whole=is_whole)
    if question.themes:
        yield theme_chart(question, key, summary)


def title_of(question: QuestionResult) -> str:
    """What a chart of the question is called."""
    return {
        "scale": _("Share of each point of the scale"),
        "matrix": _("Share of each answer, row by row"),
        "ranking": _("Share of each place, best option first"),
        "budget": _("Mean for each option"),
        "number": _("How often numbers were given"),
        "date": _("How often days were given"),
    }.get(question.type, _("Share of each answer"))


def _of_cells(question: QuestionResult, names: Names) -> Chart:
    if question.type == "scale" and len(_points(question.cells)) <= MOST_PARTS:
        fills = fills_of(question.cells, is_ordered=True)
        return _stacked(names, [("", question.cells, question.answered)], fills)
    return _bars(names, question.cells, question.answered)


def _of_rows(question: QuestionResult, names: Names) -> Iterator[Chart]:
    parts = question.rows[0].cells
    if not parts:
        yield mean_chart(names, question.rows)
    elif question.is_multiple or len(_points(parts)) > MOST_PARTS:
        for row in question.rows:
            yield _bars(Names(f"{names.key}-{row.key}", label_of(row), names.description), row.cells, row.base)
    elif question.type == "ranking":
        fills = dict(zip((cell.key for cell in parts), reversed(ORDERED[len(parts)]), strict=True))
        rows = sorted(question.rows, key=lambda row: len(parts) + 1 if row.mean is None else row.mean)
        yield _stacked(names, [(_ranked(row), row.cells, row.base) for row in rows], fills)
    else:
        fills = fills_of(parts, is_ordered=True)
        yield _stacked(names, [(label_of(row), row.cells, row.base) for row in question.rows], fills)


def _ranked(row: Row) -> str:
    """“Park: mean place 1.8”."""
    if row.mean is None:
        return label_of(row)
    return _("%(option)s: mean place %(mean)s") % {"option": label_of(row), "mean": amount(row.mean)}


# --- charts that compare groups ---------------------------------------------------------------------------------------
def group_chart(question: QuestionResult, by: str, key: str, summary: str) -> Chart | None:
    """Groups of a cross-tab beside each other; None where there are so many parts that only a table can be read."""
    names = Names(f"groups-{key}", _("The groups compared"), summary)
    groups = [row for row in question.groups if row.mean is not None or any(cell.share for cell in row.cells)]
    if not groups:
        return None
    options = groups[0].cells
    if not options:
        return mean_chart(names, groups)
    fits_stack = not question.is_multiple and len(_points(options)) <= MOST_PARTS
    if fits_stack and by != SIDE_BY_SIDE:
        fills = fills_of(options, is_ordered=question.type in ORDERED_TYPES)
        return _stacked(names, [(label_of(row), row.cells, row.base) for row in groups], fills)
    if len(groups) <= MOST_PARTS and len(groups) * len(options) <= MOST_BARS:
        return _side_by_side(names, groups)
    return None


def _side_by_side(names: Names, groups: Sequence[Row]) -> Chart:
    """For each option a bar of every group, so that paper and the portal, say, can be told apart at a glance."""
    drawn = []
    for place, option in enumerate(groups[0].cells):
        pairs = [(row.cells[place], row.base, fill) for row, fill in zip(groups, NOMINAL, strict=False)]
        shown = tuple(Bar(cell.share, share_words(cell.share, base), fill) for cell, base, fill in pairs)
        drawn.append(BarGroup(label_of(option), shown))
    legend = tuple(Key(fill, label_of(row)) for row, fill in zip(groups, NOMINAL, strict=False))
    return Chart(names.title, mark_safe(bars(names, drawn)), legend)


# --- kinds of charts --------------------------------------------------------------------------------------------------
def theme_chart(question: QuestionResult, key: str, summary: str) -> Chart:
    """Themes of open answers as bars."""
    return _bars(Names(f"themes-{key}", _("Themes of the answers"), summary), question.themes, question.answered)


def mean_chart(names: Names, rows: Sequence[Row]) -> Chart:
    """A bar for the mean of each row, the longest for the highest."""
    highest = max((row.mean or 0 for row in rows), default=0) or 1
    drawn = [BarGroup(label_of(row), (Bar(_part_of(row.mean, highest), amount(row.mean)),)) for row in rows]
    return Chart(names.title, mark_safe(bars(names, drawn)))


def _part_of(mean: float | None, highest: float) -> float | None:
    return None if mean is None else mean / highest


def _bars(names: Names, cells: Sequence[Cell], base: int | None) -> Chart:
    drawn = [BarGroup(label_of(cell), (Bar(cell.share, share_words(cell.share, base)),)) for cell in cells]
    return Chart(names.title, mark_safe(bars(names, drawn)))


def _stacked(names: Names, rows: Sequence[tuple[str, Sequence[Cell], int | None]], fills: Mapping[str, str]) -> Chart:
    """Bars of 100% of (label, parts, base)."""
    drawn = [
        Stack(
            label,
            tuple(Segment(cell.share, share_words(cell.share, base), fills[cell.key]) for cell in cells),
        )
        for label, cells, base in rows
    ]
    legend = [Key(fills[cell.key], label_of(cell)) for cell in rows[0][1]]
    if any(row.has_hidden for row in drawn):
        legend.append(Key(HIDDEN, hidden()))
    return Chart(names.title, mark_safe(stacks(names, drawn)), tuple(legend))


def fills_of(cells: Sequence[Cell], *, is_ordered: bool) -> dict[str, str]:
    """A fill for each part of a bar; having no opinion is outside any order."""
    points = _points(cells)
    chosen = ORDERED[len(points)] if is_ordered and points else NOMINAL
    fills = {cell.key: fill for cell, fill in zip(points, chosen, strict=False)}
    return {**fills, NO_OPINION: "none"}


def _points(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.key != NO_OPINION]


def _histogram(question: QuestionResult, numbers: Numbers, names: Names, *, is_whole: bool) -> Chart:
    """Columns over the scale; a whole number stands for the width from itself to the next."""
    ends = [_ends(one) for one in numbers.bins]
    low, width = ends[0][0], (ends[-1][1] - ends[0][0]) or 1
    first, last = numbers.bins[0].low, numbers.bins[-1].high

    def place(number: float) -> float:
        return (number - low) / width

    drawn = [
        Column(place(start), place(end), one.share, share_words(one.share, question.answered))
        for one, (start, end) in zip(numbers.bins, ends, strict=True)
    ]
    if is_whole and not isinstance(last, str):
        last -= 1
    scale = [Mark(0, end_words(first)), Mark(1, end_words(last))]
    mark = None
    if numbers.median is not None:
        words = _("median %(value)s") % {"value": end_words(numbers.median)}
        mark = Mark(place(position(numbers.median) + is_whole / 2), words)
    return Chart(names.title, mark_safe(columns(names, drawn, scale, mark)))


def _ends(one: Bin) -> tuple[float, float]:
    """Where a column begins and ends; the last day of a span belongs to it."""
    return position(one.low), position(one.high) + (1 if isinstance(one.high, str) else 0)
