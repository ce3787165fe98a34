"""Filters over consultations in the database."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from consultations.lifecycle import Status
from consultations.models import ConsultationPage
from tests.factories.consultations import consultation, consultation_index
from tests.factories.core import MunicipalityFactory, TopicFactory, translated
from tests.factories.home import SiteTree

pytestmark = pytest.mark.django_db
STATES = ["planned", "open", "closing_soon", "closed", "overdue", "results"]
STEPS = [timedelta(days=days) for days in (-100, -91, -61, -60, -30, -10, -1, 0, 1, 4, 6, 21, 36, 400)]


def test_database_and_rule_agree_on_every_status(site_tree: SiteTree) -> None:
    now = timezone.now()
    pages = [consultation(site_tree.consultations, state, now=now) for state in STATES]
    edges = [
        moment for page in pages for moment in (page.opens_at, page.closes_at, page.results_published_at) if moment
    ]
    for moment in [*(now + step for step in STEPS), *edges, *(edge + timedelta(seconds=1) for edge in edges)]:
        by_rule = {status: {page.pk for page in pages if page.status_at(moment) is status} for status in Status}
        by_database = {
            status: set(ConsultationPage.objects.with_status([status], moment).values_list("pk", flat=True))
            for status in Status
        }
        assert by_database == by_rule


def test_listing_order(site_tree: SiteTree) -> None:
    now = timezone.now()
    for state in reversed(STATES):
        consultation(site_tree.consultations, state, now=now, title=state)
    titles = [page.title for page in ConsultationPage.objects.in_listing_order(now)]
    assert titles[:4] == ["closing_soon", "open", "planned", "closed"]
    assert set(titles[4:]) == {"overdue", "results"}


def test_a_consultation_for_all_is_found_under_each_municipality_and_nothing_comes_twice(site_tree: SiteTree) -> None:
    one, two, three = MunicipalityFactory.create_batch(3)
    everywhere = consultation(site_tree.consultations, whole_metropolis=True)
    both = consultation(site_tree.consultations, municipalities=[one, two])
    consultation(site_tree.consultations, municipalities=[three])
    found = ConsultationPage.objects.in_municipalities([one.teryt, two.teryt])
    assert sorted(page.pk for page in found) == sorted([everywhere.pk, both.pk])


def test_topics_widen_inside_the_facet(site_tree: SiteTree) -> None:
    transport, greenery, culture = TopicFactory.create_batch(3)
    both = consultation(site_tree.consultations, topics=[transport, greenery])
    only = consultation(site_tree.consultations, topics=[greenery])
    consultation(site_tree.consultations, topics=[culture])
    found = ConsultationPage.objects.about([transport.slug, greenery.slug])
    assert [page.pk for page in found.order_by("pk")] == [both.pk, only.pk]


def test_no_criterion_means_all(site_tree: SiteTree) -> None:
    page = consultation(site_tree.consultations)
    pages = ConsultationPage.objects.all()
    assert list(pages.in_municipalities([]).about([])) == [page]


@pytest.mark.parametrize("restricted", ["page", "section"])
def test_a_private_page_is_hidden_with_its_aliases(site_tree: SiteTree, restricted: str) -> None:
    section = consultation_index(site_tree.consultations, title="Luboń")
    hidden = consultation(section)
    alias = translated(hidden, "en", alias=True)
    shown = consultation(site_tree.consultations)
    PageViewRestriction.objects.create(
        page=hidden if restricted == "page" else section, restriction_type=PageViewRestriction.LOGIN
    )
    visible = set(ConsultationPage.objects.visible().values_list("pk", flat=True))
    assert shown.pk in visible
    assert {hidden.pk, alias.pk} & visible == set()
    assert alias.specific.get_view_restrictions().count() == 1
