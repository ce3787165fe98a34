"""Narrowing a list of consultations by the filter form's criteria."""

from datetime import datetime
from typing import Any

from ..lifecycle import Status
from .pages import ConsultationPage
from .querysets import ConsultationQuerySet

PER_PAGE = 12


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
