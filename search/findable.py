"""Which objects may be found at all: what the public can read, in a language of the portal, under its own address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.coreutils import get_content_languages
from wagtail.models import CollectionViewRestriction, Page

from cms.core.models import Municipality, PortalDocument
from cms.core.models.querysets import hidden_paths, outside

from .analysis.languages import LANGUAGES
from .documents import AreaTree
from .owners import PAGE, grouped, owner_name
from .projection import Source, source_of, sources


@dataclass(frozen=True)
class Surroundings:
    """What of the portal decides on every object, read once for many of them."""

    now: datetime

    @cached_property
    def areas(self) -> AreaTree:
        """See `read_areas`."""
        return read_areas()

    @cached_property
    def hidden_pages(self) -> list[str]:
        """Tree paths that view restrictions hide."""
        return hidden_paths()

    @cached_property
    def hidden_collections(self) -> list[str]:
        """Tree paths of the collections whose files not everybody may read."""
        paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        return sorted(set(paths))

    def pages(self) -> QuerySet[Page]:
        """Pages that may be found; whether their type ever is decides the register."""
        active = [code for code in get_content_languages() if code in LANGUAGES]
        pages = Page.objects.filter(live=True, alias_of=None, locale__language_code__in=active)
        return pages.filter(outside(self.hidden_pages))

    def files(self) -> QuerySet[PortalDocument]:
        """Files that everybody may read."""
        return PortalDocument.objects.filter(outside(self.hidden_collections, "collection__path"))


def read_areas() -> AreaTree:
    """Local governments and their counties as they stand."""
    pairs = Municipality.objects.values_list("teryt", "parent__teryt")
    return AreaTree({code: parent or "" for code, parent in pairs})


def owners_in(pages: QuerySet[Page]) -> list[str]:
    """Names of those pages whose type is registered."""
    types = {ContentType.objects.get_for_model(one.model).pk for one in sources() if issubclass(one.model, Page)}
    keys = pages.filter(content_type__in=types).order_by("pk").values_list("pk", flat=True)
    return [owner_name(Page, key) for key in keys]


def all_owners(surroundings: Surroundings) -> list[str]:
    """Names of everything that may be found."""
    found = owners_in(surroundings.pages())
    for source in sources():
        if not issubclass(source.model, Page):
            keys = source.model._default_manager.order_by("pk").values_list("pk", flat=True)
            found.extend(owner_name(source.model, key) for key in keys)
    return found


def read(owners: Iterable[str], surroundings: Surroundings) -> dict[str, tuple[Source, Any]]:
    """The objects behind those names that may be found, with their sources, locked until the transaction ends.

    The lock comes before the reading: who publishes meanwhile waits, and nothing old is projected after something new.
    """
    found = {}
    for label, keys in grouped(owners).items():
        for source, chosen in _by_source(label, keys, surroundings):
            for instance in _rows(source, chosen):
                found[owner_name(source.model, instance.pk)] = (source, instance)
    return found


def _by_source(label: str, keys: list[str], surroundings: Surroundings) -> Iterable[tuple[Source, list[Any]]]:
    if label == PAGE:
        return _page_sources(keys, surroundings)
    return [(source, keys) for source in sources() if source.model._meta.label_lower == label]


def _page_sources(keys: list[str], surroundings: Surroundings) -> list[tuple[Source, list[Any]]]:
    pages = surroundings.pages().filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)
    by_type: dict[int, list[Any]] = {}
    for key, content_type in pages.values_list("pk", "content_type"):
        by_type.setdefault(content_type, []).append(key)
    models = {ContentType.objects.get_for_id(one).model_class(): chosen for one, chosen in by_type.items()}
    return [(source, chosen) for model, chosen in models.items() if model and (source := source_of(model))]


def _rows(source: Source, keys: list[Any]) -> QuerySet[Any]:
    rows = source.model._default_manager.filter(pk__in=keys).prefetch_related(*source.rows)
    if not issubclass(source.model, Page):  # pages are locked already
        rows = rows.select_for_update(of=("self",), no_key=True)
    # without a name, select_related follows every foreign key
    return rows.select_related(*source.related) if source.related else rows
