"""Full text on SQLite: an FTS5 table over the documents, kept by triggers (full_text.py)."""

from collections.abc import Sequence

from ..expression import Clause
from .legs import Leg

# of title_lem, lead_lem, body_lem, labels, title_surface, surface
SCORE = "-bm25(search_fts, 8.0, 4.0, 1.0, 4.0, 4.0, 0.5)"
LEMMAS = "{title_lem lead_lem body_lem labels}"


def _quoted(words: Sequence[str], joined: str) -> str:
    """FTS5 strings of words that hold letters, digits and underscores only; the quotes make them literals."""
    return joined.join('"' + word.replace('"', "") + '"' for word in words)


def match_expression(clause: Clause) -> str:
    """The FTS5 query of a clause."""
    if clause.is_phrase:
        return f"(surface : {_quoted([' '.join(clause.surface)], '')})"
    alternatives = [
        " AND ".join(f"({_quoted(sorted(keys), ' OR ')})" for keys in alternative)
        for alternative in clause.alternatives
    ]
    return f"({LEMMAS} : ({' OR '.join(f'({alternative})' for alternative in alternatives)}))"


class SqliteDialect:
    """See `legs.Dialect`."""

    scores_rarity = True

    def clause(self, clause: Clause, *, scored: bool) -> Leg:
        return _leg(match_expression(clause), scored=scored)

    def together(self, clauses: Sequence[Clause], *, scored: bool) -> Leg | None:
        return _leg(" AND ".join(map(match_expression, clauses)), scored=scored)

    def phrase(self, words: Sequence[str], column: str) -> Leg:
        return _leg(f"{column} : {_quoted([' '.join(words)], '')}", scored=False)

    def titles(self, tokens: Sequence[str], language: str, limit: int) -> Leg:
        statement = (
            "d.id, 0 FROM search_fts JOIN search_searchdocument d ON d.id = search_fts.rowid "
            "WHERE search_fts MATCH %s AND d.lang = %s AND NOT d.is_deleted "
            "ORDER BY length(d.title), d.published_at DESC NULLS LAST, d.key LIMIT %s"
        )
        return Leg(statement, (f"title_surface : ({_quoted(tokens, ' AND ')} *)", language, limit))


def _leg(expression: str, *, scored: bool) -> Leg:
    columns = f"rowid, {SCORE}" if scored else "group_concat(rowid), 1.0"
    return Leg(f"{columns} FROM search_fts WHERE search_fts MATCH %s", (expression,), is_joined=not scored)


DIALECT = SqliteDialect()
