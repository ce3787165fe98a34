"""Surveys for the browser tests, put beside the demo content of a running portal."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from .demo_portal import DATABASE, ROOT, DemoPortal

# run by `manage.py shell`: a process of its own, since the portal's database is not that of the tests
MAKE = """
import json, sys
from home.models import HomePage
from tests.factories.surveys import survey_page
home = HomePage.objects.get(locale__language_code="pl")
made = {}
for slug, (content, fields) in json.load(sys.stdin).items():
    page = survey_page(home, content, slug=slug, title=f"Ankieta {slug}", **fields)
    made[slug] = str(page.translation_key)
print("MADE", json.dumps(made))
"""


def made_in(portal: DemoPortal, script: str, sent: Any = None) -> Any:
    """What the script prints as JSON behind `MADE`, run in the portal's database with `sent` as JSON on its input."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"sqlite:///{portal.folder / DATABASE}",
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=json.dumps(sent), check=True, capture_output=True, text=True
    )
    [line] = [line for line in done.stdout.splitlines() if line.startswith("MADE ")]
    return json.loads(line.removeprefix("MADE "))


def add_surveys(portal: DemoPortal, surveys: Mapping[str, tuple[Mapping[str, Any], dict[str, Any]]]) -> dict[str, str]:
    """Publish surveys of these slugs, contents and fields below the Polish home page; their keys by slug."""
    made: dict[str, str] = made_in(portal, MAKE, surveys)
    return made
