"""How often one network may do something: counters of fixed windows in the cache, under keys that forget.

No address is kept. The key of a counter is a keyed digest of the truncated address and of the day, so that nobody,
ourselves included, can follow a network from one day to the next, and the counter is gone when its window ends.
"""

import ipaddress
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError

from .tokens import digest

logger = logging.getLogger(__name__)

HOUR = 60 * 60
IPV4_PREFIX, IPV6_PREFIX = 24, 56


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each window of `seconds`."""

    most: int
    seconds: int


LIMITS: Mapping[str, Limit] = {
    "submit": Limit(10, HOUR),
    "page": Limit(60, 60),
    "receipt": Limit(20, HOUR),
    "email": Limit(5, HOUR),
    "code": Limit(20, HOUR),
    "kiosk": Limit(120, HOUR),
}


def allow(request: HttpRequest, survey_key: object, kind: str) -> int:
    """Count one more `kind` (of LIMITS) from the network that asks. 0 if allowed, else seconds until it is again."""
    limit = LIMITS[kind]
    now = timezone.now()  # noqa: TID251  # a request stands at the edge, and so does whoever has one to hand over
    return spend(kind, survey_key, network_of(request), most=limit.most, seconds=limit.seconds, now=now)


def spend(kind: str, *who: object, most: int, seconds: int, now: datetime) -> int:
    """Count once more for `who` in the current window. 0 while there are at most `most`, else seconds to its end.

    Without its cache the portal goes on without limits: it must not turn everybody away.
    """
    window, passed = divmod(int(now.timestamp()), seconds)
    key = f"surveys:{kind}:{digest('limit', now.date().isoformat(), kind, window, *who)[:32]}"
    try:
        count = _counted(key, seconds)
    except (RedisError, OSError):
        logger.exception("The limits cannot be counted; everything is let through")
        return 0
    return 0 if count <= most else seconds - passed


def network_of(request: HttpRequest) -> str:
    """The /24 or /56 that a request comes from; empty if its address is unknown.

    Behind a trusted proxy (TRUSTED_PROXY) that is the last address of X-Forwarded-For, the one the proxy has added;
    anything before it was written by the visitor. Without such a proxy the header is not read.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    return truncated(address)


def truncated(address: str) -> str:
    """The network of an address: 203.0.113.7 -> 203.0.113.0/24; empty for what is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    prefix = IPV4_PREFIX if found.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network((found.packed, prefix), strict=False))


def _counted(key: str, seconds: int) -> int:
    """The counter after adding one. `add` and `incr` are atomic in every cache, so no two requests get one number."""
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it expired between the two lines
        cache.set(key, 1, timeout=seconds)
        return 1
