"""What is indexed of a text."""

from hypothesis import given

from search.analysis.channels import analyse, vocabulary
from search.analysis.languages import LANGUAGES, index_keys, is_stop_word
from tests.search.analysis.strategies import texts


def test_both_channels_of_a_text():
    channels = analyse("Kiedy konsultacje uchwały nr 12/2026 w Luboniu?", "pl")

    assert channels.lem == "konsultacja konsultacje uchwala 12 12_2026 2026 lubon"
    assert channels.surface == "kiedy konsultacje uchwaly nr 12_2026 w luboniu"


def test_languages_are_analysed_in_their_way():
    assert analyse("The streets of Poznań", "en").lem == "en_street en_poznan"
    assert analyse("Коли ремонт вулиць?", "uk").lem == "ремонт вулиця"


@given(texts)
def test_channels_are_words_separated_by_single_spaces(text):
    for lang in LANGUAGES:
        channels = analyse(text, lang)
        tokens = channels.surface.split()
        expected = [sorted(index_keys(token, lang)) for token in tokens if not is_stop_word(token, lang)]

        assert channels.surface == " ".join(tokens)
        assert channels.lem.split(" ") == [key for keys in expected for key in keys] or not channels.lem
        assert bool(channels.lem) == any(expected)


def test_the_vocabulary_has_words_worth_suggesting():
    assert vocabulary("plan 2026 s11 rad planu plan парк") == {"plan": 2, "planu": 1, "парк": 1}
