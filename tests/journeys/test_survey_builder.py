"""Staff of a municipality build a survey in the admin: pickers only, faults shown where they are, then published."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from consultations.surveys.blocks.survey import ElementsBlock

from .conftest import saying_nothing_of_tls
from .demo_portal import DemoPortal
from .survey_portal import made_in

pytestmark = pytest.mark.browser
TITLE = "Ankieta o dojazdach do szkoły"
OPEN_CONSULTATION = "Ścieżka nad Wartą"
TYPES = list(ElementsBlock().child_blocks)
# run in the portal's database, where other tests read too: the survey with its responses, which nobody could delete
FORGET = """
import json, sys
from consultations.surveys.models import Response, SurveyPage
surveys = SurveyPage.objects.filter(title=json.load(sys.stdin))
print("MADE", Response.objects.filter(survey_key__in=surveys.values("translation_key")).delete()[0])
for survey in surveys:
    survey.delete()
"""


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The browser that `address` needs."""
    return saying_nothing_of_tls(browser_context_args)


def new_survey(editor: Page, address: str, consultation: str = "") -> None:
    """The empty form of a survey below the first consultation of the list with these words in its title."""
    editor.goto(f"{address}/admin/consultations/")
    edit = editor.locator("a[href*='/admin/pages/'][href$='/edit/']", has_text=consultation)
    link = edit.first.get_attribute("href") or ""
    number = re.search(r"/pages/(\d+)/edit/", link)
    assert number is not None, link
    editor.goto(f"{address}/admin/pages/add/surveys/surveypage/{number[1]}/")
    editor.locator("[name=title]").fill(TITLE)


def add_page(editor: Page, title: str) -> None:
    editor.locator("[data-contentpath=questions] button.c-sf-add-button").first.click()
    editor.locator("[name='questions-0-value-title']").fill(title)


def add_question(editor: Page, index: int, kind: str, text: str) -> Locator:
    """Add a question at the end of the first page, write its text; the block."""
    add = editor.locator("[data-contentpath=elements] button.c-sf-add-button").nth(index)
    types = editor.locator(".w-combobox__option")
    add.click()
    try:
        types.first.wait_for(timeout=5_000)
    except TimeoutError:  # a page that is still being opened takes the focus back, which closes the list of types
        add.click()
    types.nth(TYPES.index(kind)).click()
    field = editor.locator(f"[name='{field_name(index, 'text')}']")
    field.press_sequentially(text)
    return block_of(field)


def block_of(field: Locator) -> Locator:
    """The block of the stream a field belongs to."""
    return field.locator("xpath=ancestor::*[@data-streamfield-child][1]")


def field_name(index: int, name: str) -> str:
    return f"questions-0-value-elements-{index}-value-{name}"


def stored(editor: Page, index: int, name: str) -> Any:
    return json.loads(editor.locator(f"[name='{field_name(index, name)}']").input_value())


def write_options(question: Locator, *labels: str) -> None:
    """All options at once, one a line."""
    box = question.locator("survey-options")
    box.locator(".survey-options__foot summary").click()
    box.locator("textarea").fill("\n".join(labels))
    box.locator("[data-name=insert]").click()


def open_settings(question: Locator) -> None:
    question.locator("[data-panel-controls] button, .w-panel__controls button").first.click()


def publish(editor: Page) -> None:
    editor.locator("footer .w-dropdown__toggle").click()
    editor.locator("[name=action-publish]").click()
    editor.wait_for_load_state()


def test_survey_from_an_empty_form_to_a_published_version(address: str, editor: Page) -> None:
    new_survey(editor, address)
    add_page(editor, "Dojazdy")
    first = add_question(editor, 0, "single_choice", "Czym dojeżdżasz?")
    write_options(first, "Autobusem", "Rowerem", "Pieszo")
    assert [row["key"] for row in stored(editor, 0, "options")] == ["autobusem", "rowerem", "pieszo"]
    first.locator("[data-name=up-1]").press("Enter")
    assert [row["key"] for row in stored(editor, 0, "options")] == ["rowerem", "autobusem", "pieszo"]

    second = add_question(editor, 1, "long_text", "Dlaczego rowerem?")
    open_settings(second)
    expect(editor.locator(f"[name='{field_name(1, 'key')}']")).to_have_value("dlaczego_rowerem")
    rule = second.locator("survey-rule")
    rule.locator("[data-name=top-add]").click()
    publish(editor)
    expect(editor.locator("[data-contentpath=visible_if] .error-message")).to_have_count(1)

    publish_with_a_value(editor)
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)
    look_at_overview(editor)
    look_at_rehearsal(editor)
    delete(editor)


def publish_with_a_value(editor: Page) -> None:
    """Choose what the condition lacked, and publish."""
    question = editor.locator(f"[name='{field_name(1, 'text')}']").locator(
        "xpath=ancestor::*[@data-streamfield-child][1]"
    )
    box = question.locator("[data-name='top-0-value-rowerem']")
    if not box.is_visible():
        open_settings(question)
    box.check()
    assert stored(editor, 1, "visible_if") == {
        "match": "all",
        "conditions": [{"q": "czym_dojezdzasz", "op": "any_of", "values": ["rowerem"]}],
    }
    expect(question.locator(".survey-rule__sentence")).to_contain_text("Rowerem")
    publish(editor)


def look_at_overview(editor: Page) -> None:
    """The logic in words, by the way from the list of surveys."""
    look_at_overview_of(editor)
    expect(editor.locator(".survey-logic")).to_contain_text("„Rowerem”")


def look_at_rehearsal(editor: Page) -> None:
    """Some random respondent rides a bicycle and is asked why, another does not."""
    overview = editor.url
    asked = set()
    for seed in range(8):
        editor.goto(f"{overview}rehearsal/?seed={seed}")
        asked.add("Dlaczego rowerem?" in editor.locator(".survey-rehearsal").inner_text())
    assert asked == {True, False}


def delete(editor: Page) -> None:
    """Leave the portal as it was: other tests read it too."""
    site, _, path = editor.url.partition("/admin/surveys/")
    editor.goto(f"{site}/admin/pages/{path.split('/')[0]}/delete/")
    editor.locator("main form [type=submit]").first.click()
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)


def test_survey_changed_after_responses(address: str, editor: Page, browser: Browser, portal: DemoPortal) -> None:
    """Who began on the old version finishes on it; the editor is told first how many responses a change concerns."""
    new_survey(editor, address, OPEN_CONSULTATION)
    add_page(editor, "Dojazdy")
    write_options(add_question(editor, 0, "single_choice", "Czym dojeżdżasz?"), "Autobusem", "Rowerem")
    publish(editor)
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)
    public = f"{address}/pl/konsultacje/lubon/sciezka-nad-warta/ankieta-o-dojazdach-do-szkoly/"
    finished, begun, late = (browser.new_context(locale="pl-PL").new_page() for _person in range(3))
    begin(finished, public)
    finish(finished)
    begin(begun, public)

    look_at_overview_of(editor)
    overview = editor.url
    change_the_question(editor, overview)
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)

    begun.reload()
    expect(begun.locator("main")).to_contain_text("Czym dojeżdżasz?")
    finish(begun)
    begin(late, public)
    expect(late.locator("main")).to_contain_text("Czym jeździsz?")
    be_refused_to_delete(editor, overview)
    made_in(portal, FORGET, TITLE)


def be_refused_to_delete(editor: Page, overview: str) -> None:
    """A survey that people answered stays, and its editor is told why."""
    editor.goto(overview.replace("/admin/surveys/", "/admin/pages/") + "delete/")
    expect(editor.locator(".messages .error")).to_contain_text(TITLE)


def change_the_question(editor: Page, overview: str) -> None:
    """Other words for the first question: saved, looked at before publishing, published."""
    form = overview.replace("/admin/surveys/", "/admin/pages/") + "edit/"
    editor.goto(form)
    text = editor.locator(f"[name='{field_name(0, 'text')}']")
    block_of(text).locator("[data-panel-toggle]").first.click()  # questions that are stored start folded
    text.fill("Czym jeździsz?")
    editor.locator("footer button[type=submit]").first.click()
    editor.wait_for_load_state()
    editor.goto(f"{overview}changes/")
    expect(editor.locator("main")).to_contain_text("Czym jeździsz?")
    editor.goto(form)
    publish(editor)


def begin(person: Page, public: str) -> None:
    person.goto(public)
    person.locator("main form [type=submit]").first.click()
    expect(person.locator("main input[type=radio]")).to_have_count(2)


def finish(person: Page) -> None:
    """Answer the only question, send, and see the receipt."""
    person.locator("main input[type=radio]").first.check()
    person.locator("main form [type=submit]").first.click()
    person.wait_for_url(re.compile("/sprawdz/$"))
    person.locator("main form [type=submit]").first.click()
    person.wait_for_url(re.compile("/wyslane/$"))
    expect(person.locator("main")).to_contain_text(re.compile(r"\w{3}-\w{3}-\w{3}"))


def look_at_overview_of(editor: Page) -> None:
    """The overview of the survey, by the way from the list of surveys."""
    site = editor.url.split("/admin/")[0]
    editor.goto(f"{site}/admin/survey-pages/")
    edit = editor.get_by_role("link", name=TITLE).first.get_attribute("href") or ""
    number = re.search(r"/pages/(\d+)/", edit)
    assert number is not None, edit
    editor.goto(f"{site}/admin/surveys/{number[1]}/")
