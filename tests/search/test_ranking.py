"""Scores that are kept: those of the latest questions, never more than there is room for."""

import pytest

from search import ranking
from search.ranking import KnownScores


def test_the_oldest_scores_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MAX_KEPT", 2 * (ranking.QUESTION + 10))
    known = KnownScores()
    scores = dict.fromkeys(range(10), 1.0)
    for question in ("park", "rower", "las"):
        known.keep(question, scores)

    assert (known.get("park"), known.get("rower"), known.get("las")) == (None, scores, scores)


def test_a_question_that_found_nothing_takes_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MAX_KEPT", 3 * ranking.QUESTION)
    known = KnownScores()
    for number in range(20):
        known.keep(number, {})

    assert [number for number in range(20) if known.get(number) is not None] == [17, 18, 19]


def test_a_question_kept_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MAX_KEPT", 2 * ranking.QUESTION + 2)
    known = KnownScores()
    for _time in range(9):
        known.keep("park", {1: 1.0})
    known.keep("rower", {2: 1.0})

    assert (known.get("park"), known.get("rower")) == ({1: 1.0}, {2: 1.0})


def test_scores_without_room_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "MAX_KEPT", ranking.QUESTION)
    known = KnownScores()
    known.keep("park", {1: 1.0})

    assert known.get("park") is None
