"""Fixtures of the tests of search."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from search.engines import selection
from search.engines.replica import Replica
from search.words import vocabularies, words


@pytest.fixture
def replica(settings: Settings, elasticsearch_url: str) -> Iterator[Replica]:
    """The portal's replica on the real node, without an index yet, under a prefix that only this test has."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX_PREFIX = f"test-{uuid4().hex[:12]}"
    target = selection.replica()
    assert target is not None
    yield target
    target.discard([generation.name for generation in target.generations()])


@pytest.fixture(autouse=True)
def fresh_words() -> None:
    """Names and vocabularies are read again: those of another test were rolled back with their revision."""
    words.forget()
    vocabularies.forget()


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """A block whose transaction is committed at its end, as far as the search is concerned."""

    def block() -> Any:
        connection.run_on_commit.clear()  # what waits since before the block would run with it, and only once
        return django_capture_on_commit_callbacks(execute=True)

    return block
