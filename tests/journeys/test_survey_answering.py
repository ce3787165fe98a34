"""Answering a survey from the first page to the receipt, as different people do it."""

import re
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from playwright.sync_api import Browser, BrowserContext, Page, expect

from consultations.surveys.forms.reading import read_answers
from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.validation import check_answers
from tests.factories.surveys import SHORT
from tests.surveys.answering.contents import KINDS, definition

from .demo_portal import BEHIND_TLS, DemoPortal
from .survey_portal import add_surveys

pytestmark = pytest.mark.browser


def when(*conditions: dict[str, Any], match: str = "all") -> dict[str, Any]:
    return {"match": match, "conditions": list(conditions)}


# one question for each operator, shown or hidden by those before it on the same page
ASKED = [
    KINDS["single_choice"].element("one", required=False),
    KINDS["multi_choice"].element("many", required=False),
    KINDS["scale"].element("scale", required=False),
    KINDS["number"].element("age", required=False),
    KINDS["date"].element("day", required=False),
    KINDS["ranking"].element("rank", required=False),
    KINDS["matrix"].element("table", required=False, require_each=False),
    KINDS["short_text"].element("text", required=False),
]
RULES = {
    "any_of": {"q": "one", "op": "any_of", "values": ["b"]},
    "none_of": {"q": "one", "op": "none_of", "values": ["b"]},
    "all_of": {"q": "many", "op": "all_of", "values": ["a", "b"]},
    "eq": {"q": "scale", "op": "eq", "value": 3},
    "lt": {"q": "age", "op": "lt", "value": 5},
    "lte": {"q": "age", "op": "lte", "value": 5},
    "gt": {"q": "age", "op": "gt", "value": 5},
    "gte": {"q": "day", "op": "gte", "value": "2024-02-29"},
    "between": {"q": "age", "op": "between", "value": [2, 5]},
    "answered": {"q": "text", "op": "answered"},
    "not_answered": {"q": "text", "op": "not_answered"},
    "first_is": {"q": "rank", "op": "first_is", "values": ["a"]},
    "ranked_in_top": {"q": "rank", "op": "ranked_in_top", "top": 2, "values": ["c"]},
    "row": {"q": "table", "row": "r1", "op": "any_of", "values": ["c2"]},
    "locale": {"source": "locale", "op": "any_of", "values": ["pl"]},
}
OPERATORS = definition(
    *ASKED,
    *(KINDS["yes_no"].element(f"if_{name}", required=False, visible_if=when(rule)) for name, rule in RULES.items()),
    KINDS["yes_no"].element("cascade", required=False, visible_if=when({"q": "if_any_of", "op": "answered"})),
)
WITH_MAP = definition(
    KINDS["point"].element("places"), KINDS["short_text"].element("text", max_length=50, required=False)
)
LINES = definition(KINDS["place in words"].element("way"))


@pytest.fixture(scope="module")
def surveys(portal: DemoPortal, stranger: str) -> dict[str, str]:
    framed = {"allowed_origins": stranger}
    wanted = {
        **{f"krotka-{name}": (SHORT, {}) for name in ("js", "nojs", "tel")},
        "przerwana": (SHORT, {}),
        "warunki": (OPERATORS, {}),
        "mapa": (WITH_MAP, {}),
        "linie": (LINES, {}),
        "ramka": (SHORT, framed),
        "kiosk": (SHORT, {}),
        "kolejnosc": (definition(KINDS["ranking"].element("rank"), KINDS["multi_choice"].element("many")), {}),
    }
    return add_surveys(portal, wanted)


class OtherWebsite(BaseHTTPRequestHandler):
    """Shows the address after its question mark in a frame, and notes what the frame says of itself."""

    def do_GET(self) -> None:
        """Any path."""
        notes = "told = []; addEventListener('message', (one) => told.push(one.data))"
        frame = f'<iframe title="Ankieta" src="{self.path.partition("?")[2]}"></iframe>'
        page = f"<!DOCTYPE html><title>Gmina</title><script>{notes}</script>{frame}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """Address of another website; browsers take localhost and 127.0.0.1 for two."""
    with ThreadingHTTPServer(("127.0.0.1", 0), OtherWebsite) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def begin(portal: DemoPortal, page: Page, slug: str) -> None:
    page.goto(f"{portal.url}/pl/{slug}/")
    page.locator("main form button").click()


def proceed(page: Page) -> None:
    page.locator(".survey-actions .btn").first.click()


@pytest.fixture(params=["js", "nojs", "tel"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[str, Page]]:
    """With scripts, without them, and on a telephone 360 pixels wide."""
    context: BrowserContext = browser.new_context(
        java_script_enabled=request.param != "nojs",
        extra_http_headers=BEHIND_TLS,
        locale="pl-PL",
        viewport={"width": 360 if request.param == "tel" else 1280, "height": 800},
    )
    yield request.param, context.new_page()
    context.close()


def answer(page: Page, *, in_one_step: bool) -> None:
    """Both steps of the short survey, the second one wrong at first."""
    page.get_by_role("radio", name="Rowerem").check()
    if not in_one_step:
        proceed(page)
    why = page.get_by_label("Dlaczego rowerem?")
    expect(why).to_be_visible()
    why.fill("Bo lubię")
    proceed(page)
    page.get_by_label("Ile dni").fill("9")
    proceed(page)
    expect(page.locator(".sum")).to_be_visible()
    page.get_by_label("Ile dni").fill("3")
    proceed(page)


def test_answer_look_up_and_erase(portal: DemoPortal, surveys: dict[str, str], visitor: tuple[str, Page]) -> None:
    name, page = visitor
    begin(portal, page, f"krotka-{name}")
    expect(page.locator('[data-key="why"]')).to_be_hidden()
    answer(page, in_one_step=name != "nojs")
    expect(page.get_by_text("Bo lubię")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    proceed(page)
    code = page.locator(".receipt-code").inner_text()
    assert re.fullmatch("[A-Z2-9]{3}-[A-Z2-9]{3}-[A-Z2-9]{3}", code)
    page.locator(".receipt a").click()
    page.locator("#code").fill(code.lower())
    page.locator("main form button").click()
    expect(page.get_by_text("Bo lubię")).to_be_visible()
    page.locator("button[name=do]").click()
    page.locator("button[value=erase]").click()
    page.goto(f"{portal.url}/pl/ankieta/kod/?survey={surveys[f'krotka-{name}']}")
    page.locator("#code").fill(code)
    page.locator("main form button").click()
    expect(page.locator(".sum")).to_be_visible()
    assert page.context.cookies() == []


def test_save_and_resume(portal: DemoPortal, surveys: dict[str, str], page: Page, browser: Browser) -> None:
    begin(portal, page, "przerwana")
    page.get_by_role("radio", name="Autobusem").check()
    proceed(page)
    page.locator("button[name=save]").click()
    link = page.locator(".survey-link a").inner_text().replace("https://", "http://")
    elsewhere = browser.new_context(extra_http_headers=BEHIND_TLS).new_page()
    elsewhere.goto(link)
    expect(elsewhere).to_have_url(re.compile("/2/$"))
    elsewhere.locator("button[name=back]").click()
    expect(elsewhere.get_by_role("radio", name="Autobusem")).to_be_checked()


def asked_of_server(page: Page) -> list[str]:
    """What the rules of the server show for what stands in the form."""
    sent = MultiValueDict[str, str]()
    for name, value in page.evaluate("[...new FormData(document.querySelector('survey-step form'))]"):
        sent.appendlist(name, value)
    parsed = parse(OPERATORS)
    answers = {key: one for key, one in read_answers(parsed.pages[0].elements, sent).items() if one is not None}
    context = {"locale": "pl", "channel": "web"}
    return list(check_answers(parsed, answers, context, today=date(2026, 1, 1)).visible.elements)


def seen_in_browser(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-key]", "all => all.filter(one => !one.hidden).map(one => one.dataset.key)")


ACTIONS: dict[str, Any] = {
    "any_of": lambda page: page.locator("#q-one-b").check(),
    "none_of": lambda page: page.locator("#q-one-a").check(),
    "all_of": lambda page: (page.locator("#q-many-a").check(), page.locator("#q-many-b").check()),
    "text chooses": lambda page: page.locator("[name='q.many.other._other']").fill("inaczej"),
    "exclusive": lambda page: page.locator("#q-many-none").check(),
    "eq": lambda page: page.locator("#q-scale-3").check(),
    "no_opinion": lambda page: page.locator("#q-scale-no_opinion").check(),
    "lt": lambda page: page.locator("#q-age").fill("4,9"),
    "between": lambda page: page.locator("#q-age").fill("5"),
    "gt": lambda page: page.locator("#q-age").fill(" 1 000 "),
    "no number": lambda page: page.locator("#q-age").fill("dużo"),
    "gte": lambda page: [page.locator(f"#q-day-{part}").fill(value) for part, value in DAY.items()],
    "no date": lambda page: page.locator("#q-day-day").fill("31"),
    "answered": lambda page: page.locator("#q-text").fill("x"),
    "not_answered": lambda page: page.locator("#q-text").fill("   "),
    "ranked_in_top": lambda page: page.locator("#q-rank-c").select_option("2"),
    "first_is": lambda page: page.locator("#q-rank-a").select_option("1"),
    "clash": lambda page: page.locator("#q-rank-b").select_option("1"),
    "row": lambda page: page.locator("#q-table-r1-c2").check(force=True),
    "cascade": lambda page: (page.locator("#q-one-b").check(), page.locator("#q-if_any_of-yes").check()),
    "cascade away": lambda page: page.locator("#q-one-a").check(),
}
DAY = {"day": "29", "month": "2", "year": "2024"}


def test_browser_and_server_show_the_same(portal: DemoPortal, surveys: dict[str, str], page: Page) -> None:
    begin(portal, page, "warunki")
    changed: set[str] = set()
    before = seen_in_browser(page)
    for name, act in ACTIONS.items():
        act(page)
        seen = seen_in_browser(page)
        assert seen == asked_of_server(page), name
        assert page.evaluate("document.querySelector('[name=shown]').value") == " ".join(seen)
        changed |= set(seen) ^ set(before)
        before = seen
    dependent = {f"if_{name}" for name in RULES if name != "locale"} | {"cascade"}
    assert changed == dependent, "every operator has shown or hidden its question"


def test_map_by_keyboard_alone(portal: DemoPortal, surveys: dict[str, str], page: Page) -> None:
    page.goto(f"{portal.url}/pl/mapa/")
    press_until(page, "main form button")
    page.keyboard.press("Enter")
    press_until(page, ".geo-map")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "+", "-"):
        page.keyboard.press(key)
        page.wait_for_timeout(350)  # the map moves
    press_until(page, "[data-add]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]").first).not_to_be_empty()
    page.keyboard.press("Enter")
    expect(page.locator("[data-places] > li")).to_have_count(2)
    press_until(page, "[data-comment]")
    page.keyboard.type("Tu brakuje ławki")
    press_until(page, "[data-remove] >> nth=1")
    page.keyboard.press("Space")
    expect(page.locator("[data-places] > li")).to_have_count(1)
    assert page.evaluate("document.activeElement.matches('[data-remove]')")
    longitude, latitude = page.evaluate(
        "JSON.parse(document.querySelector('geo-question input[type=hidden]').value).features[0].geometry.coordinates"
    )
    assert (longitude, latitude) != (16.925, 52.406)
    press_until(page, ".survey-actions .btn")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sprawdz/$"))
    expect(page.get_by_text("Tu brakuje ławki")).to_be_visible()
    press_until(page, ".survey-actions .btn")
    page.keyboard.press("Enter")
    expect(page.locator(".receipt-code")).to_be_visible()


def press_until(page: Page, selector: str) -> None:
    """Tab on until the element has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.locator(selector).first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(selector)


def test_line_is_drawn_with_buttons_and_taps(portal: DemoPortal, surveys: dict[str, str], page: Page) -> None:
    begin(portal, page, "linie")
    page.locator("[data-finish]").click()
    expect(page.locator("[data-places] > li")).to_have_count(0)
    page.locator("[data-add]").click()
    page.locator(".geo-map").click(position={"x": 50, "y": 60})
    page.locator("[data-undo]").click()
    page.locator(".geo-map").click(position={"x": 80, "y": 90})
    proceed(page)  # without “finish”
    expect(page).to_have_url(re.compile("/sprawdz/$"))
    page.locator(".answers-change a").first.click()
    expect(page.locator("[data-places] > li")).to_have_count(1)


def test_ranking_moves_by_buttons_and_exclusive_answers_clear_the_others(
    portal: DemoPortal, surveys: dict[str, str], page: Page
) -> None:
    begin(portal, page, "kolejnosc")
    page.locator("#q-rank-c").locator("xpath=..").locator("button").first.click()
    assert page.evaluate("document.activeElement.closest('li').querySelector('select').name") == "q.rank.c"
    values = {key: page.locator(f"#q-rank-{key}").input_value() for key in "abc"}
    assert values == {"a": "1", "c": "2", "b": "3"}
    page.locator("#q-many-a").check()
    page.locator("#q-many-none").check()
    expect(page.locator("#q-many-a")).not_to_be_checked()
    proceed(page)
    expect(page).to_have_url(re.compile("/sprawdz/$"))


@pytest.mark.parametrize("allowed", [True, False])
def test_frame_of_another_website(
    portal: DemoPortal, surveys: dict[str, str], context: BrowserContext, page: Page, stranger: str, allowed: bool
) -> None:
    key = surveys["ramka" if allowed else "przerwana"]
    page.goto(f"{stranger}/?{portal.url}/pl/ankieta/{key}/embed/")  # until the frame has loaded too
    inside = page.frame_locator("iframe")
    if not allowed:
        assert page.frames[1].url.startswith("chrome-error:")
        expect(inside.locator("main form button")).to_have_count(0)
        return
    inside.locator("main form button").click()
    inside.get_by_role("radio", name="Autobusem").check()
    for _step in range(3):
        inside.locator(".survey-actions .btn").first.click()
    expect(inside.locator(".receipt-code")).to_be_visible()
    assert context.cookies() == []
    page.wait_for_function("told.some((one) => one.type === 'survey-height' && one.height > 100)")


def test_kiosk_forgets_whoever_has_left(portal: DemoPortal, surveys: dict[str, str], page: Page) -> None:
    begin(portal, page, "kiosk")
    page.get_by_role("radio", name="Autobusem").check()
    step = page.url
    # the portal's secret is not ours, so the kiosk's script is tried on a visit of the portal itself
    page.clock.install()
    page.evaluate(
        """async () => {
          document.querySelector('main').insertAdjacentHTML('beforeend', `
            <survey-kiosk idle="60" extend="30" home="/pl/kiosk/">
              <form method="post" action="${document.querySelector('.survey-again form').action}"></form>
              <dialog aria-label="?"><strong data-left></strong><button type="button">Tak</button></dialog>
            </survey-kiosk>`);
          const folder = new URL('/static/js/', location.href);
          await import(folder + 'survey-kiosk.js');
        }"""
    )
    page.clock.run_for(61_000)
    dialog = page.locator("survey-kiosk dialog")
    expect(dialog).to_be_visible()
    dialog.locator("button").click()
    expect(dialog).to_be_hidden()
    page.clock.run_for(61_000)
    expect(dialog).to_be_visible()
    page.clock.run_for(32_000)
    page.wait_for_url(re.compile("/pl/kiosk/$"))
    response = page.goto(step)
    assert response is not None
    assert response.status == 404
