"""When to stop asking an engine that fails, and when to try again. Plain Python; moments are seconds since 1970."""

from dataclasses import dataclass, replace

FAILURES = 3
WITHIN = 30.0  # seconds in which that many failures open the breaker
PAUSE = 30.0  # seconds until one request may try again


@dataclass(frozen=True, slots=True)
class Breaker:
    """The last failures, and since when the breaker is open; None while it is closed."""

    failures: tuple[float, ...] = ()
    opened_at: float | None = None

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None

    def is_trial_due(self, now: float) -> bool:
        """Whether the pause of an open breaker is over: one request may try."""
        return self.opened_at is not None and now >= self.opened_at + PAUSE

    def after_failure(self, now: float) -> "Breaker":
        """The breaker after a request failed at `now`; a failed trial begins the pause anew."""
        if self.is_open:
            return replace(self, opened_at=now) if self.is_trial_due(now) else self
        recent = (*(moment for moment in self.failures if now - moment < WITHIN), now)[-FAILURES:]
        return Breaker(recent, now if len(recent) == FAILURES else None)


CLOSED = Breaker()
