"""Runs judged queries against an engine and sums up by class."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..engines.base import Engine
from ..query import SearchQuery
from ..selectors import find_keys
from .metrics import DEPTH, mean, ndcg, success

NOTHING = "-"


class InvalidSet(Exception):
    """A file of the set cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query of a class with the grades (0-3) of the documents judged for it; none where nothing may be found."""

    group: str
    text: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine answered to a judged query."""

    query: JudgedQuery
    keys: Sequence[str]

    @property
    def ndcg(self) -> float:
        return ndcg(self.keys, self.query.grades)


def read_judgements(path: Path) -> list[JudgedQuery]:
    """Queries in the order of the file (`class<TAB>query<TAB>key<TAB>grade`). Raises InvalidSet."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if parts[:3] == ["class", "query", "key"]:
            continue
        if len(parts) < 3 or (parts[2] != NOTHING and (len(parts) < 4 or not parts[3].isdigit())):
            raise InvalidSet(f"{path.name}, line {number}: expected class, query, key and grade, separated by tabs")
        grades = found.setdefault((parts[0], parts[1]), {})
        if parts[2] != NOTHING:
            grades[parts[2]] = int(parts[3])
    return [JudgedQuery(group, text, grades) for (group, text), grades in found.items()]


def run(
    queries: Sequence[JudgedQuery],
    languages: Mapping[str, str],
    engine: Engine,
    now: datetime,
    progress: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """Ask every query as a reader of its documents' language (`languages`: key -> code) would."""
    outcomes = []
    for query in queries:
        useful = Counter(languages[key] for key, grade in query.grades.items() if grade and key in languages)
        language = useful.most_common(1)[0][0] if useful else "pl"
        asked = SearchQuery(now=now, text=" ".join(query.text.split())[:200], language=language, size=DEPTH)
        outcomes.append(Outcome(query, find_keys(asked, engine)))
        progress()
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Figures over all classes and per class; rates are parts of 1."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.query.group, []).append(outcome)
    return {**_figures(outcomes), "classes": {group: _figures(members) for group, members in groups.items()}}


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    answerable = [one for one in outcomes if one.query.grades]
    empty = [one for one in outcomes if not one.query.grades]
    figures: dict[str, Any] = {"queries": len(outcomes)}
    if answerable:
        figures["ndcg@10"] = round(mean([one.ndcg for one in answerable]), 4)
        figures["success@3"] = round(mean([success(one.keys, one.query.grades) for one in answerable]), 4)
        figures["zero_result_rate"] = round(mean([not one.keys for one in answerable]), 4)
    if empty:
        figures["rightly_nothing"] = round(mean([not one.keys for one in empty]), 4)
    return figures
