"""Builders and looks around the search: what is found, files with text, and rows of its own tables."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from cms.core.models import PortalDocument
from search.models import EmptySearch, ExtractedText, PendingProjection, SearchDocument, SynonymSet
from search.projection import Projection

from .core import PortalDocumentFactory

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class SynonymSetFactory(DjangoModelFactory):
    """A line that nobody else has."""

    class Meta:
        model = SynonymSet

    expressions = factory.Sequence(lambda number: f"skrot{number} = rozwiniecie{number}")


class EmptySearchFactory(DjangoModelFactory):
    """A text that found nothing, once, today."""

    class Meta:
        model = EmptySearch

    day = date(2026, 11, 23)
    lang = "pl"
    text = factory.Sequence(lambda number: f"hulajnoga {number}")


def projection(**fields: Any) -> Projection:
    """A page in Polish; `fields` are those that matter."""
    defaults = {"kind": "page", "lang": "pl", "title": "Ścieżki rowerowe", "url": "/pl/sciezki/"}
    return Projection(**{**defaults, **fields})


def publish(page: Page) -> Page:
    """Publish what the page says now, as the admin does; the published page."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def key_of(page: Page) -> str:
    """The key of the page's own document."""
    return f"page-{page.pk}"


def file_key(page: Page, document: PortalDocument) -> str:
    """The key of the document of a file that belongs to the page."""
    return f"page-{page.pk}-file-{document.pk}"


def document_of(page: Page) -> SearchDocument | None:
    """What is found of the page; None when nothing is."""
    return SearchDocument.objects.live().filter(key=key_of(page)).first()


def found_keys() -> set[str]:
    """Keys of everything that can be found."""
    return set(SearchDocument.objects.live().values_list("key", flat=True))


def text_file(text: str, **fields: Any) -> PortalDocument:
    """A plain text file."""
    return PortalDocumentFactory(file__filename="notatka.txt", file__data=text.encode(), **fields)


def read_text(document: PortalDocument, text: str) -> ExtractedText:
    """The text of a file as if it had been read."""
    return ExtractedText.objects.create(document=document, text=text, state=ExtractedText.State.DONE)


def failed_projection(page: Page, error: str = "ValueError: no") -> PendingProjection:
    """A page whose builder raised."""
    facts = {"error": error, "attempts": 1, "retry_at": NOW}
    return PendingProjection.objects.update_or_create(owner=key_of(page), defaults=facts)[0]
