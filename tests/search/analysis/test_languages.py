"""What a token can be found by, in each language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import languages, polish, stop_words, ukrainian
from search.analysis.languages import LANGUAGES, beginnings, fingerprint, index_keys, is_stop_word, keys
from search.analysis.tokens import words
from tests.search.analysis.strategies import texts

each_language = pytest.mark.parametrize("lang", LANGUAGES)


@given(texts, st.sampled_from(LANGUAGES))
def test_every_token_has_keys_without_white_space(text, lang):
    for token in words(text):
        assert keys(token, lang)
        assert index_keys(token, lang) >= keys(token, lang)
        assert all(re.fullmatch(r"\w+", key) for key in index_keys(token, lang))


@each_language
def test_nothing_has_no_keys(lang):
    assert keys("", lang) == index_keys("", lang) == frozenset()


@each_language
@pytest.mark.parametrize(
    ("token", "indexed"),
    [
        ("2026", {"2026"}),
        ("12_2026", {"12_2026", "12", "2026"}),
        ("30_11_2026", {"30_11_2026", "30", "11", "2026"}),
        ("s11", {"s11", "11"}),
    ],
)
def test_numbers_are_found_whole_and_by_their_parts(token, indexed, lang):
    assert keys(token, lang) == {token}
    assert index_keys(token, lang) == indexed


@pytest.mark.parametrize(
    ("token", "lang", "found"),
    [
        ("uchwalami", "pl", {"uchwala"}),
        ("consultations", "en", {"en_consult"}),
        ("lives", "en", {"en_live", "en_life"}),
        ("children", "en", {"en_child", "en_children"}),
        ("консультацій", "uk", {"консультація"}),
        ("памяток", "uk", {"памятка"}),  # пам'ятка in the dictionary
        ("познані", "uk", {"познань"}),  # a name, written with a capital there
        ("міст", "uk", {"місто", "міст"}),
        ("parku", "uk", {"parku"}),
        ("парку", "en", {"парку"}),
    ],
)
def test_keys(token, lang, found):
    assert keys(token, lang) == found


def test_languages_do_not_mix():
    assert not keys("plan", "pl") & keys("plan", "en")
    assert not keys("план", "uk") & keys("plan", "pl")


def test_ukrainian_is_found_by_stems_without_simplemma(monkeypatch):
    monkeypatch.setattr(ukrainian, "dictionary", dict)

    assert ukrainian.lemmas("громадою") == ukrainian.lemmas("громаді") == {"s_громад"}
    assert ukrainian.lemmas("шкіл") == ukrainian.lemmas("школами")


@pytest.mark.parametrize(
    ("token", "lang"),
    [
        *((word, "pl") for word in ("kiedy", "gdzie", "jak", "czy", "ile", "kto", "w", "i", "nie")),
        *((word, "en") for word in ("when", "where", "how", "the", "a")),
        *((word, "uk") for word in ("коли", "де", "як", "та", "у")),
    ],
)
def test_stop_words(token, lang):
    assert is_stop_word(token, lang)


@pytest.mark.parametrize("token", ["5", "2026", "s1", "maja", "plan", "rok", "mam", "zl"])
def test_numbers_and_words_worth_looking_for_are_no_stop_words(token):
    assert not is_stop_word(token, "pl")


@each_language
def test_stop_words_are_folded_tokens(lang):
    listed = stop_words.BY_LANGUAGE[lang]

    assert {token for word in listed for token in words(word)} == listed


@pytest.mark.parametrize(
    ("wanted", "lang", "text"),
    [
        ({"rowerowy"}, "pl", "rowerowych"),
        ({"dobry"}, "pl", "najlepszy lepsza dobre"),
        ({"rok"}, "pl", "latach roku"),
        ({"czlowiek"}, "pl", "ludzi człowieka"),
        ({"dzien"}, "pl", "dnia dzień"),
        ({"2026"}, "pl", "12/2026"),
        ({"en_go"}, "en", "went going"),
        ({"en_citi"}, "en", "cities"),
        ({"день"}, "uk", "дні день"),
    ],
)
def test_beginnings_are_those_of_the_forms(wanted, lang, text):
    assert all(word.startswith(tuple(beginnings(frozenset(wanted), lang))) for word in words(text))


def test_the_fingerprint_follows_what_analysis_is_made_of(monkeypatch, tmp_path):
    before = fingerprint()
    assert re.fullmatch("[0-9a-f]{12}", before)

    other = tmp_path / "pl.fsa.xz"
    other.write_bytes(b"another dictionary")
    changes = [
        (languages, "SCHEMA", languages.SCHEMA + 1),
        (polish, "DICTIONARY", other),
        (polish, "ABBREVIATIONS", {}),
        (stop_words, "BY_LANGUAGE", dict.fromkeys(LANGUAGES, frozenset[str]())),
        (languages, "_version", lambda package: "0"),
    ]
    for target, name, value in changes:
        with monkeypatch.context() as patched:
            patched.setattr(target, name, value)
            fingerprint.cache_clear()
            assert fingerprint() != before, name
    fingerprint.cache_clear()
    assert fingerprint() == before
