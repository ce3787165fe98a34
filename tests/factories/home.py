"""Builders of the front of house and of the whole tree of pages. Every page is valid by default."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from consultations.models import ConsultationIndexPage
from events.models import TrainingIndexPage
from home.choices import AssessmentMethod, Conformance
from home.models import AccessibilityStatementPage, HomePage, NewsIndexPage, NewsPage, ProjectPage, StandardPage

from .consultations import consultation_index
from .core import add_page, locale_for, root_collection
from .events import training_index


@dataclass(frozen=True)
class SiteTree:
    """The pages every visitor can count on, in Polish."""

    root: Page
    home: HomePage
    consultations: ConsultationIndexPage
    trainings: TrainingIndexPage
    news: NewsIndexPage


def site_tree() -> SiteTree:
    """Locales of all languages, a site whose root is the Polish home page, and the three lists below it.

    The tests' database has them; they are built in any other, and after a test that emptied it.
    """
    return _standing_tree() or _built_tree()


def _standing_tree() -> SiteTree | None:
    pages = {type(page): page for page in Page.objects.filter(depth__lte=3).order_by("path").specific()}
    kinds = (HomePage, ConsultationIndexPage, TrainingIndexPage, NewsIndexPage)
    if not all(kind in pages for kind in kinds):
        return None
    return SiteTree(pages[Page], *(pages[kind] for kind in kinds))


def _built_tree() -> SiteTree:
    for language, _name in settings.LANGUAGES:
        locale_for(language)
    root_collection()
    root = _empty_root()
    home = home_page(root)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "site_name": "Metropolia rozmawia", "root_page": home},
    )
    return SiteTree(root, home, consultation_index(home), training_index(home), news_index(home))


def _empty_root() -> Page:
    """The root page without Wagtail's welcome page; a flushed database has lost the root too."""
    root = Page.get_first_root_node()
    if root is None:
        return Page.add_root(instance=Page(title="Root", slug="root", locale=locale_for(settings.LANGUAGE_CODE)))
    for page in root.get_children():
        page.delete()
    return Page.objects.get(pk=root.pk)


def home_page(root: Page, **fields: Any) -> HomePage:
    """A home page below the root of all pages."""
    defaults = {
        "title": "Metropolia rozmawia",
        "slug": "metropolia",
        "lead": "Konsultacje społeczne gmin metropolii Poznań.",
        "hero_title": "O czym rozmawia dziś Twoja gmina?",
        "hero_highlight": "Twoja gmina",
    }
    return add_page(root, HomePage(**{**defaults, **fields}))


def news_index(parent: Page, **fields: Any) -> NewsIndexPage:
    """The list of news below the home page."""
    return add_page(parent, NewsIndexPage(**{"title": "Aktualności", "show_in_menus": True, **fields}))


def news(parent: Page, **fields: Any) -> NewsPage:
    """A piece of news."""
    defaults = {"title": "Raport jest gotowy", "lead": "Zebraliśmy 412 głosów.", "date": date(2026, 11, 20)}
    return add_page(parent, NewsPage(**{**defaults, **fields}))


def standard(parent: Page, **fields: Any) -> StandardPage:
    """A page of plain content, empty unless a body is given."""
    return add_page(parent, StandardPage(**{"title": "Jak to działa", **fields}))


def project(parent: Page, **fields: Any) -> ProjectPage:
    """The description of a project with its origin; schedule and office are given by the test."""
    defaults = {"title": "O projekcie", "origin": "<p>Stowarzyszenie uzyskało dotację.</p>"}
    return add_page(parent, ProjectPage(**{**defaults, **fields}))


def accessibility_statement(parent: Page, **fields: Any) -> AccessibilityStatementPage:
    """A statement of a partially compliant site with the mandatory facts only."""
    defaults = {
        "title": "Deklaracja dostępności",
        "entity_name": "Stowarzyszenie Metropolia Poznań",
        "scope": "Metropolia rozmawia",
        "site_url": "https://konsultacje.example.org/",
        "published_on": date(2026, 11, 22),
        "updated_on": date(2026, 11, 22),
        "conformance": Conformance.PARTIAL,
        "non_conformities": "<p>Część plików PDF nie ma warstwy tekstowej.</p>",
        "prepared_on": date(2026, 11, 22),
        "assessment_method": AssessmentMethod.SELF,
        "contact_name": "Anna Przykładowa",
        "contact_email": "dostepnosc@example.org",
        "contact_phone": "61 000 00 00",
        "architecture": "<p>Wejście bez schodów od ul. Wodnej.</p>",
        "communication": "<p>Tłumacz PJM on-line w godzinach pracy biura.</p>",
    }
    return add_page(parent, AccessibilityStatementPage(**{**defaults, **fields}))
