"""Only one process at a time, and none for ever."""

import time

import pytest

from search.locks import exclusive
from tests.search.threads import elsewhere

pytestmark = pytest.mark.django_db


def is_free(name: str, wait: float = 0.0) -> bool:
    with exclusive(name, wait) as had:
        return had


def test_a_lock_is_for_one():
    with exclusive("one") as had:
        assert had
        assert elsewhere(lambda: is_free("one")) is False
    assert elsewhere(lambda: is_free("one")) is True


def test_locks_of_other_names_are_free():
    with exclusive("one"):
        assert elsewhere(lambda: is_free("two")) is True


def test_an_error_gives_it_back():
    with pytest.raises(ZeroDivisionError), exclusive("one"):
        raise ZeroDivisionError
    assert elsewhere(lambda: is_free("one")) is True


def test_waiting_takes_no_longer_than_said():
    with exclusive("one"):
        started = time.monotonic()
        assert elsewhere(lambda: is_free("one", wait=0.3)) is False
        assert 0.3 <= time.monotonic() - started < 2
