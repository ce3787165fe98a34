"""Documents that can be found, for tests of what is made of them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from search.models import SearchDocument
from search.projection import Projection
from search.services import store

from .consultations import dates


def findable(title: str = "Park nad Wartą", state: str = "", **fields: Any) -> SearchDocument:
    """A document of its own, Polish and of the kind “consultation” unless said otherwise; `state` as in `dates`.

    `area`, `topic`, `organiser`, `tag` are codes; `key` names the document, and so its address.
    """
    key = fields.pop("key", title.lower().replace(" ", "-"))
    facets = {name: _codes(fields.pop(name, ())) for name in ("area", "topic", "organiser", "tag")}
    defaults = {"kind": "consultation", "lang": "pl", "title": title, "url": f"/pl/{key}/", "facets": facets}
    projection = Projection(**{**defaults, **_schedule(state), **fields})
    return store(owner=key, projections={key: projection}, now=timezone.now())[0]


def _codes(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _schedule(state: str) -> dict[str, Any]:
    if not state:
        return {}
    found = dates(state, timezone.now())
    opens, closes, results = found["opens_at"], found["closes_at"], found.get("results_published_at")
    return {"opens_at": opens, "closes_at": closes, "results_at": results, "intervals": ((opens, closes),)}
