"""Results by group as everybody may see them. Plain Python.

A group is shown if its size and the number of its answers may be known; responses that belong to no group are not
shown. Two questions that can both divide results give one table, whichever of them divides: the same cells are hidden.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from ..codes import CHOICES
from .assemble import is_single
from .dependence import Facts
from .masking import counts_of, limits_of, without
from .suppression import SeveralTable, hidden_of_sum, hidden_of_table
from .tables import SMALLEST, Cell, QuestionResult, Row, SurveyResults

ROWED = frozenset({"matrix", "budget"})  # types with one result for each row
Hidden = Collection[tuple[int, int]]  # places of cells: group, option


class Crossing:
    """The exact results of groups (`results`) beside what may be said of all groups together (`plain`)."""

    def __init__(self, results: SurveyResults, plain: Sequence[QuestionResult], facts: Facts) -> None:
        self.results, self.plain, self.facts = results, plain, facts
        self.done: dict[int, QuestionResult] = {}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Groups that are spoken of: every option of a question, every channel that was used."""
        sizes = self.results.group_sizes
        return tuple(key for key in sizes if key and (self.facts.by or sizes[key]))

    @cached_property
    def sizes(self) -> dict[str, int | None]:
        """Responses in each group as published."""
        exact = [self.results.group_sizes[key] or 0 for key in self.keys]
        hidden = hidden_of_sum(exact)
        return {key: None if place in hidden else exact[place] for place, key in enumerate(self.keys)}

    def crossed(self, place: int) -> QuestionResult:
        """The result at this place with its groups as published."""
        if place not in self.done:
            exact, shown = self.results.questions[place], self.plain[place]
            is_crossed = bool(exact.groups) and not shown.withheld
            self.done[place] = self._crossed(exact, shown) if is_crossed else replace(shown, groups=())
        return self.done[place]

    def _crossed(self, exact: QuestionResult, shown: QuestionResult) -> QuestionResult:
        """The groups, or the reason why there are none."""
        groups = self._groups(exact)
        closed = self._closed(exact, groups)
        rows = _masked(groups, closed, self._hidden(exact, shown, groups, closed))
        if rows is None or len(closed) == len(rows):
            return replace(shown, groups=(), withheld="groups")
        return replace(shown, groups=rows)

    def _groups(self, exact: QuestionResult) -> list[Row]:
        """The groups; of a question asked of some of them only because of what divides, those who answered it."""
        is_told = any(told.uid == self.facts.by for told in self.facts.dependences.get(exact.uid) or ())
        return [group for group in exact.groups if group.key in self.keys and (group.base or not is_told)]

    def _closed(self, exact: QuestionResult, groups: Sequence[Row]) -> frozenset[int]:
        """Places of the groups of which nothing is said."""
        bases = [group.base or 0 for group in groups]
        unsaid = {key for key, size in self.sizes.items() if size is None} | self._told(exact.uid)
        closed = hidden_of_sum(bases, also={place for place, group in enumerate(groups) if group.key in unsaid})
        grown = [place for place in closed if bases[place] >= SMALLEST and groups[place].key not in unsaid]
        if grown and self.facts.dependences.get(exact.uid):
            return frozenset(range(len(groups)))  # their bases could follow from the answers to the earlier question
        ungrouped = sum(group.base or 0 for group in exact.groups) - sum(bases)
        if not closed and 0 < ungrouped < SMALLEST and any(group.mean is not None for group in groups):
            # their mean could be worked out from that of everybody and those of the groups
            closed = hidden_of_sum(bases, also={bases.index(min(bases))})
        return closed

    def _told(self, uid: str) -> set[str]:
        """Keys of the groups whose base would tell a hidden count of an earlier question."""
        found: set[str] = set()
        for told in self.facts.dependences.get(uid) or ():
            place = self._place(told.uid, told.row)
            if place is not None and told.uid != self.facts.by:
                groups = {group.key: group for group in self.crossed(place).groups}
                found |= {key for key in self.keys if key not in groups or _is_hidden(groups[key], told.options)}
        return found

    def _place(self, uid: str, row: str) -> int | None:
        rows = ((place, one) for place, one in enumerate(self.plain) if one.uid == uid)
        return next((place for place, one in rows if one.type not in ROWED or one.row == row or not row), None)

    # --- cells ---------------------------------------------------------------------------------------------------
    def _hidden(
        self, exact: QuestionResult, shown: QuestionResult, groups: Sequence[Row], closed: frozenset[int]
    ) -> Hidden | None:
        if not groups or not groups[0].cells:
            return ()
        series = self.facts.series[exact.uid]
        unsaid = frozenset(place for place, cell in enumerate(_whole(shown)) if cell.count is None)
        table = [counts_of(group.cells) for group in groups]
        if exact.type in CHOICES and not is_single(series):
            bases = [group.base or 0 for group in groups]
            exclusive = [option.exclusive for option in series.element.options]
            return SeveralTable(table, bases, limits_of(series), exclusive).hidden(closed, unsaid)
        if exact.type == "matrix" and exact.is_multiple:
            bases = [group.base or 0 for group in groups]
            return SeveralTable(table, bases, (1, len(table[0])), ()).hidden(closed, unsaid)
        return self._hidden_of_single(exact.uid, table, closed, unsaid)

    def _hidden_of_single(
        self, uid: str, table: list[list[int]], closed: frozenset[int], unsaid: frozenset[int]
    ) -> Hidden | None:
        turned = [list(column) for column in zip(*table, strict=True)]
        closed_columns = hidden_of_sum([sum(column) for column in turned], also=unsaid)
        if not self.facts.by or uid < self.facts.by:
            return hidden_of_table(table, closed, closed_columns)
        found = hidden_of_table(turned, closed_columns, closed)
        return None if found is None else {(row, column) for column, row in found}


def _whole(shown: QuestionResult) -> Sequence[Cell]:
    """The published cells of all groups together, in the order of a group's cells."""
    if shown.type == "matrix":
        return shown.rows[0].cells
    return [row.cells[0] for row in shown.rows if row.cells] if shown.type == "ranking" else shown.cells


def _is_hidden(group: Row, options: Collection[str]) -> bool:
    return group.base is None or any(cell.count is None for cell in group.cells if cell.key in options)


def _masked(groups: Sequence[Row], closed: Collection[int], hidden: Hidden | None) -> tuple[Row, ...] | None:
    """The groups without what is hidden; None if that is every cell there is."""
    if hidden is None:
        return None
    rows = []
    for place, group in enumerate(groups):
        cells = {option for one, option in hidden if one == place}
        if place in closed:
            bare = without(group.cells, range(len(group.cells)))
            rows.append(replace(group, base=None, cells=bare, mean=None, median=None))
        else:
            mean = None if cells else group.mean
            rows.append(replace(group, cells=without(group.cells, cells), mean=mean))
    is_bare = all(cell.count is None for row in rows for cell in row.cells) and any(row.cells for row in rows)
    return None if is_bare else tuple(rows)
