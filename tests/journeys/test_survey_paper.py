"""Paper forms: printed, typed by keyboard alone, typed twice and compared; looked at with axe at two widths."""

import re
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.surveys.paper.contents import ELEMENTS, content

from .conftest import saying_nothing_of_tls
from .demo_portal import DemoPortal
from .survey_portal import add_surveys
from .test_every_page import AXE_RULES

pytestmark = pytest.mark.browser
ADMINISTRATOR, COORDINATOR = "admin", "koordynator"
WIDTHS = (320, 1280)
FORMS = 30
KEYS = ["single", "multi", "scale", "number", "ranking", "text"]
SHORT = [element for key in KEYS for element in ELEMENTS if element["key"] == key]


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `address` needs."""
    return saying_nothing_of_tls(browser_context_args)


@pytest.fixture(scope="module")
def surveys(portal: DemoPortal) -> dict[str, str]:
    fields = {"introduction": "<p>Zapraszamy.</p>", "information_clause": "<p>Administratorem jest gmina.</p>"}
    return add_surveys(
        portal,
        {
            "papier": (content(*SHORT), fields),
            "papier-dwa": (content(*SHORT), {}),
            "papier-druk": (content(*ELEMENTS), fields),
        },
    )


def sign_in(page: Page, portal: DemoPortal, address: str, name: str) -> Page:
    page.goto(f"{address}/admin/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(portal.logins[name])
    page.locator("[type=submit]").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    return page


@pytest.fixture
def clerk(page: Page, portal: DemoPortal, address: str) -> Page:
    return sign_in(page, portal, address, ADMINISTRATOR)


def paper_of(clerk: Page, address: str, slug: str) -> str:
    """Address of the survey's screen of paper forms."""
    found = clerk.request.get(f"{address}/api/v2/pages/?type=surveys.SurveyPage&slug={slug}").json()
    return f"{address}/admin/surveys/{found['items'][0]['id']}/paper/"


def begin(clerk: Page, paper: str, name: str, *, twice: bool = False) -> None:
    """A new batch, and its first empty form."""
    clerk.goto(paper)
    clerk.locator("[name=name]").fill(name)
    if twice:
        clerk.locator("[name=double_entry]").check()
    clerk.locator("[name=name]").press("Enter")
    expect(clerk.locator("#serial")).to_be_focused()
    clerk.wait_for_load_state("load")  # before, Enter sends the form as it does without scripts


def type_form(clerk: Page, *fields: str) -> None:
    """Each text, and Enter; then Enter on the button."""
    clerk.wait_for_load_state("load")
    for text in fields:
        if text:
            clerk.keyboard.type(text)
        clerk.keyboard.press("Enter")
    expect(clerk.locator("[data-save]")).to_be_focused()
    clerk.keyboard.press("Enter")


def check(page: Page, part: str, state: str) -> None:
    """axe on our part of the page, and nothing wider than the window."""
    page.wait_for_load_state("load")
    result = Axe().run(page, context=part, options=AXE_RULES)
    assert not result.response["violations"], f"{state}: {result.generate_report()}"
    assert page.evaluate(
        "(part) => document.querySelector(part).scrollWidth <= document.querySelector(part).clientWidth", part
    ), f"{state} scrolls sideways"


def test_thirty_forms_typed_by_keyboard_alone(address: str, clerk: Page, surveys: dict[str, str]) -> None:
    paper = paper_of(clerk, address, "papier")
    begin(clerk, paper, "Biblioteka")
    # single, words beside it, multi, words beside it, scale, number, ranking, text
    clerk.keyboard.type("0001")
    clerk.keyboard.press("Enter")
    for number in range(1, FORMS + 1):
        expect(clerk.locator("#serial")).to_have_value(f"{number:04}")
        expect(clerk.locator("[id='q-single']")).to_be_focused()
        answers = ("B", "", "AC", "", "x" if number % 3 else "7", "2,5", "213", f"Uwaga {number}")
        type_form(clerk, *answers)
        expect(clerk.locator(".messages .success")).to_contain_text(f"{number:04}")
    clerk.goto(paper)
    expect(clerk.locator(".paper-counts tbody tr td").nth(1)).to_have_text(str(FORMS))


def test_what_is_typed_is_said_and_contradictions_are_asked_about(
    address: str, clerk: Page, surveys: dict[str, str]
) -> None:
    begin(clerk, paper_of(clerk, address, "papier-dwa"), "Szkoła")
    clerk.keyboard.type("K1")
    clerk.keyboard.press("Enter")
    clerk.keyboard.type("b")
    line = clerk.locator(".paper-line", has=clerk.locator("[id='q-single']"))
    expect(line.locator(".paper-echo")).to_have_text("Opcja b")
    clerk.keyboard.press("Enter")
    type_form(clerk, "", "ABC", "", "99", "", "112", "?")
    expect(clerk.locator("[id='q-scale']")).to_be_focused()
    expect(clerk.locator("[id='q-multi']")).to_have_value("ABC")
    for width in WIDTHS:
        clerk.set_viewport_size({"width": width, "height": 900})
        check(clerk, ".paper-entry", f"entry with faults at {width}")
    clerk.locator("[id='q-scale']").fill("9")
    clerk.locator("[data-save]").click()
    clerk.locator("#note").fill("tak na papierze")
    clerk.locator("[name=accepted]").click()
    expect(clerk.locator(".messages .success")).to_contain_text("K1")
    expect(clerk.locator("#serial")).to_have_value("K2")


def test_a_form_typed_twice_differently_is_decided(
    portal: DemoPortal, address: str, clerk: Page, surveys: dict[str, str], browser: Browser
) -> None:
    paper = paper_of(clerk, address, "papier-dwa")
    begin(clerk, paper, "Urząd", twice=True)
    entry = clerk.url
    typed = ("D1", "B", "", "AC", "", "7", "2,5", "213", "Uwaga")
    type_form(clerk, *typed)
    expect(clerk.locator(".messages .success")).to_contain_text("D1")

    second = sign_in(browser.new_context(locale="pl-PL").new_page(), portal, address, COORDINATOR)
    second.goto(entry)
    type_form(second, "D1", "A", *typed[2:-1], "Uwaga!")
    expect(second.locator("main fieldset")).to_have_count(2)
    for width in WIDTHS:
        second.set_viewport_size({"width": width, "height": 900})
        check(second, "main form", f"differences at {width}")
    second.locator("[id='first-single']").focus()
    second.keyboard.press("Space")
    second.locator("[id='second-text']").focus()
    second.keyboard.press("Space")
    second.locator("main form button").focus()
    second.keyboard.press("Enter")
    expect(second.locator(".messages .success")).to_contain_text("D1")
    expect(second.locator(".paper-counts tbody th")).to_have_text("D1")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_form_to_print(address: str, clerk: Page, surveys: dict[str, str], width: int) -> None:
    clerk.set_viewport_size({"width": width, "height": 900})
    public = f"{address}/pl/ankieta/{surveys['papier-druk']}/druk/"
    for query in ("", "?large=1"):
        clerk.goto(public + query)
        check(clerk, "body", f"print view {query} at {width}")
        assert clerk.locator(".paper-q").count() == len(ELEMENTS)
    clerk.goto(public)
    drawn = clerk.locator(".paper-online img").evaluate("(image) => image.complete && image.naturalWidth > 0")
    assert drawn
    printed = PdfReader(BytesIO(clerk.pdf(format="A4", prefer_css_page_size=True)))
    written = PdfReader(BytesIO(clerk.request.get(f"{public}?pdf=1").body()))
    for document in (printed, written):
        text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
        assert 3 <= len(document.pages) <= 7
        assert all(f"{number}. Pytanie {one['key']}?" in text for number, one in enumerate(ELEMENTS, 1))
        assert re.search(r"S\d+-v1", text)
    assert all("S" in page.extract_text()[:2] for page in written.pages)
