"""The facets as groups of boxes to tick."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..documents import METROPOLIS
from ..facets import FACETS
from ..query import SearchQuery
from ..result import SearchResult
from .names import Names
from .texts import FACET_TITLES

WITHOUT_EMPTY = frozenset({"organiser", "tag"})  # their lists are long: what would find nothing is not listed
MAX_OPTIONS = 40  # of those lists
OPEN_AT_FIRST = frozenset({"status", "topic"})


class Option(NamedTuple):
    """A box: code, name, how many results it would leave; `id` is unique on the page. `children` lie inside it."""

    id: str
    value: str
    label: str
    total: int
    is_selected: bool
    children: tuple["Option", ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A facet. `left_out` options were too many to list; `can_match_all`: all ticked values can be asked for at once;
    `fault` says what of the request could not be used."""

    name: str
    title: str
    options: tuple[Option, ...]
    chosen: int
    is_open: bool
    can_match_all: bool
    matches_all: bool
    left_out: int
    fault: str


def facet_groups(query: SearchQuery, result: SearchResult, names: Names, faults: Mapping[str, str]) -> list[Group]:
    """All facets in the order of the page; `faults` are messages by parameter."""
    return [
        _group(name, query, result, names, faults.get(name) or faults.get(f"{name}_op", "")) for name in FACET_TITLES
    ]


def _group(name: str, query: SearchQuery, result: SearchResult, names: Names, fault: str) -> Group:
    chosen = query.selected.get(name, frozenset())
    every = options(name, query, result, names)
    listed = _most_frequent(every) if name in WITHOUT_EMPTY else every
    return Group(
        name=name,
        title=str(FACET_TITLES[name]),
        options=tuple(_tree(listed, names.counties) if name == "area" else _empty_last(listed)),
        chosen=len(chosen),
        is_open=bool(chosen or fault) or name in OPEN_AT_FIRST,
        can_match_all=FACETS[name].can_match_all,
        matches_all=name in query.match_all,
        left_out=len(every) - len(listed),
        fault=fault,
    )


def options(name: str, query: SearchQuery, result: SearchResult, names: Names) -> list[Option]:
    """Options of one facet in the order of their names: all, or for long lists those that are ticked or find something.

    Names stand for what exists; a code without one is only listed where it was found or asked for.
    """
    counts = {one.value: one.count for one in result.facets.get(name, ())}
    chosen = query.selected.get(name, frozenset())
    labels = names.labels.get(name, {})
    return [
        Option(f"{name}-{value}", value, labels.get(value, value), counts.get(value, 0), value in chosen)
        for value in dict.fromkeys([*labels, *counts, *sorted(chosen)])
        if name not in WITHOUT_EMPTY or counts.get(value) or value in chosen
    ]


def _most_frequent(listed: Sequence[Option]) -> list[Option]:
    """The `MAX_OPTIONS` most frequent and all ticked ones, in the order they came in."""
    ranked = sorted(listed, key=lambda one: (not one.is_selected, -one.total))
    kept = {one.value for one in ranked[:MAX_OPTIONS]} | {one.value for one in listed if one.is_selected}
    return [one for one in listed if one.value in kept]


def _empty_last(listed: Iterable[Option]) -> list[Option]:
    """What would find nothing last, unless it is ticked."""
    every = list(listed)
    empty = [one for one in every if not one.total and not one.is_selected]
    return [*(one for one in every if one.total or one.is_selected), *empty] if empty else every


def _tree(listed: Sequence[Option], counties: Mapping[str, str]) -> list[Option]:
    """The whole metropolis with counties and cities below it, municipalities below their county."""
    known = {one.value for one in listed}
    below: dict[str, list[Option]] = {}
    for one in listed:
        county = counties.get(one.value, "")
        parent = county if county in known else METROPOLIS
        below.setdefault("" if one.value == METROPOLIS else parent, []).append(one)
    return list(_children("" if METROPOLIS in known else METROPOLIS, below))


def _children(value: str, below: Mapping[str, Sequence[Option]]) -> tuple[Option, ...]:
    return tuple(
        one._replace(children=_children(one.value, below)) if one.value in below else one
        for one in _empty_last(below.get(value, ()))
    )
