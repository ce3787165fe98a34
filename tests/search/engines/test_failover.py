"""The second engine answers whenever the first cannot, and the first gets its chance again."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from search.engines.base import EngineUnavailable
from search.engines.circuit import Circuit
from search.engines.elastic_client import EngineRefused, EngineUnfit
from search.engines.failover import FailoverEngine
from search.expression import Clause, Expression
from search.query import SearchQuery
from search.result import EngineResult
from tests.search.generator import NOW

QUERY, EXPRESSION = SearchQuery(now=NOW), Expression()
BATCHES = [["a", "b"], ["c", "d"], ["e"]]


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class ScriptedEngine:
    """Answers with its name, or raises `error`; in a walk after `batches_before_error` batches."""

    def __init__(self, name: str, batches: Sequence[Sequence[str]] = BATCHES) -> None:
        self.name = name
        self.batches = batches
        self.error: Exception | None = None
        self.batches_before_error = 0
        self.asked = 0

    def _answer(self, answer: Any) -> Any:
        self.asked += 1
        if self.error:
            raise self.error
        return answer

    def search(self, query: SearchQuery, expression: Expression) -> EngineResult:
        return self._answer(EngineResult([], 0, 0, {}, {}, self.name))

    def walk(self, query: SearchQuery, expression: Expression) -> Iterator[Sequence[str]]:
        self.asked += 1
        for number, batch in enumerate(self.batches):
            if self.error and number == self.batches_before_error:
                raise self.error
            yield batch

    def frequencies(self, clauses: Sequence[Clause]) -> Sequence[int]:
        return self._answer([1 if self.name == "first" else 2])

    def suggest(self, tokens: Sequence[str], language: str, limit: int) -> Sequence[str]:
        return self._answer([self.name])


class Setting:
    """A failover engine over two scripted ones."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.first, self.second = ScriptedEngine("first"), ScriptedEngine("second")
        self.unfit: EngineUnavailable | None = None
        self.engine = FailoverEngine(self.first, self.second, circuit=Circuit("test", self.clock), verify=self.verify)

    def verify(self) -> None:
        if self.unfit:
            raise self.unfit

    def answers(self) -> str:
        return self.engine.search(QUERY, EXPRESSION).engine

    def walk(self) -> list[str]:
        return [key for batch in self.engine.walk(QUERY, EXPRESSION) for key in batch]


@pytest.fixture
def setting() -> Setting:
    return Setting()


ASK: dict[str, Callable[[FailoverEngine], Any]] = {
    "search": lambda engine: engine.search(QUERY, EXPRESSION).engine == "first",
    "frequencies": lambda engine: engine.frequencies([]) == [1],
    "suggest": lambda engine: engine.suggest(["a"], "pl", 8) == ["first"],
}


@pytest.mark.parametrize("question", ASK)
def test_every_question_goes_to_the_first_and_falls_to_the_second(setting, question):
    assert ASK[question](setting.engine)

    setting.first.error = EngineUnavailable("down")

    assert not ASK[question](setting.engine)


def test_after_three_failures_the_first_is_left_alone(setting):
    setting.first.error = EngineUnavailable("down")

    assert [setting.answers() for _ in range(10)] == ["second"] * 10
    assert setting.first.asked == 3


def test_after_the_pause_one_request_tries_and_closes_the_breaker(setting):
    setting.first.error = EngineUnavailable("down")
    for _ in range(3):
        setting.answers()
    setting.first.error = None
    setting.clock.now += 29
    assert setting.answers() == "second"
    setting.clock.now += 1

    assert [setting.answers() for _ in range(3)] == ["first"] * 3


def test_a_failed_trial_pauses_again(setting):
    setting.first.error = EngineUnavailable("down")
    for _ in range(3):
        setting.answers()
    setting.clock.now += 31

    assert [setting.answers() for _ in range(3)] == ["second"] * 3
    assert setting.first.asked == 4


def test_only_one_tries_at_a_time(setting):
    setting.first.error = EngineUnavailable("down")
    for _ in range(3):
        setting.answers()
    setting.first.error = None
    setting.clock.now += 31
    slow = setting.engine.walk(QUERY, EXPRESSION)
    assert next(slow) == BATCHES[0]

    assert setting.answers() == "second"


@pytest.mark.parametrize("error", [EngineRefused("400"), EngineUnfit("foreign index")])
def test_a_refusal_is_no_failure(setting, error):
    setting.first.error = error
    for _ in range(5):
        assert setting.answers() == "second"
    setting.first.error = None

    assert setting.answers() == "first"


def test_an_unfit_first_is_not_asked(setting):
    setting.unfit = EngineUnfit("no index")

    assert setting.answers() == "second"
    assert setting.first.asked == 0


def test_a_check_that_fails_counts(setting):
    setting.unfit = EngineUnavailable("down")
    for _ in range(3):
        setting.answers()
    setting.unfit = None

    assert setting.answers() == "second"


@pytest.mark.parametrize("given", range(len(BATCHES)))
def test_a_broken_walk_is_completed_without_repetition(setting, given):
    setting.first.error = EngineUnavailable("down")
    setting.first.batches_before_error = given
    setting.second.batches = [["e", "a"], ["b", "d", "c"]]

    assert sorted(setting.walk()) == ["a", "b", "c", "d", "e"]
    assert setting.second.asked == 1


def test_a_whole_walk_needs_no_second(setting):
    assert setting.walk() == ["a", "b", "c", "d", "e"]
    assert setting.second.asked == 0


def test_errors_of_the_second_are_not_hidden(setting):
    setting.first.error = setting.second.error = EngineUnavailable("down")

    with pytest.raises(EngineUnavailable):
        setting.answers()


def test_a_fault_in_the_program_is_not_taken_for_an_outage(setting):
    setting.first.error = ZeroDivisionError()

    with pytest.raises(ZeroDivisionError):
        setting.answers()
