"""Upper bounds of SQL queries per page type, with empty caches; they must not grow with the content."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.factories import home
from tests.factories.consultations import consultation, consultation_index, meeting
from tests.factories.core import MunicipalityFactory, PortalDocumentFactory, PortalImageFactory, translated
from tests.factories.events import training, training_term
from tests.factories.home import SiteTree

pytestmark = pytest.mark.django_db
LIMIT = 12
STATES = ["planned", "open", "closing_soon", "closed", "overdue", "results"]


def schedule() -> list[tuple[str, dict]]:
    document = PortalDocumentFactory()
    row = {
        "event": "Szkolenie z metod",
        "dates": [date(2017, 10, 3), date(2017, 10, 6)],
        "date_text": "",
        "place": "Poznań",
        "audience": "pracownicy samorządowi",
        "recruitment": "online",
        "programme_file": document,
        "programme_url": "",
    }
    return [("schedule", {"caption": "Harmonogram", "rows": [row] * 6})]


def fill(tree: SiteTree, times: int) -> dict[str, Page]:
    """Content of every kind, `times` over; the pages to look at by name."""
    section = consultation_index(tree.consultations, title="Luboń")
    image = PortalImageFactory(file__width=64, file__height=36)  # small: renditions take their time
    for _number in range(times):
        for state in STATES:
            documents = [("document", {"document": PortalDocumentFactory(), "title": "", "summary": ""})] * times
            page = consultation(
                section,
                state,
                municipalities=MunicipalityFactory.create_batch(times),
                listing_image=image,
                documents=documents,
                body=[("heading", "Opis"), ("paragraph", "<p>Tekst.</p>")],
            )
            for _row in range(times):
                meeting(page)
        lesson = training(tree.trainings)
        training_term(lesson)
        news = home.news(tree.news)
    project = home.project(tree.home, title="O projekcie", schedule=schedule())
    statement = home.accessibility_statement(tree.home)
    return {
        "home": tree.home,
        "consultation index": tree.consultations,
        "section": section,
        "consultation": page,
        "training index": tree.trainings,
        "training": lesson,
        "news index": tree.news,
        "news": news,
        "project page": project,
        "accessibility statement": statement,
    }


def queries(client: Client, url: str) -> list[str]:
    client.get(url)  # content types and URL patterns are read once per process, not per request
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("times", [1, 3])
def test_pages_stay_within_twelve_queries(site_tree: SiteTree, client: Client, times: int) -> None:
    for name, page in fill(site_tree, times).items():
        found = queries(client, page.get_url())
        assert len(found) <= LIMIT, f"{name}: {len(found)}\n" + "\n".join(found)


def test_an_alias_in_another_language_costs_no_more(site_tree: SiteTree, client: Client) -> None:
    pages = fill(site_tree, 1)
    for page in Page.objects.filter(depth__gt=1, locale__language_code="pl").order_by("path"):
        translated(page, "en", alias=True)
    for name, page in pages.items():
        alias = Page.objects.get(translation_key=page.translation_key, locale__language_code="en")
        found = queries(client, alias.get_url())
        assert len(found) <= LIMIT, f"{name}: {len(found)}\n" + "\n".join(found)
