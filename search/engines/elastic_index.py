"""The index of Elasticsearch: its mapping, and what it keeps of a document. Plain Python.

Only features of the server's core are used, nothing of its modules: the words are analysed already, so splitting them
at spaces is all there is to do, and any distribution of Elasticsearch 8 can hold the index.
"""

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ..facets import STORED
from ..query import MAX_PAGE
from ..snapshot import milliseconds

if TYPE_CHECKING:
    from ..models import SearchDocument

SCHEDULE = ("opens_at", "closes_at")
MOMENTS = (*SCHEDULE, "results_at", "published_at")
LEMMAS = ("title_lem", "lead_lem", "body_lem", "labels")
SURFACES = ("title_surface", "surface")
# columns of a row that its document is made of
SOURCES = ("key", "version", "is_deleted", "title", "facets", "intervals", "sort_title", *MOMENTS, *LEMMAS, *SURFACES)
BODY = 1  # raise it when `document_body` says the same in another way
LONGEST_PAGE = 100  # hits

_KEYWORD = {"type": "keyword"}
_MILLISECONDS = {"type": "long"}
_LEMMA = {"type": "text", "analyzer": "whitespace", "index_options": "freqs", "copy_to": "lem"}

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,  # each shard counts alone: the counts of several need not add up
    "auto_expand_replicas": "0-1",
    "max_result_window": MAX_PAGE * LONGEST_PAGE,
    # a late write must not bring back what was deleted after it
    "gc_deletes": "1h",
    # shorter texts are no better: a page's list of files says more than its lead
    "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.6}},
}
PROPERTIES: dict[str, Any] = {
    "key": _KEYWORD,
    **dict.fromkeys(STORED, _KEYWORD),
    **dict.fromkeys(MOMENTS, _MILLISECONDS),
    # opens_at and closes_at once more: sorting can filter nested documents, but not the document itself
    "schedule": {"type": "nested", "properties": dict.fromkeys(SCHEDULE, _MILLISECONDS)},
    "intervals": {"type": "long_range"},
    "sort_title": _KEYWORD,
    "title_length": {"type": "integer"},
    **dict.fromkeys(LEMMAS, _LEMMA),
    "lem": {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False},
    "title_surface": {
        "type": "text",
        "analyzer": "whitespace",
        "index_prefixes": {"min_chars": 2, "max_chars": 12},
    },
    "surface": {"type": "text", "analyzer": "whitespace"},
}


def schema() -> str:
    """Eight hexadecimal digits that change whenever an index made now would differ from one made before."""
    facts = json.dumps([SETTINGS, PROPERTIES, BODY], sort_keys=True)
    return sha256(facts.encode()).hexdigest()[:8]


def marks(fingerprint: str) -> dict[str, str]:
    """What an index says about itself: an index with other marks must not be asked."""
    return {"schema": schema(), "analysis": fingerprint}


def index_definition(fingerprint: str, alias: str) -> dict[str, Any]:
    """Request body that makes an index under an alias; it does not refresh while it is filled."""
    return {
        "settings": {"index": {**SETTINGS, "refresh_interval": "-1"}},
        "mappings": {"dynamic": "strict", "_meta": marks(fingerprint), "properties": PROPERTIES},
        "aliases": {alias: {}},
    }


def document_body(row: "SearchDocument") -> dict[str, Any]:
    """What is indexed of a row; moments in milliseconds since 1970, what a row lacks is left out.

    So is an opening without a closing, or the other way round: it gives the document no status.
    """
    moments = {name: milliseconds(moment) for name in MOMENTS if (moment := getattr(row, name)) is not None}
    schedule = {name: moments[name] for name in SCHEDULE if name in moments}
    if len(schedule) < len(SCHEDULE):
        moments = {name: moment for name, moment in moments.items() if name not in SCHEDULE}
    values = row.facet_values
    body = {
        "key": row.key,
        "sort_title": row.sort_title,
        "title_length": len(row.title),
        **moments,
        **{name: values[name] for name in STORED if name in values},
        **{name: text for name in (*LEMMAS, *SURFACES) if (text := getattr(row, name))},
    }
    if row.intervals:
        # an interval that ends before it begins is a mistake no range can hold
        body["intervals"] = [{"gte": start, "lte": end} for start, end in row.intervals if start <= end]
    if len(schedule) == len(SCHEDULE):
        body["schedule"] = schedule
    return body
