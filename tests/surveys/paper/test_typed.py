"""Codes typed from paper become the answers they stand for; what is no code is said to be none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.paper.marks import codes, marks_of
from consultations.surveys.paper.typed import Read, parts_of, read
from consultations.surveys.questionnaire.validation import check_answers
from tests.surveys.paper.contents import DEFINITION, question

PLACE = {"type": "FeatureCollection", "features": [], "description": "przy moście"}
RIGHT = [
    ("text", {"": " Ala "}, "Ala"),
    ("number", {"": "2,5"}, 2.5),
    ("date", {"": "7.3.2026"}, "2026-03-07"),
    ("date", {"": "07-03-2026"}, "2026-03-07"),
    ("date", {"": "3.2026"}, "2026-03"),
    ("date", {"": "2026"}, "2026"),
    ("date", {"": "2026-03-07"}, "2026-03-07"),
    ("yes", {"": "a"}, "yes"),
    ("yes", {"": "C"}, "no_opinion"),
    ("single", {"": "B"}, "b"),
    ("single", {"": "c", "words": "hulajnogą"}, {"choice": "other", "other": "hulajnogą"}),
    ("single", {"words": "hulajnogą"}, {"choice": "other", "other": "hulajnogą"}),
    ("list", {"": "27"}, "o27"),
    ("multi", {"": "CA"}, ["a", "c"]),
    ("multi", {"": "a, c a"}, ["a", "c"]),
    ("multi", {"": "a", "words": "tram"}, {"choices": ["a", "other"], "other": "tram"}),
    ("scale", {"": "10"}, 10),
    ("scale", {"": "0"}, 0),
    ("scale", {"": "x"}, "no_opinion"),
    ("matrix", {"r1": "b", "r2": "C"}, {"r1": "c2", "r2": "no_opinion"}),
    ("many", {"r1": "AB"}, {"r1": ["c1", "c2"]}),
    ("ranking", {"": "2 1 3"}, ["b", "a", "c"]),
    ("ranking", {"": "213"}, ["b", "a", "c"]),
    ("ranking", {"": "- 1"}, ["b"]),
    ("ranking", {"": "1 1 2"}, {"a": 1, "b": 1, "c": 2}),
    ("image", {"": "B"}, ["b"]),
    ("budget", {"a": "40", "b": "60"}, {"a": 40, "b": 60}),
    ("priced", {"": "a"}, {"a": 300}),
    ("geo", {"": "przy moście"}, PLACE),
    ("contact", {"name": "Anna", "email": "a@example.org"}, {"name": "Anna", "email": "a@example.org"}),
    ("consent", {"": "A"}, {"accepted": True}),
]
WRONG = [
    ("number", {"": "dużo"}, ("",)),
    ("date", {"": "w marcu"}, ("",)),
    ("yes", {"": "D"}, ("",)),
    ("single", {"": "AZ"}, ("",)),
    ("list", {"": "31"}, ("",)),
    ("multi", {"": "AF"}, ("",)),
    ("scale", {"": "11"}, ("",)),
    ("matrix", {"r1": "A", "r2": "7"}, ("r2",)),
    ("ranking", {"": "4 1 2"}, ("",)),
    ("ranking", {"": "1 2 3 1"}, ("",)),
    ("ranking", {"": "²"}, ("",)),
    ("budget", {"a": "40", "b": "sto"}, ("b",)),
    ("priced", {"": "C"}, ("",)),
    ("consent", {"": "B"}, ("",)),
]
CLASHES = [("yes", {"": "AB"}), ("single", {"": "AB"}), ("scale", {"": "3 4"}), ("list", {"": "3 4"})]


@pytest.mark.parametrize(("key", "sent", "answer"), RIGHT)
def test_codes_are_read(key, sent, answer):
    assert read(question(key), sent) == Read(answer)


@pytest.mark.parametrize(("key", "sent", "fields"), WRONG)
def test_what_is_no_code_is_refused(key, sent, fields):
    found = read(question(key), sent)

    assert found.wrong == fields


@pytest.mark.parametrize(("key", "sent"), CLASHES)
def test_several_marks_where_one_is_possible_are_no_answer(key, sent):
    assert read(question(key), sent) == Read(clash=True)


def test_a_row_with_several_marks_leaves_the_others():
    assert read(question("matrix"), {"r1": "AB", "r2": "A"}) == Read({"r2": "c1"}, clash=True)


@pytest.mark.parametrize("key", DEFINITION.questions)
def test_what_cannot_be_read_is_no_answer(key):
    element = question(key)

    assert read(element, dict.fromkeys(parts_of(element), "?")) == Read(is_illegible=True)


@pytest.mark.parametrize("key", DEFINITION.questions)
def test_nothing_typed_is_nothing_answered(key):
    assert read(question(key), {}) == Read()


def test_one_illegible_row_leaves_the_others():
    assert read(question("matrix"), {"r1": "?", "r2": "A"}) == Read({"r2": "c1"}, is_illegible=True)


@pytest.mark.parametrize("key", ["single", "list", "multi", "yes", "scale", "image"])
def test_every_code_on_the_form_can_be_typed(key, today):
    for option, code in marks_of(question(key)).items():
        answer = read(question(key), {"": code, "words": "tak" if option == "other" else ""}).answer
        errors = check_answers(DEFINITION, {key: answer}, {}, today=today).errors
        assert [one for one in errors if one.question == key] == []


@given(st.sampled_from(sorted(DEFINITION.questions)), st.text(max_size=12), st.text(max_size=6))
def test_whatever_is_typed_is_read_or_refused(key, first, other):
    element = question(key)
    parts = parts_of(element)

    found = read(element, dict(zip(parts, (first, other), strict=False)))

    assert set(found.wrong) <= set(parts)
    assert not (found.wrong and key in {"number", "date", "yes"} and found.answer is not None)


@pytest.mark.parametrize(("number", "first", "last"), [(1, "A", "A"), (26, "A", "Z"), (27, "1", "27")])
def test_letters_give_way_to_numbers_after_z(number, first, last):
    found = list(codes([f"o{n}" for n in range(number)]).values())

    assert (found[0], found[-1], len(set(found))) == (first, last, number)
