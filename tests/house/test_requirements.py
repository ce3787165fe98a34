"""Every installed package is pinned exactly, and every one we chose has its reason in docs/dependencies.md."""

import re

import pytest

from tests.house.source_files import ROOT

EXACT_PIN = re.compile(r"[a-z0-9.\-]+(\[[a-z,]+\])?==[^=<>~! ]+( ; .+)?")
NAME = re.compile(r"[A-Za-z0-9._-]+")


def entries(name: str) -> list[str]:
    lines = (line.strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def names(name: str) -> set[str]:
    return {NAME.match(line).group().lower() for line in entries(name)}


def documented() -> set[str]:
    """The packages that have a row in one of the tables."""
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([^`\[]+)", text, re.MULTILINE))


@pytest.mark.parametrize("compiled", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_exactly(compiled):
    assert [line for line in entries(compiled) if not EXACT_PIN.fullmatch(line)] == []


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_every_chosen_package_is_compiled(stem):
    assert names(f"{stem}.in") - names(f"{stem}.txt") == set()


def test_shared_packages_have_one_version():
    shared = names("requirements.txt") & names("requirements-dev.txt")
    pins = [set(entries(name)) for name in ("requirements.txt", "requirements-dev.txt")]
    # a marker may differ (a package one set needs on Windows only), a version may not
    first, second = ({line.split(" ; ")[0] for line in lines} for lines in pins)

    assert {line for line in second - first if line.split("==")[0] in shared} == set()


@pytest.mark.parametrize("source", ["requirements.in", "requirements-dev.in"])
def test_every_chosen_package_has_its_reason(source):
    assert names(source) - documented() == set()


def test_no_reason_outlives_its_package():
    assert documented() - names("requirements.in") - names("requirements-dev.in") == set()
