"""Page numbers of a list: never more links than fit on a phone."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from cms.core.templatetags.listing_tags import page_links


@pytest.mark.parametrize(
    ("pages", "current", "expected"),
    [
        (2, 1, "1 2"),
        (5, 3, "1 2 3 4 5"),
        (20, 1, "1 2 … 20"),
        (20, 10, "1 … 9 10 11 … 20"),
        (20, 20, "1 … 19 20"),
    ],
)
def test_page_numbers(pages: int, current: int, expected: str) -> None:
    listing = Paginator(range(pages), 1).page(current)
    links = page_links({"request": RequestFactory().get("/pl/")}, listing)

    assert " ".join(one.text for one in links.numbers) == expected
    assert [one.text for one in links.numbers if not one.address] == ["…"] * expected.count("…")
    assert [one.text for one in links.numbers if one.is_current] == [str(current)]
    assert bool(links.previous) == (current > 1)
    assert bool(links.next) == (current < pages)


def pagination(pages: int, current: int, query: str) -> str:
    request = RequestFactory().get(f"/pl/konsultacje/?{query}")
    listing = Paginator(range(pages), 1).page(current)
    return render_to_string("components/pagination.html", {"listing": listing}, request)


def test_pagination_keeps_the_filters() -> None:
    html = pagination(3, 2, "area=3064011&area=3021011&page=2")

    assert 'href="?area=3064011&amp;area=3021011&amp;page=1"' in html
    assert 'href="?area=3064011&amp;area=3021011&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_a_list_of_one_page_has_no_pagination() -> None:
    assert pagination(1, 1, "").strip() == ""
