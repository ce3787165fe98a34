"""From exact results to those everybody may see: small counts, and all that would give them away, are taken out.

Page, API and charts show what comes out here and nothing else. Plain Python.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ..codes import CHOICES
from .assemble import is_single
from .crossing import Crossing
from .dependence import Facts, Told
from .masking import counts_of, limits_of, without
from .series import Series
from .statistics import merged
from .suppression import Place, hidden_of_several, hidden_of_sum, hidden_of_table
from .tables import SMALLEST, Numbers, QuestionResult, Row, SurveyResults

FEWEST_VALUES = 20  # answers before their mean, median or sum is published
UNLIMITED = 1000  # themes an answer may carry


def disclosed(results: SurveyResults, facts: Facts) -> SurveyResults:
    """What may be published of exact results of public questions."""
    plain = [_suppressed(one, facts.series[one.uid]) for one in results.questions]
    telling = _Telling(facts, plain)
    kept = [_withheld(one) if telling.is_told_by(one) else one for one in plain]
    if not results.group_labels:
        return replace(results, questions=tuple(kept))
    crossing = Crossing(results, kept, facts)
    return replace(
        results,
        questions=tuple(crossing.crossed(place) for place in range(len(kept))),
        group_labels={key: results.group_labels[key] for key in crossing.keys},
        group_sizes=crossing.sizes,
    )


# --- questions whose base tells something ----------------------------------------------------------------------------
class _Telling:
    """Which questions are asked of a number of people that tells a hidden count of an earlier question."""

    def __init__(self, facts: Facts, published: Iterable[QuestionResult]) -> None:
        self.facts = facts
        self.results = list(published)
        self.cells = dict(_all_cells(self.results))

    def is_told_by(self, result: QuestionResult) -> bool:
        told = self.facts.dependences.get(result.uid, ())
        return told is None or any(self._gives_away(one, result) for one in told)

    def _gives_away(self, told: Told, result: QuestionResult) -> bool:
        source = next((one for one in self.results if one.uid == told.uid), None)
        if source is None:  # its results are not public
            return min(result.asked, result.not_asked) < SMALLEST
        hidden = {key for key in told.options if self.cells.get((told.uid, told.row, key)) is None}
        return bool(hidden) or self.is_told_by(source)


def _all_cells(results: Iterable[QuestionResult]) -> Iterable[tuple[tuple[str, str, str], int | None]]:
    for one in results:
        yield from (((one.uid, "", cell.key), cell.count) for cell in one.cells)
        yield from (((one.uid, row.key, cell.key), cell.count) for row in one.rows for cell in row.cells)


def _withheld(result: QuestionResult) -> QuestionResult:
    return QuestionResult(
        uid=result.uid,
        key=result.key,
        type=result.type,
        text=result.text,
        asked=0,
        answered=0,
        no_answer=0,
        not_asked=0,
        is_multiple=result.is_multiple,
        retired=result.retired,
        since_version=result.since_version,
        row=result.row,
        row_label=result.row_label,
        withheld="rule",
    )


# --- one-way tables --------------------------------------------------------------------------------------------------
def _suppressed(result: QuestionResult, series: Series) -> QuestionResult:
    """The result without small counts, its groups left as they are."""
    if result.type == "matrix":
        return replace(result, rows=tuple(_matrix_row(row, many=result.is_multiple) for row in result.rows))
    if result.type == "ranking":
        return replace(result, rows=_ranking(result.rows, result.answered))
    if result.type == "budget":
        return replace(result, rows=tuple(_amounts(row, result.answered) for row in result.rows))
    if result.numbers is not None:
        return replace(result, numbers=_numbers(result.numbers, result.answered))
    if result.type == "geo":
        shown = tuple(square for square in result.squares if square.count >= SMALLEST)
        return replace(result, squares=shown, squares_suppressed=len(result.squares) - len(shown))
    if is_single(series):
        hidden = hidden_of_sum(counts_of(result.cells))
        return replace(result, cells=without(result.cells, hidden), mean=None if hidden else result.mean)
    if result.type in CHOICES:
        return replace(result, cells=without(result.cells, _hidden_options(result, series)))
    return result


def _hidden_options(result: QuestionResult, series: Series) -> Collection[int]:
    least, most = limits_of(series)
    hidden = hidden_of_several(counts_of(result.cells), result.answered, least, most)
    # An option that excludes the others ties their sum to its own count in ways that are not followed up here
    is_tied = any(option.exclusive for option in series.element.options) and (least > 1 or most < len(result.cells))
    return range(len(result.cells)) if hidden and is_tied else hidden


def _matrix_row(row: Row, *, many: bool) -> Row:
    counts = counts_of(row.cells)
    hidden = hidden_of_several(counts, row.base or 0, 1, len(counts)) if many else hidden_of_sum(counts)
    return replace(row, cells=without(row.cells, hidden))


def _ranking(rows: Sequence[Row], answered: int) -> tuple[Row, ...]:
    """Items by places: the sums over the items of a place and over the places of an item are taken to be known."""
    bases = [row.base or 0 for row in rows]
    places = max((len(row.cells) for row in rows), default=0)
    is_whole = all(base == answered for base in bases)  # everybody ranked everything: the bases tell nothing
    unplaced = frozenset() if is_whole and answered >= SMALLEST else hidden_of_several(bases, answered, 1, places)
    hidden = hidden_of_table([counts_of(row.cells) for row in rows], rows=unplaced)
    every = {(row, place) for row in range(len(rows)) for place in range(places)}
    return tuple(
        _ranked(row, number, every if hidden is None else hidden, is_based=number not in unplaced)
        for number, row in enumerate(rows)
    )


def _ranked(row: Row, number: int, hidden: Collection[Place], *, is_based: bool) -> Row:
    places = {place for item, place in hidden if item == number}
    return replace(
        row,
        base=row.base if is_based else None,
        cells=without(row.cells, places),
        mean=None if hidden else row.mean,
    )


def _amounts(row: Row, answered: int) -> Row:
    return row if answered >= FEWEST_VALUES else replace(row, mean=None, median=None, share=None)


def _numbers(numbers: Numbers, answered: int) -> Numbers:
    bins = merged(numbers.bins, SMALLEST)
    return replace(numbers, bins=bins) if answered >= FEWEST_VALUES else Numbers(bins)


# --- themes ----------------------------------------------------------------------------------------------------------
def with_hidden_themes(results: SurveyResults) -> SurveyResults:
    """The results without small counts of themes; of a question that is withheld nothing is told."""
    return replace(results, questions=tuple(_with_hidden_themes(one) for one in results.questions))


def _with_hidden_themes(result: QuestionResult) -> QuestionResult:
    if result.withheld == "rule":
        return replace(result, themes=(), quotes=())
    counts = counts_of(result.themes)
    hidden = hidden_of_several(counts, result.answered, 0, UNLIMITED)
    return replace(result, themes=without(result.themes, hidden))
