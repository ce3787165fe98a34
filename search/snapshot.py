"""The facet columns of all documents in memory, as bit sets: filters, counts and orders without the database.

A bit set is an int whose bit n stands for the document in slot n. With 10 000 documents a filter costs microseconds,
where SQL takes tens of milliseconds (docs/adr/0011-search-engines.md). Plain Python; it knows no database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, reduce
from itertools import compress, count
from operator import and_, or_

from .facets import STORED, Status, status_at
from .query import SearchQuery, Sort
from .ranking import KnownScores, freshness

NEVER = 2**62  # a moment after every other, in milliseconds
_ONE = ord("1")
_DIGITS_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the snapshot keeps of a document. Moments are milliseconds since 1970, None where there is none."""

    id: int
    key: str
    version: int
    values: frozenset[str]  # `facet:value`
    opens_at: int | None = None
    closes_at: int | None = None
    results_at: int | None = None
    published_at: int | None = None
    intervals: tuple[tuple[int, int], ...] = ()
    sort_title: str = ""


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, the resolution all engines share."""
    return int(moment.timestamp() * 1000)


def flags(bits: int, size: int) -> bytes:
    """One byte per slot of a bit set with `size` slots: 1 for its members, 0 for the others."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_DIGITS_TO_FLAGS)


def members(bits: int) -> Iterator[int]:
    """Slots of a bit set, rising."""
    return compress(count(), flags(bits, bits.bit_length()))


def bit_set(slots: Iterable[int], size: int) -> int:
    """The bit set of `slots`, each below `size`."""
    digits = bytearray(b"0") * (size + 1)
    for slot in slots:
        digits[-1 - slot] = _ONE
    return int(digits, 2)


@dataclass(slots=True)
class Moment:
    """What follows from a moment: the status of every document, the order by deadline, and how fresh each slot is."""

    at: int
    status: dict[str, int]
    closing_order: list[int] = field(default_factory=list)
    freshness: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Faceted:
    """Documents that meet everything, and counts per facet and value that ignore the facet's own selection; `without`
    are the totals if nothing were chosen in a facet."""

    bits: int
    counts: dict[str, dict[str, int]]
    without: dict[str, int]


class Snapshot:
    """All live documents. Never changed once built: `updated` gives the next one while searches still read this."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.rows: list[Row | None] = list(rows)
        self.slot_of = {row.id: slot for slot, row in enumerate(rows)}
        self.live = bit_set(range(len(rows)), len(rows))
        self.values: dict[str, dict[str, int]] = {name: {} for name in STORED}
        self._orders: dict[Sort, list[int]] = {}
        self._moment: Moment | None = None
        self.known_scores = KnownScores()
        self._set_bits(dict(enumerate(rows)))

    def updated(self, changed: Sequence[Row], removed: Iterable[int]) -> "Snapshot":
        """The snapshot with `changed` rows in place of those with their ids, and without the ids in `removed`."""
        new = Snapshot()
        emptied = [self.slot_of[one] for one in (*removed, *(row.id for row in changed)) if one in self.slot_of]
        gone = bit_set(emptied, len(self.rows))
        new.rows = [*self.rows, *changed]
        for slot in emptied:
            new.rows[slot] = None
        new.slot_of = {row.id: slot for slot, row in enumerate(new.rows) if row}
        new.live = bit_set(new.slot_of.values(), len(new.rows))
        new.values = {
            facet: {value: bits & ~gone for value, bits in column.items()} for facet, column in self.values.items()
        }
        new._set_bits(dict(enumerate(changed, start=len(self.rows))))
        return new

    def _set_bits(self, rows: Mapping[int, Row]) -> None:
        """Add rows by slot; setting bit after bit would copy every set for every document."""
        slots: dict[str, list[int]] = {}
        for slot, row in rows.items():
            for token in row.values:
                slots.setdefault(token, []).append(slot)
        for token, having in slots.items():
            facet, _, value = token.partition(":")
            if facet in self.values:
                column = self.values[facet]
                column[value] = column.get(value, 0) | bit_set(having, len(self.rows))

    @property
    def is_sparse(self) -> bool:
        """Most slots are empty: build a new one."""
        return len(self.rows) > 1000 and len(self.slot_of) * 2 < len(self.rows)

    # --- filters -------------------------------------------------------------------------------------------------
    def slots(self, ids: Iterable[int]) -> int:
        """Bit set of the documents with these ids; ids of later documents are left out."""
        known = self.slot_of
        return bit_set([known[one] for one in ids if one in known], len(self.rows))

    def between(self, start: datetime | None, end: datetime | None) -> int:
        """Documents with an interval that touches the time from `start` to before `end`."""
        if start is None and end is None:
            return self.live
        first = milliseconds(start) if start else -NEVER
        last = milliseconds(end) if end else NEVER
        touching = (slot for slot, begins, ends in self._intervals if begins < last and ends >= first)
        return bit_set(touching, len(self.rows))

    @cached_property
    def _intervals(self) -> list[tuple[int, int, int]]:
        return [(slot, *interval) for slot, row in enumerate(self.rows) if row for interval in row.intervals]

    @cached_property
    def ids(self) -> list[int]:
        """Id of the document in each slot, 0 in empty ones."""
        return [row.id if row else 0 for row in self.rows]

    def faceted(self, base: int, query: SearchQuery) -> Faceted:
        """The documents of `base` that pass the query's selection, and the counts of every facet."""
        moment = self.at(query.minute)
        columns: dict[str, Mapping[str, int]] = {**self.values, "status": moment.status}
        base &= self.live
        passing = {
            facet: _passing(columns[facet], wanted, facet in query.match_all)
            for facet, wanted in query.effective.items()
            if wanted
        }
        everything = reduce(and_, passing.values(), base)
        counts, without = {}, {}
        for facet, column in columns.items():
            others = everything
            if facet in passing:
                others = reduce(and_, (bits for name, bits in passing.items() if name != facet), base)
                without[facet] = others.bit_count()
            counts[facet] = {value: n for value, bits in column.items() if (n := (bits & others).bit_count())}
        return Faceted(everything, counts, without)

    # --- orders --------------------------------------------------------------------------------------------------
    def at(self, minute: datetime) -> Moment:
        """Status and order by deadline at `minute`, computed once for all searches of that minute."""
        now = milliseconds(minute)
        if self._moment is None or self._moment.at != now:
            self._moment = self._compute(now)
        return self._moment

    def _compute(self, now: int) -> Moment:
        groups: dict[str, list[int]] = {status: [] for status in Status}
        ranked = []
        for slot, row in enumerate(self.rows):
            if row is None:
                continue
            status, rank = _standing(row, now)
            ranked.append((rank, row.key, slot))
            if status:
                groups[status].append(slot)
        ranked.sort()
        size = len(self.rows)
        status_bits = {status: bit_set(slots, size) for status, slots in groups.items()}
        fresh = [freshness(row.published_at, now) if row else 0.0 for row in self.rows]
        return Moment(now, status_bits, [slot for _, _, slot in ranked], fresh)

    def ordered(self, query: SearchQuery) -> Sequence[int]:
        """All slots in the order of the query, which is not relevance."""
        if query.order is Sort.CLOSING:
            return self.at(query.minute).closing_order
        if query.order not in self._orders:
            rank = _RANKS[query.order]
            live = [(rank(row), row.key, slot) for slot, row in enumerate(self.rows) if row]
            self._orders[query.order] = [slot for _, _, slot in sorted(live)]
        return self._orders[query.order]

    def in_order(self, bits: int, query: SearchQuery) -> Iterator[int]:
        """Slots of `bits` in the order of the query, which is not relevance."""
        order = self.ordered(query)
        return compress(order, map(flags(bits, len(self.rows)).__getitem__, order))

    def key(self, slot: int) -> str:
        row = self.rows[slot]
        return row.key if row else ""


def _passing(column: Mapping[str, int], wanted: Iterable[str], all_needed: bool) -> int:
    bits = [column.get(value, 0) for value in wanted]
    return reduce(and_ if all_needed else or_, bits)


def _standing(row: Row, now: int) -> tuple[Status | None, tuple[int, int]]:
    """Status of a document, and its place in the order by deadline: open ones by nearest end, planned ones by nearest
    start, then the rest by latest end; what has no dates stands last."""
    status = status_at(row.opens_at, row.closes_at, row.results_at, now)
    if status is None or row.opens_at is None or row.closes_at is None:
        return None, (3, 0)
    if status is Status.PLANNED:
        return status, (1, row.opens_at)
    return status, (0, row.closes_at) if status is Status.OPEN else (2, -row.closes_at)


_RANKS: dict[Sort, Callable[[Row], tuple[int, int] | tuple[int, str]]] = {
    Sort.NEWEST: lambda row: (0, -row.published_at) if row.published_at is not None else (1, 0),
    Sort.TITLE: lambda row: (0, row.sort_title),
}
