"""From keys of documents to hits with marked passages."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection

from .analysis.highlighting import Passage, mark, passages
from .analysis.tokens import tokenise
from .expression import Keys
from .models.documents import values_by_facet
from .result import Hit


class StoredDocument(NamedTuple):
    """What a hit shows of a `SearchDocument`: its columns of these names, as the database gives them."""

    key: str
    kind: str
    lang: str
    url: str
    title: str
    lead: str
    body: str
    container_title: str
    container_url: str
    facets: str
    opens_at: datetime | None
    closes_at: datetime | None
    results_at: datetime | None
    published_at: datetime | None
    intervals: str


def read_documents(keys: Sequence[str]) -> list[StoredDocument]:
    """Live documents in the order of `keys`, without their analysed texts; those gone meanwhile are left out."""
    if not keys:
        return []
    # below the ORM, which takes longer to make the query and the objects than all marks of the page
    columns, places = ", ".join(StoredDocument._fields), ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM search_searchdocument "  # noqa: S608  # our own columns and `%s`
            f"WHERE key IN ({places}) AND NOT is_deleted",
            list(keys),
        )
        by_key = {row[0]: StoredDocument(*row) for row in cursor.fetchall()}
    return [by_key[key] for key in keys if key in by_key]


def hit(document: StoredDocument, wanted: Keys) -> Hit:
    """A document as found by the `wanted` keys and words."""
    # people see one passage below a summary, two where there is none
    limit = 1 if document.lead else 2
    found = passages(document.body, wanted, document.lang, limit=limit) if wanted else ()
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
        facets=values_by_facet(document.facets),
        opens_at=_aware(document.opens_at),
        closes_at=_aware(document.closes_at),
        results_at=_aware(document.results_at),
        published_at=_aware(document.published_at),
        page=page,
        container_title=document.container_title,
        container_url=document.container_url,
        intervals=[(_moment(start), _moment(end)) for start, end in json.loads(document.intervals)],
    )


def _aware(stored: datetime | None) -> datetime | None:
    """The moment; SQLite keeps those of UTC without saying so."""
    return stored if stored is None or stored.tzinfo else stored.replace(tzinfo=UTC)


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
