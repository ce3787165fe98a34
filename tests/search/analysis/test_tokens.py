"""A text is cut into the words and numbers people search for, wherever it comes from."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.folding import fold
from search.analysis.tokens import LONGEST, folded, places, tokenise, words
from tests.search.analysis.strategies import polish_words, texts


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Ścieżki rowerowe – Luboń!", "sciezki rowerowe lubon"),
        ("Uchwała nr 12/2026 z 30.11.2026", "uchwala nr 12_2026 z 30_11_2026"),
        ("w godz. 8:30-12:00, s. 12–14.", "w godz 8_30_12_00 s 12_14"),
        ("2026r. i 5A", "2026 r i 5 a"),
        ("droga S11, S-11 i DK92", "droga s11 s11 i dk92"),
        ("PM2.5 i CO₂, m²", "pm2 5 i co2 m2"),
        ("m.p.z.p. albo M.P.Z.P", "mpzp albo mpzp"),
        ("ZTM-u, GOPS-owi, MPK-ę", "ztm gops mpk"),
        ("obsługowo-usługowy", "obslugowo uslugowy"),
        ("e-doręczenia", "e doreczenia"),
        ("kon\u00adsul\u00adtacje s\u0301rodowisko", "konsultacje srodowisko"),
        ("пам’ятка у Познані, п'ять", "памятка у познані пять"),
        ("O'Connor, Kennedy'ego", "o connor kennedy ego"),
        ("snake_case __init__", "snake case init"),
        ('<b>"a" OR * NEAR(</b>', "b a or near b"),
        ("\x00\ud800😀…—", ""),
        ("", ""),
    ],
)
def test_tokens(text, tokens):
    assert words(text) == tokens.split()


def test_offsets_are_those_of_the_original():
    text = "Łąka, nr 12/2026."

    assert [(token.text, text[token.start : token.end]) for token in tokenise(text)] == [
        ("laka", "Łąka"),
        ("nr", "nr"),
        ("12_2026", "12/2026"),
    ]


def test_a_token_has_sixty_characters_at_most():
    assert [len(token.text) for token in tokenise("ą" * 1000 + " " + "1." * 1000)] == [LONGEST, LONGEST]


@given(texts)
def test_every_token_is_the_folding_of_its_place(text):
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text == folded(text[token.start : token.end])
        assert re.fullmatch(r"[\w]{1,60}", token.text)
        end = token.end


@given(texts)
def test_words_are_the_texts_of_the_tokens(text):
    assert words(text) == [token.text for token in tokenise(text)]


@pytest.mark.parametrize("piece", ["a.", "1.", "1-", "a-", "-u", "я'", "\u0301a", "\u00ad", "ł", "'", "_", "a.1-"])
def test_a_hostile_megabyte_takes_a_moment(piece):
    text = piece * (1_000_000 // len(piece)) + "b"
    start = time.process_time()
    words(text)

    assert time.process_time() - start < 10  # half a second; quadratic time would be hours


def found(text: str, *beginnings: str) -> list[str]:
    return [folded(place[0]) for place in places(text, frozenset(beginnings))]


@pytest.mark.parametrize(
    ("beginnings", "tokens"),
    [
        (["s"], ["sciezka", "sw", "s11"]),
        (["sc", "zo"], ["sciezka", "zolw"]),
        (["naj"], ["najlepszy"]),
        (["1"], ["12_2026", "11"]),
        (["п"], ["памятка"]),
        (["q"], []),
    ],
)
def test_places_by_beginning(beginnings, tokens):
    assert found("Ścieżka ŚW. Żółw osa S11 Najlepszy nad 12/2026 30.11 11 пам'ятка", *beginnings) == tokens


@given(st.lists(polish_words, min_size=1))
def test_places_by_beginning_are_those_of_all_tokens_that_begin_so(forms):
    text = " ".join(form.title() for form in forms)
    beginning = fold(forms[0])[:2]

    assert found(text, beginning) == [word for word in words(text) if word.startswith(beginning)]
