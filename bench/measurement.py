"""Measures the main pages of a portal that Django is already set up for."""

import statistics
import time
from collections.abc import Iterator

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from consultations.models import ConsultationIndexPage, ConsultationPage
from home.models import HomePage, ProjectPage, StandardPage

WARM_UP = 3
Figures = dict[str, dict[str, float]]


def pages() -> Iterator[tuple[str, Page]]:
    """(name, page) of the pages measured: the bare one first, and the open consultation with the most in it."""
    home = HomePage.objects.get(locale__language_code="pl")
    yield "bare", home.add_child(instance=StandardPage(title="Bare", slug="bare-page"))
    yield "home", home
    yield "consultation index", ConsultationIndexPage.objects.child_of(home).get()
    open_ones = ConsultationPage.objects.filter(locale=home.locale).open(timezone.now())
    yield "consultation", max(open_ones, key=lambda page: len(page.body) + len(page.documents) + page.meetings.count())
    yield "project page", ProjectPage.objects.get(locale=home.locale)


def measure(urls: dict[str, str], rounds: int) -> Figures:
    """Queries and median CPU milliseconds of each address; they take turns, so that drift hits all alike."""
    client = Client()
    spent: dict[str, list[float]] = {name: [] for name in urls}
    for _round in range(WARM_UP + rounds):
        for name, url in urls.items():
            spent[name].append(_cpu_milliseconds(client, url))
    return {
        name: {"queries": _queries(client, url), "cpu_ms": statistics.median(spent[name][WARM_UP:])}
        for name, url in urls.items()
    }


def _cpu_milliseconds(client: Client, url: str) -> float:
    cache.clear()
    start = time.process_time()
    response = client.get(url)
    spent = (time.process_time() - start) * 1000
    assert response.status_code == 200, url
    return spent


def _queries(client: Client, url: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
