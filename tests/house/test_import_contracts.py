"""Every import contract can turn red: a copy of the source with one violation planted for each."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "consultations", "events", "home", "search", "tests")
# contract id -> (module, the import planted at its end)
PLANTED = {
    "packages": ("events/models/records.py", "from consultations import choices as planted"),
    "root": ("home/choices.py", "from cms.settings import base as planted"),
    "demo": ("home/front_page.py", "from home.demo import dates as planted"),
    "app-layers": ("consultations/models/pages.py", "from consultations import services as planted"),
    "pure": ("consultations/lifecycle.py", "from django.utils import timezone as planted"),
    "surveys": ("consultations/surveys/choices.py", "from consultations import lifecycle as planted"),
    "answers": ("home/front_page.py", "from consultations.surveys.models import responses as planted"),
    "engines": ("home/front_page.py", "from search.engines import sql as planted"),
    "acyclic": ("cms/core/choices.py", "from cms.core import models as planted"),
    "tests": ("cms/core/fields.py", "from tests import factories as planted"),
}


ONLY_SOURCE = shutil.ignore_patterns("__pycache__", "*.html", "data")


def contracts() -> dict[str, str]:
    """Name -> id of the contracts in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]}


def copy_of_the_source(folder: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=ONLY_SOURCE)


def test_each_contract_catches_its_planted_violation(tmp_path: Path) -> None:
    assert set(PLANTED) == set(contracts().values())
    copy_of_the_source(tmp_path)
    for module, line in PLANTED.values():
        path = tmp_path / module
        path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    report = re.sub(r"\s+", " ", run.stdout)
    kept = [identity for name, identity in contracts().items() if f"{name} BROKEN" not in report]
    assert kept == [], run.stdout
    assert run.returncode == 1
