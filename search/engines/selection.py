"""Which engine answers, by the settings SEARCH_ENGINE and ELASTICSEARCH_URL."""

import logging

from django.conf import settings
from django.core.cache import cache

from ..analysis.languages import fingerprint
from ..models import SearchDocument
from .base import Engine
from .circuit import Circuit
from .elastic import ElasticEngine
from .elastic_client import EngineUnfit, client_of
from .failover import FailoverEngine
from .replica import Replica
from .sql import SqlEngine

logger = logging.getLogger(__name__)
FIT_FOR, UNFIT_FOR = 5, 30  # seconds until the replica is looked at again


def get_engine() -> Engine:
    """The engine of this portal."""
    found = replica()
    if found is None:
        return SqlEngine()
    first = ElasticEngine(client_of(settings.ELASTICSEARCH_URL), found.alias)
    return FailoverEngine(first, SqlEngine(), circuit=circuit(), verify=lambda: verify(found))


def replica() -> Replica | None:
    """The replica in Elasticsearch, None where the portal has none."""
    if settings.SEARCH_ENGINE == "sql" or not settings.ELASTICSEARCH_URL:
        return None
    return Replica(client_of(settings.ELASTICSEARCH_URL), settings.ELASTICSEARCH_INDEX_PREFIX, fingerprint())


def circuit() -> Circuit:
    """The breaker of Elasticsearch, shared by searching and writing."""
    return Circuit("elastic")


def verify(target: Replica) -> None:
    """Raises EngineUnavailable when the replica is missing, foreign, or too far behind; looks every few seconds."""
    kept = f"search-verified-{target.alias}"
    reason = cache.get(kept)
    if reason is None:
        reason = _unfitness(target)
        cache.set(kept, reason, UNFIT_FOR if reason else FIT_FOR)
        if reason:
            logger.warning("Elasticsearch is not asked: %s", reason)
    if reason:
        raise EngineUnfit(reason)


def forget_verification(target: Replica) -> None:
    """Look again at the next search."""
    cache.delete(f"search-verified-{target.alias}")


def _unfitness(target: Replica) -> str:
    """Why the replica must not answer; empty if it may. An outage is no verdict: it is raised."""
    try:
        target.verify()
    except EngineUnfit as error:
        return str(error)
    allowed = settings.SEARCH_REPLICA_MAX_LAG
    if SearchDocument.objects.pending()[: allowed + 1].count() > allowed:
        return f"more than {allowed} documents wait to be sent"
    return ""
