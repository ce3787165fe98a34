"""Words the dictionary does not know: their forms meet, whatever it knows of them by accident."""

from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given

from search.analysis import polish, polish_stems
from search.analysis.folding import fold
from tests.search.analysis.strategies import polish_words

UNKNOWN = [
    "woonerf woonerfu woonerfem woonerfie woonerfy woonerfów woonerfom woonerfami woonerfach",
    "paczkomat paczkomatu paczkomacie paczkomaty paczkomatów",
    "fotowoltaika fotowoltaiki fotowoltaice fotowoltaikę",
    "Xantypow Xantypowa Xantypowem Xantypowie",
    "Brzękowiec Brzękowca Brzękowcem Brzękowcu",
    "Zgrzytnica Zgrzytnicy Zgrzytnicę",
    "Kwiczołowo Kwiczołowa Kwiczołowem Kwiczołowie",
    "gżdaczowy gżdaczowego gżdaczowi gżdaczowych",
    "bździernik bździernika bździernicy bździerniku",
    "lajkować lajkuje lajkował lajkowano lajkujący",
]


@pytest.mark.parametrize("forms", UNKNOWN)
def test_forms_of_unknown_words_share_a_stem(forms):
    stems = [polish_stems.stems(fold(form)) for form in forms.split()]

    assert [pair for pair in combinations(stems, 2) if not pair[0] & pair[1]] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("woonerf", "wodewil"), ("paczkomat", "paczka"), ("fotowoltaika", "fotografia"), ("webinar", "weber")],
)
def test_unknown_words_do_not_meet_words_that_only_begin_alike(word, other):
    assert not polish.lemmas(word) & polish.lemmas(other)


def test_a_form_known_by_accident_meets_the_unknown_ones():
    assert polish.dictionary().lemmas("antoninek") == {"antoninka", "antoninki"}
    assert not polish.dictionary().lemmas("antoninkiem")

    assert polish.lemmas("antoninek") & polish.lemmas("antoninkiem")


def test_stems_are_never_taken_for_lemmas():
    assert all(stem.startswith("s_") for stem in polish_stems.stems("woonerfem"))


@pytest.mark.parametrize(
    ("token", "lemmas"),
    [
        ("sciezek", {"sciezka", "sciezek"}),
        ("luboniu", {"lubon"}),
        ("ul", {"ul", "ula", "ulica"}),
        ("godz", {"godzic", "godzina"}),
        ("szkol", {"szkola"}),  # not of szkolić: its imperative has the same letters
        ("парку", {"парку"}),
    ],
)
def test_lemmas(token, lemmas):
    assert polish.lemmas(token) == lemmas


def test_negated_participles_are_known_by_what_they_negate():
    assert "niezabudowac" in polish.lemmas("niezabudowanej") & polish.lemmas("niezabudowani")
    assert not polish.lemmas("niezabudowanej") & polish.lemmas("zabudowanej")


@given(polish_words)
def test_keys_are_safe_in_every_query_language(word):
    assert all(key.isascii() and key.replace("_", "").isalnum() for key in polish.lemmas(fold(word)))


def test_threads_share_dictionary_and_stemmer():
    tokens = [
        f"{beginning}{ending}" for beginning in ("woonerf", "gzdacz", "plan") for ending in ("", "owi", "ami")
    ] * 40
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(polish.lemmas, tokens))

    assert together == [polish.lemmas(token) for token in tokens]
