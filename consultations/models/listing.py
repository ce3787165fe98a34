"""Lists of consultations: narrowed by the filter form's criteria, ordered, cut into pages."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from ..lifecycle import Status
from .pages import ConsultationPage
from .querysets import ConsultationQuerySet

PER_PAGE = 10


def matching_text(pages: ConsultationQuerySet, text: str) -> ConsultationQuerySet:
    """Pages that hold all words of `text`; none for a text of punctuation only."""
    # Ids first: Wagtail's results cannot be narrowed by many-to-many fields, and ranking is slow on SQLite.
    found = ConsultationPage.objects.live().search(text, operator="and", order_by_relevance=False)
    return pages.filter(pk__in=[page.pk for page in found])


def filtered(pages: ConsultationQuerySet, criteria: dict[str, Any], now: datetime) -> ConsultationQuerySet:
    """Pages that meet every criterion of the filter form's cleaned data."""
    if statuses := criteria["status"]:
        pages = pages.with_status([Status(code) for code in statuses], now)
    pages = pages.in_municipalities(criteria["area"]).about(criteria["topic"])
    if organisers := criteria["organiser"]:
        pages = pages.filter(organiser__slug__in=organisers)
    if text := criteria["q"].strip():
        pages = matching_text(pages, text)
    return pages


def listing_page(pages: ConsultationQuerySet, number: str | None, now: datetime) -> Page:
    """One page of the list, the first or last for a number that is none; two queries and one for municipalities.

    The ids alone are counted, ordered and cut: a list of ids is cheap, and ordering whole rows twice is not.
    """
    listing = Paginator(list(pages.in_listing_order(now).values_list("pk", flat=True)), PER_PAGE).get_page(number)
    cards = ConsultationPage.objects.for_cards().in_bulk(listing.object_list)
    listing.object_list = [cards[pk] for pk in listing.object_list]
    return listing
