"""What somebody wants in a file: which responses, and how they are written."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from ..choices import ResponseStatus

STATUSES = (ResponseStatus.COMPLETE, ResponseStatus.REVIEW, ResponseStatus.VOID)


@dataclass(frozen=True, slots=True)
class Options:
    """Filters that are empty leave nothing out. `since` and `until` are ISO days, both included.

    `labels`: options by their words in `language`, for reading only; such a file cannot be imported. `private`:
    questions that ask for personal data too. `redacted`: texts as staff redacted them. `lines`: JSON Lines.
    """

    statuses: tuple[str, ...] = (str(ResponseStatus.COMPLETE),)
    channel: str = ""
    municipality: str = ""
    version: int | None = None
    since: str = ""
    until: str = ""
    language: str = "pl"
    labels: bool = False
    private: bool = False
    redacted: bool = False
    delimiter: str = ";"
    bom: bool = True
    lines: bool = False

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Options":
        """The options of a stored job; unknown names are left out."""
        known = {field.name for field in fields(cls)}
        given = {name: value for name, value in raw.items() if name in known}
        return cls(**{**given, "statuses": tuple(given.get("statuses") or (ResponseStatus.COMPLETE,))})

    def to_json(self) -> dict[str, Any]:
        """The options as a job stores them."""
        return {**asdict(self), "statuses": list(self.statuses)}

    def days(self) -> tuple[date | None, date | None]:
        """First and last day of submission."""
        first, last = (date.fromisoformat(day) if day else None for day in (self.since, self.until))
        return first, last
