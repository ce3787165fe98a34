"""Searching as residents do: by words and filters, with "back", by keyboard, without JavaScript, on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from .demo_portal import BEHIND_TLS, DemoPortal

pytestmark = pytest.mark.browser
COUNT = "[data-count]"
STATUS = "#result-count"
OPEN = "#status-open"
WORDS = "sciezki rowerowe lubon"
FOUND = "Ścieżka nad Wartą"
FIELD = "#search-text"
OPTIONS = "search-box [role=option]"


@pytest.fixture
def results(portal: DemoPortal, page: Page) -> Page:
    """Results for “park”, marked so that a load of the page shows."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{portal.url}/pl/szukaj/?q=park")
    page.evaluate("document.documentElement.dataset.visit = 'first'")
    return page


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(request: pytest.FixtureRequest, browser: Browser, portal: DemoPortal) -> Iterator[Page]:
    """A visitor on the home page."""
    context = browser.new_context(
        java_script_enabled=request.param, base_url=portal.url, extra_http_headers=BEHIND_TLS, locale="pl-PL"
    )
    page = context.new_page()
    page.goto("/pl/")
    yield page
    context.close()


def count(page: Page) -> str:
    return page.locator(COUNT).inner_text().strip()


def number(page: Page) -> int:
    return int(re.findall(r"\d+", count(page))[0])


def settled(page: Page) -> None:
    """Nothing is on its way any more."""
    expect(page.locator("[aria-busy]")).to_have_count(0)


def is_for_results(request: Request) -> bool:
    """Not pictures and fonts, which may come late, nor suggestions."""
    return request.resource_type in {"document", "fetch", "xhr"} and "podpowiedzi" not in request.url


def still_the_first_visit(page: Page) -> bool:
    return page.evaluate("document.documentElement.dataset.visit") == "first"


# --- the whole journey ---------------------------------------------------------------------------------------------
def test_find_filter_and_go_back(visitor: Page) -> None:
    visitor.locator("main input[name=q]").fill(WORDS)
    visitor.locator("main form[role=search] button").click()
    expect(visitor.locator("#results h3 a", has_text=FOUND)).to_be_visible()
    everything = count(visitor)

    visitor.check(OPEN)
    visitor.get_by_role("button", name="Pokaż wyniki").click()
    expect(visitor).to_have_url(re.compile(r"\?q=sciezki\+rowerowe\+lubon&.*status=open"))
    expect(visitor.locator(OPEN)).to_be_checked()
    expect(visitor.locator("#results h3 a", has_text=FOUND)).to_be_visible()

    visitor.locator(".chips a", has_text="Trwa").click()
    expect(visitor).to_have_url(re.compile(r"\?q=sciezki\+rowerowe\+lubon$"))
    expect(visitor.locator(OPEN)).not_to_be_checked()
    expect(visitor.locator(COUNT)).to_have_text(everything)

    visitor.go_back()
    expect(visitor).to_have_url(re.compile("status=open"))
    expect(visitor.locator(OPEN)).to_be_checked()
    expect(visitor.locator(FIELD)).to_have_value(WORDS)


# --- results in place ----------------------------------------------------------------------------------------------
def test_ticking_a_box_renews_results_and_counts_and_keeps_the_focus(results: Page) -> None:
    box = results.locator("#topic-ochrona-srodowiska, #topic-sport-i-rekreacja").first
    before, all_found = results.locator(OPEN).locator("xpath=..").inner_text(), number(results)
    results.locator("#facet-area > summary").click()
    box.check()
    settled(results)

    expect(results).to_have_url(re.compile(r"\?q=park&topic="))
    expect(box).to_be_focused()
    assert number(results) < all_found
    assert results.locator(OPEN).locator("xpath=..").inner_text() != before
    assert results.locator(STATUS).inner_text().strip() == count(results)
    assert results.locator("#facet-area").evaluate("one => one.open")
    assert still_the_first_visit(results)


def test_back_and_forward_show_what_they_showed(results: Page) -> None:
    everything = count(results)
    results.check(OPEN)
    settled(results)
    narrowed = count(results)
    results.select_option("#search-sort", "newest")
    expect(results).to_have_url(re.compile("sort=newest"))
    settled(results)
    results.go_back()
    expect(results.locator("#search-sort")).to_have_value("")
    results.go_back()

    expect(results.locator(COUNT)).to_have_text(everything)
    expect(results.locator(OPEN)).not_to_be_checked()
    results.go_forward()
    expect(results.locator(COUNT)).to_have_text(narrowed)
    expect(results.locator(OPEN)).to_be_checked()
    assert still_the_first_visit(results)


def test_typing_and_dates_wait_for_the_form_to_be_sent(results: Page) -> None:
    asked: list[str] = []
    results.on("request", lambda request: asked.append(request.url) if is_for_results(request) else None)
    results.fill(FIELD, "rower")
    results.locator("#facet-dates > summary").click()
    results.fill("#search-from", "2020-01-01")
    results.locator("#search-from").blur()
    assert asked == []
    results.press(FIELD, "Enter")

    expect(results).to_have_url(re.compile(r"\?q=rower&from=2020-01-01$"))
    expect(results.locator(COUNT)).to_be_focused()


def test_nothing_asked_for_leads_to_the_error(results: Page) -> None:
    results.fill(FIELD, "")
    results.press(FIELD, "Enter")

    expect(results.locator("[data-faults]")).to_be_focused()
    results.locator("[data-faults] a").click()
    expect(results.locator(FIELD)).to_be_focused()
    assert still_the_first_visit(results)


def test_language_switch_follows_what_was_filtered_in_place(results: Page) -> None:
    results.check(OPEN)
    settled(results)
    results.get_by_role("link", name="English").first.click()

    expect(results).to_have_url(re.compile(r"/en/szukaj/\?q=park&status=open$"))


def test_paging_moves_to_the_heading(results: Page, portal: DemoPortal) -> None:
    results.goto(f"{portal.url}/pl/szukaj/?kind=consultation")
    results.locator(".pag a[rel=next]").click()

    expect(results).to_have_url(re.compile("page=2"))
    expect(results.locator(COUNT)).to_be_focused()
    expect(results.locator(".res")).to_have_attribute("start", "21")


# --- suggestions -----------------------------------------------------------------------------------------------------
@pytest.fixture
def typing(portal: DemoPortal, page: Page) -> Page:
    """Somebody who has typed three letters into the field of the header."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{portal.url}/pl/konsultacje/")
    page.locator("#site-q").press_sequentially("lub")
    expect(page.locator(OPTIONS).first).to_be_visible()
    return page


def test_field_is_a_combobox_that_says_how_many(typing: Page) -> None:
    field = typing.get_by_role("combobox")
    options = typing.locator(OPTIONS).count()

    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-controls", typing.locator("[role=listbox]").first.get_attribute("id") or "-")
    expect(typing.locator("search-box [role=status]")).to_have_text(re.compile(rf"^{options}\b"))
    assert 1 < options <= 8


def test_arrows_choose_and_wrap_and_escape_closes(typing: Page) -> None:
    field = typing.get_by_role("combobox")
    last = typing.locator(OPTIONS).count() - 1
    typing.keyboard.press("ArrowDown")
    expect(typing.locator(OPTIONS).nth(0)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", typing.locator(OPTIONS).nth(0).get_attribute("id") or "-")
    typing.keyboard.press("ArrowUp")
    expect(typing.locator("[aria-selected=true]")).to_have_count(0)
    typing.keyboard.press("ArrowUp")
    expect(typing.locator(OPTIONS).nth(last)).to_have_attribute("aria-selected", "true")
    typing.keyboard.press("Escape")

    expect(typing.locator("search-box [role=listbox]")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("lub")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-activedescendant") is None


def test_enter_follows_the_chosen_one(typing: Page) -> None:
    typing.keyboard.press("ArrowDown")
    typing.keyboard.press("Enter")

    expect(typing).to_have_url(re.compile(r"/pl/szukaj/\?area=3021011$"))
    expect(typing.locator("#area-3021011")).to_be_checked()


def test_enter_without_a_choice_searches_for_what_was_typed(typing: Page) -> None:
    typing.keyboard.press("Enter")

    expect(typing).to_have_url(re.compile(r"/pl/szukaj/\?q=lub$"))


def test_click_follows_and_leaving_closes(typing: Page) -> None:
    typing.keyboard.press("Tab")
    expect(typing.locator("search-box [role=listbox]")).to_be_hidden()
    typing.locator("#site-q").fill("lubo")
    expect(typing.locator("search-box [role=listbox]")).to_be_visible()
    typing.locator(OPTIONS).first.click()

    expect(typing).to_have_url(re.compile(r"/pl/szukaj/\?area=3021011$"))


def test_fast_typing_asks_once(portal: DemoPortal, page: Page) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if "podpowiedzi" in request.url else None)
    page.clock.install(time=0)
    page.goto(f"{portal.url}/pl/")
    page.clock.pause_at(3600)  # however long the machine takes, no time passes between two letters
    page.locator("#home-q").press_sequentially("lubo")
    assert asked == []
    page.clock.run_for(1000)
    expect(page.locator(OPTIONS).first).to_be_visible()

    assert len(asked) == 1


def test_field_works_while_suggestions_do_not(portal: DemoPortal, page: Page) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route("**/podpowiedzi/*", lambda route: route.abort())
    page.goto(f"{portal.url}/pl/")
    with page.expect_request("**/podpowiedzi/*"):
        page.locator("#home-q").press_sequentially("park")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=park$"))
    assert faults == []


def test_late_answer_for_older_letters_is_not_shown(portal: DemoPortal, page: Page) -> None:
    held: list[Route] = []
    page.goto(f"{portal.url}/pl/")
    page.route(re.compile(r"podpowiedzi/\?q=par$"), lambda route: held.append(route))
    with page.expect_request(re.compile(r"\?q=par$")):
        page.locator("#home-q").press_sequentially("par")
    with page.expect_event("requestfailed", lambda request: request == held[0].request):
        page.locator("#home-q").fill("lubo")

    expect(page.locator(OPTIONS).first).to_contain_text("Luboń")


# --- phones ----------------------------------------------------------------------------------------------------------
def test_phone_has_one_disclosure_for_all_filters(portal: DemoPortal, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{portal.url}/pl/szukaj/?q=park&status=open&area=3021")
    expect(page.locator(OPEN)).to_be_hidden()
    summary = page.locator("#facets > summary")
    expect(summary).to_contain_text("2")
    summary.click()
    page.uncheck(OPEN)
    settled(page)

    expect(summary).to_contain_text("1")
    expect(page.locator(OPEN)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_missing_page_searches_for_the_words_of_its_address(portal: DemoPortal, page: Page) -> None:
    page.goto(f"{portal.url}/pl/konsultacje/park-nad-warta/")
    page.locator("main form[role=search] button").click()

    expect(page).to_have_url(re.compile(r"/pl/szukaj/\?q=park\+nad\+warta$"))
