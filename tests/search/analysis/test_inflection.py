"""Forms of a word find each other, and words that only look alike do not: the lists of tests/relevance/pairs."""

import pytest

from tests.search.analysis import pairs

# What no analysis without context can tell apart: listy is of list and of lista, sad is sąd without its diacritic
HOMOGRAPHS = {
    "pl_domain.txt": [("list", "lista")],
    "pl_further.txt": [
        ("dane", "danie"),
        ("metr", "metro"),
        ("zebranie", "zebra"),
        ("sąd", "sad"),
        ("łaska", "laska"),
        ("kąt", "kat"),
    ],
    "en.txt": [("import", "important")],
    "uk.txt": [("місто", "міст")],
}
MISSED = {"en.txt": [("green", "greener"), ("green", "greenest"), ("greener", "greenest")]}


@pytest.mark.parametrize("name", HOMOGRAPHS)
def test_forms_of_a_word_find_each_other(name):
    words = pairs.read(name)

    assert pairs.missed(words.pairs, name[:2]) == MISSED.get(name, [])


@pytest.mark.parametrize("name", ["pl_domain.txt", "pl_further.txt", "uk.txt"])
def test_forms_typed_without_diacritics_find_all(name):
    words = pairs.read(name)

    assert [pair for pair in words.plain_pairs if not pairs.finds(*pair, name[:2])] == []


@pytest.mark.parametrize("name", HOMOGRAPHS)
def test_words_that_look_alike_do_not_meet(name):
    words = pairs.read(name)

    assert pairs.merged(words.strangers, name[:2]) == HOMOGRAPHS[name]


def test_the_lists_are_as_long_as_they_are_said_to_be():
    domain, further = pairs.read("pl_domain.txt"), pairs.read("pl_further.txt")

    assert (len(domain.lexemes), len(domain.pairs), len(domain.strangers)) == (72, 1716, 114)
    assert (len(further.lexemes), len(further.pairs), len(further.strangers)) == (125, 2148, 95)
