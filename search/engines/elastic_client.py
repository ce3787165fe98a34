"""The connection to Elasticsearch: short timeouts, no retries, one kind of error."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from elastic_transport import Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, Elasticsearch, TransportError
from urllib3 import Timeout

from .base import EngineUnavailable

CONNECT_SECONDS = 0.3
REQUEST_SECONDS = 1.5
UNREADABLE = {400, 413}  # a request that it cannot read, or not as a whole, says nothing about the next one


class EngineRefused(EngineUnavailable):
    """The engine is well, but cannot answer this request or with this index: asking others makes sense."""


class EngineUnfit(EngineRefused):
    """The engine must not be asked now: it is paused, or its index is missing, foreign or out of date."""


class _ImpatientNode(Urllib3HttpNode):
    """A server that is not there is noticed sooner than one that thinks."""

    def perform_request(
        self, method: str, target: str, body: Any = None, headers: Any = None, request_timeout: Any = DEFAULT
    ) -> Any:
        seconds = self.config.request_timeout if request_timeout is DEFAULT else request_timeout
        timeout: Any = Timeout(connect=CONNECT_SECONDS, read=seconds)
        return super().perform_request(method, target, body, headers, timeout)


@lru_cache(maxsize=4)
def client_of(url: str) -> Elasticsearch:
    """The client of this process for a server; it opens connections when they are needed, and threads share it."""
    return Elasticsearch(
        url, node_class=_ImpatientNode, request_timeout=REQUEST_SECONDS, max_retries=0, retry_on_timeout=False
    )


@contextmanager
def one_kind_of_error() -> Iterator[None]:
    """Everything the client raises, as `EngineUnavailable`."""
    try:
        yield
    except ApiError as error:
        kind = EngineRefused if error.status_code in UNREADABLE else EngineUnavailable
        raise kind(f"Elasticsearch answered {error.status_code}: {error}") from error
    except TransportError as error:
        raise EngineUnavailable(f"Elasticsearch does not answer: {error}") from error
