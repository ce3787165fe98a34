"""Which counts of a table must not be published, so that no count below `SMALLEST` can be worked out. Plain Python.

Whoever reads a table knows its total, every published count, that counts are no less than 0, and this program. A count
is protected if at least two numbers are possible in its place. See docs/adr/0020.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from heapq import heappop, heappush

from .tables import SMALLEST

LARGEST = SMALLEST - 1  # the largest count that is never published
Hidden = frozenset[int]
Place = tuple[int, int]


# --- one row of counts with a known sum ------------------------------------------------------------------------------
def hidden_of_sum(counts: Sequence[int], also: Collection[int] = ()) -> Hidden:
    """Places of the counts to hide where their sum is known: single answers, rows of a matrix, sizes of groups.

    Small counts (and those in `also`) are hidden, then the next larger ones, equal ones together, until the hidden ones
    are open. That rule does not depend on the order of the counts, so any two different hidden ones could be the other
    way round; equal ones could be one more and one less, which is why all of them being `LARGEST` is not open.
    """
    small = {place for place, count in enumerate(counts) if count < SMALLEST or place in also}
    return _extended(counts, small, lambda hidden: _is_open(counts, hidden))


def _is_open(counts: Sequence[int], hidden: Set[int]) -> bool:
    number, together = len(hidden), sum(counts[place] for place in hidden)
    return number >= 2 and together >= SMALLEST and together != LARGEST * number


def _extended(sizes: Sequence[int], small: Set[int], is_open: Callable[[Set[int]], bool]) -> Hidden:
    """`small` with ever larger places, those of one size together, until it is open or everything is hidden."""
    hidden = set(small)
    while hidden and len(hidden) < len(sizes) and not is_open(hidden):
        smallest = min(size for place, size in enumerate(sizes) if place not in hidden)
        hidden |= {place for place, size in enumerate(sizes) if size == smallest}
    return frozenset(hidden)


# --- options of which people chose several ---------------------------------------------------------------------------
def hidden_of_several(counts: Sequence[int], base: int, least: int, most: int) -> Hidden:
    """Places of the options to hide where each of `base` people chose `least` to `most` of them.

    Each option is a table of two counts, chosen and not chosen, so an option that nearly everybody chose is hidden too.
    The published counts limit the sum of the hidden ones; if that leaves one possibility, further options are hidden,
    those nearest to nobody or everybody first.
    """
    sizes = [min(count, base - count) for count in counts]
    small = {place for place, size in enumerate(sizes) if size < SMALLEST}

    def is_open(hidden: Set[int]) -> bool:
        published = sum(count for place, count in enumerate(counts) if place not in hidden)
        limits = (least * base - published, most * base - published)
        values = _possible(len(hidden), base, limits)
        return len(values) > 1 or (len(hidden) > 1 and not values)

    return _extended(sizes, small, is_open)


def _possible(number: int, base: int, limits: tuple[int, int]) -> set[int]:
    """What one of `number` hidden counts can be, if all of them are small or nearly `base` and their sum is limited."""
    low, high = limits
    near = {value for value in (*range(SMALLEST), *range(base - LARGEST, base + 1)) if 0 <= value <= base}
    others = number - 1
    return {
        value
        for value in near
        for large in range(others + 1)  # so many of the others are nearly `base`
        if large * max(0, base - LARGEST) <= high - value
        and large * base + (others - large) * min(LARGEST, base) >= low - value
    }


# --- two-way tables --------------------------------------------------------------------------------------------------
def hidden_of_table(
    table: Sequence[Sequence[int]], rows: Collection[int] = (), columns: Collection[int] = ()
) -> frozenset[Place] | None:
    """Cells to hide of a table, `rows` and `columns` whole; None if it cannot be done.

    The sum of every other row and column is taken to be known, and the sum of those that are hidden whole, taken
    together. A hidden cell is protected if one can be added to it or taken away on a closed walk over hidden cells,
    row, column, row, …, that adds one and takes one away in turn and leaves no count below 0. Where there is no such
    walk, the cheapest one is hidden: that with the smallest published counts.
    """
    walks = _Walks(table, frozenset(rows), frozenset(columns))
    exposed = sorted(walks.hidden)
    while True:
        exposed = [place for place in exposed if not walks.can_change(place)]
        if not exposed:
            return frozenset(walks.hidden)
        found = walks.cheapest(exposed[0])
        if found is None:
            return None
        walks.hide(found)


class _Walks:
    """Steps between rows and columns of a table. All rows that are hidden whole are one node, columns alike.

    A step from a row to a column adds one to a cell, which can always be done; a step back takes one away.
    """

    def __init__(self, table: Sequence[Sequence[int]], rows: frozenset[int], columns: frozenset[int]) -> None:
        self.table = table
        self.row_nodes = [-1 if row in rows else row for row in range(len(table))]
        width = len(table[0]) if table else 0
        self.column_nodes = [-2 if column in columns else len(table) + column for column in range(width)]
        self.places = [(row, column) for row in range(len(table)) for column in range(width)]
        self.hidden: set[Place] = set()
        self.steps: dict[int, Counter[int]] = defaultdict(Counter)  # node -> next node -> by how many hidden cells
        self.hide(
            (row, column)
            for row, column in self.places
            if row in rows or column in columns or table[row][column] < SMALLEST
        )

    def hide(self, places: Iterable[Place]) -> None:
        """Hide more cells."""
        for place in set(places) - self.hidden:
            self.hidden.add(place)
            for start, end in self._steps_of(place):
                self.steps[start][end] += 1

    def _steps_of(self, place: Place) -> Iterator[tuple[int, int]]:
        row, column = self.row_nodes[place[0]], self.column_nodes[place[1]]
        yield row, column
        if self.table[place[0]][place[1]]:
            yield column, row

    def can_change(self, place: Place) -> bool:
        """Whether a walk over other hidden cells leads back from where a step over this one leads."""
        steps = set(self._steps_of(place))
        return any(self._reaches(end, start, (end, start) in steps) for start, end in steps)

    def _reaches(self, start: int, end: int, own: bool) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            node = waiting.pop()
            onward = self.steps[node]
            if onward[end] > (own and node == start):
                return True
            fresh = [one for one in onward if one not in seen and one != end]
            seen.update(fresh)
            waiting.extend(fresh)
        return False

    def cheapest(self, place: Place) -> list[Place] | None:
        """The cells of the cheapest walk that would protect the cell; None if there is none."""
        walks = [self._cheapest(end, start, place) for start, end in self._steps_of(place)]
        found = [walk for walk in walks if walk is not None]
        return min(found)[1] if found else None

    def _cheapest(self, start: int, end: int, without: Place) -> tuple[int, list[Place]] | None:
        """Dijkstra's algorithm: the sum of the published counts to be hidden, and the cells."""
        edges = self._edges(without)
        queue: list[tuple[int, int, list[Place]]] = [(0, start, [])]
        done: set[int] = set()
        while queue:
            cost, node, walk = heappop(queue)
            if node == end:
                return cost, walk
            if node not in done:
                done.add(node)
                for onward, price, place in edges[node]:
                    heappush(queue, (cost + price, onward, [*walk, place]))
        return None

    def _edges(self, without: Place) -> Mapping[int, list[tuple[int, int, Place]]]:
        found: defaultdict[int, list[tuple[int, int, Place]]] = defaultdict(list)
        for place in self.places:
            if place != without:
                price = 0 if place in self.hidden else self.table[place[0]][place[1]]
                for start, end in self._steps_of(place):
                    found[start].append((end, price, place))
        return found


class SeveralTable:
    """Groups by options of which people chose several. Of each option the sum over the groups is taken to be known.

    `exclusive` says of each option whether it stands alone; `limits` how many options one answer names.
    """

    def __init__(
        self,
        table: Sequence[Sequence[int]],
        bases: Sequence[int],
        limits: tuple[int, int],
        exclusive: Sequence[bool],
    ) -> None:
        self.table, self.bases, self.limits = table, bases, limits
        self.exclusive = exclusive if any(exclusive) else [False] * (len(table[0]) if table else 0)

    def hidden(self, rows: Collection[int], columns: Collection[int]) -> frozenset[Place] | None:
        """Cells to hide, `rows` and `columns` whole; None if it cannot be done."""
        closed, found = frozenset(rows), set()
        for option in range(len(self.exclusive)):
            groups = self._groups(option, closed, whole=option in columns)
            if not self._is_open(option, groups, closed, whole=option in columns):
                return None
            found |= {(group, option) for group in groups}
        return frozenset(found)

    def _groups(self, option: int, closed: frozenset[int], *, whole: bool) -> set[int]:
        """Groups of which the option is hidden."""
        groups = range(len(self.table))
        sizes = [min(self.table[group][option], self.bases[group] - self.table[group][option]) for group in groups]
        hidden = set(groups) if whole else set(closed) | {group for group in groups if sizes[group] < SMALLEST}
        while len(hidden) < len(groups) and not self._is_open(option, hidden, closed, whole=False):
            hidden.add(min((group for group in groups if group not in hidden), key=lambda group: sizes[group]))
        return hidden

    def _is_open(self, option: int, hidden: Set[int], closed: frozenset[int], *, whole: bool) -> bool:
        """Whether one can be added in each group, or taken away, and made up for in another one.

        The groups of which nothing is said count together: nobody knows who of them belongs to which. Where the option
        is hidden for all groups together too (`whole`), nothing need be made up for.
        """
        growing = {group for group in hidden - closed if self._can_grow(group, option)}
        shrinking = {group for group in hidden - closed if self._can_shrink(group, option)}
        chosen = sum(self.table[group][option] for group in closed)
        is_full = chosen == sum(self.bases[group] for group in closed)
        if closed and not chosen and (is_full or not (whole or shrinking)):
            return False
        return all(
            (group in growing and (whole or chosen > 0 or shrinking - {group}))
            or (group in shrinking and (whole or not is_full or growing - {group}))
            for group in hidden - closed
        )

    def _can_grow(self, group: int, option: int) -> bool:
        row = self.table[group]
        others = [
            count
            for place, count in enumerate(row)
            if place != option and (self.exclusive[place] or self.exclusive[option])
        ]
        within = row[option] + max(others, default=0) < self.bases[group]
        return within and sum(row) < self.limits[1] * self.bases[group]

    def _can_shrink(self, group: int, option: int) -> bool:
        return self.table[group][option] > 0 and sum(self.table[group]) > self.limits[0] * self.bases[group]
