"""Staff of a municipality publish a consultation through the admin, residents read it, also in English."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import saying_nothing_of_tls

pytestmark = pytest.mark.browser
TITLE = "Rynek przyjazny pieszym"
ENGLISH_TITLE = "Market square for pedestrians"
RICH_TEXTS = {
    "who_can_take_part": "Każdy, kto mieszka w Luboniu.",
    "how_to_take_part": "Listownie albo osobiście.",
    "contact": "Biuro konsultacji, 61 000 00 00",
}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `address` needs."""
    return saying_nothing_of_tls(browser_context_args)


@pytest.fixture
def resident(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """Another browser, signed in nowhere."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


def moment(hours: int) -> str:
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def write(editor: Page, field: str, text: str) -> None:
    """Type into a rich text field."""
    box = editor.locator(f"[data-contentpath={field}] [contenteditable=true]")
    box.click()
    box.press_sequentially(text)
    expect(editor.locator(f"input[name={field}]")).to_have_value(re.compile(re.escape(text[-12:])))


def fill_in(editor: Page) -> None:
    """What a consultation needs, closing in three hours."""
    editor.locator("[name=title]").fill(TITLE)
    editor.locator("[name=lead]").fill("Gdzie zwęzić jezdnię, a gdzie posadzić drzewa?")
    editor.locator("[name=opens_at]").fill(moment(-24))
    editor.locator("[name=closes_at]").fill(moment(3))
    editor.locator("[name=organiser]").select_option(label="Miasto Luboń")
    editor.locator("[name=topics]").first.check()
    editor.get_by_label("Luboń", exact=True).check()
    for field, text in RICH_TEXTS.items():
        write(editor, field, text)
    editor.get_by_role("tab", name="Prawo").click()
    editor.locator("[name=legal_basis]").fill("Ustawa o samorządzie gminnym, art. 5a")
    write(editor, "gdpr_notice", "Administratorem danych jest Burmistrz.")


def save_draft(editor: Page) -> str:
    """Save, and return the address of the page's edit form."""
    editor.get_by_role("button", name="Zapisz szkic").click()
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)
    expect(editor).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    return editor.url


def look_at_preview(editor: Page) -> None:
    editor.locator("[data-side-panel-toggle=preview]").click()
    expect(editor.frame_locator("#w-preview-iframe").locator("h1")).to_have_text(TITLE)


def publish(editor: Page) -> None:
    editor.locator("footer .w-dropdown__toggle").click()
    editor.locator("[name=action-publish]").click()
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)


def translate(editor: Page, edit_url: str) -> None:
    """Submit the page for translation to English, type every text, publish."""
    editor.goto(edit_url.replace("/admin/pages/", "/admin/localize/submit/page/").replace("/edit/", "/"))
    editor.get_by_label("English").check()
    editor.get_by_role("main").get_by_role("button", name="Wyślij").click()
    expect(editor).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    translate_tab(editor, [ENGLISH_TITLE])
    editor.get_by_role("tab", name="Prawo").click()
    translate_tab(editor, [])
    editor.get_by_role("button", name="Opublikuj").click()
    expect(editor.locator(".messages .success")).to_contain_text(ENGLISH_TITLE)


def translate_tab(editor: Page, texts: list[str]) -> None:
    """Translate what the open tab shows: the first texts as given, all others alike."""
    buttons = editor.get_by_role("button", name="Tłumacz", exact=True)
    expect(buttons.first).to_be_visible()
    for left in range(buttons.count(), 0, -1):
        buttons.first.click()
        editor.locator("textarea:visible").fill(texts.pop(0) if texts else "English text")
        editor.get_by_role("button", name="Zapisz", exact=True).click()
        expect(buttons).to_have_count(left - 1)


def entry(resident: Page, url: str) -> Locator:
    """The consultation on a list."""
    resident.goto(url)
    return resident.get_by_role("listitem").filter(has=resident.get_by_role("link", name=TITLE))


def delete(editor: Page, edit_url: str) -> None:
    """Leave the portal as it was: other tests read it too."""
    editor.goto(edit_url.replace("/edit/", "/delete/"))
    editor.locator("main form [type=submit]").first.click()
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)


def test_consultation_from_draft_to_its_english_page(address: str, editor: Page, resident: Page) -> None:
    editor.goto(f"{address}/admin/consultations/choose_parent/")
    fill_in(editor)
    edit_url = save_draft(editor)
    public_url = f"{address}/pl/konsultacje/lubon/rynek-przyjazny-pieszym/"
    draft = resident.goto(public_url)
    assert draft is not None
    assert draft.status == 404
    look_at_preview(editor)

    publish(editor)
    resident.goto(public_url)
    expect(resident.get_by_role("heading", level=1)).to_have_text(TITLE)
    for path in ("/pl/", "/pl/konsultacje/?q=pieszym", "/pl/organizatorzy/lubon/"):
        expect(entry(resident, address + path).locator(".tag--soon")).to_be_visible()

    translate(editor, edit_url)
    resident.goto(public_url)
    resident.get_by_role("link", name="English").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text(ENGLISH_TITLE)
    expect(resident.get_by_role("main")).to_contain_text("English text")
    expect(resident.locator(".language-notice")).to_have_count(0)
    delete(editor, edit_url)
