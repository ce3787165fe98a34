"""An ignored rule says why: `# noqa: S310  # our own loopback address`."""

import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.house.source_files import PRODUCTION_PACKAGES, python_files, relative

IGNORE = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma)\b")
WITH_REASON = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*|type: ignore\[[\w, -]+\]|pragma: no cover)\s+\S")


def unexplained(path: Path) -> list[str]:
    with tokenize.open(path) as stream:
        tokens = list(tokenize.generate_tokens(io.StringIO(stream.read()).readline))
    comments = [token for token in tokens if token.type == tokenize.COMMENT and IGNORE.search(token.string)]
    return [f"{relative(path)}:{token.start[0]}" for token in comments if not WITH_REASON.search(token.string)]


def test_every_ignore_says_why():
    modules = python_files(*PRODUCTION_PACKAGES, "tests", "bench")

    assert [place for path in modules for place in unexplained(path)] == []


@pytest.mark.parametrize(
    ("comment", "explained"),
    [
        ("# noqa: S310  # our own loopback address", True),
        ("# noqa: F401, PLC0415  # importing registers the checks", True),
        ("# type: ignore[misc]  Wagtail has no types", True),
        ("# noqa: S310", False),
        ("# noqa: F401, PLC0415", False),
        ("# type: ignore[misc]", False),
        ("# noqa", False),
    ],
)
def test_a_reason_is_recognised(comment, explained):
    assert bool(WITH_REASON.search(comment)) is explained
