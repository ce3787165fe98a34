"""Counting responses by the numbers of their codes, in parts, so that memory stays small. Without Django.

Codes are counted as arrays: of 100 000 responses with 90 codes each that takes a fifth of the time of lists.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..codes import ANSWERED, ASKED, CHOICES, Code
from .series import Series

MOST_VALUES = 2000  # different values of one measure that are kept apart; beyond that numbers are rounded
EMPTY, BETWEEN = "[]", "], ["  # as Python and PostgreSQL write JSON
Numbers = Mapping[Code, int]
Places = NDArray[np.int64]
# Some responses: their groups (as a column says), and their codes and measures as JSON
Part = tuple[Sequence[str], Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to count the responses of a survey whose codes have these `numbers`.

    `owners` are maps {code: unit}: a response with several codes of one unit (options of a multiple choice, cells of a
    matrix) counts once for it. A unit has the number of one of its codes. `groups` is {code: group} where responses
    are divided by a question.
    """

    numbers: frozenset[int]
    owners: tuple[Mapping[int, int], ...] = ()
    groups: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What was counted: responses with a code, responses with a unit, and how often a measure had a value."""

    responses: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    units: Counter[int] = field(default_factory=Counter)
    values: Counter[tuple[int, float | str]] = field(default_factory=Counter)

    def include(self, other: "Tally") -> None:
        """Add what was counted elsewhere, of other responses."""
        self.responses += other.responses
        self.codes.update(other.codes)
        self.units.update(other.units)
        self.values.update(other.values)


def plan_for(series: Iterable[Series], numbers: Numbers, by: str = "") -> Plan:
    """How to count a survey with these questions; `by` is the uid of the question that divides, if one does."""
    several = {one.uid: one for one in series if _takes_several(one)}
    questions: dict[int, int] = {}
    rows: dict[int, int] = {}
    first: dict[tuple[str, str], int] = {}
    for (uid, row, option), number in numbers.items():
        if uid in several and option != ASKED:
            questions[number] = numbers[uid, "", ASKED]
            if several[uid].element.settings.get("many") is True:
                rows[number] = first.setdefault((uid, row), number)
    groups = {number: option for (uid, _row, option), number in numbers.items() if uid == by and option != ASKED}
    owners = tuple(owner for owner in (questions, rows) if owner)
    return Plan(frozenset(numbers.values()), owners, groups if by else {})


def _takes_several(one: Series) -> bool:
    return one.type == "matrix" or (one.type in CHOICES and one.element.is_multiple)


def count(plan: Plan, parts: Iterable[Part]) -> dict[str, Tally]:
    """A tally for each group; one of the group "" if there are no responses."""
    counting = _Counting(plan)
    for part in parts:
        counting.add(part)
    return counting.tallies() or {"": Tally()}


class _Counting:
    """Sums by group; codes, units and groups are known by their places in arrays here."""

    def __init__(self, plan: Plan) -> None:
        self.numbers = np.array(sorted(plan.numbers | {0}), dtype=np.int64)
        self.places = {int(number): place for place, number in enumerate(self.numbers)}
        # The place of each number up to one beyond the largest; 0 is no place: that number is not counted
        self.place_of = np.zeros(self.numbers[-1] + 2, dtype=np.int64)
        self.place_of[self.numbers] = np.arange(len(self.numbers))
        # For each: the places of its units, and which of them the code at each place belongs to
        self.owners = [np.unique(self._table(owner), return_inverse=True) for owner in plan.owners]
        self.options = dict(enumerate(plan.groups.items(), 1)) if plan.groups else {}
        self.division = self._table({}) if self.options else None
        for group, (code, _name) in self.options.items():
            self.division[self.places[code]] = group  # type: ignore[index]  # there are options
        self.responses: Counter[str] = Counter()
        self.codes: dict[str, Places] = {}
        self.units: dict[str, Places] = {}
        self.values: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def _table(self, owner: Mapping[int, int]) -> Places:
        """The place of the unit of the code at each place; 0 for none."""
        table = np.zeros(len(self.numbers), dtype=np.int64)
        for code, unit in owner.items():
            table[self.places[code]] = self.places[unit]
        return table

    def add(self, part: Part) -> None:
        """Count some responses."""
        columns, texts, measures = part
        rows, codes = self._read(texts)
        groups = self._groups(columns, rows, codes)
        names = {name: place for place, name in enumerate(dict.fromkeys(groups))}
        places = np.fromiter((names[one] for one in groups), dtype=np.int64, count=len(groups))
        codes_found = self._sums(len(names), places, rows, codes)
        units_found = np.zeros_like(codes_found)
        for units, unit_of in self.owners:
            having = np.zeros((len(groups), len(units)), dtype=bool)
            having[rows, unit_of[codes]] = True
            responses, found = np.nonzero(having)
            units_found += self._sums(len(names), places, responses, units[found])
        self.responses.update(groups)
        for name, place in names.items():
            self.codes[name] = self.codes.get(name, 0) + codes_found[place]
            self.units[name] = self.units.get(name, 0) + units_found[place]
            self.values[name].update(_pairs(compress(measures, (places == place).tolist())))

    def _sums(self, number: int, groups: Places, rows: Places, codes: Places) -> Places:
        """How often each code stands in each of a number of groups."""
        width = len(self.numbers)
        return np.bincount(groups[rows] * width + codes, minlength=number * width).reshape(number, width)

    def _read(self, texts: Sequence[str]) -> tuple[Places, Places]:
        """Of every code of the responses: which response has it, and the place of its number, 0 for none."""
        lengths = [text.count(",") + 1 if text != EMPTY else 0 for text in texts]
        every = ",".join([text for text in texts if text != EMPTY])
        read = np.fromstring(every.replace("[", "").replace("]", ""), dtype=np.int64, sep=",")
        return np.repeat(np.arange(len(texts)), lengths), self.place_of.take(read, mode="clip")

    def _groups(self, columns: Sequence[str], rows: Places, codes: Places) -> Sequence[str]:
        if self.division is None:
            return columns
        found = np.zeros(len(columns), dtype=np.int64)
        of_code = self.division[codes]
        found[rows[of_code > 0]] = of_code[of_code > 0]
        names = {0: "", **{group: name for group, (_code, name) in self.options.items()}}
        return [names[group] for group in found.tolist()]

    def tallies(self) -> dict[str, Tally]:
        """What was counted."""
        return {
            group: Tally(number, self._named(self.codes[group]), self._named(self.units[group]), self._values(group))
            for group, number in self.responses.items()
        }

    def _named(self, sums: Places) -> Counter[int]:
        return Counter({int(self.numbers[place]): int(sums[place]) for place in np.flatnonzero(sums) if place})

    def _values(self, group: str) -> Counter[tuple[int, float | str]]:
        read = ((json.loads(f"[{text}]"), number) for text, number in self.values[group].items())
        return Counter({(code, value): number for (code, value), number in read})


def _pairs(measures: Iterable[str]) -> list[str]:
    """The inside of each pair in these lists of pairs `[[5, 3.2], [8, "2026-01-01"]]`: no value holds a bracket."""
    inside = [text[2:-2] for text in measures if text != EMPTY]
    return BETWEEN.join(inside).split(BETWEEN) if inside else []


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All groups together."""
    every = Tally()
    for one in tallies.values():
        every.include(one)
    return every


def to_content(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    """The tallies as JSON, for `from_content`. Dates and places are not told apart by group: all are in the first."""
    texts = Counter({pair: number for pair, number in total(tallies).values.items() if isinstance(pair[1], str)})
    return {
        group: {
            "responses": one.responses,
            "codes": sorted(one.codes.items()),
            "units": sorted(one.units.items()),
            "values": [*_listed(_numbers(one.values)), *([] if place else _listed(texts))],
        }
        for place, (group, one) in enumerate(tallies.items())
    }


def _listed(values: Mapping[tuple[int, float | str], int]) -> list[list[Any]]:
    return [[code, value, number] for (code, value), number in _thinned(values).items()]


def _numbers(values: Mapping[tuple[int, float | str], int]) -> dict[tuple[int, float | str], int]:
    return {pair: number for pair, number in values.items() if not isinstance(pair[1], str)}


def from_content(content: Mapping[str, Any]) -> dict[str, Tally]:
    """The tallies that `to_content` wrote."""
    return {
        group: Tally(
            one["responses"],
            Counter(dict(one["codes"])),
            Counter(dict(one["units"])),
            Counter({(code, value): count for code, value, count in one["values"]}),
        )
        for group, one in content.items()
    }


def _thinned(values: Mapping[tuple[int, float | str], int]) -> dict[tuple[int, float | str], int]:
    """The values, those of measures with very many different ones to four significant digits."""
    many = {code for code, different in Counter(code for code, _value in values).items() if different > MOST_VALUES}
    thin: Counter[tuple[int, float | str]] = Counter()
    for (code, value), number in values.items():
        rounded = value if isinstance(value, str) or code not in many else float(f"{value:.4g}")
        thin[code, rounded] += number
    return dict(thin)


@dataclass(frozen=True)
class Counts:
    """A tally that can be asked by code."""

    tally: Tally
    numbers: Numbers

    def of(self, uid: str, row: str, option: str) -> int:
        """How many responses have the code; 0 for one nobody could have."""
        return self.tally.codes.get(self.numbers.get((uid, row, option), -1), 0)

    def asked(self, uid: str) -> int:
        """How many were asked the question."""
        return self.of(uid, "", ASKED)

    def unit(self, uid: str, row: str = "") -> int:
        """How many gave any answer to a question that takes several, or in one row of it."""
        if not row:
            return self.tally.units.get(self.numbers.get((uid, "", ASKED), -1), 0)
        return max((self.tally.units.get(number, 0) for number in self._row(uid, row)), default=0)

    def _row(self, uid: str, row: str) -> Iterator[int]:
        return (number for (one, place, _option), number in self.numbers.items() if (one, place) == (uid, row))

    def values(self, uid: str, row: str = "", option: str = ANSWERED) -> Counter[Any]:
        """How often a measure had each value."""
        return self._by_code.get(self.numbers.get((uid, row, option), -1), Counter())

    @cached_property
    def _by_code(self) -> dict[int, Counter[Any]]:
        found: defaultdict[int, Counter[Any]] = defaultdict(Counter)
        for (code, value), number in self.tally.values.items():
            found[code][value] += number
        return dict(found)
