"""Remarks on surveys: one that earns each, and one beside it that does not."""

import pytest

from consultations.surveys.hints import estimate, hints
from consultations.surveys.sentences import HINTS, hint_text


def content(*elements, **page):
    return {"pages": [{"key": "p1", "title": "Strona", **page, "elements": list(elements)}]}


def ask(text, kind="long_text", key="q", **more):
    return {"key": key, "type": kind, "text": text, **more}


def rule(*conditions, match="all"):
    return {"match": match, "conditions": list(conditions)}


def said(q, *values, op="any_of"):
    return {"q": q, "op": op, "values": list(values)}


CHOICE = ask("Czym?", "single_choice", "a", options=[{"key": "x"}, {"key": "y"}, {"key": "none", "exclusive": True}])
NUMBERED = [{"key": f"o{number}"} for number in range(8)]
# code, survey that earns it, survey that does not
CASES = [
    ("double", content(ask("Jak oceniasz parki oraz ulice?")), content(ask("Jak oceniasz parki?"))),
    ("double", content(ask("Czy lubisz park? Dlaczego?")), content(ask("Dlaczego lubisz park?"))),
    (
        "double",
        content(ask("Oceń czystość i ciszę", "scale", no_opinion=True)),
        content(ask("Oceń ciszę", "scale", no_opinion=True)),
    ),
    ("negation", content(ask("Czy nie chcesz parku?")), content(ask("Czy chcesz parku?"))),
    ("no_opinion", content(ask("Czy?", "yes_no", no_opinion=False)), content(ask("Czy?", "yes_no", no_opinion=True))),
    (
        "no_opinion",
        content(ask("Co?", "single_choice", options=[{"key": "a"}])),
        content(ask("Co?", "single_choice", options=[{"key": "x", "label": "Nie wiem"}])),
    ),
    (
        "no_opinion",
        content(ask("Ile?", "scale")),
        content(ask("Gdzie?", "single_choice", options=[{"key": "a"}], segment="age_band")),
    ),
    ("long", content(ask("Słowo " * 24)), content(ask("Słowo " * 23))),
    (
        "big_matrix",
        content(ask("Oceń", "matrix", rows=NUMBERED, columns=NUMBERED)),
        content(ask("Oceń", "matrix", rows=NUMBERED, columns=NUMBERED[:7])),
    ),
    (
        "required_personal",
        content(ask("Podaj numer", "short_text", input="phone", required=True)),
        content(ask("Podaj numer", "short_text", input="phone")),
    ),
    (
        "required_personal",
        content(ask("Twoje imię i nazwisko", required=True)),
        content(ask("Twoje zdanie", required=True)),
    ),
    ("sensitive", content(ask("Czy masz orzeczenie o niepełnosprawności?")), content(ask("Czy masz psa?"))),
    (
        "sensitive",
        content(ask("Wybierz", "multi_choice", options=[{"key": "a", "label": "wyznanie"}])),
        content(ask("Wybierz", "multi_choice", options=[{"key": "a", "label": "wyzwanie"}])),
    ),
    ("empty_page", content(), content(ask("Co?"))),
    (
        "empty_page",
        content({"key": "t", "type": "content"}),
        content({"key": "t", "type": "content"}, intro="<p>Wstęp</p>"),
    ),
    (
        "always_false",
        content(CHOICE, ask("B?", visible_if=rule(said("a", "x"), said("a", "y")))),
        content(CHOICE, ask("B?", visible_if=rule(said("a", "x"), said("a", "y"), match="any"))),
    ),
    (
        "always_false",
        content(CHOICE, ask("B?", visible_if=rule(said("a", "x"), {"q": "a", "op": "not_answered"}))),
        content(CHOICE, ask("B?", visible_if=rule({"q": "a", "op": "not_answered"}))),
    ),
    (
        "always_false",
        content(CHOICE, ask("B?", visible_if=rule(said("a", "x"), said("a", "x", "y", op="none_of")))),
        content(CHOICE, ask("B?", visible_if=rule(said("a", "x"), said("a", "y", op="none_of")))),
    ),
    (
        "always_false",
        content({**CHOICE, "required": True}, ask("B?", visible_if=rule({"q": "a", "op": "not_answered"}))),
        content(CHOICE, ask("B?", visible_if=rule({"q": "a", "op": "not_answered"}))),
    ),
    (
        "unreachable",
        {
            "pages": [
                *content(CHOICE)["pages"],
                *content(ask("C?"), visible_if=rule(said("a", "x"), said("a", "y")))["pages"],
            ]
        },
        {"pages": [*content(CHOICE)["pages"], *content(ask("C?"), visible_if=rule(said("a", "x")))["pages"]]},
    ),
    (
        "many_questions",
        content(*(ask("Co?", key=f"q{number}") for number in range(21))),
        content(*(ask("Co?", key=f"q{number}") for number in range(20))),
    ),
]


@pytest.mark.parametrize(("code", "bad", "good"), CASES)
def test_remark_where_it_is_due(code, bad, good):
    assert code in {hint.code for hint in hints(bad)}
    assert code not in {hint.code for hint in hints(good)}


def test_a_question_that_asks_about_one_nobody_reaches_is_out_of_reach_too():
    never = ask("B?", key="b", visible_if=rule(said("a", "x"), said("a", "y")))
    after = ask("C?", key="c", visible_if=rule({"q": "b", "op": "answered"}))
    assert [hint.key for hint in hints(content(CHOICE, never, after)) if hint.code == "always_false"] == ["b", "c"]


def test_every_remark_has_words():
    assert {code for code, _bad, _good in CASES} - {"many_questions"} == set(HINTS)
    for _code, bad, _good in CASES:
        assert all(hint_text(hint) for hint in hints(bad))


def test_time_it_takes():
    matrix = ask("Oceń", "matrix", rows=NUMBERED[:3], columns=NUMBERED)
    assert estimate(content(CHOICE, matrix, ask("Co?"), {"key": "t", "type": "content"})) == 7 + 3 * 7 + 30
