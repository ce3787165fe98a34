"""Builders of consultations and their rows. Every page is valid by default and below the index given."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.core.models import Municipality, Topic
from consultations.models import ConsultationIndexPage, ConsultationPage
from consultations.models.records import Meeting

from .core import MunicipalityFactory, OrganiserFactory, TopicFactory, add_page

DAY = timedelta(days=1)
OUTCOME = {
    "asked": "Gdzie brakuje ławek i cienia?",
    "said": "Odpowiedziało 412 osób. Najczęściej: przy przystani.",
    "done": "Ustawimy 14 ławek do czerwca.",
}
REQUIRED_TEXTS = {
    "title": "Miejsca odpoczynku nad Wartą",
    "lead": "Zaznacz, gdzie brakuje ławek, cienia i zejść do rzeki.",
    "who_can_take_part": "<p>Każdy, kto bywa nad rzeką.</p>",
    "how_to_take_part": "<p>Przez formularz, listownie albo na spotkaniu.</p>",
    "contact": "<p>Anna Przykładowa, biuro konsultacji, 61 000 00 00</p>",
    "legal_basis": "Ustawa o samorządzie gminnym, art. 5a",
    "gdpr_notice": "<p>Administratorem danych jest organizator.</p>",
}


def dates(state: str, now: datetime) -> dict[str, Any]:
    """Date fields of a consultation that at `now` is: planned, open, closing_soon, closed, overdue or results."""
    return {
        "planned": {"opens_at": now + 5 * DAY, "closes_at": now + 35 * DAY},
        "open": {"opens_at": now - 5 * DAY, "closes_at": now + 20 * DAY},
        "closing_soon": {"opens_at": now - 20 * DAY, "closes_at": now + 3 * DAY},
        "closed": {
            "opens_at": now - 40 * DAY,
            "closes_at": now - 10 * DAY,
            "results_expected_on": timezone.localdate(now + 20 * DAY),
        },
        "overdue": {
            "opens_at": now - 90 * DAY,
            "closes_at": now - 60 * DAY,
            "results_expected_on": timezone.localdate(now - 30 * DAY),
        },
        "results": {
            "opens_at": now - 90 * DAY,
            "closes_at": now - 60 * DAY,
            "results_published_at": now - 30 * DAY,
            **OUTCOME,
        },
    }[state]


def consultation_index(parent: Page, **fields: Any) -> ConsultationIndexPage:
    """A list of consultations: the main one below the home page, a section below another list."""
    return add_page(parent, ConsultationIndexPage(**{"title": "Konsultacje", "show_in_menus": True, **fields}))


def consultation(
    parent: Page,
    state: str = "open",
    *,
    now: datetime | None = None,
    topics: Iterable[Topic] | None = None,
    municipalities: Iterable[Municipality] | None = None,
    **fields: Any,
) -> ConsultationPage:
    """A consultation in a state of `dates`, with one topic and one municipality unless others are given."""
    moment = now or timezone.now()
    page = ConsultationPage(**{**REQUIRED_TEXTS, **dates(state, moment), **fields})
    if page.organiser_id is None:
        page.organiser = OrganiserFactory()
    page.topics = [TopicFactory()] if topics is None else list(topics)
    if municipalities is None:
        municipalities = [] if page.whole_metropolis else [MunicipalityFactory()]
    page.municipalities = list(municipalities)
    return add_page(parent, page)


def meeting(page: ConsultationPage, **fields: Any) -> Meeting:
    """A meeting of two hours in ten days, in a place without steps, saved with the page's locale."""
    starts_at = fields.pop("starts_at", None) or timezone.now() + 10 * DAY
    defaults = {
        "title": "Spotkanie otwarte",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Biblioteka Miejska, ul. Wodna 1, Luboń",
        "accessibility_note": "Bez schodów, pętla indukcyjna.",
        "locale": page.locale,
    }
    row = Meeting(page=page, **{**defaults, **fields})
    row.full_clean()
    row.save()
    return row
