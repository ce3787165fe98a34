"""Every page type in every state and language, at the narrowest and at a wide width, in a real browser."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Response

from .demo_portal import BEHIND_TLS, DemoPortal

pytestmark = pytest.mark.browser
# Other languages differ in the length of words and in letters: once where there is room, once where there is none
LOOKS = (("pl", 320), ("pl", 1280), ("en", 1280), ("uk", 320))
AXE_RULES = {
    "resultTypes": ["violations"],  # in full; of what passes one example will do, and describing it takes most time
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}


Item = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """The first page of a type that fits, with `suffix` behind its address; without a type, `suffix` alone."""

    type: str = ""
    fits: Callable[[Item], bool] = lambda _item: True
    suffix: str = ""
    answers: int = 200


def with_status(status: str) -> Callable[[Item], bool]:
    return lambda item: item["status"] == status


def closing_soon(item: Item) -> bool:
    left = datetime.fromisoformat(item["closes_at"]) - datetime.now(UTC)
    return item["status"] == "open" and left < timedelta(days=7)


def overdue(item: Item) -> bool:
    expected = item["results_expected_on"]
    return item["status"] == "closed" and bool(expected) and expected < datetime.now(UTC).date().isoformat()


CONSULTATION = "consultations.ConsultationPage"
LIST = "consultations.ConsultationIndexPage"
FIELDS = {CONSULTATION: "status,closes_at,results_expected_on,listing_image,tags"}
CASES = {
    "home": Case("home.HomePage"),
    "project": Case("home.ProjectPage"),
    "standard": Case("home.StandardPage"),
    "news list": Case("home.NewsIndexPage"),
    "news": Case("home.NewsPage"),
    "accessibility statement": Case("home.AccessibilityStatementPage"),
    "consultation list": Case(LIST),
    "section of a municipality": Case(LIST, lambda item: item["meta"]["html_url"].count("/") > LIST_DEPTH),
    "filtered list": Case(LIST, suffix="?status=open&status=planned&area=3064011&area=3021011&q=park"),
    "second page": Case(LIST, suffix="?page=2"),
    "nothing found": Case(LIST, suffix="?q=zzzzzz"),
    "consultation planned": Case(CONSULTATION, with_status("planned")),
    "consultation open": Case(CONSULTATION, with_status("open")),
    "consultation closing soon": Case(CONSULTATION, closing_soon),
    "consultation closed": Case(CONSULTATION, with_status("closed")),
    "consultation overdue": Case(CONSULTATION, overdue),
    "consultation with results": Case(CONSULTATION, with_status("results")),
    "consultation with a picture": Case(CONSULTATION, lambda item: item["listing_image"] is not None),
    "training list": Case("events.TrainingIndexPage"),
    "training": Case("events.TrainingPage"),
    "organisers": Case(suffix="organizatorzy/"),
    "organiser": Case(suffix="organizatorzy/lubon/"),
    "search": Case(suffix="szukaj/"),
    "search results": Case(suffix="szukaj/?q=park"),
    "search filtered": Case(
        suffix="szukaj/?q=park&status=open&status=results&area=3021&topic=x&topic_op=all&from=2020-01-01&lang=pl"
    ),
    "search second page": Case(suffix="szukaj/?kind=consultation&lang=pl&page=2"),
    "search in files": Case(suffix="szukaj/?kind=document&lang=pl"),
    "search corrected": Case(suffix="szukaj/?q=sciezki+rowrowe&lang=pl"),
    "search without results": Case(suffix="szukaj/?q=park&topic=edukacja&area=3021011&lang=pl"),
    "search for an unknown word": Case(suffix="szukaj/?q=zzzzzzzz"),
    "search for nothing": Case(suffix="szukaj/?q="),
    "search refused": Case(suffix="szukaj/?q=park&from=2026-12-31&to=2026-01-01&topic=a+b&page=-1"),
    "missing page": Case(suffix="nie-ma-takiej-strony/", answers=404),
}
KINDS = ("document", "stylesheet", "script", "font", "image")
SEARCH = "szukaj/"
LIST_DEPTH = "https://host/pl/konsultacje/".count("/")


@cache
def pages(portal_url: str, query: str) -> list[Item]:
    """What the API lists, kept: each case asks for it again in every language and width."""
    request = Request(f"{portal_url}/api/v2/pages/?{query}&limit=100", headers=BEHIND_TLS)  # noqa: S310  # loopback
    with urlopen(request) as response:  # noqa: S310  # loopback
        listed: list[Item] = json.load(response)["items"]
    return listed


def address(portal: DemoPortal, case: Case, language: str) -> str:
    """Path and query of the page of the case."""
    if not case.type:
        return f"/{language}/{case.suffix}"
    fields = f"&fields={FIELDS[case.type]}" if case.type in FIELDS else ""
    fitting = [item for item in pages(portal.url, f"type={case.type}&locale={language}{fields}") if case.fits(item)]
    assert fitting, f"the demo content has no such {case.type} in {language}"
    return urlsplit(fitting[0]["meta"]["html_url"]).path + case.suffix


def weights(responses: list[Response]) -> dict[str, int]:
    """Bytes over the wire by kind, text as gzip makes it (the budgets of the design are in gzipped KB)."""
    found = dict.fromkeys(KINDS, 0)
    for response in responses:
        kind = response.request.resource_type
        if kind in found and response.ok:
            body = response.body()
            found[kind] += len(body) if kind in {"font", "image"} else len(gzip.compress(body, 9))
    return found


def stays_in_budget(found: dict[str, int], language: str, *, is_list: bool) -> None:
    """No kind over its budget, nor all together; Cyrillic letters cost a Ukrainian page 20 KB of fonts more."""
    cyrillic = 20 if language == "uk" else 0
    budget = {"document": 15 if is_list else 12, "stylesheet": 8, "script": 5, "font": 36 + cyrillic, "image": 40}
    over = {kind: size for kind, size in found.items() if size > budget[kind] * 1024}
    assert over == {}, found
    assert sum(found.values()) <= (62 + cyrillic + (40 if found["image"] else 0)) * 1024, found


@pytest.mark.parametrize(("language", "width"), LOOKS)
@pytest.mark.parametrize("name", CASES)
def test_page(portal: DemoPortal, context: BrowserContext, page: Page, name: str, language: str, width: int) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": width, "height": 800})
    received = []
    page.on("response", lambda answer: received.append(answer))
    case = CASES[name]
    response = page.goto(portal.url + address(portal, case, language))
    assert response is not None
    assert response.status == case.answers
    result = Axe().run(page, options=AXE_RULES)
    assert not result.response["violations"], result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
    assert page.evaluate("document.documentElement.lang") == language
    expected = [f"Failed to load resource: the server responded with a status of {case.answers} (Not Found)"]
    assert [line for line in complaints if case.answers == 200 or line not in expected] == []
    assert context.cookies() == []
    page.evaluate("async () => { await document.fonts.ready }")
    stays_in_budget(weights(received), language, is_list=case.type == LIST or case.suffix.startswith(SEARCH))
