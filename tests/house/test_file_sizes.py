"""Modules stay short enough to read at one sitting, and are named for what they hold."""

from pathlib import Path

from tests.house.source_files import PRODUCTION_PACKAGES, python_files, relative

MODULE_LINES = 400
TEST_MODULE_LINES = 500
# Names that fit anything soon hold everything
CATCH_ALL_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "tools.py"}


def longer_than(limit: int, paths: list[Path]) -> list[str]:
    sizes = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in paths)
    return [f"{relative(path)} has {size} lines" for path, size in sizes if size > limit]


def test_modules_are_short():
    assert longer_than(MODULE_LINES, python_files(*PRODUCTION_PACKAGES, "bench")) == []


def test_test_modules_are_short():
    assert longer_than(TEST_MODULE_LINES, python_files("tests")) == []


def test_modules_are_named_for_what_they_hold():
    modules = python_files(*PRODUCTION_PACKAGES, "bench", "tests")

    assert [relative(path) for path in modules if path.name in CATCH_ALL_NAMES] == []
