"""What a visitor does: by keyboard, without JavaScript, in forced colours, with large text."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .demo_portal import BEHIND_TLS, DemoPortal

pytestmark = pytest.mark.browser
PATHS = ("/pl/", "/pl/konsultacje/", "/pl/szukaj/?q=park", "/en/", "/uk/konsultatsii/")
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


@pytest.mark.parametrize("path", PATHS)
def test_keyboard_reaches_everything_and_shows_where_it_is(portal: DemoPortal, page: Page, path: str) -> None:
    page.goto(portal.url + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    wanted = page.evaluate(f'[...document.querySelectorAll("{FOCUSABLE}")].filter(one => one.checkVisibility()).length')
    reached = 0
    for _step in range(wanted + 20):  # a date takes several steps
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const one = document.activeElement;
            if (one === document.body || one.dataset.reached) return null;
            one.dataset.reached = 1;
            const target = one.closest('svg') ? one.querySelector('*') || one : one;
            const style = getComputedStyle(one), inner = getComputedStyle(target);
            return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || inner.strokeWidth !== '1px' }"""
        )
        if state is None:
            continue
        assert state, page.evaluate("document.activeElement.outerHTML")
        reached += 1
    assert reached >= wanted


def test_skip_link_leads_to_the_content(portal: DemoPortal, page: Page) -> None:
    page.goto(f"{portal.url}/pl/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def without_javascript(browser: Browser, portal: DemoPortal) -> Page:
    context: BrowserContext = browser.new_context(
        java_script_enabled=False, base_url=portal.url, extra_http_headers=BEHIND_TLS, locale="pl-PL"
    )
    return context.new_page()


@pytest.mark.parametrize("javascript", [True, False])
def test_search_filter_and_read(browser: Browser, portal: DemoPortal, page: Page, javascript: bool) -> None:
    visitor = page if javascript else without_javascript(browser, portal)
    visitor.goto(f"{portal.url}/pl/")
    form = visitor.locator("main form[role=search]").first
    form.locator("input[name=q]").fill("park")
    form.get_by_role("button").click()
    expect(visitor).to_have_url(re.compile(r"/pl/szukaj/\?.*q=park"))
    visitor.locator("input[name=status][value=results]").check()
    visitor.get_by_role("button", name="Pokaż wyniki").click()
    expect(visitor).to_have_url(re.compile("q=park.*status=results"))
    result = visitor.locator("#results h3 a").first
    title = result.inner_text()
    result.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(title)
    expect(visitor.get_by_role("heading", name="Zapytaliśmy")).to_be_visible()


def test_language_switch_stays_on_the_page(portal: DemoPortal, page: Page) -> None:
    page.goto(f"{portal.url}/pl/konsultacje/")
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(re.compile("/en/consultations/$"))
    page.get_by_role("link", name="Українська").first.click()
    expect(page).to_have_url(re.compile("/uk/konsultatsii/$"))


def test_large_text_and_forced_colours_keep_the_page_whole(portal: DemoPortal, browser: Browser) -> None:
    context = browser.new_context(
        extra_http_headers=BEHIND_TLS, forced_colors="active", viewport={"width": 640, "height": 800}
    )
    page = context.new_page()
    for path in PATHS:
        page.goto(portal.url + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        expect(page.get_by_role("heading", level=1)).to_be_visible()
