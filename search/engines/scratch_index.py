"""An index that exists for one measurement or test; the portal's own is never touched."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from .elastic import ElasticEngine
from .elastic_client import client_of
from .operations import batches, operation
from .replica import Replica

if TYPE_CHECKING:
    from ..models import SearchDocument


@contextmanager
def scratch_elastic_engine(url: str, rows: Iterable["SearchDocument"]) -> Iterator[ElasticEngine]:
    """An engine on the server at `url` over these rows alone. Raises EngineUnavailable when the server is not there."""
    client = client_of(url)
    target = Replica(client, f"scratch-{uuid4().hex[:12]}", "scratch")
    name = target.create(timezone.now())
    try:
        for batch in batches(map(operation, rows)):
            target.write(target.building, batch)
        target.count(target.building)  # which also makes them visible
        yield ElasticEngine(client, target.building)
    finally:
        target.discard([name])
