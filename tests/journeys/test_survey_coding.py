"""Staff code open answers with the keyboard alone, and without scripts; the screens are looked at with axe."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import saying_nothing_of_tls
from .demo_portal import DemoPortal
from .survey_portal import made_in
from .test_every_page import AXE_RULES

pytestmark = pytest.mark.browser
TEXTS = 50
WIDTHS = (320, 1280)
PERSONAL = 7  # the text with a telephone number in it
# run by `manage.py shell`: a process of its own, since the portal's database is not that of the tests
MAKE = """
import json, sys
from django.utils import timezone
from consultations.models import ConsultationPage
from consultations.surveys.services import Circumstances, submit
from consultations.surveys.tokens import new_token
from tests.factories.surveys import content_of, survey_page
given = json.load(sys.stdin)
parent = ConsultationPage.objects.filter(url_path__contains="/lubon/", locale__language_code="pl").first()
content = content_of([{"key": "why", "type": "long_text", "text": {"pl": "Dlaczego?"}}])
made = {}
for slug, texts in given.items():
    page = survey_page(parent, content, slug=slug, title=f"Ankieta {slug}")
    made[slug] = page.pk
    page.__dict__["parent_accepts"] = None
    for text in texts:
        answers, where = {"why": text}, Circumstances(locale="pl", channel="web")
        submit(survey=page, version=page.live_version, answers=answers, circumstances=where, key=new_token(),
               now=timezone.now())
print("MADE", json.dumps(made))
"""


def text_number(number: int) -> str:
    about = "droga rowerowa" if number % 2 else "park"
    phone = ", proszę o telefon 601 234 567" if number == PERSONAL else ""
    return f"Głos {number}: {about}{phone}"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `address` needs."""
    return saying_nothing_of_tls(browser_context_args)


@pytest.fixture(scope="module")
def surveys(portal: DemoPortal) -> dict[str, int]:
    """Numbers of the surveys: fifty answers for the keyboard, three for the other tests."""
    given = {"kodowanie": [text_number(number) for number in range(TEXTS)], "trzy-glosy": ["Raz", "Dwa", "Trzy"]}
    made: dict[str, int] = made_in(portal, MAKE, given)
    return made


def check(page: Page, state: str) -> None:
    """axe on our part of the page, and nothing wider than the window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("load")
        result = Axe().run(page, context=".answers", options=AXE_RULES)
        assert not result.response["violations"], f"{state} at {width}: {result.generate_report()}"
        part = "document.querySelector('.answers')"
        assert page.evaluate(f"{part}.scrollWidth <= {part}.clientWidth"), f"{state} scrolls sideways at {width}"


def add_theme(page: Page, label: str, key: str) -> None:
    page.locator("#new-label").fill(label)
    page.locator("#new-shortcut").fill(key)
    page.locator("[name=do][value=add]").click()
    expect(page.locator(".answer-frame [name=label]").last).to_have_value(label)


def numbers_of(page: Page, screens: str) -> list[str]:
    """Texts, coded, to be published, withheld."""
    page.goto(f"{screens}coding/")
    return page.locator(".answers tbody td").all_inner_texts()[:4]


def redact(page: Page) -> None:
    """To the text and back by keys, with the number taken out."""
    expect(page.locator(".answer-text mark")).to_have_text("601 234 567")
    page.keyboard.press("r")
    expect(page.locator("[name=redacted]")).to_be_focused()
    page.keyboard.press("Control+End")
    for _letter in "601 234 567":
        page.keyboard.press("Backspace")
    page.keyboard.type("[…]")
    page.keyboard.press("Tab")
    page.keyboard.type("telefon")
    page.keyboard.press("Escape")
    expect(page.locator(".answer-text")).to_be_focused()


def test_fifty_answers_coded_by_keyboard_alone(address: str, editor: Page, surveys: dict[str, int]) -> None:
    screens = f"{address}/admin/surveys/{surveys['kodowanie']}/"
    editor.goto(f"{screens}themes/u-why/")
    add_theme(editor, "Rowery", "b")
    add_theme(editor, "Zieleń", "z")
    editor.goto(f"{screens}coding/u-why/?uncoded=on")
    for done in range(TEXTS):
        text = editor.locator(".answer-text")
        expect(text).to_be_focused()
        said = text.inner_text()
        editor.keyboard.press("b" if "droga" in said else "z")
        expect(editor.locator(".answer-status")).to_contain_text("Rowery" if "droga" in said else "Zieleń")
        if "601" in said:
            redact(editor)
        editor.keyboard.press("p" if "601" in said or done == 0 else "w")
        editor.keyboard.press("Enter")
        expect(editor.locator(".answer-progress")).to_contain_text(re.compile(rf"\b{done + 1}\b.*\b{TEXTS}\b"))
    expect(editor.locator(".answer-none")).to_be_visible()

    coded = numbers_of(editor, screens)
    assert coded[:2] == [str(TEXTS), str(TEXTS)]
    assert int(coded[2]) + int(coded[3]) == TEXTS
    editor.goto(f"{screens}coding/u-why/?q=telefon")
    expect(editor.locator(".answer-text mark")).to_have_text("601 234 567")  # the answer itself stays
    expect(editor.locator("[name=redacted]")).to_have_value(f"{text_number(PERSONAL)[:-11]}[…]")
    expect(editor.locator("[name=decision][value=publish]")).to_be_checked()
    editor.goto(f"{screens}coding/u-why/?q=glos+rowerowa")
    expect(editor.locator(".answer-bulk")).to_contain_text(str(TEXTS // 2))


def test_keys_can_be_switched_off_and_stay_so(address: str, editor: Page, surveys: dict[str, int]) -> None:
    editor.goto(f"{address}/admin/surveys/{surveys['trzy-glosy']}/coding/u-why/?uncoded=on")
    first = editor.locator(".answer-text").inner_text()
    editor.keyboard.press("w")
    expect(editor.locator("[name=decision][value=withhold]")).to_be_checked()
    editor.keyboard.press("?")
    expect(editor.locator(".answer-keys dl")).to_be_visible()
    editor.keyboard.press("j")
    expect(editor.locator(".answer-text")).not_to_have_text(first)
    editor.keyboard.press("k")
    expect(editor.locator(".answer-text")).to_have_text(first)
    expect(editor.locator("[name=decision][value=open]")).to_be_checked()  # going on saves nothing

    editor.locator("#queue-q").focus()
    editor.keyboard.type("w")  # outside of the form keys are letters
    expect(editor.locator("[name=decision][value=withhold]")).not_to_be_checked()
    editor.locator("[data-switch]").uncheck()
    editor.reload()
    expect(editor.locator("[data-switch]")).not_to_be_checked()
    editor.locator(".answer-text").focus()
    editor.keyboard.press("w")
    expect(editor.locator("[name=decision][value=withhold]")).not_to_be_checked()


def test_everything_works_without_scripts(
    address: str, editor: Page, surveys: dict[str, int], browser: Browser
) -> None:
    plain = browser.new_context(java_script_enabled=False, storage_state=editor.context.storage_state(), locale="pl-PL")
    page = plain.new_page()
    screens = f"{address}/admin/surveys/{surveys['trzy-glosy']}/"
    page.goto(f"{screens}themes/u-why/")
    add_theme(page, "Liczby", "")
    page.goto(f"{screens}coding/u-why/?uncoded=on")
    first = page.locator(".answer-text").inner_text()
    page.locator("[name=themes]").check()
    page.locator("[name=decision][value=publish]").check()
    page.locator("[name=redacted]").fill("R.")
    page.locator("[name=do][value=next]").click()
    expect(page.locator("#id_reason_error")).to_be_visible()
    page.locator("[name=reason]").fill("skrót")
    page.locator("[name=do][value=next]").click()
    expect(page.locator(".answer-text")).not_to_have_text(first)
    assert numbers_of(page, screens) == ["3", "1", "1", "0"]
    plain.close()


def test_screens_are_sound_at_two_widths(address: str, editor: Page, surveys: dict[str, int]) -> None:
    screens = f"{address}/admin/surveys/{surveys['trzy-glosy']}/"
    editor.goto(f"{screens}responses/?status=complete")
    expect(editor.locator(".answers tbody tr")).to_have_count(3)
    check(editor, "responses")
    editor.locator(".answers tbody a").first.click()
    expect(editor.locator(".survey-rehearsal")).to_be_visible()
    check(editor, "response")
    for path, state in {
        "responses/?since=2026-05-02&until=2026-05-01": "responses with a fault",
        "responses/?channel=kiosk": "no responses",
        "review/": "review",
        "coding/": "coding",
        "coding/u-why/?q=raz": "coder",
        "coding/u-why/?q=nic-takiego": "nothing to code",
        "themes/u-why/": "themes",
    }.items():
        editor.goto(f"{screens}{path}")
        check(editor, state)
