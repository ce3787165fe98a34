"""From counts to results with labels, exact: nothing is left out here, see `disclosure`. Plain Python."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..codes import AMOUNT, ANSWERED, CHOICES, NO_OPINION, PLACE
from ..questionnaire.definition import Element, Option, Text
from .series import Series
from .statistics import calendar, histogram, mean, median, share_of, with_shares
from .tables import Cell, Numbers, QuestionResult, Row, Square, SurveyResults
from .tally import Counts, Tally, total
from .tally import Numbers as CodeNumbers

SINGLE = frozenset({"yes_no", "scale"})
FIRST = "1"  # the best place of a ranking
# The options of a question, or the columns of a matrix, with labels, in order
Labels = Mapping[str, Text]
Group = tuple[str, Text, Counts]


def is_single(series: Series) -> bool:
    """Whether it has one answer out of several, so that responses can be divided by it."""
    return is_single_element(series.element)


def is_single_element(element: Element) -> bool:
    """The same of one version of the question."""
    return element.type in SINGLE or (element.type in CHOICES and not element.is_multiple)


@dataclass(frozen=True)
class Book:
    """What results are made of: the questions, the counts by group, what codes mean, how options are called.

    `labels` names the options of a question (the columns of a matrix), “no opinion” always among those of a type that
    has it. `groups` are the labels of the groups in order, empty unless results are divided.
    """

    series: Sequence[Series]
    tallies: Mapping[str, Tally]
    numbers: CodeNumbers
    labels: Callable[[Series], Labels]
    groups: Mapping[str, Text]

    @property
    def counts(self) -> Counts:
        """All groups together."""
        return Counts(total(self.tallies), self.numbers)

    def by_group(self) -> list[Group]:
        """Key, label and counts of each group."""
        return [
            (key, label, Counts(self.tallies.get(key, Tally()), self.numbers)) for key, label in self.groups.items()
        ]


def assemble(book: Book, by: str = "") -> SurveyResults:
    """The results of all questions; `by` is the uid of the question that divides them, if one does."""
    counts = book.counts
    divided = _without_unused(book.by_group(), counts, next((one for one in book.series if one.uid == by), None))
    found: list[QuestionResult] = []
    for one in book.series:
        labels = _used(one, counts, book.labels(one))
        plain = _result(one, counts, labels)
        found.extend([plain] if not divided or one.uid == by else _crossed(one, plain, divided, labels))
    sizes = {key: group.tally.responses for key, _label, group in divided}
    return SurveyResults(
        counts.tally.responses,
        tuple(found),
        group_labels={key: label for key, label, _group in divided},
        group_sizes=sizes,
    )


def _used(series: Series, counts: Counts, labels: Labels) -> Labels:
    """The labels without “no opinion” where it is not offered and nobody ever chose it."""
    rows = [row.key for row in series.element.rows] or [""]
    is_used = series.element.settings.get(NO_OPINION) is True or any(
        counts.of(series.uid, row, NO_OPINION) for row in rows
    )
    has_own = NO_OPINION in {one.key for one in (*series.element.options, *series.element.columns)}
    return labels if is_used or has_own else {key: label for key, label in labels.items() if key != NO_OPINION}


def _without_unused(divided: list[Group], counts: Counts, series: Series | None) -> list[Group]:
    if series is None:
        return divided
    used = _used(series, counts, {key: label for key, label, _group in divided})
    return [group for group in divided if group[0] in used]


def _result(series: Series, counts: Counts, labels: Labels) -> QuestionResult:
    asked, answered = counts.asked(series.uid), answered_by(series, counts)
    empty = QuestionResult(
        uid=series.uid,
        key=series.key,
        type=series.type,
        text=series.element.text,
        asked=asked,
        answered=answered,
        no_answer=asked - answered,
        not_asked=counts.tally.responses - asked,
        segment=str(series.element.settings.get("segment") or ""),
        is_multiple=series.element.is_multiple or series.element.settings.get("many") is True,
        retired=series.retired,
        since_version=series.first_version,
    )
    return _filled(series, empty, counts, labels)


def answered_by(series: Series, counts: Counts) -> int:
    """How many gave an answer."""
    if series.type == "matrix" or series.element.is_multiple:
        return counts.unit(series.uid)
    if series.type == "ranking":
        return sum(counts.of(series.uid, FIRST, option.key) for option in series.element.options)
    if is_single(series):
        return sum(counts.of(uid, row, option) for uid, row, option in counts.numbers if uid == series.uid and option)
    return counts.of(series.uid, "", ANSWERED)


def _filled(series: Series, result: QuestionResult, counts: Counts, labels: Labels) -> QuestionResult:
    kind, uid = series.type, series.uid
    if kind == "matrix":
        rows = tuple(_matrix_row(series, row, counts, labels) for row in series.element.rows)
        return replace(result, rows=rows)
    if kind == "ranking":
        return replace(result, rows=_ranking(series, counts))
    if kind == "budget":
        return replace(result, rows=_budget(series, counts, result.answered))
    if kind in {"number", "date"}:
        return replace(result, numbers=_numbers(kind, counts.values(uid)))
    if kind == "geo":
        return replace(result, squares=tuple(_squares(series, counts)))
    if kind in CHOICES | SINGLE:
        cells = _cells(series, counts, "", result.answered, labels)
        return replace(result, cells=cells, mean=scale_mean(cells) if kind == "scale" else None)
    return result


def _cells(series: Series, counts: Counts, row: str, base: int, labels: Labels) -> tuple[Cell, ...]:
    offered = {one.key: one for one in (*series.element.options, *series.element.columns)}
    found = ((key, label, counts.of(series.uid, row, key)) for key, label in labels.items())
    return tuple(
        Cell(key, label, number, share_of(number, base), retired=key in offered and offered[key].retired)
        for key, label, number in found
    )


def scale_mean(cells: Sequence[Cell]) -> float | None:
    """The mean point of a scale without those who had no opinion; None where nobody named a point."""
    return mean({float(one.key): one.count or 0 for one in cells if one.key != NO_OPINION and one.count})


def _matrix_row(series: Series, row: Option | Row, counts: Counts, labels: Labels) -> Row:
    if series.element.settings.get("many") is True:
        base = counts.unit(series.uid, row.key)
    else:
        base = sum(counts.of(series.uid, row.key, key) for key in labels)
    return Row(row.key, row.label, base, _cells(series, counts, row.key, base, labels))


def _ranking(series: Series, counts: Counts) -> tuple[Row, ...]:
    """A row for each item, with a cell for each place."""
    places = [str(place) for place in range(1, len(series.element.options) + 1)]
    used = [place for place in places if any(counts.of(series.uid, place, one.key) for one in series.element.options)]
    shown = places[: max((int(place) for place in used), default=0)]
    rows = []
    for item in series.element.options:
        by_place = {place: counts.of(series.uid, place, item.key) for place in shown}
        base = sum(by_place.values())
        cells = tuple(Cell(place, place, number, share_of(number, base)) for place, number in by_place.items())
        rows.append(Row(item.key, item.label, base, cells, mean_place(cells)))
    return tuple(rows)


def mean_place(cells: Sequence[Cell]) -> float | None:
    """The mean place of an item among those who placed it (Borda); None where nobody did."""
    return mean({float(one.key): one.count for one in cells if one.count})


def _budget(series: Series, counts: Counts, answered: int) -> tuple[Row, ...]:
    given = {item.key: _amounts(series, counts, item.key, answered) for item in series.element.options}
    sums = {key: sum(value * often for value, often in values.items()) for key, values in given.items()}
    spent = sum(sums.values())
    return tuple(
        Row(
            item.key,
            item.label,
            answered,
            (),
            mean(given[item.key]),
            median(given[item.key]),
            share=sums[item.key] / spent if spent else None,
        )
        for item in series.element.options
    )


def _amounts(series: Series, counts: Counts, item: str, answered: int) -> Counter[float]:
    """Amounts given to the item, with 0 for every answer that leaves it out."""
    values = Counter(counts.values(series.uid, item, AMOUNT))
    values[0.0] += max(0, answered - values.total())
    return +values


def _numbers(kind: str, values: Counter[float] | Counter[str]) -> Numbers:
    if kind == "date":
        return Numbers(with_shares(calendar({str(value): often for value, often in values.items()})))
    figures = {float(value): often for value, often in values.items()}
    return Numbers(with_shares(histogram(figures)), mean(figures), median(figures))


def _squares(series: Series, counts: Counts) -> Iterator[Square]:
    for category in ("", *(one.key for one in series.element.options)):
        for name, number in sorted(counts.values(series.uid, category, PLACE).items()):
            yield Square(name, category, number)


# --- by group --------------------------------------------------------------------------------------------------------
def _crossed(series: Series, plain: QuestionResult, divided: Sequence[Group], labels: Labels) -> list[QuestionResult]:
    """The result with its groups; of a matrix or a budget one for each row."""
    if series.type not in {"matrix", "budget"}:
        groups = tuple(_group(series, group, labels) for group in divided)
        return [replace(plain, groups=groups, row=FIRST if series.type == "ranking" else "")]
    return [_crossed_row(series, plain, row, divided, labels) for row in plain.rows]


def _crossed_row(
    series: Series, plain: QuestionResult, row: Row, divided: Sequence[Group], labels: Labels
) -> QuestionResult:
    groups = tuple(_part(series, row, group, labels) for group in divided)
    return replace(plain, rows=(row,), row=row.key, row_label=row.label, groups=groups)


def _part(series: Series, row: Row, group: Group, labels: Labels) -> Row:
    """One row of a matrix, or one item of a budget, in one group."""
    key, label, counts = group
    if series.type == "matrix":
        return replace(_matrix_row(series, row, counts, labels), key=key, label=label)
    base = answered_by(series, counts)
    amounts = _amounts(series, counts, row.key, base)
    return Row(key, label, base, (), mean(amounts), median(amounts))


def _group(series: Series, group: Group, labels: Labels) -> Row:
    key, label, counts = group
    base = answered_by(series, counts)
    if series.type == "ranking":
        return Row(key, label, base, _firsts(series, counts, base))
    if series.type in CHOICES | SINGLE:
        cells = _cells(series, counts, "", base, labels)
        return Row(key, label, base, cells, scale_mean(cells) if series.type == "scale" else None)
    if series.type == "number":
        figures = counts.values(series.uid)
        return Row(key, label, base, (), mean(figures), median(figures))
    return Row(key, label, base, ())


def _firsts(series: Series, counts: Counts, base: int) -> tuple[Cell, ...]:
    found = ((item, counts.of(series.uid, FIRST, item.key)) for item in series.element.options)
    return tuple(Cell(item.key, item.label, number, share_of(number, base), item.retired) for item, number in found)
