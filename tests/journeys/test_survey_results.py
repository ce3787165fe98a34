"""Results of surveys in a browser: by keyboard, without scripts, on a narrow screen, in forced colours, printed."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import EDITOR, saying_nothing_of_tls
from .demo_portal import BEHIND_TLS, DemoPortal
from .survey_portal import made_in
from .test_every_page import AXE_RULES

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
SMALLEST_LETTERS = 10  # pixels from the top of a letter to the foot of one that has a foot
# run by `manage.py shell`: a process of its own, since the portal's database is not that of the tests
MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from consultations.models import ConsultationPage
from home.models import HomePage
from consultations.surveys.models import OpenAnswer, Response
from tests.factories.surveys import survey_page
from tests.surveys.answering.everything import CLOSED, OPEN, answer, everything
home = HomePage.objects.get(locale__language_code="pl")
ours = ConsultationPage.objects.filter(url_path__contains="/lubon/", locale__language_code="pl").first()
made = {}
wait = {**CLOSED, "results_publication": "approval"}
wanted = [("wyniki", 150, CLOSED), ("wyniki-malo", 14, CLOSED), ("wyniki-pusto", 0, CLOSED), ("wyniki-trwa", 3, OPEN)]
for slug, number, fields in (*wanted, ("wyniki-czeka", 30, wait)):
    page = survey_page(ours if fields is wait else home, everything(), slug=slug, title=f"Ankieta {slug}", **fields)
    answer(page, number)
    made[slug] = [str(page.translation_key), page.pk]
page = Response.objects.filter(survey_key=made["wyniki"][0], answers__words__isnull=False).first()
OpenAnswer.objects.create(response=page, uid="u-words", redacted="Proszę o [imię] przy parku.", reason="imię",
                          decision="publish", coded_at=timezone.now())
print("MADE", json.dumps(made))
"""


@pytest.fixture(scope="module")
def surveys(portal: DemoPortal) -> dict[str, tuple[str, int]]:
    """Keys and numbers of the surveys by slug."""
    return {slug: (key, pk) for slug, (key, pk) in made_in(portal, MAKE).items()}


def results_of(portal: DemoPortal, surveys: dict[str, tuple[str, int]], slug: str, rest: str = "") -> str:
    return f"{portal.url}/pl/ankieta/{surveys[slug][0]}/wyniki/{rest}"


STATES = {
    "published": ("wyniki", ""),
    "paper and online": ("wyniki", "?by=channel"),
    "by municipality": ("wyniki", "?by=municipality"),
    "comparison refused": ("wyniki", "?by=nic"),
    "one question": ("wyniki", "matrix/?by=age_band"),
    "places": ("wyniki", "places/"),
    "quotes": ("wyniki", "words/"),
    "hidden numbers": ("wyniki-malo", ""),
    "no responses": ("wyniki-pusto", ""),
    "still open": ("wyniki-trwa", ""),
    "waits for approval": ("wyniki-czeka", ""),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_state_is_accessible_and_fits(
    page: Page, portal: DemoPortal, surveys: dict[str, tuple[str, int]], state: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(results_of(portal, surveys, *STATES[state]))
    page.wait_for_load_state("load")
    result = Axe().run(page, options=AXE_RULES)

    assert not result.response["violations"], result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.context.cookies() == []


def test_charts_can_be_read_on_a_narrow_screen(
    page: Page, portal: DemoPortal, surveys: dict[str, tuple[str, int]]
) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(results_of(portal, surveys, "wyniki", "?by=channel"))
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".chart text")].map((one) => {
             const own = one.getBoundingClientRect(), chart = one.closest("svg").getBoundingClientRect();
             return [one.textContent, own.height, own.left - chart.left, chart.right - own.right];
           })"""
    )

    assert len(boxes) > 100
    assert [box for box in boxes if box[1] < SMALLEST_LETTERS or box[2] < -2 or box[3] < -2] == []


def test_results_are_read_and_compared_by_keyboard_without_scripts(
    browser: Browser, portal: DemoPortal, surveys: dict[str, tuple[str, int]], browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(results_of(portal, surveys, "wyniki"))
    reached = []
    while "by" not in reached and len(reached) < 60:
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").get_attribute("id") or "")
    assert reached[-1] == "by"
    page.keyboard.press("End")  # the last choice of the list
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(results_of(portal, surveys, "wyniki", "?by=channel"))
    groups = page.locator("#q-picture table").nth(1).locator("tbody th").all_inner_texts()
    assert groups == ["portal", "papier"]
    assert page.locator("#q-picture svg[role=img]").count() == 2
    context.close()


def test_headings_lead_through_the_results(page: Page, portal: DemoPortal, surveys: dict[str, tuple[str, int]]) -> None:
    page.goto(results_of(portal, surveys, "wyniki"))
    questions = page.locator("section.result[id^=q-] > h2").all_inner_texts()

    assert [one.partition(".")[0] for one in questions] == [str(number) for number in range(1, len(questions) + 1)]
    page.locator(".results-contents a").nth(6).press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "q-scale"


def test_charts_keep_their_shapes_in_forced_colours(
    browser: Browser, portal: DemoPortal, surveys: dict[str, tuple[str, int]], browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args, forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(results_of(portal, surveys, "wyniki"))
    colours = page.evaluate(
        """() => {
             const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
             return { ground: of("body", "backgroundColor"), letters: of(".chart text", "fill"),
                      dark: of(".fill-dark", "fill"), light: of(".fill-light", "fill"),
                      line: of(".fill-line", "stroke"),
                      edge: of(".chart-part", "stroke"), square: of(".map-square", "fill") };
           }"""
    )
    context.close()

    assert colours["light"] == colours["ground"]
    assert {colours[name] for name in ("letters", "dark", "line", "edge", "square")} == {colours["letters"]}
    assert colours["letters"] != colours["ground"]


def test_charts_and_tables_are_printed_and_menus_are_not(
    page: Page, portal: DemoPortal, surveys: dict[str, tuple[str, int]]
) -> None:
    page.goto(results_of(portal, surveys, "wyniki"))
    page.emulate_media(media="print")

    for selector in (".results-contents", ".results-by", ".crumbs", ".result-links"):
        expect(page.locator(selector).first).to_be_hidden()
    for place in range(page.locator("main table").count()):
        expect(page.locator("main table").nth(place)).to_be_visible()
    expect(page.locator("#q-single svg[role=img]")).to_be_visible()


# --- staff ------------------------------------------------------------------------------------------------------------
def test_staff_look_at_a_part_and_approve_by_keyboard(
    browser: Browser,
    portal: DemoPortal,
    address: str,
    surveys: dict[str, tuple[str, int]],
    browser_context_args: dict[str, Any],
) -> None:
    context = browser.new_context(**saying_nothing_of_tls(browser_context_args))
    page = context.new_page()
    page.goto(f"{address}/admin/surveys/{surveys['wyniki-czeka'][1]}/results/")
    page.locator("[name=username]").fill(EDITOR)
    page.locator("[name=password]").fill(portal.logins[EDITOR])
    page.locator("[type=submit]").click()
    page.locator("#id_channel").select_option("paper")
    page.locator("form.results-by button").press("Enter")
    expect(page.locator("#q-where .result-base li").first).to_have_text("n = 10")
    page.wait_for_load_state("load")
    result = Axe().run(page, context="main", options=AXE_RULES)
    assert not result.response["violations"], result.generate_report()
    expect(page.locator("results-refresh input")).not_to_be_checked()

    page.locator("button[value=approve]").press("Enter")
    expect(page.locator("button[value=withdraw]")).to_be_visible()
    assert page.request.get(results_of(portal, surveys, "wyniki-czeka"), headers=BEHIND_TLS).status == 200
    page.locator("button[value=withdraw]").press("Enter")
    expect(page.locator("button[value=approve]")).to_be_visible()
    context.close()
