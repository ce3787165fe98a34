"""Builders of trainings and their terms. Every page is valid by default and below the index given."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from events.models import TrainingIndexPage, TrainingPage
from events.models.records import TrainingTerm

from .core import add_page


def training_index(parent: Page, **fields: Any) -> TrainingIndexPage:
    """The list of trainings below the home page."""
    return add_page(parent, TrainingIndexPage(**{"title": "Szkolenia", "show_in_menus": True, **fields}))


def training(parent: Page, **fields: Any) -> TrainingPage:
    """A training nobody has to register for; its terms come from `training_term`."""
    defaults = {
        "title": "Jak zaplanować konsultacje",
        "lead": "Jeden dzień o metodach i dobrych praktykach.",
        "audience": "pracownicy samorządowi",
    }
    return add_page(parent, TrainingPage(**{**defaults, **fields}))


def training_term(page: TrainingPage, **fields: Any) -> TrainingTerm:
    """A term of four hours in ten days, saved with the page's locale."""
    starts_at = fields.pop("starts_at", None) or timezone.now() + timedelta(days=10)
    defaults = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=4),
        "place": "Poznań, ul. Prymasa Stefana Wyszyńskiego 8",
        "locale": page.locale,
    }
    row = TrainingTerm(page=page, **{**defaults, **fields})
    row.full_clean()
    row.save()
    return row
