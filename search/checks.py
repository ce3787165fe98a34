"""System checks of the search: its engine is configured, and its documents match the running code."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections
from django.db.utils import DatabaseError

from .models import SearchState
from .replica_check import analysis_is_current


@register
def check_engine(**_kwargs: Any) -> list[CheckMessage]:
    """Elasticsearch is not insisted on without an address."""
    if settings.SEARCH_ENGINE != "elastic" or settings.ELASTICSEARCH_URL:
        return []
    return [
        Error(
            "SEARCH_ENGINE is elastic, but ELASTICSEARCH_URL is not set.",
            hint="Set ELASTICSEARCH_URL=http://user:password@host:9200, or SEARCH_ENGINE=auto.",
            id="search.E001",
        )
    ]


@register(Tags.database)
def check_analysis(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The documents were analysed as queries are; `migrate` and `check --database default` look."""
    if "default" not in (databases or ()) or not _is_migrated() or analysis_is_current():
        return []
    return [
        CheckWarning(
            "The documents of the search were analysed by another version of this program.",
            hint="Run manage.py search_rebuild: until then some words find less than they should.",
            id="search.W001",
        )
    ]


def _is_migrated() -> bool:
    """Whether the tables exist; before the first migration they do not."""
    try:
        return SearchState._meta.db_table in connections["default"].introspection.table_names()
    except DatabaseError:
        return False
