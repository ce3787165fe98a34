"""The filter of the consultation list changes the results in place; the address, the form and "back" stay true."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from .demo_portal import DemoPortal

pytestmark = pytest.mark.browser
OPEN = "input[name=status][value=open]"
CLOSED = "input[name=status][value=closed]"
COUNT = "[data-count]"
STATUS = "#result-count"


@pytest.fixture
def listing(portal: DemoPortal, page: Page) -> Page:
    """The list of consultations, marked so that a load of the page shows."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{portal.url}/pl/konsultacje/")
    page.evaluate("document.documentElement.dataset.visit = 'first'")
    return page


def count(page: Page) -> str:
    return page.locator(COUNT).inner_text().strip()


def still_the_first_visit(page: Page) -> bool:
    return page.evaluate("document.documentElement.dataset.visit") == "first"


def test_ticking_a_box_narrows_in_place_and_says_so(listing: Page) -> None:
    everything = count(listing)
    listing.check(OPEN)

    expect(listing).to_have_url(re.compile(r"\?status=open$"))
    expect(listing.locator(STATUS)).to_have_text(re.compile(r"\d"))
    expect(listing.locator(OPEN)).to_be_focused()
    assert count(listing) != everything
    assert listing.locator(STATUS).inner_text().strip() == count(listing)
    assert still_the_first_visit(listing)


def test_back_restores_the_form_with_the_results(listing: Page) -> None:
    everything = count(listing)
    listing.check(OPEN)
    expect(listing).to_have_url(re.compile(r"\?status=open$"))
    expect(listing.locator("#results:not([aria-busy])")).to_be_visible()
    listing.go_back()

    expect(listing.locator(OPEN)).not_to_be_checked()
    expect(listing.locator(COUNT)).to_have_text(everything)
    listing.go_forward()
    expect(listing.locator(OPEN)).to_be_checked()
    assert still_the_first_visit(listing)


def test_removing_a_filter_by_its_link_unticks_its_box(listing: Page) -> None:
    listing.check(OPEN)
    listing.locator(".chips a").first.click()

    expect(listing.locator(OPEN)).not_to_be_checked()
    expect(listing.locator(COUNT)).to_be_focused()
    expect(listing).to_have_url(re.compile(r"/pl/konsultacje/$"))
    assert still_the_first_visit(listing)


def test_typing_waits_for_the_form_to_be_sent(listing: Page) -> None:
    listing.fill("#filter-q", "zzzzzz")
    listing.check(CLOSED)
    expect(listing).to_have_url(re.compile(r"\?q=zzzzzz&status=closed$"))
    listing.fill("#filter-q", "")
    listing.press("#filter-q", "Enter")

    expect(listing).to_have_url(re.compile(r"\?status=closed$"))
    expect(listing.locator(COUNT)).to_be_focused()


def test_link_inside_the_page_changes_no_results(listing: Page) -> None:
    requests: list[str] = []
    listing.on("request", lambda request: requests.append(request.resource_type))
    listing.locator(".skip").focus()
    listing.keyboard.press("Enter")

    expect(listing).to_have_url(re.compile("#content$"))
    assert not {"document", "fetch"} & set(requests)


def test_failed_request_falls_back_to_a_load_of_the_page(listing: Page) -> None:
    listing.route("**/konsultacje/?*", lambda route: route.abort() if is_fetch(route) else route.continue_())
    listing.check(OPEN)

    expect(listing).to_have_url(re.compile(r"\?status=open$"))
    expect(listing.locator(OPEN)).to_be_checked()
    assert not still_the_first_visit(listing)


def is_fetch(route: Route) -> bool:
    return route.request.resource_type == "fetch"
