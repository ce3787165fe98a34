"""Questions asked of the search: results, all results, suggestions. They choose the engine, correct and relax."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from time import perf_counter

from .analysis.folding import fold
from .analysis.tokens import tokenise
from .engines.base import Engine
from .engines.selection import get_engine
from .expression import Clause, Expression, all_keys, parse_text
from .facets import FACETS
from .hits import StoredDocument, as_written, hit, read_documents
from .query import SearchQuery
from .result import Correction, EngineResult, FacetValue, Hit, SearchResult
from .words import PromotedPage, vocabularies, words

MAX_TRIES = 2  # corrected questions that are asked for one query
CANDIDATES = 3  # words offered for one that is found nowhere


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry of the autocomplete: the text people see, and what choosing it leads to.

    `kind` is that of the document at `url`, or `area`, `topic`, `organiser`: `url` is empty then and `code` is the
    value to search by.
    """

    text: str
    kind: str
    url: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an engine said to the expression that was asked in the end."""

    result: EngineResult
    expression: Expression
    corrected: Mapping[str, str]
    offered: Mapping[str, Sequence[str]]
    relaxed: bool = False


def search(query: SearchQuery, engine: Engine | None = None) -> SearchResult:
    """One page of results with facets, corrections and, where the words are never found together, a relaxed search.

    Without any criterion: no hits, and the facets of everything.
    """
    started = perf_counter()
    answer = _ask(engine or get_engine(), query)
    wanted = answer.expression.wanted
    hits = [hit(document, wanted) for document in read_documents(answer.result.keys)] if query.has_criterion else []
    return SearchResult(
        hits=hits,
        total=answer.result.total if query.has_criterion else 0,
        facets=_facets(query, answer.result),
        without=answer.result.without,
        corrections=_corrections(answer, hits),
        relaxed=answer.relaxed,
        engine=answer.result.engine,
        took_ms=(perf_counter() - started) * 1000,
    )


def search_all(query: SearchQuery) -> Iterator[Hit]:
    """Every hit of the query in its order, for feeds and files; read in batches."""
    for keys in _walk(query, get_engine()):
        yield from (hit(document, frozenset()) for document in read_documents(keys))


def find_keys(query: SearchQuery, engine: Engine | None = None) -> Sequence[str]:
    """Keys of one page of results: what `search` finds, without reading the documents."""
    return _ask(engine or get_engine(), query).result.keys


def walk_keys(query: SearchQuery, engine: Engine | None = None) -> Iterator[str]:
    """Keys of all results in their order."""
    for keys in _walk(query, engine or get_engine()):
        yield from keys


def _walk(query: SearchQuery, engine: Engine) -> Iterator[Sequence[str]]:
    return engine.walk(query, _ask(engine, replace(query, page=1, size=1)).expression)


def alternatives(query: SearchQuery, result: SearchResult) -> list[tuple[str, str, int]]:
    """(facet, value, total without it) for what is selected, the most helpful first; for an empty result.

    Of several values in a facet each widens, so only leaving all of them out can help: the value is empty then.
    """
    chosen = {facet: values for facet, values in query.effective.items() if values}
    ways = [
        (facet, next(iter(values)) if len(values) == 1 else "", result.without.get(facet, 0))
        for facet, values in chosen.items()
    ]
    return sorted((way for way in ways if way[2]), key=lambda way: -way[2])


# --- asking ----------------------------------------------------------------------------------------------------------
def _ask(engine: Engine, query: SearchQuery) -> _Answer:
    """Ask for what was typed; where it is found nowhere, for its correction; then for most of its words."""
    expression = parse_text(query.text, query.language, words.current().thesaurus)
    if query.text and not expression.clauses:
        nothing = EngineResult((), 0, 0, {}, {}, engine.name)
        return _Answer(nothing, expression, {}, {})
    answer = _Answer(engine.search(query, expression), expression, {}, {})
    if answer.result.base_total or not expression.clauses:
        return answer
    return _corrected(engine, query, answer)


def _corrected(engine: Engine, query: SearchQuery, answer: _Answer) -> _Answer:
    clauses = answer.expression.clauses
    # one clause that met nothing needs no further question
    frequencies = engine.frequencies(clauses) if len(clauses) > 1 else [0]
    vocabulary = vocabularies.of(query.language)
    dead = [word for clause, times in zip(clauses, frequencies, strict=True) if not times for word in clause.surface]
    candidates = {word: [one.term for one in vocabulary.candidates(word, CANDIDATES)] for word in dead}
    offered = {word: terms for word, terms in candidates.items() if terms}
    for tried, chosen in islice(_tries(answer.expression, offered), MAX_TRIES):
        result = engine.search(query, tried)
        if result.base_total:
            return _Answer(result, tried, chosen, offered, relaxed=tried.required < answer.expression.required)
    relaxed = answer.expression.relaxed()
    # most of the words as typed are never found where most of the corrected ones, which were tried, are not
    if offered or relaxed is None:
        return replace(answer, offered=offered)
    return _Answer(engine.search(query, relaxed), relaxed, {}, offered, relaxed=True)


def _tries(
    expression: Expression, offered: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Expression, Mapping[str, str]]]:
    """What to ask with the words offered, the nearest first: for all words, then for most of them."""
    for terms in product(*offered.values()) if offered else ():
        chosen = dict(zip(offered, terms, strict=True))
        corrected = _replaced(expression, chosen)
        yield from ((one, chosen) for one in (corrected, corrected.relaxed()) if one is not None)


def _replaced(expression: Expression, chosen: Mapping[str, str]) -> Expression:
    """The expression with other words in place of those typed."""
    clauses = tuple(
        clause if not any(word in chosen for word in clause.surface) else _clause_of(clause, chosen)
        for clause in expression.clauses
    )
    return replace(expression, clauses=clauses)


def _clause_of(clause: Clause, chosen: Mapping[str, str]) -> Clause:
    typed = tuple(chosen.get(word, word) for word in clause.surface)
    return replace(clause, surface=typed, alternatives=() if clause.is_phrase else (tuple(map(all_keys, typed)),))


# --- presenting ------------------------------------------------------------------------------------------------------
def _facets(query: SearchQuery, result: EngineResult) -> dict[str, list[FacetValue]]:
    """All values with a count, the selected ones and those always listed; in the order of their names' list."""
    names = words.current().names[query.language]
    found = {}
    for name, facet in FACETS.items():
        counts, selected = result.counts.get(name, {}), query.selected.get(name, frozenset())
        listed = dict.fromkeys([*names[name], *sorted(counts), *sorted(selected)])
        found[name] = [
            FacetValue(value, counts.get(value, 0), value in selected)
            for value in listed
            if counts.get(value) or value in selected or facet.always_listed
        ]
    return found


def _corrections(answer: _Answer, hits: Sequence[Hit]) -> list[Correction]:
    written = as_written({*answer.corrected.values(), *(t for terms in answer.offered.values() for t in terms)}, hits)
    applied = [Correction(typed, written[term], applied=True) for typed, term in answer.corrected.items()]
    offered = [
        Correction(typed, written[term], applied=False)
        for typed, terms in answer.offered.items()
        for term in terms
        if answer.corrected.get(typed) != term
    ]
    return applied + offered


def promotions(query: SearchQuery) -> list[tuple[str, str, str]]:
    """(title, url, description) of what staff promote for this text; pages only while the public may see them."""
    promoted = words.current().promotions.get(fold(query.text), ())
    pages = {row.key: row for row in read_documents([f"page-{one.page_id}" for one in promoted if one.page_id])}
    found = [_promotion(one, pages) for one in promoted]
    return [one for one in found if one[1]]


def _promotion(one: PromotedPage, pages: Mapping[str, StoredDocument]) -> tuple[str, str, str]:
    """Title, address and description; no address for a page that the public may not see."""
    if one.page_id is None:
        return one.title, one.url, one.description
    page = pages.get(f"page-{one.page_id}")
    return (page.title, page.url, one.description or page.lead) if page else ("", "", "")


# --- suggestions -----------------------------------------------------------------------------------------------------
def suggest(text: str, language: str, limit: int = 8) -> Sequence[Suggestion]:
    """Suggestions for what is being typed: names first, then titles; none below two letters."""
    tokens = [token.text for token in tokenise(text)][:8]
    if sum(map(len, tokens)) < 2:
        return []
    named = _suggested_names(tokens, language)[: limit // 2]
    keys = get_engine().suggest(tokens, language, limit - len(named))
    titles = [Suggestion(row.title, row.kind, row.url) for row in read_documents(keys)]
    return [*named, *titles]


def _suggested_names(tokens: Sequence[str], language: str) -> list[Suggestion]:
    """Names of municipalities, topics and organisers with all the tokens as beginnings of their words."""
    names = words.current().names[language]
    return [
        Suggestion(name, facet, code=code)
        for facet in ("area", "topic", "organiser")
        for code, name in names[facet].items()
        if _begins(tokens, [token.text for token in tokenise(name)])
    ]


def _begins(tokens: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(word.startswith(token) for word in name) for token in tokens)


def labels(language: str) -> Mapping[str, Mapping[str, str]]:
    """Names for people by facet and code: `labels("pl")["area"]["3021071"]`; in the order to list them."""
    return words.current().names[language]
