"""What a page or another object shows to the search, and the register of who can show what.

Apps register their kinds when they start (`AppConfig.ready`); the search knows none of them by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to what is projected: primary key of the `PortalDocument`, and the texts people see of it."""

    document_id: int
    title: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The searchable face of an object in one language: plain text, codes of facet values, aware moments.

    `facets` maps `area` (TERYT codes as chosen by the editor, `metropolis` for the whole), `topic`, `organiser`, `tag`
    to codes; `intervals` are the times the date filter compares with. At `refresh_at` the same object gives another
    projection although nobody changed it. The last three fields are those of a file, which the search fills in itself.
    """

    kind: str
    lang: str
    title: str
    url: str
    lead: str = ""
    body: str = ""
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    results_at: datetime | None = None
    published_at: datetime | None = None
    intervals: tuple[tuple[datetime, datetime], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    refresh_at: datetime | None = None
    container_title: str = ""
    container_url: str = ""
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A model whose rows can be found: `project(row, now)` gives the projection, or None where it must not be found.

    For pages the search itself sees to drafts, aliases and view restrictions. `related` and `rows` name what
    `project` reads along, for `select_related` and `prefetch_related`.
    """

    model: type[models.Model]
    project: Callable[[Any, datetime], Projection | None]
    related: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


Dependents = Callable[[Any], Iterable[models.Model]]
_sources: dict[type[models.Model], Source] = {}
_dependents: dict[type[models.Model], list[Dependents]] = {}
_watchers: list[Callable[[Source], None]] = []
_kinds: dict[str, Any] = {}


def register_kind(code: str, label: Any) -> None:
    """Name a kind of documents for people; `label` is a lazy translation."""
    _kinds[code] = label


def register(source: Source) -> None:
    """Let rows of a model be found. Raises ValueError for a model registered by someone else."""
    known = _sources.get(source.model)
    if known is not None and known != source:
        raise ValueError(f"{source.model.__name__} is registered already")
    if known is None:
        _sources[source.model] = source
        for watch in _watchers:
            watch(source)


def watch_sources(watch: Callable[[Source], None]) -> None:
    """Call `watch` with every source, those registered later too."""
    _watchers.append(watch)
    for source in sources():
        watch(source)


def register_dependents(model: type[models.Model], dependents: Dependents) -> None:
    """Say whose projections read rows of `model`: they are projected again when what is found of such a row changes."""
    known = _dependents.setdefault(model, [])
    if dependents not in known:
        known.append(dependents)


def dependents_of(instance: models.Model) -> list[models.Model]:
    """The objects whose projections read this one."""
    return [one for dependents in _dependents.get(type(instance), ()) for one in dependents(instance)]


def source_of(model: type[models.Model]) -> Source | None:
    """The source of a model, or None where it cannot be found."""
    return _sources.get(model)


def sources() -> Iterable[Source]:
    """Everything registered."""
    return tuple(_sources.values())


def kinds() -> Mapping[str, Any]:
    """Labels of the registered kinds in the order of registration."""
    return dict(_kinds)
