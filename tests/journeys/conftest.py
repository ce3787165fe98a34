"""Fixtures of the browser tests: Debian's Chromium, which may talk to this machine only."""

import re
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from .demo_portal import BEHIND_TLS, DemoPortal, demo_portal, set_up_once, without_tls

EDITOR = "redakcja-lubon"
OURSELVES = {"127.0.0.1", "localhost"}
LONGEST = ("test_other_evaluators.py", "test_survey_questions.py")  # files with tests of minutes

expect.set_options(timeout=20_000)  # milliseconds: a busy machine may take its time, a quick one never waits so long


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: begun late, one of them would leave the other processes of a run without work."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the distribution: Playwright's own download is not to be had everywhere."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium") or "/usr/bin/chromium",
        "args": [*quiet, "--disable-sync", "--no-first-run"],
    }


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[DemoPortal]:
    """A real portal with the demo content; tests only read from it, or write what no other test looks at.

    Each process of the run serves a copy of its own: what is set up once stands beside the folders of the processes.
    """
    own = tmp_path_factory.getbasetemp()
    made = (own if worker_id == "master" else own.parent) / "demo-portal"
    set_up_once(made)
    with demo_portal(made, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Polish visitor, behind a proxy that ends TLS."""
    return {**browser_context_args, "locale": "pl-PL", "extra_http_headers": BEHIND_TLS}


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(context: BrowserContext) -> Iterator[None]:
    """Stops every request to another host, and fails the test that made one."""
    strangers: list[str] = []

    def judge(route: Route) -> None:
        if urlsplit(route.request.url).hostname in OURSELVES:
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", judge)
    yield
    assert strangers == []


# --- staff, who sign in -----------------------------------------------------------------------------------------------
def saying_nothing_of_tls(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """For a browser at `address`: gunicorn would take the connection for an encrypted one."""
    return {name: value for name, value in browser_context_args.items() if name != "extra_http_headers"}


@pytest.fixture
def address(portal: DemoPortal) -> Iterator[str]:
    """Where the portal takes forms without TLS."""
    with without_tls(portal) as url:
        yield url


@pytest.fixture
def editor(page: Page, portal: DemoPortal, address: str) -> Page:
    """The browser of an editor in Luboń, signed in at `address`."""
    page.goto(f"{address}/admin/")
    page.locator("[name=username]").fill(EDITOR)
    page.locator("[name=password]").fill(portal.logins[EDITOR])
    page.locator("[type=submit]").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    return page
