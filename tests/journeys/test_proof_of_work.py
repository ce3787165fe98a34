"""The proof of work in a real browser, under the portal's Content-Security-Policy."""

import time
from urllib.parse import parse_qs

import pytest
from altcha import create_challenge, verify_solution
from playwright.sync_api import Page, Request, Route, expect

from .demo_portal import DemoPortal

pytestmark = pytest.mark.browser
SECRET = "only-for-tests"
CHALLENGE = "/challenge-of-the-test/"
FORM = """
async ([challenge]) => {
  document.querySelector("main").innerHTML = `<form method="post" action="/sent-by-the-test/">
    <proof-of-work challenge="${challenge}" data-working="Working" data-done="Done">
      <input type="hidden" name="altcha"><p role="status"></p></proof-of-work>
    <label>Name <input name="name"></label><button name="send" value="yes">Send</button></form>`;
  await import("/static/js/proof-of-work.js");
}
"""


@pytest.fixture
def sent(portal: DemoPortal, page: Page) -> list[dict[str, list[str]]]:
    """What the form of the page sends; the page refuses what its policy does not allow, and says so."""
    page.goto(f"{portal.url}/pl/")
    forms: list[dict[str, list[str]]] = []

    def take(route: Route, request: Request) -> None:
        forms.append(parse_qs(request.post_data or "", keep_blank_values=True))
        route.fulfill(body="taken", content_type="text/plain")

    page.route("**/sent-by-the-test/", take)
    return forms


def give_challenge(page: Page) -> None:
    made = create_challenge("PBKDF2/SHA-256", 5000, expires_at=int(time.time()) + 60, hmac_secret=SECRET)
    page.route(f"**{CHALLENGE}", lambda route: route.fulfill(json=made.to_dict()))


def test_sum_is_done_when_the_form_is_touched_and_goes_out_with_it(page, sent):
    give_challenge(page)
    page.evaluate(FORM, [CHALLENGE])
    page.get_by_label("Name").focus()
    expect(page.locator("input[name=altcha]")).not_to_have_value("", timeout=30_000)
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("taken")).to_be_visible()
    assert verify_solution(sent[0]["altcha"][0], SECRET).verified
    assert sent[0]["send"] == ["yes"]  # the button that was pressed goes out too


def test_form_sent_at_once_waits_for_the_sum_and_goes_out_once(page, sent):
    give_challenge(page)
    page.evaluate(FORM, [CHALLENGE])
    page.evaluate("document.querySelector('main form').requestSubmit()")

    expect(page.get_by_text("taken")).to_be_visible(timeout=30_000)
    assert [verify_solution(form["altcha"][0], SECRET).verified for form in sent] == [True]


def test_form_goes_out_without_a_sum_where_there_is_no_challenge(page, sent):
    page.route(f"**{CHALLENGE}", lambda route: route.fulfill(status=503))
    page.evaluate(FORM, [CHALLENGE])
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("taken")).to_be_visible()
    assert [form["altcha"] for form in sent] == [[""]]
