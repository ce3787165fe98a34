"""The breaker that all processes share through Django's cache."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache

from .base import EngineUnavailable
from .breaker import CLOSED, Breaker
from .elastic_client import EngineRefused, EngineUnfit

KEPT = 3600  # seconds; an idle portal forgets
TRIAL = 10  # seconds after which a trial that never came back no longer keeps others from trying


class Circuit:
    """Guards requests to one engine. Two processes may overwrite each other's last failure; the next one counts."""

    def __init__(self, name: str, clock: Callable[[], float] = time.time) -> None:
        self._key = f"search-breaker-{name}"
        self._trial_key = f"{self._key}-trial"
        self._clock = clock

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Around a request. Raises EngineUnfit at once while the engine must not be asked; remembers how it went."""
        breaker = self._load()
        if breaker.is_open and not self._may_try(breaker):
            raise EngineUnfit("paused after several failures")
        try:
            yield
        except EngineRefused:
            self._close(breaker)
            raise
        except EngineUnavailable:
            cache.set(self._key, self._load().after_failure(self._clock()), KEPT)
            cache.delete(self._trial_key)
            raise
        self._close(breaker)

    def is_open(self) -> bool:
        """Whether requests are refused now."""
        breaker = self._load()
        return breaker.is_open and not breaker.is_trial_due(self._clock())

    def _load(self) -> Breaker:
        return cache.get(self._key) or CLOSED

    def _may_try(self, breaker: Breaker) -> bool:
        return breaker.is_trial_due(self._clock()) and cache.add(self._trial_key, True, TRIAL)

    def _close(self, breaker: Breaker) -> None:
        if breaker.is_open:
            cache.delete_many([self._key, self._trial_key])
