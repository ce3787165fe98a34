"""Text as search wants it."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.extraction.child import text_of
from search.extraction.cleaning import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("konsul-\ntacje społeczne", "konsultacje społeczne"),
        ("konsul-  \r\n   tacje", "konsultacje"),
        ("konsul\u2010\ntacje", "konsultacje"),
        ("konsul\u00ad\ntacje", "konsultacje"),
        ("kon\u00adsul\u00adtacje", "konsultacje"),
        ("KONSUL-\nTACJE", "KONSULTACJE"),
        ("кон-\nсультації", "консультації"),
        ("biało-\n-czerwony", "biało-czerwony"),
        ("Poznań-\nJeżyce", "Poznań-Jeżyce"),
        ("lata 2025-\n2030", "lata 2025-2030"),
        ("80-\nlecie", "80-lecie"),
        ("droga -\nnowa", "droga -\nnowa"),
        ("punkty:\n- jeden\n- dwa", "punkty:\n- jeden\n- dwa"),
        ("a\u00a0b\u2009c\t d", "a b c d"),
        ("  a \n\n \n b  \n", "a\nb"),
        ("a\vb\fc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\0b\x07c\u200bd\ufeffe", "abcde"),
        ("a\ud800b", "ab"),
        ("\ud83d\ude00", "😀"),
        ("oficjalny: \ufb01nanse, o\ufb00set", "oficjalny: finanse, offset"),
        ("Poznan\u0301", "Poznań"),
        ("10 m² ½", "10 m² ½"),
        ("", ""),
    ],
)
def test_cleaned_text(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(st.characters(), max_size=200))
def test_nothing_unwanted_stays(text):
    cleaned = clean(text)

    assert not re.search(r"[\0-\x09\x0b-\x1f\x7f\u00ad\ud800-\udfff]|[^\S\n]{2}| \n|\n\n|\n ", cleaned)
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


def test_pages_keep_their_numbers_whatever_they_hold():
    assert text_of(["a\fb", "", "c"], 100) == "a\nb\f\fc"


def test_no_page_is_read_after_the_limit():
    pages = iter(["a" * 6, "b" * 6, "c" * 6])

    assert text_of(pages, 10) == "aaaaaa\fbbb"
    assert next(pages) == "cccccc"
