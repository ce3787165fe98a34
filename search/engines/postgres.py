"""Full text on PostgreSQL: a tsvector column kept by a trigger (full_text.py), without any of its dictionaries."""

from collections.abc import Sequence

from ..expression import Clause
from .legs import Leg

# of the classes D (typed words), C (text), B (lead, labels), A (title); 1: longer texts count a little less
SCORE = "ts_rank('{0.06, 0.12, 0.5, 1.0}', terms, %s::tsquery, 1)"


def _word(text: str, prefix: str = "") -> str:
    """A tsquery literal; words hold letters, digits and underscores only."""
    return f"'{prefix}{text.replace(chr(39), '').replace(chr(92), '')}'"


def _typed(words: Sequence[str], joined: str) -> str:
    return joined.join(_word(word, "~") for word in words)


def match_expression(clause: Clause) -> str:
    """The tsquery of a clause; a phrase's words still have to be looked at side by side."""
    if clause.is_phrase:
        return _typed(clause.surface, " & ")
    return " | ".join(
        "(" + " & ".join(f"({' | '.join(map(_word, sorted(keys)))})" for keys in alternative) + ")"
        for alternative in clause.alternatives
    )


class PostgresDialect:
    """See `legs.Dialect`."""

    scores_rarity = False

    def clause(self, clause: Clause, *, scored: bool) -> Leg:
        query = match_expression(clause)
        score, parameters = (SCORE, (query, query)) if scored else ("1::float8", (query,))
        leg = Leg(f"id, {score} FROM search_searchdocument WHERE terms @@ %s::tsquery", parameters)
        return _side_by_side(leg, clause.surface, "surface") if clause.is_phrase else leg

    def together(self, clauses: Sequence[Clause], *, scored: bool) -> Leg | None:
        return None  # the weight of each clause depends on how many documents meet it alone

    def phrase(self, words: Sequence[str], column: str) -> Leg:
        leg = Leg("id, 1::float8 FROM search_searchdocument WHERE terms @@ %s::tsquery", (_typed(words, " & "),))
        return _side_by_side(leg, words, column)

    def titles(self, tokens: Sequence[str], language: str, limit: int) -> Leg:
        query = " & ".join([*(f"{_word(token, '~')}:A" for token in tokens[:-1]), f"{_word(tokens[-1], '~')}:*A"])
        statement = (
            "id, 0 FROM search_searchdocument WHERE terms @@ %s::tsquery AND lang = %s AND NOT is_deleted "
            "ORDER BY length(title), published_at DESC NULLS LAST, key LIMIT %s"
        )
        return Leg(statement, (query, language, limit))


def _side_by_side(leg: Leg, words: Sequence[str], column: str) -> Leg:
    """Positions in a tsvector end at 16 383 and are few, so the words themselves are looked at."""
    condition = f" AND position(%s IN ' ' || {column} || ' ') > 0"
    return Leg(leg.statement + condition, (*leg.parameters, f" {' '.join(words)} "))


DIALECT = PostgresDialect()
