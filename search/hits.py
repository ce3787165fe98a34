"""From keys of documents to hits with marked passages."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from .analysis.highlighting import Passage, mark, passages
from .analysis.tokens import tokenise
from .expression import Keys
from .models import SearchDocument
from .result import Hit

ANALYSED = ("title_lem", "lead_lem", "body_lem", "labels", "title_surface", "surface")


def read_documents(keys: Sequence[str]) -> list[SearchDocument]:
    """Live documents in the order of `keys`, without their analysed texts; those gone meanwhile are left out."""
    if not keys:
        return []
    rows = SearchDocument.objects.live().filter(key__in=keys).defer(*ANALYSED)
    by_key = {row.key: row for row in rows}
    return [by_key[key] for key in keys if key in by_key]


def hit(document: SearchDocument, wanted: Keys) -> Hit:
    """A document as found by the `wanted` keys and words."""
    found = passages(document.body, wanted, document.lang) if wanted else ()
    # other kinds of files tell only some of their pages, and no browser opens one of them
    page = found[0].page if found and document.url.lower().endswith(".pdf") else 0
    return Hit(
        key=document.key,
        kind=document.kind,
        lang=document.lang,
        url=f"{document.url}#page={page}" if page else document.url,
        title=mark(document.title, wanted, document.lang),
        lead=mark(document.lead, wanted, document.lang),
        passages=found,
        facets=document.facet_values,
        opens_at=document.opens_at,
        closes_at=document.closes_at,
        results_at=document.results_at,
        published_at=document.published_at,
        page=page,
        container_title=document.container_title,
        container_url=document.container_url,
        intervals=[(_moment(start), _moment(end)) for start, end in document.intervals],
    )


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def as_written(terms: Iterable[str], hits: Iterable[Hit]) -> dict[str, str]:
    """Each folded word as the hits write it, with its diacritics; a word they lack stays folded."""
    missing = set(terms)
    found = {term: term for term in missing}
    marked = _marked(hits)
    while missing and (text := next(marked, "")):
        for token in tokenise(text):
            if token.text in missing:
                missing.remove(token.text)
                found[token.text] = text[token.start : token.end].lower()
    return found


def _marked(hits: Iterable[Hit]) -> Iterator[str]:
    for one in hits:
        texts: list[Passage] = list(one.passages)
        segments = [*one.title, *one.lead, *(segment for passage in texts for segment in passage.segments)]
        yield from (segment.text for segment in segments if segment.marked)
