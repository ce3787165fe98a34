"""Titles stand in the order of the Polish alphabet, whatever the engine's own order is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.collation import LONGEST, sort_key
from tests.search.analysis.strategies import polish_words, texts

POLISH = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


@pytest.mark.parametrize("alphabet", [POLISH, UKRAINIAN, POLISH + UKRAINIAN])
def test_letters_in_the_order_of_their_alphabet(alphabet):
    assert "".join(sorted(alphabet, key=sort_key)) == alphabet
    assert "".join(sorted(alphabet.upper(), key=sort_key)) == alphabet.upper()


@pytest.mark.parametrize(
    "titles",
    [
        ["Las", "Lasek", "Ława", "Łąka", "Mak"],
        ["Etap 2", "Etap 10", "Etap 10a", "Etapy"],
        ["2 parki", "10 parków", "100 parków", "Aleja"],
        ["Plan", "plan ogólny", "Plan Żabikowo", "Planeta"],
        ["Zając", "Zebra", "Źrebak", "Żaba", "Амур", "Їжак"],
    ],
)
def test_titles(titles):
    keys = [sort_key(title) for title in titles]

    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("„Zielony” Poznań!", "zielony poznań"),
        ("PLAN – OGÓLNY", "plan ogólny"),
        ("  Plan \t ogólny ", "plan ogólny"),
        ("– plan –", "plan"),
        ("e-doręczenia", "edoręczenia"),
        ("007", "7"),
        ("Façade", "facade"),
        ("Z\u0307aba", "żaba"),
    ],
)
def test_case_punctuation_and_spaces_do_not_count(title, same):
    assert sort_key(title) == sort_key(same)


@given(polish_words, polish_words)
def test_polish_words_are_ordered_letter_by_letter(one, other):
    in_order = [POLISH.index(letter) for letter in one] <= [POLISH.index(letter) for letter in other]

    assert (sort_key(one) <= sort_key(other)) is in_order


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_are_ordered_by_value(one, other):
    assert (sort_key(f"nr {one}") < sort_key(f"nr {other}")) is (one < other)


@given(texts)
def test_keys_are_short_and_sort_alike_in_every_collation(text):
    assert re.fullmatch(f"[0-9a-z]{{0,{LONGEST}}}", sort_key(text))


def test_long_titles_are_cut():
    assert len(sort_key("ż" * 500)) == LONGEST
