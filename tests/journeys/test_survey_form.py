"""The edit form of a survey draws a stored question once it is unfolded: until then it costs next to nothing.

Counts, not times: how many fields a browser has to draw is the same on every machine.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.surveys.blocks.stream import all_types, element, options, page, rule

from .conftest import saying_nothing_of_tls
from .demo_portal import DemoPortal
from .survey_portal import made_in

pytestmark = pytest.mark.browser
PAGES, ON_EACH = 20, 5
BLOCK = "[data-contentpath=elements] [data-streamfield-child]"
FIELDS = ":is(input:not([type=hidden]), select, textarea)"
# run in the portal's database; a draft, which no other test looks at
MAKE = """
import json, sys
from wagtail.images import get_image_model
from wagtail.models import Page
from consultations.surveys.models import SurveyPage
parent = Page.objects.get(slug="sciezka-nad-warta", locale__language_code="pl")
image = str(get_image_model().objects.values_list("pk", flat=True)[0])
questions = SurveyPage._meta.get_field("questions").to_python(json.loads(sys.stdin.read().replace('"IMAGE"', image)))
survey = SurveyPage(title="Szkic ankiety", locale=parent.locale, live=False, questions=questions)
print("MADE", parent.add_child(instance=survey).pk)
"""
# names and values of all fields of elements as they would be sent, in this order, but those of editors of texts
SENT = """() => {
  const fields = [...new FormData(document.querySelector("[data-edit-form]"))];
  return fields.filter(([name]) => /-elements-\\d+-(?!value-body)/.test(name));
}"""

Opened = Callable[[list[dict[str, Any]]], Page]


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `address` needs."""
    return saying_nothing_of_tls(browser_context_args)


@pytest.fixture
def opened(editor: Page, portal: DemoPortal, address: str) -> Opened:
    """Opens the edit form of a new draft with the questions."""

    def open_form(questions: list[dict[str, Any]]) -> Page:
        editor.goto(f"{address}/admin/pages/{made_in(portal, MAKE, questions)}/edit/")
        return editor

    return open_form


def block(form: Page, index: int, on: int = 0) -> Locator:
    return form.locator(f"[name='questions-{on}-value-elements-{index}-type']").locator("xpath=..")


def field(form: Page, index: int, name: str) -> Locator:
    return form.locator(f"[name='questions-0-value-elements-{index}-value-{name}']")


def settings(form: Page, index: int) -> Locator:
    return block(form, index).locator("[data-streamfield-action=SETTINGS]")


def unfold_all(form: Page) -> None:
    form.locator(f"{BLOCK} [data-panel-toggle][aria-expanded=false]").evaluate_all("all => all.forEach(e => e.click())")
    expect(form.locator(".survey-folded")).to_have_count(0)


def save(form: Page) -> None:
    with form.expect_navigation():
        form.locator("footer button[type=submit]").first.click()


def question(number: int) -> dict[str, Any]:
    shown = {"visible_if": rule(f"q{number - 1}", op="answered")} if number % 4 == 1 else {}
    kind = ("single_choice", "multi_choice", "short_text", "scale", "matrix")[number % ON_EACH]
    return element(kind, f"Pytanie {number}", f"q{number}", options=options("Tak", "Nie"), **shown)


def hundred() -> list[dict[str, Any]]:
    return [
        page(f"Strona {number}", *(question(number * ON_EACH + place) for place in range(ON_EACH)))
        for number in range(PAGES)
    ]


def every_type() -> list[dict[str, Any]]:
    """A question of each type, one with a text of two lines as browsers send it."""
    pages = all_types("IMAGE")  # type: ignore[arg-type]  # a place for the number of a picture
    pages[0]["value"]["elements"][7]["value"]["help"] = "Jedno.\r\nDrugie."
    return pages


def test_a_hundred_questions_draw_no_field_before_they_are_unfolded(opened: Opened) -> None:
    form = opened(hundred())
    expect(form.locator(BLOCK)).to_have_count(PAGES * ON_EACH)
    expect(form.locator(BLOCK).last).to_contain_text("Pytanie 99")
    expect(form.locator(f"{BLOCK} {FIELDS}")).to_have_count(0)
    last = block(form, ON_EACH - 1, PAGES - 1)
    last.locator("[data-panel-toggle]").press("Enter")
    expect(last.get_by_role("textbox").first).to_have_value("Pytanie 99")
    expect(form.locator(".survey-folded")).to_have_count(PAGES * ON_EACH - 1)


def test_what_is_sent_is_the_same_folded_unfolded_and_saved(opened: Opened) -> None:
    """In the same order too: otherwise the form would warn of changes nobody made."""
    form = opened(every_type())
    expect(form.locator(BLOCK)).not_to_have_count(0)
    folded = form.evaluate(SENT)
    assert len(folded) > 250
    save(form)
    expect(form.locator(".messages .success")).to_be_visible()
    expect(form.locator(BLOCK)).not_to_have_count(0)
    assert form.evaluate(SENT) == folded
    unfold_all(form)
    assert form.evaluate(SENT) == folded


def test_settings_of_a_folded_question(opened: Opened) -> None:
    """The button in its head opens them at once; what is written there is kept."""
    form = opened(every_type())
    button = settings(form, 3)
    button.press("Enter")
    expect(field(form, 3, "help")).to_be_visible()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    field(form, 3, "help").fill("Wyjaśnienie")
    save(form)
    expect(field(form, 3, "help")).to_have_attribute("type", "hidden")
    expect(field(form, 3, "help")).to_have_value("Wyjaśnienie")


def test_folded_question_is_copied_and_moved(opened: Opened) -> None:
    form = opened(every_type())
    block(form, 0).locator("[data-streamfield-action=DUPLICATE]").click()
    copied = 8  # the page had so many elements
    for name in ("text", "options", "display", "results"):
        expect(field(form, copied, name)).to_have_value(field(form, 0, name).input_value())
    expect(field(form, copied, "text")).to_be_focused()
    block(form, 0).locator("[data-streamfield-action=MOVE_DOWN]").click()
    orders = [form.locator(f"[name='questions-0-value-elements-{index}-order']").input_value() for index in (0, copied)]
    assert orders == ["1", "0"]
    expect(form.locator(".survey-folded").first).to_be_attached()


def test_fault_in_a_question_nobody_unfolded(opened: Opened) -> None:
    """It comes back unfolded, with the settings the fault is in; the others stay folded."""
    form = opened(every_type())
    field(form, 2, "key").evaluate("field => { field.value = 'Zły klucz' }")
    save(form)
    expect(form.locator(".error-message")).to_have_count(1)
    expect(block(form, 2).locator(".error-message")).to_be_visible()
    expect(field(form, 2, "key")).to_be_visible()
    expect(field(form, 3, "key")).to_have_attribute("type", "hidden")


def test_everything_is_unfolded_at_once(opened: Opened) -> None:
    """Wagtail's button for it knows the settings of questions drawn since the form was opened, and of the others."""
    form = opened(every_type())
    everything = form.locator("[data-minimap-container] button[aria-expanded]").first
    expect(everything).to_be_visible()
    settings(form, 3).click()
    expect(field(form, 3, "help")).to_be_visible()
    form.wait_for_timeout(300)  # milliseconds; the map of the page waits for a tenth of a second before it looks anew
    for seen in (False, True, False):
        everything.click()
        expect(everything).to_have_attribute("aria-expanded", json.dumps(seen))
        for index in (3, 4):
            expect(field(form, index, "help")).to_be_visible(visible=seen)
    expect(form.locator(".survey-folded")).to_have_count(0)
