"""Columns have one name each, and cells say everything an answer says: there and back again."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.validation import tidy
from consultations.surveys.rehearsal import random_answers
from consultations.surveys.results.cells import NOT_ASKED, REMOVED, CellFault, RowOfCells, answers_of
from consultations.surveys.results.columns import columns_of
from consultations.surveys.results.table_texts import guarded, text_of, unguarded, value_of

from .questions import ABC, QUESTIONS, content, every_type, option, surveys

TODAY = date(2026, 11, 23)
NASTY = st.sampled_from(
    ["=1+1", "+48 61", "-5", "@x", "'", "''=", "'a", "NOT_ASKED", "REMOVED", "\t=x", " =x", "＝x", "a;b", 'a"b', "a\nb",
     "\x01=x", "0", "true", "\ufeff=1", "NOT_ASKED\n."]
)  # fmt: skip
texts = NASTY | st.text(min_size=1, max_size=20)


def names(definition, *later):
    return [one.name for one in columns_of(enumerate((definition, *later), 1)) if one.series]


def cells(definition, answers, asked=None, number=1, versions=None, **more):
    """Cells by name of the column."""
    versions = versions or [(number, definition)]
    columns = [one for one in columns_of(versions) if one.series]
    uids = {one.uid for one in definition.questions.values()} if asked is None else asked
    row = RowOfCells(columns, number, definition).cells(answers, uids, **more)
    return dict(zip([one.name for one in columns], row, strict=True))


def through_csv(row):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([row, [text_of(value) for value in row.values()]])
    file.seek(0)
    head, line = csv.reader(file, delimiter=";")
    return {name: value_of(cell) for name, cell in zip(head, line, strict=True)}


def with_texts(definition, answers, draw):
    """The answers with texts that try to be something else, in the form in which they would be stored."""
    for key, answer in answers.items():
        question = definition.questions[key]
        if question.type in {"short_text", "long_text"}:
            answers[key] = draw(texts)
        elif isinstance(answer, dict) and "other" in answer:
            answers[key] = {**answer, "other": draw(texts)}
        elif question.type == "geo" and draw(st.booleans()):
            answers[key] = {**answer, "features": draw(st.sampled_from([[], answer["features"]])), "description": "=d"}
    return {key: one for key, answer in answers.items() if (one := tidy(definition.questions[key], answer)) != ""}


def ordered(definition, answers):
    """Answers as cells can tell them: several options in the order of the question, and no contact data."""
    found = {}
    for key, answer in answers.items():
        question = definition.questions[key]
        places = {one.key: place for place, one in enumerate(question.options)}
        if question.is_multiple:
            several = answer if isinstance(answer, list) else answer["choices"]
            several = sorted(several, key=places.__getitem__)
            found[key] = {**answer, "choices": several} if isinstance(answer, dict) else several
        elif question.type != "contact":
            found[key] = answer
    return found


@given(st.data(), surveys, st.integers(0, 10**6))
def test_answers_survive_a_table(data, definition, seed):
    answers = with_texts(definition, random_answers(definition, seed, {}, TODAY), data.draw)
    columns = columns_of([(1, definition)])

    assert answers_of(columns, through_csv(cells(definition, answers)), definition) == (
        ordered(definition, answers),
        (),
    )


@given(surveys, surveys)
def test_no_two_columns_share_a_name(first, second):
    found = [one.name for one in columns_of([(1, first), (2, second)])]

    assert len(found) == len({name.lower() for name in found})


@given(texts)
def test_guard_is_taken_away_again(text):
    assert unguarded(guarded(text)) == text
    assert value_of(text_of(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_columns_of_every_type():
    assert names(every_type()) == [
        "short", "long", "number", "date", "yes_no", "single", "single__other",
        "multi__a", "multi__b", "multi__c", "multi__other.chosen", "multi__other",
        "image", "images__a", "images__b", "images__c", "scale",
        "matrix__a", "matrix__b", "matrix__c",
        *(f"matrix_many__{row}__{column}" for row in "abc" for column in "abc"),
        "ranking__a", "ranking__b", "ranking__c", "budget__a", "budget__b", "budget__c",
        "geo", "geo__description", "line", "line__description", "consent", "consent__text_hash",
    ]  # fmt: skip


def test_questions_of_personal_data_are_left_out_on_demand():
    survey = parse(content(open={"type": "short_text"}, secret={"type": "short_text", "private": True}))

    assert [one.name for one in columns_of([(1, survey)], private=False) if one.series] == ["open"]


def test_later_versions_add_columns_and_rename_none():
    first = parse(content(q={"type": "multi_choice", "options": ABC}, gone={"type": "yes_no"}))
    second = parse(
        content(
            new={"type": "number"},
            q={"type": "multi_choice", "options": [option("new", other_text={}), *ABC[1:], option("a", retired=True)]},
        )
    )

    assert names(first) == ["q__a", "q__b", "q__c", "gone"]
    assert names(first, second) == ["q__a", "q__b", "q__c", "q__new", "q__other", "new", "gone"]


def test_not_asked_is_not_no_answer():
    first = parse(content(q={"type": "multi_choice", "options": ABC}, old={"type": "yes_no"}))
    second = parse(content(q={"type": "multi_choice", "options": [*ABC, option("d")]}, new={"type": "scale"}))
    versions = [(1, first), (2, second)]

    assert cells(first, {"q": ["b"]}, {"u-q-multi_choice"}, 1, versions) == {
        "q__a": 0, "q__b": 1, "q__c": 0, "q__d": NOT_ASKED, "new": NOT_ASKED, "old": NOT_ASKED,
    }  # fmt: skip
    assert cells(second, {}, {"u-q-multi_choice"}, 2, versions)["q__d"] is None


def test_rows_of_a_matrix_without_an_answer_are_empty():
    survey = parse(content(m=QUESTIONS["matrix_many"]))

    assert list(cells(survey, {"m": {"b": ["a", "c"]}}).values()) == [None] * 3 + [1, 0, 1] + [None] * 3


def test_what_retention_took_is_marked():
    survey = parse(content(text={"type": "long_text"}, scale=QUESTIONS["scale"]))

    assert cells(survey, {"scale": 3}, removed={"u-text-long_text"}) == {"text": REMOVED, "scale": 3}


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("number", "abc", "not_a_number"),
        ("number", True, "not_a_number"),
        ("budget__a", "1e5", "not_a_number"),
        ("single", "zzz", "not_an_option"),
        ("yes_no", "tak", "not_an_option"),
        ("matrix__a", "zzz", "not_an_option"),
        ("multi__a", "x", "not_a_flag"),
        ("multi__a", "2", "not_a_flag"),
        ("ranking__a", "first", "not_a_place"),
        ("ranking__a", "1.5", "not_a_place"),
        ("ranking__a", "2", "not_in_order"),
        ("geo", "{", "not_geojson"),
        ("geo", "[]", "not_geojson"),
        ("geo", "[" * 100_000, "not_geojson"),
        ("consent", "yes", "not_a_flag"),
    ],
)
def test_cell_that_is_no_value_is_named(column, cell, code):
    survey = every_type()

    found, faults = answers_of(columns_of([(1, survey)]), {column: cell}, survey)

    assert (found, faults) == ({}, (CellFault(column, code),))


def test_place_given_twice_is_named():
    survey = every_type()
    _found, faults = answers_of(columns_of([(1, survey)]), {"ranking__a": "1", "ranking__b": "1"}, survey)

    assert faults == (CellFault("ranking__a", "not_in_order"),)


def test_answer_to_what_this_version_does_not_ask_is_named():
    first = parse(content(q={"type": "multi_choice", "options": ABC}, old={"type": "yes_no"}))
    second = parse(content(q={"type": "multi_choice", "options": ABC[1:]}))
    columns = columns_of([(1, first), (2, second)])

    found, faults = answers_of(columns, {"q__a": "1", "q__b": 1, "old": "yes"}, second)

    assert found == {"q": ["b"]}
    assert faults == (CellFault("q__a", "not_asked"), CellFault("old", "not_asked"))


@pytest.mark.parametrize(("cell", "value"), [(5, 5), (2.5, 2.5), ("", None), (date(2026, 3, 1), "2026-03-01")])
def test_cells_of_a_spreadsheet_are_read(cell, value):
    assert value_of(cell) == value


def test_figures_that_spreadsheets_make_of_texts_are_texts():
    survey = every_type()

    assert answers_of(columns_of([(1, survey)]), {"short": 61001.0, "scale": 3.0}, survey) == (
        {"short": "61001", "scale": 3},
        (),
    )
