"""Which texts answers hold, what of them stays, how they are searched, and what looks personal in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.open_answers import has_texts, says, texts_of, with_texts
from consultations.surveys.personal_data import masked, pieces
from consultations.surveys.questionnaire.definition import parse
from tests.factories.surveys import content_of

OPTIONS = [{"key": "yes"}, {"key": "else", "other_text": {"max_length": 90}}]
QUESTIONS = parse(
    content_of(
        [
            {"key": "words", "type": "long_text"},
            {"key": "line", "type": "short_text"},
            {"key": "one", "type": "single_choice", "options": OPTIONS},
            {"key": "many", "type": "multi_choice", "options": OPTIONS},
            {"key": "closed", "type": "single_choice", "options": OPTIONS[:1]},
            {"key": "map", "type": "geo", "geometry": "point"},
            {"key": "number", "type": "number"},
        ]
    )
).questions
POINT = {"type": "Point", "coordinates": [16.9, 52.4]}


def place(comment: str | None = None) -> dict[str, object]:
    properties = {"comment": comment} if comment is not None else None
    return {"type": "Feature", "geometry": POINT, "properties": properties}


def places(*features: object, **more: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features), **more}


TEXTS = [
    ("words", "Tu jest wąsko", {"": "Tu jest wąsko"}),
    ("words", "   ", {}),
    ("line", "Rataje", {"": "Rataje"}),
    ("one", {"choice": "else", "other": "hulajnoga"}, {"other": "hulajnoga"}),
    ("one", {"choice": "yes"}, {}),
    ("one", "yes", {}),
    ("many", {"choices": ["yes", "else"], "other": "rolki"}, {"other": "rolki"}),
    ("many", ["yes"], {}),
    ("map", places(place("dziura"), place(), place("korzeń")), {"0": "dziura", "2": "korzeń"}),
    ("map", places(description="przy moście"), {"description": "przy moście"}),
    ("number", 7, {}),
]


@pytest.mark.parametrize(("key", "answer", "texts"), TEXTS)
def test_texts_of_an_answer_by_their_part(key, answer, texts):
    assert texts_of(QUESTIONS[key], answer) == texts


def test_which_questions_have_texts():
    assert [key for key, one in QUESTIONS.items() if has_texts(one)] == ["words", "line", "one", "many", "map"]


KEPT = [
    ("words", "Jan mówi", {}, None),
    ("words", "Jan mówi", {"": "[…] mówi"}, "[…] mówi"),
    ("one", {"choice": "else", "other": "Jan"}, {}, {"choice": "else"}),
    ("one", {"choice": "else", "other": "Jan"}, {"other": "[…]"}, {"choice": "else", "other": "[…]"}),
    ("one", "yes", {}, "yes"),
    ("many", ["yes"], {}, ["yes"]),
    ("map", places(place("Jan")), {"0": "[…]"}, None),
    ("map", places(place(), description="a"), {"description": "b"}, places(description="b")),
]


@pytest.mark.parametrize(("key", "answer", "texts", "kept"), KEPT)
def test_an_answer_with_only_the_texts_that_stay(key, answer, texts, kept):
    assert with_texts(QUESTIONS[key], answer, texts) == kept


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("", True),
        ("ZOLTY", True),
        ("żółty  dom", True),
        ("dom żółty", True),
        ("zielony", False),
        ("dom zielony", False),
        ("їжак", True),
    ],
)
def test_search_takes_neither_case_nor_accents_nor_order(words, is_found):
    assert says("Żółty DOM, Їжак", words) is is_found


PERSONAL = [
    ("pisz na jan.nowak+1@poczta.example.pl, proszę", "pisz na […], proszę"),
    ("tel. 601 234 567.", "tel. […]."),
    ("+48 601-234-567", "[…]"),
    ("61 878 99 00", "[…]"),
    ("PESEL 44051401359", "PESEL […]"),
    ("44051401358 to nie PESEL", "44051401358 to nie PESEL"),
    ("linia 12, rok 2024, kod 60-681", "linia 12, rok 2024, kod 60-681"),
    ("a@b", "a@b"),
    ("numer 1234567890123456", "numer 1234567890123456"),
]


@pytest.mark.parametrize(("text", "without"), PERSONAL)
def test_what_looks_personal_is_marked(text, without):
    assert masked(text) == without


@given(st.text(alphabet="a1@ .-+48ż\n", max_size=80))
def test_pieces_are_the_text(text):
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)
