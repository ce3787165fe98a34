"""No hidden count can be worked out from everything that is published together."""

import copy
from typing import Any

import pytest

from consultations.surveys.results.figures import to_json
from tests.surveys.results.attack import recoverable
from tests.surveys.results.generated import Made, definition, made, options, question

WAY = question("way", "single_choice", options=options("bus", "bike", "boat", "car"))
CALM = question("calm", "yes_no")


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2))
def test_no_hidden_count_follows_from_all_that_is_published(seed):
    survey = made(seed)

    assert recoverable(documents(survey), survey.definition.raw) == []


def documents(survey: Made) -> list[dict[str, Any]]:
    return [to_json(survey.public(by)) for by in ("", *survey.divisions())]


@pytest.fixture
def small() -> Made:
    """Two questions with few answers each; three came by boat, six by car, and all the boats were calm."""
    numbers = {("bus", "yes"): 20, ("bus", "no"): 30, ("bike", "yes"): 25, ("bike", "no"): 25, ("boat", "yes"): 3}
    given = [("web", {"way": way, "calm": calm}) for (way, calm), many in numbers.items() for _ in range(many)]
    return Made(definition([WAY, CALM]), [*given, *[("web", {"way": "car", "calm": "no"})] * 6])


def test_the_attack_finds_what_a_single_published_count_gives_away(small):
    plain = to_json(small.public())
    told = copy.deepcopy(plain)
    (boat,) = [one for one in told["questions"][0]["options"] if one["key"] == "boat"]
    assert boat["count"] is None
    boat["count"] = 3

    assert recoverable([plain], small.definition.raw) == []
    assert recoverable([told], small.definition.raw) == [(("x", "way", "", "car"), 6)]


def test_the_attack_joins_tables_of_different_divisions(small):
    read = documents(small)
    told = next(one for one in to_json(small.exact("calm"))["questions"] if one["key"] == "way")
    by_calm = next(one for one in read if one["by"] == "calm")
    (way,) = [one for one in by_calm["questions"] if one["key"] == "way"]
    way["groups"] = [group for group in told["groups"] if group["key"]]

    assert (("x", "way", "", "car"), 6) in recoverable(read, small.definition.raw)
