"""Staff take the answers of a survey out: ask, wait with the page or leave it, download what was counted."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import saying_nothing_of_tls
from .demo_portal import DemoPortal
from .test_every_page import AXE_RULES

pytestmark = pytest.mark.browser
CLERK = "redakcja-swarzedz"
SURVEY = "Jaki pomost nad Jeziorem Swarzędzkim?"
RESPONSES = 2000
MADE_WITHIN = 90_000  # milliseconds, on a busy machine
PAUSE = 500  # milliseconds before somebody looks again


@pytest.fixture
def exports(
    request: pytest.FixtureRequest,
    browser: Browser,
    browser_context_args: dict[str, Any],
    portal: DemoPortal,
    address: str,
) -> Any:
    """The screen of exports of the survey with most responses, for somebody of that section."""
    has_script = request.param
    context = browser.new_context(**{**saying_nothing_of_tls(browser_context_args), "java_script_enabled": has_script})
    page = context.new_page()
    page.goto(f"{address}/admin/login/?next=/admin/survey-pages/")
    page.locator("[name=username]").fill(CLERK)
    page.locator("[name=password]").fill(portal.logins[CLERK])
    page.locator("[type=submit]").click()
    page.get_by_role("link", name=SURVEY).first.click()
    number = re.search(r"/pages/(\d+)/", page.url)
    assert number is not None
    page.goto(f"{address}/admin/surveys/{number[1]}/exports/")
    yield page, has_script
    context.close()


@pytest.mark.parametrize("exports", [True, False], ids=["with script", "without script"], indirect=True)
def test_answers_are_exported_and_counted(exports: tuple[Page, bool], tmp_path: Path) -> None:
    page, has_script = exports
    page.locator("[name=format]").select_option("csv")
    page.locator(".survey-export-form [type=submit]").click()

    link = page.locator("[data-job]").first.locator("a")  # the newest
    if has_script:
        expect(link).to_be_visible(timeout=MADE_WITHIN)
        expect(page.locator(".survey-export-status")).to_contain_text("CSV")
    else:
        for _look in range(MADE_WITHIN // PAUSE):
            if link.count():
                break
            page.wait_for_timeout(PAUSE)
            page.locator("main a.button", has_text="Odśwież").click()
    said = page.locator("[data-words]").first.inner_text().replace("\xa0", "")
    assert f"{RESPONSES} z {RESPONSES}" in said.replace(" ", " ")
    with page.expect_download() as waiting:
        link.click()
    file = tmp_path / "answers.csv"
    waiting.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        assert sum(1 for _line in csv.reader(stream, delimiter=";")) == RESPONSES + 1


@pytest.mark.parametrize("exports", [True], indirect=True)
def test_the_screen_has_no_faults_of_accessibility(exports: tuple[Page, bool]) -> None:
    page, _has_script = exports
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, context="main", options=AXE_RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
