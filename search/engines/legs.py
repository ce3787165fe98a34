"""Parts of the one statement that asks a database's full text; what SQLite and PostgreSQL have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from ..expression import Clause
from ..ranking import Scores


@dataclass(frozen=True, slots=True)
class Leg:
    """A SELECT of ids and scores, without the SELECT: `id, score FROM ...`, and its parameters.

    With `is_joined` it gives one row, the ids in a text with commas between them: thousands come much faster so.
    """

    statement: str
    parameters: tuple[Any, ...]
    is_joined: bool = False


class Dialect(Protocol):
    """What the engine needs of a database. Scores are positive, the higher the better, comparable within a leg."""

    scores_rarity: bool  # whether its scores already count rare words for more

    def clause(self, clause: Clause, *, scored: bool) -> Leg:
        """Documents that meet one clause."""

    def together(self, clauses: Sequence[Clause], *, scored: bool) -> Leg | None:
        """Documents that meet all clauses, with the sum of their scores; None where the database cannot tell it."""

    def phrase(self, words: Sequence[str], column: str) -> Leg:
        """Documents with folded words side by side in `title_surface` or `surface`."""

    def titles(self, tokens: Sequence[str], language: str, limit: int) -> Leg:
        """Ids of documents whose titles hold the tokens, the last one as a beginning; the shortest titles first."""


def run(legs: Sequence[Leg]) -> list[Scores]:
    """Ids and scores of each leg, in one statement."""
    found: list[dict[Any, float]] = [{} for _ in legs]
    if not legs:
        return []
    selects = [f"SELECT {number}, {leg.statement}" for number, leg in enumerate(legs)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), [one for leg in legs for one in leg.parameters])
        for number, row_id, score in cursor.fetchall():
            found[number][row_id] = score
    return [_split(*scores) if leg.is_joined else scores for leg, scores in zip(legs, found, strict=True)]


def _split(joined: str | None) -> Scores:
    """The ids of a joined leg, all with the same score; None where nothing was found."""
    return dict.fromkeys(map(int, joined.split(",")), 1.0) if joined else {}
