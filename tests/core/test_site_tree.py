"""Routing through the request's site tree: the same pages as Wagtail's own router, in fewer queries."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cms.core.site_tree import site_tree as tree_of
from tests.factories.consultations import consultation, consultation_index
from tests.factories.core import translated
from tests.factories.home import SiteTree, standard

pytestmark = pytest.mark.django_db


def request_for(path: str, language: str = "pl") -> object:
    request = RequestFactory().get(path)
    request.LANGUAGE_CODE = language  # type: ignore[attr-defined]  # as the middleware sets it
    return request


def test_trail_follows_the_slugs(site_tree: SiteTree) -> None:
    section = consultation_index(site_tree.consultations, title="Luboń", slug="lubon")
    page = consultation(section, slug="warta")
    # the same slug elsewhere must not lead astray
    standard(site_tree.home, title="Luboń", slug="lubon")
    request = request_for("/pl/konsultacje/lubon/warta/")
    tree = tree_of(request)
    assert tree is not None
    assert [one.pk for one in tree.trail(["konsultacje", "lubon", "warta"])] == [
        site_tree.home.pk,
        site_tree.consultations.pk,
        section.pk,
        page.pk,
    ]
    assert len(tree.trail(["konsultacje", "nie-ma", "warta"])) == 2


def test_four_queries_for_site_pages_restrictions_and_contact(
    site_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = request_for("/pl/konsultacje/")
    with django_assert_num_queries(4):
        tree = tree_of(request)
        assert tree is not None
        assert [page.get_url(request) for page in tree.menu]
    with django_assert_num_queries(0):
        assert tree_of(request) is tree


def test_home_of_the_active_language(site_tree: SiteTree) -> None:
    english = translated(site_tree.home, "en", title="Metropolis talks")
    with translation.override("en"):
        tree = tree_of(request_for("/en/", "en"))
    assert tree is not None
    assert tree.home.pk == english.pk
    with translation.override("uk"):
        fallback = tree_of(request_for("/uk/", "uk"))
    assert fallback is not None
    assert fallback.home.pk == site_tree.home.pk


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pl/", 200),
        ("/pl/konsultacje/", 200),
        ("/pl/konsultacje/nie-ma/", 404),
        ("/pl/aktualnosci/konsultacje/", 404),
        ("/pl/szkic/", 404),
        ("/de/", 404),
        ("/pl/konsultacje/?page=abc", 200),
        ("/pl/konsultacje/?page=999", 200),
        ("/pl/konsultacje/?page=-1", 200),
        ("/pl/konsultacje/?status=nonsense&area=x&topic=%00", 200),
        ("/pl/konsultacje/?q=%22%27*", 200),
        ("/pl/konsultacje/?q=" + "a" * 5000, 200),
    ],
)
def test_answers(site_tree: SiteTree, client: Client, path: str, status: int) -> None:
    standard(site_tree.home, title="Szkic", slug="szkic", live=False)
    response = client.get(path, follow=True)  # an address without a known language leads on to the Polish one
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")


def test_same_pages_as_wagtails_router(site_tree: SiteTree, client: Client) -> None:
    section = consultation_index(site_tree.consultations, title="Luboń", slug="lubon")
    consultation(section)
    for page in Page.objects.filter(depth__gt=1).live():
        response = client.get(page.get_url())
        assert response.status_code == 200
        assert response.context["page"].pk == page.pk
        assert [one.pk for one in response.context["page"].breadcrumbs] == [
            one.pk for one in page.get_ancestors().filter(depth__gt=1)
        ]
