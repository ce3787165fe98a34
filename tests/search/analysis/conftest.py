"""Dictionaries are read once, before any test is timed."""

import pytest

from search.analysis import polish, ukrainian


@pytest.fixture(scope="session", autouse=True)
def dictionaries() -> None:
    polish.dictionary()
    ukrainian.dictionary()
