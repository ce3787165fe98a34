"""The facets of the search, and the meaning of several chosen values. Plain Python.

Between facets every criterion narrows, inside a facet each value widens; the counts of a facet ignore what is chosen
in itself, so they say what one more value would bring.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

CODE = re.compile(r"[\w-]{1,100}")


class Status(StrEnum):
    """Where something with an opening and a closing moment stands; computed from `now`, never stored."""

    OPEN = "open"
    PLANNED = "planned"
    CLOSED = "closed"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class FacetDef:
    """One facet; its name is the parameter's. `always_listed`: its few values are shown even where nothing is found."""

    name: str
    can_match_all: bool = False
    always_listed: bool = False
    pattern: re.Pattern[str] = CODE


FACETS: dict[str, FacetDef] = {
    facet.name: facet
    for facet in (
        FacetDef("status", always_listed=True, pattern=re.compile("|".join(Status))),
        FacetDef("area"),
        FacetDef("topic", can_match_all=True),
        FacetDef("organiser"),
        FacetDef("kind"),
        FacetDef("tag", can_match_all=True),
        FacetDef("lang", pattern=re.compile("pl|en|uk")),
    )
}
STORED = tuple(name for name in FACETS if name != "status")  # carried by the documents as values

Moment = TypeVar("Moment", int, datetime)


def status_at(
    opens_at: Moment | None, closes_at: Moment | None, results_at: Moment | None, now: Moment
) -> Status | None:
    """Status at `now`, all in one unit of time; None without dates. The closing moment belongs to the open time."""
    if opens_at is None or closes_at is None:
        return None
    if now < opens_at:
        return Status.PLANNED
    if now <= closes_at:
        return Status.OPEN
    return Status.RESULTS if results_at is not None and results_at <= now else Status.CLOSED
