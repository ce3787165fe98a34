"""Questions over all versions of a survey."""

from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.results.series import series_of
from tests.factories.surveys import content_of


def choice(key: str, *options: str, **settings: object):
    return {"key": key, "type": "single_choice", "options": [{"key": one} for one in options], **settings}


def versions(*contents: list[dict]):
    return [(number, parse(content_of(questions))) for number, questions in enumerate(contents, 1)]


def test_questions_stand_as_versions_brought_them_and_retired_ones_last():
    found = series_of(versions([choice("a", "x"), choice("b", "x")], [choice("c", "x"), choice("b", "x")]))

    assert [(one.key, one.retired, one.first_version) for one in found] == [
        ("b", False, 1),
        ("c", False, 2),
        ("a", True, 1),
    ]


def test_options_are_united_the_newest_order_first_and_arrivals_never_move():
    (found,) = series_of(versions([choice("a", "x", "y")], [choice("a", "z", "y")], [choice("a", "w", "z", "y")]))

    assert [(one.key, one.retired) for one in found.element.options] == [
        ("w", False),
        ("z", False),
        ("y", False),
        ("x", True),
    ]
    assert found.arrivals["options"] == ("x", "y", "z", "w")


def test_an_option_the_newest_version_retired_goes_to_the_end():
    newest = {**choice("a"), "options": [{"key": "x", "retired": True}, {"key": "y"}]}
    (found,) = series_of(versions([choice("a", "x", "y")], [newest]))

    assert [(one.key, one.retired) for one in found.element.options] == [("y", False), ("x", True)]


def test_a_key_may_change_before_anybody_answered():
    old, new = choice("a", "x", uid="u"), choice("b", "x", uid="u")
    (found,) = series_of(versions([old], [new]))

    assert (found.key, dict(found.keys)) == ("b", {1: "a", 2: "b"})


def test_order_of_the_versions_given_does_not_matter():
    given = versions([choice("a", "x")], [choice("a", "x", "y")])

    assert series_of(reversed(given)) == series_of(given)


def test_personal_data_is_never_for_the_public():
    kinds = {
        "open": {},
        "private": {"private": True},
        "hidden": {"results": "hidden"},
        "staff": {"results": "officials"},
    }
    found = series_of(versions([choice(key, "x", **settings) for key, settings in kinds.items()]))

    assert {one.key: one.audience for one in found} == {
        "open": "public",
        "private": "officials",
        "hidden": "hidden",
        "staff": "officials",
    }


def test_a_survey_without_versions_has_no_questions():
    assert series_of([]) == ()
