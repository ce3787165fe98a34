"""What is published of exact results: one survey of every type, and the cases that give small counts away."""

from typing import Any

import pytest

from consultations.surveys.results.tables import SMALLEST, QuestionResult, SurveyResults
from tests.surveys.results.generated import Given, Made, definition, made, options, question, when

WAY = question("way", "single_choice", options=options("bus", "bike", "boat"))


def survey(questions: list[dict[str, Any]], *given: tuple[int, dict[str, Any]]) -> Made:
    """A survey with so many responses of each kind."""
    responses: list[Given] = [("web", answers) for number, answers in given for _ in range(number)]
    return Made(definition(questions), responses)


def of(results: SurveyResults, key: str, row: str = "") -> QuestionResult:
    return next(one for one in results.questions if (one.key, one.row) == (key, row))


def counts(cells) -> list[int | None]:
    return [cell.count for cell in cells]


def groups(result: QuestionResult) -> dict[str, list[int | None]]:
    return {group.key: [group.base, *counts(group.cells)] for group in result.groups}


@pytest.mark.parametrize("seed", range(3))
def test_every_published_count_is_exact_and_large_enough(seed):
    one = made(seed, 200)
    for by in ("", *one.divisions()):
        exact, shown = one.exact(by), one.public(by)
        for before, after in zip(exact.questions, shown.questions, strict=True):
            rows = {row.key: row for row in (*before.rows, *before.groups)}
            for row in (*after.rows, *after.groups):
                assert row.base in (None, rows[row.key].base) or row in after.rows
                for cell, true in zip(row.cells, rows[row.key].cells if row not in after.rows else (), strict=False):
                    assert cell.count is None or cell.count == true.count >= SMALLEST
            for cell, true in zip(after.cells, before.cells, strict=False):
                assert cell.count is None or cell.count == true.count >= SMALLEST
                assert (cell.share is None) == (cell.count is None)


@pytest.mark.parametrize("seed", range(3))
def test_two_questions_hide_the_same_cells_whichever_of_them_divides(seed):
    one = made(seed)

    way, safe = of(one.public("safe"), "way"), of(one.public("way"), "safe")

    turned = {group.key: {cell.key: cell.count for cell in group.cells} for group in safe.groups}
    for group in way.groups:
        assert {cell.key: cell.count for cell in group.cells} == {key: turned[key][group.key] for key in turned}


def test_how_many_were_asked_is_not_told_if_it_tells_a_hidden_count():
    leak = question("deck", "yes_no", visible_if=when("way", "boat"))
    follow = question("deeper", "yes_no", visible_if=when("deck", "yes"))
    safe = question("helmet", "yes_no", visible_if=when("way", "bike"))
    found = survey(
        [WAY, leak, follow, safe],
        (20, {"way": "bus"}),
        (30, {"way": "bike", "helmet": "yes"}),
        (3, {"way": "boat", "deck": "yes", "deeper": "no"}),
    ).public()

    assert counts(of(found, "way").cells) == [None, 30, None]
    assert [of(found, key).withheld for key in ("deck", "deeper", "helmet")] == ["rule", "rule", ""]
    assert (of(found, "deck").asked, of(found, "deck").cells) == (0, ())
    assert of(found, "helmet").asked == 30


def test_a_rule_of_two_questions_tells_a_count_of_both():
    both = {"match": "all", "conditions": [*when("way", "bus")["conditions"], *when("calm", "yes")["conditions"]]}
    questions = [WAY, question("calm", "yes_no"), question("more", "yes_no", visible_if=both)]
    found = survey(
        questions, (20, {"way": "bus", "calm": "yes"}), (3, {"way": "bus", "calm": "no"}), (9, {"way": "boat"})
    ).public()

    assert of(found, "more").withheld == "rule"


def test_nothing_is_divided_by_a_question_that_not_everybody_is_asked():
    helmet = question("helmet", "yes_no", visible_if=when("way", "bike"))

    assert survey([WAY, helmet], (20, {"way": "bus"})).divisions() == ["way", "channel"]


def test_a_group_with_few_answers_is_hidden_with_another_one():
    calm = question("calm", "yes_no")
    given = [
        (20, {"way": "bus", "calm": "yes"}),
        (10, {"way": "bus", "calm": "no"}),
        (3, {"way": "boat", "calm": "no"}),
    ]
    found = survey([WAY, calm], *given, (9, {"way": "bike", "calm": "yes"}), (40, {"calm": "no"})).public("way")

    assert groups(of(found, "calm"))["boat"] == [None, None, None]
    assert groups(of(found, "calm"))["bike"] == [None, None, None]
    assert found.group_sizes == {"bus": 30, "bike": None, "boat": None}
    assert "" not in found.group_labels


def test_a_mean_is_published_with_all_counts_or_not_at_all():
    scale = question("safe", "scale", **{"from": 1, "to": 3})
    open_ = survey([scale], (10, {"safe": 1}), (20, {"safe": 2}), (10, {"safe": 3}))
    closed = survey([scale], (10, {"safe": 1}), (20, {"safe": 2}), (4, {"safe": 3}))

    assert of(open_.public(), "safe").mean == 2
    assert of(closed.public(), "safe").mean is None
    assert of(closed.exact(), "safe").mean == pytest.approx(62 / 34)


def test_numbers_are_published_in_bins_of_five_and_their_mean_from_twenty_on():
    days = question("days", "number")
    few = survey([days], *((1, {"days": number}) for number in range(19)))
    more = survey([days], *((1, {"days": number}) for number in range(20)))

    assert all(one.count >= SMALLEST for one in of(few.public(), "days").numbers.bins)
    assert of(few.public(), "days").numbers.mean is None
    assert (of(more.public(), "days").numbers.mean, of(more.public(), "days").numbers.median) == (9.5, 9.5)


def test_the_mean_of_those_in_no_group_cannot_be_worked_out():
    days = question("days", "number")
    given = [(20, {"way": "bus", "days": 3}), (10, {"way": "bike", "days": 5}), (12, {"way": "boat", "days": 5})]
    found = survey([WAY, days], *given, (2, {"days": 9})).public("way")

    means = {group.key: group.mean for group in of(found, "days").groups}
    assert means == {"bus": 3, "bike": None, "boat": None}


def test_budget_has_means_and_parts_of_the_whole():
    money = question("money", "budget", mode="points", total=100, options=options("trees", "roads"))
    found = survey([money], (15, {"money": {"trees": 60, "roads": 40}}), (5, {"money": {"roads": 100}})).public()

    rows = {row.key: (row.base, row.mean, row.median, row.share) for row in of(found, "money").rows}
    assert rows == {"trees": (20, 45, 60, 0.45), "roads": (20, 55, 40, 0.55)}


def test_ranking_has_the_mean_place_and_what_was_put_first():
    order = question("order", "ranking", options=options("x", "y"))
    found = survey([order, WAY], (15, {"order": ["x", "y"], "way": "bus"}), (5, {"order": ["y", "x"], "way": "bike"}))

    rows = of(found.public(), "order").rows
    assert [(row.key, row.base, row.mean, counts(row.cells)) for row in rows] == [
        ("x", 20, 1.25, [15, 5]),
        ("y", 20, 1.75, [5, 15]),
    ]
    assert groups(of(found.exact("way"), "order", "1"))["bike"] == [5, 0, 5]


def test_places_are_counted_in_squares_of_at_least_five_responses():
    def spots(*longitudes: float) -> dict[str, Any]:
        features = [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [one, 52.4]}}
            for one in longitudes
        ]
        return {"spot": {"type": "FeatureCollection", "features": features}}

    spot = question("spot", "geo", geometry="point", max=3)
    found = of(survey([spot], (5, spots(16.9, 16.9001)), (4, spots(17.1))).public(), "spot")

    assert [square.count for square in found.squares] == [5]
    assert found.squares_suppressed == 1


def test_no_opinion_that_is_not_offered_any_more_stays_if_somebody_had_none():
    calm = question("calm", "yes_no", no_opinion=False)

    assert [cell.key for cell in of(survey([calm], (9, {"calm": "yes"})).exact(), "calm").cells] == ["yes", "no"]
    kept = of(survey([calm], (9, {"calm": "no_opinion"})).exact(), "calm")
    assert [(cell.key, cell.count) for cell in kept.cells] == [("yes", 0), ("no", 0), ("no_opinion", 9)]
