"""What every process keeps of the site: one small query per request, and never older than the last change."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.core import site_frame
from cms.core.models import ContactSettings
from cms.core.site_frame import SiteFrame, frames
from cms.core.site_tree import site_tree as tree_of
from tests.factories.consultations import consultation, consultation_index
from tests.factories.home import SiteTree, standard


def frame(host: str = "localhost") -> SiteFrame:
    found = frames.of(RequestFactory().get("/pl/", headers={"host": host}))
    assert found is not None
    return found


def request_for(path: str) -> HttpRequest:
    return RequestFactory().get(path, headers={"host": "localhost"})


def _rename(tree: SiteTree) -> None:
    tree.news.title = "Co nowego"
    tree.news.save()


def _move(tree: SiteTree) -> None:
    tree.news.move(tree.home, pos="first-child")


def _restrict(tree: SiteTree) -> None:
    PageViewRestriction.objects.create(page=tree.news, restriction_type=PageViewRestriction.LOGIN)


def _delete(tree: SiteTree) -> None:
    tree.news.delete()


CHANGES: dict[str, Callable[[SiteTree], object]] = {
    "page renamed": _rename,
    "page moved": _move,
    "page deleted": _delete,
    "page added": lambda tree: standard(tree.home),
    "page withdrawn": lambda tree: tree.news.unpublish(),
    "restriction set": _restrict,
    "contact written": lambda _tree: ContactSettings.objects.create(site=Site.objects.get(), email="a@example.org"),
    "site renamed": lambda _tree: Site.objects.get().save(),
    "language changed": lambda _tree: Locale.objects.get(language_code="uk").save(),
}


def _seen(kept: SiteFrame) -> tuple[object, ...]:
    return [(page.pk, page.title, page.live) for page in kept.pages], kept.hidden, kept.contact


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_seen_by_the_next_request(kept_site: SiteTree, name: str) -> None:
    before = frame()
    assert frame() is before
    CHANGES[name](kept_site)
    after = frame()

    assert after is not before
    if name not in {"site renamed", "language changed"}:
        assert _seen(after) != _seen(before)


def test_restriction_that_is_lifted_hides_no_more(kept_site: SiteTree) -> None:
    _restrict(kept_site)
    assert frame().hidden == [kept_site.news.path]
    PageViewRestriction.objects.get().delete()
    assert frame().hidden == []


def test_kept_frame_costs_one_query_and_deeper_pages_another(
    kept_site: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    section = consultation_index(kept_site.consultations, slug="lubon")
    page = consultation(section, slug="warta")
    frame()
    with django_assert_num_queries(1):
        tree = tree_of(request_for("/pl/szukaj/"))
        assert tree is not None
        assert [one.slug for one in tree.menu] == ["konsultacje", "szkolenia", "aktualnosci"]
    with django_assert_num_queries(2):
        tree = tree_of(request_for("/pl/konsultacje/lubon/warta/"))
        assert tree is not None
        assert [one.pk for one in tree.trail(tree.slugs)][2:] == [section.pk, page.pk]


def test_what_a_transaction_writes_is_its_own_until_it_commits(kept_site: SiteTree) -> None:
    before = frame()
    with transaction.atomic():
        _rename(kept_site)
        assert "Co nowego" in {page.title for page in frame().pages}
        transaction.set_rollback(True)

    assert frame() is before


def test_writes_below_the_models_are_seen_in_time(kept_site: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    before = frame()
    Page.objects.filter(pk=kept_site.news.pk).update(title="Co nowego")
    assert frame() is before
    monkeypatch.setattr(site_frame, "monotonic", lambda: float("inf"))

    assert "Co nowego" in {page.title for page in frame().pages}


def test_nobody_fills_the_memory_with_host_names(kept_site: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_frame, "MAX_FRAMES", 3)
    for number in range(8):
        frame(f"host-{number}.example.org")

    assert len(frames._frames) <= 3


def test_kept_parts_are_those_each_page_would_draw_itself(kept_site: SiteTree, client: Client) -> None:
    standard(kept_site.home, title="Polityka", slug="polityka", show_in_menus=False)
    paths = [
        "/pl/",
        "/pl/aktualnosci/",
        "/pl/polityka/",
        "/pl/szukaj/?q=a",
        "/en/",
        "/uk/szukaj/",
        "/pl/nie/ma/",
        "/pl/",
    ]
    drawn = {}
    for path in paths:
        frames.forget()
        drawn[path] = client.get(path).content
    frames.forget()

    assert [path for path in paths if client.get(path).content != drawn[path]] == []
    assert b'aria-current="page"' in drawn["/pl/polityka/"].split(b"<footer")[1]


def test_kept_parts_follow_a_change(kept_site: SiteTree, client: Client) -> None:
    client.get("/pl/")
    _rename(kept_site)
    ContactSettings.objects.create(site=Site.objects.get(), phone="61 000 00 00")
    page = client.get("/pl/szukaj/").content.decode()

    assert "Co nowego" in page
    assert "tel:610000000" in page
