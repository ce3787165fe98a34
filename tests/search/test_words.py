"""What a process knows of names and of the vocabulary follows the database, with one small question a search."""

import pytest

from search.models import VocabularyTerm
from search.presentation.names import names_in
from search.words import vocabularies, words
from tests.factories.core import TopicFactory

pytestmark = pytest.mark.django_db


def near(typed: str) -> list[str]:
    words.current()  # as every search does first
    return [one.term for one in vocabularies.of("pl").candidates(typed)]


def test_words_that_documents_bring_are_offered_at_the_next_search():
    VocabularyTerm.objects.create(lang="pl", term="rowerowy")
    assert near("rowrowy") == ["rowerowy"]
    VocabularyTerm.objects.create(lang="pl", term="biblioteka")
    VocabularyTerm.objects.create(lang="en", term="bibliothek")

    assert near("bibliotkea") == ["biblioteka"]
    assert near("rowrowy") == ["rowerowy"]


def test_a_vocabulary_that_has_not_grown_is_not_read_again(django_assert_num_queries):
    VocabularyTerm.objects.create(lang="pl", term="rowerowy")
    near("rowrowy")

    with django_assert_num_queries(1):
        near("rowrowy")


def test_forgotten_words_are_read_again():
    VocabularyTerm.objects.create(lang="pl", term="rowerowy")
    near("rowrowy")
    VocabularyTerm.objects.update(term="rowerzysta")
    vocabularies.forget()

    assert near("rowerzsta") == ["rowerzysta"]


def test_names_are_one_object_until_they_are_read_again():
    TopicFactory(slug="zielen", name="Zieleń")
    words.forget()
    first = names_in("pl")
    assert names_in("pl") is first
    assert names_in("en") is not first
    TopicFactory(slug="drogi", name="Drogi")
    words.forget()

    assert (first.of("topic", "drogi"), names_in("pl").of("topic", "drogi")) == ("drogi", "Drogi")
