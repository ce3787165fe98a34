"""Every type of question in a real browser: empty, refused, filled; and what all of it weighs."""

import gzip
import re
from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from tests.surveys.answering.contents import KINDS

from .demo_portal import DemoPortal
from .survey_portal import add_surveys
from .test_every_page import AXE_RULES

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
KILOBYTE = 1024
OWN_SCRIPTS = 25 * KILOBYTE
MAP_PAGE = 120 * KILOBYTE

MEDIA = ("document", "script", "stylesheet", "font", "fetch", "image")
# sets the fields of a form by their names, folded away or not
FILL = """(form) => {
  for (const [name, wanted] of Object.entries(form)) {
    const values = [wanted].flat();
    for (const one of document.getElementsByName(name)) {
      if (one.matches("[type=radio], [type=checkbox]")) one.checked = values.includes(one.value);
      else one.value = values[0];
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}"""


# Each step is sent three times, and a survey takes sixty from one address in a minute
PARTS = (list(KINDS)[0::2], list(KINDS)[1::2])


def content(names: Iterable[str] = KINDS) -> dict[str, Any]:
    """A page for each type."""
    pages = [
        {"key": f"p{number}", "title": {"pl": f"Strona {number}"}, "elements": [KINDS[name].element(f"k{number}")]}
        for number, name in enumerate(names, start=1)
    ]
    return {"locale": "pl", "pages": pages}


@pytest.fixture(scope="module")
def surveys(portal: DemoPortal) -> dict[str, str]:
    halves = {f"typy-{width}-{at}": (content(names), {}) for width in WIDTHS for at, names in enumerate(PARTS)}
    return add_surveys(portal, {"typy": (content(), {}), **halves})


def proceed(page: Page) -> None:
    page.locator(".survey-actions .btn").first.click()


def check(page: Page, state: str) -> None:
    page.wait_for_load_state("load")  # an address is there before the styles are
    result = Axe().run(page, options=AXE_RULES)
    assert not result.response["violations"], f"{state}: {result.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{state} scrolls sideways"
    small = page.evaluate(
        """[...document.querySelectorAll('.survey :is(button, input:not([type=hidden], [tabindex="-1"]), select)')]
        .filter((one) => one.checkVisibility())
        .map((one) => [one.labels?.[0] ?? one, one]).filter(([label, one]) =>
          Math.max(label.getBoundingClientRect().height, one.getBoundingClientRect().height) < 43.5)
        .map(([, one]) => one.outerHTML)"""
    )
    assert small == [], state


@pytest.mark.parametrize("part", range(len(PARTS)))
@pytest.mark.parametrize("width", WIDTHS)
def test_every_type_in_every_state(
    portal: DemoPortal, page: Page, surveys: dict[str, str], width: int, part: int
) -> None:
    """Each type empty, refused and filled, the first page, the check and the receipt."""
    page.set_viewport_size({"width": width, "height": 800})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{portal.url}/pl/typy-{width}-{part}/")
    check(page, "first page")
    page.locator("main form button").click()
    for number, name in enumerate(PARTS[part], start=1):
        expect(page).to_have_url(re.compile(rf"/{number}/$"))
        walk_through_states(page, name, number)
    expect(page).to_have_url(re.compile("/sprawdz/$"))
    check(page, "check")
    proceed(page)
    expect(page.locator(".receipt-code")).to_be_visible()
    check(page, "receipt")
    assert faults == []


def walk_through_states(page: Page, name: str, number: int) -> None:
    """One step: empty, refused with the focus where it belongs, filled and shown again."""
    step = page.url
    check(page, f"{name} empty")
    proceed(page)
    expect(page.locator(".sum")).to_be_focused()
    assert re.match("Error:|Błąd:", page.title())
    check(page, f"{name} refused")
    page.locator(".sum a").first.click()
    assert page.evaluate("document.activeElement.matches('input, select, textarea')"), name
    page.evaluate(FILL, {field.replace("q.one", f"q.k{number}"): one for field, one in KINDS[name].form.items()})
    proceed(page)
    page.wait_for_url(re.compile(rf"/({number + 1}|sprawdz)/$"))
    page.goto(step)
    check(page, f"{name} filled")
    proceed(page)


def weights(responses: list[Response]) -> dict[str, int]:
    found: dict[str, int] = {}
    for response in responses:
        if response.ok and response.request.resource_type in (
            "document",
            "script",
            "stylesheet",
            "font",
            "fetch",
            "image",
        ):
            body = response.body()
            binary = response.request.resource_type == "font"
            found[response.url.rsplit("/", 1)[-1]] = len(body) if binary else len(gzip.compress(body, 9))
    return found


def test_weights(portal: DemoPortal, page: Page, surveys: dict[str, str]) -> None:
    """Scripts of ours on all steps together, and everything that a step with a map loads into an empty cache."""
    received: list[Response] = []
    page.goto(f"{portal.url}/pl/typy/")
    page.locator("main form button").click()
    page.wait_for_url(re.compile("/1/$"))
    assert surveys["typy"] in page.url
    number = 1 + list(KINDS).index("point")
    page.on("response", lambda answer: received.append(answer))
    page.context.clear_cookies()
    page.goto(re.sub("/1/$", f"/{number}/", page.url))
    expect(page.locator(".geo-map.leaflet-container")).to_be_visible()
    page.evaluate("async () => { await document.fonts.ready }")
    own = {name: size for name, size in weights(received).items() if name.endswith(".js") and "leaflet" not in name}
    everything = sum(weights(received).values())
    assert sum(own.values()) <= OWN_SCRIPTS, own
    assert everything <= MAP_PAGE, weights(received)
