"""Slips of the keyboard lead to words of our documents, unless two are as likely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.spelling import Candidate, Vocabulary, tolerance

WORDS = {
    "konsultacje": 120,
    "konsultacji": 110,
    "konsultacyjny": 4,
    "sciezki": 30,
    "rowerowe": 40,
    "rower": 12,
    "dom": 9,
    "las": 5,
    "rada": 50,
    "rata": 40,
    "woda": 30,
    "moda": 2,
    "park": 20,
    "bark": 20,
    "parki": 10,
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("konsultcje", "konsultacje"),
        ("konsutlacje", "konsultacje"),
        ("konsultacjie", "konsultacje"),
        ("knosultajce", "konsultacje"),
        ("rowreowe", "rowerowe"),
        ("sciezkki", "sciezki"),
        ("wroda", "woda"),
        ("parkk", "park"),  # its rival bark begins with another letter, parki is a form of it
    ],
)
def test_a_slip_is_corrected(vocabulary, typed, meant):
    assert vocabulary.best(typed) == meant


@pytest.mark.parametrize("typed", ["rapa", "xyzzyxyzzy", "don", "2026", "12_2027", "s11", "", "konsul"])
def test_no_correction_without_a_likely_one(vocabulary, typed):
    assert vocabulary.best(typed) is None


def test_only_a_word_about_as_frequent_is_a_rival():
    assert Vocabulary({"rada": 90, "rata": 2}).best("raza") == "rada"
    assert Vocabulary({"rada": 90, "rata": 80}).best("raza") is None


def test_candidates_are_ordered_by_distance_first_letter_and_frequency():
    vocabulary = Vocabulary({"planowac": 5, "planowal": 50, "klanowac": 90, "planowali": 200})

    assert vocabulary.candidates("planowac") == [
        Candidate("planowac", 0, 5),
        Candidate("planowal", 1, 50),
        Candidate("klanowac", 1, 90),
    ]
    assert vocabulary.candidates("planowac", limit=9)[-1] == Candidate("planowali", 2, 200)


def test_a_word_added_again_has_its_new_frequency():
    vocabulary = Vocabulary()
    vocabulary.add("plac", 1)
    vocabulary.add("plac", 7)

    assert vocabulary.candidates("placc") == [Candidate("plac", 1, 7)]


@pytest.mark.parametrize(("length", "slips"), [(1, 0), (3, 0), (4, 1), (7, 1), (8, 2), (60, 2)])
def test_longer_words_are_forgiven_more(length, slips):
    assert tolerance("a" * length) == slips


@given(st.text(max_size=70))
def test_anything_may_be_typed(typed):
    assert len(Vocabulary(WORDS).candidates(typed)) <= 3
