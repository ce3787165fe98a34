"""Texts that people take for the same are folded to the same."""

import pytest
from hypothesis import given

from search.analysis.folding import fold
from tests.search.analysis.strategies import polish_words, texts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("ŁÓDŹ", "lodz"),
        ("Za\u0301z\u0307o\u0301łc\u0301", "zazolc"),  # accents as characters of their own
        ("Straße, Ærø, Đà Nẵng, naïve", "strasse, aero, da nang, naive"),
        ("ﬁnanse ①②", "finanse 12"),
        ("Ｐｏｚｎａń", "poznan"),
        ("٣٤", "34"),
        ("kon\u00adsultacje", "konsultacje"),
        ("О́ЗЕРО", "озеро"),  # a stress mark
        ("їжак Ґанок Йосип", "їжак ґанок йосип"),
        ("пам'ятка", "памятка"),
        ("пам’ятка", "памятка"),
        ("памʼятка", "памятка"),
        ("пам´ятка", "памятка"),
        ("O’Connor", "o'connor"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(texts)
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(polish_words)
def test_case_and_polish_diacritics_do_not_matter(word):
    without = word.translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))

    assert fold(word) == fold(word.upper()) == fold(without.title()) == without
