"""From a projection to the row that is stored: the analysed words, the expanded areas, the key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .analysis.channels import analyse
from .analysis.collation import sort_key
from .analysis.folding import fold
from .models import SearchDocument
from .projection import Projection
from .snapshot import milliseconds

METROPOLIS = "metropolis"
MAX_BODY = 1_500_000  # characters; about a thousand pages
ANALYSED = ("lang", "title", "lead", "body")  # what the columns that are matched come from


@dataclass(frozen=True, slots=True)
class AreaTree:
    """Local governments by TERYT code, and the county above each ("" where there is none)."""

    parents: Mapping[str, str]

    def covered(self, codes: Iterable[str]) -> set[str]:
        """The codes with all above and below them: who searches in any of these areas must find the document."""
        chosen = set(codes)
        if METROPOLIS in chosen:
            return {METROPOLIS, *self.parents}
        below = {code for code, parent in self.parents.items() if parent in chosen}
        above = {self.parents[code] for code in chosen if self.parents.get(code)}
        return chosen | below | above | ({METROPOLIS} if chosen else set())


def label_key(facet: str, value: str) -> str:
    """The word that stands for a chosen facet value in `SearchDocument.labels`."""
    return f"{facet}_{fold(value)}".replace("-", "_")


def document_fields(projection: Projection, areas: AreaTree) -> dict[str, Any]:
    """Values of all columns that come from a projection."""
    plain = plain_fields(projection, areas)
    return plain | analysed_fields(plain)


def plain_fields(projection: Projection, areas: AreaTree) -> dict[str, Any]:
    """Values of all columns that need no analysis."""
    title = _plain(projection.title)[:500]
    chosen = {name: sorted(set(values)) for name, values in projection.facets.items()}
    return {
        "lang": projection.lang,
        "kind": projection.kind,
        "title": title,
        "lead": _plain(projection.lead),
        # not stripped: form feeds at the beginning count the empty pages of a file
        "body": _storable(projection.body[:MAX_BODY]),
        "url": projection.url,
        "container_title": _plain(projection.container_title)[:500],
        "container_url": projection.container_url,
        "file_id": projection.file_id,
        "facets": " ".join(_facet_tokens(projection, chosen, areas)),
        "opens_at": projection.opens_at,
        "closes_at": projection.closes_at,
        "results_at": projection.results_at,
        "published_at": projection.published_at,
        "intervals": [[milliseconds(start), milliseconds(end)] for start, end in projection.intervals if start <= end],
        "sort_title": sort_key(title),
        "labels": " ".join(label_key(name, value) for name in chosen for value in chosen[name]),
        "refresh_at": projection.refresh_at,
    }


def analysed_fields(plain: Mapping[str, Any]) -> dict[str, str]:
    """Values of the columns that are matched, from those of `ANALYSED`."""
    title, lead, body = (analyse(plain[name], plain["lang"]) for name in ("title", "lead", "body"))
    return {
        "title_lem": title.lem,
        "lead_lem": lead.lem,
        "body_lem": body.lem,
        "title_surface": title.surface,
        # `zz` keeps phrases from running over the border of two parts; no word is folded to it
        "surface": " zz ".join(part.surface for part in (title, lead, body) if part.surface),
    }


def _plain(text: str) -> str:
    return _storable(text).strip()


def _storable(text: str) -> str:
    """The text without what databases refuse: null bytes and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _facet_tokens(projection: Projection, chosen: Mapping[str, list[str]], areas: AreaTree) -> Iterator[str]:
    values = {**chosen, "area": sorted(areas.covered(chosen.get("area", ())))}
    for name in sorted(values):
        yield from (f"{name}:{value}" for value in values[name])
    yield f"kind:{projection.kind}"
    yield f"lang:{projection.lang}"


def with_areas(facets: str, labels: str, areas: AreaTree) -> str:
    """Stored facets after a change of the local governments; the areas chosen once are known from the labels."""
    prefix = label_key("area", "")
    chosen = [label.removeprefix(prefix) for label in labels.split() if label.startswith(prefix)]
    others = [token for token in facets.split() if not token.startswith("area:")]
    # in the order of `_facet_tokens`: `area` comes first, the only names after it are later in the alphabet
    return " ".join([*(f"area:{code}" for code in sorted(areas.covered(chosen))), *others])


def next_version(row: SearchDocument | None, now: datetime) -> int:
    """A version above the last one; the clock makes it rise even after the row itself is gone."""
    clock = int(now.timestamp() * 1_000_000)
    return clock if row is None else max(row.version + 1, clock)
