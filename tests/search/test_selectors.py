"""What people get for what they typed: corrections, relaxed searches, names, synonyms, promotions, suggestions."""

from dataclasses import replace

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.core.models import Topic
from search import selectors
from search.models import SynonymSet
from search.query import SearchQuery
from search.result import Correction
from search.services import learn_words
from tests.factories.core import MunicipalityFactory, TopicFactory
from tests.search.generator import NOW
from tests.search.rows import row

pytestmark = pytest.mark.django_db


def given_documents(**titles: str | dict) -> None:
    """Documents by key; a string is a title, a dictionary the facts of a projection."""
    rows = [row(key, **({"title": facts} if isinstance(facts, str) else facts)) for key, facts in titles.items()]
    for one in rows:
        one.save()
    learn_words(documents=rows)


def ask(text: str = "", **selected: str) -> selectors.SearchResult:
    chosen = {facet: frozenset(values.split()) for facet, values in selected.items()}
    return selectors.search(SearchQuery(now=NOW, text=text, selected=chosen))


def found(text: str = "", **selected: str) -> set[str]:
    return {hit.key for hit in ask(text, **selected).hits}


# --- words -----------------------------------------------------------------------------------------------------------
def test_inflected_and_without_diacritics():
    given_documents(a="Budowa ścieżek rowerowych w Luboniu", b="Rewitalizacja rynku")
    assert found("sciezki rowerowe lubon") == {"a"}


def test_a_typing_error_is_corrected_and_said():
    given_documents(a="Konsultacje społeczne", b="Park")
    result = ask("konsultcaje")
    assert [hit.key for hit in result.hits] == ["a"]
    assert list(result.corrections) == [Correction("konsultcaje", "konsultacje", applied=True)]


def test_of_two_likely_words_the_other_is_offered():
    given_documents(a="Parki", b="Barki", c="Darki")
    result = ask("xarki")
    assert result.total > 0
    assert [one.applied for one in result.corrections] == [True, False, False]


def test_numbers_are_never_corrected():
    given_documents(a="Uchwała 12/2026")
    assert ask("13/2026").total == 0
    assert ask("2026").total == 1


def test_three_words_that_never_stand_together_are_relaxed_and_said():
    given_documents(a="Park i rower", b="Park i tramwaj", c="Tramwaj")
    result = ask("park rower tramwaj")
    assert result.relaxed
    assert {hit.key for hit in result.hits} == {"a", "b"}
    assert not ask("park rower").relaxed


def test_words_without_letters_find_nothing():
    given_documents(a="Park")
    assert (ask("!!!").total, ask("!!!").hits) == (0, [])


def test_nothing_asked_gives_facets_but_no_hits():
    given_documents(a="Park", b="Rower")
    result = ask()
    assert (result.total, result.hits) == (0, [])
    assert {value.value: value.count for value in result.facets["kind"]} == {"news": 2}


# --- names and synonyms ----------------------------------------------------------------------------------------------
def test_the_name_of_a_municipality_finds_what_is_filed_under_it_and_a_rename_works_at_once():
    MunicipalityFactory(teryt="3021072", short_name="Luboń")
    topic = TopicFactory(slug="halas", name="Hałas")
    given_documents(
        a={"title": "Nowy park", "facets": {"area": ["3021072"]}},
        b="Nowy park w Mosinie",
        c={"title": "Skwer", "facets": {"topic": ["halas"]}},
    )
    assert found("park luboń") == {"a"}
    assert found("hałasu") == {"c"}
    topic.name = "Cisza"
    topic.save()
    assert found("cisza") == {"c"}


def test_synonyms_work_without_reindexing():
    given_documents(a="Miejscowy plan zagospodarowania przestrzennego", b="Plan imprez")
    SynonymSet.objects.all().delete()
    assert found("qqplan") == set()
    SynonymSet.objects.create(expressions="qqplan = miejscowy plan zagospodarowania przestrzennego")
    assert found("qqplan") == {"a"}


def test_a_synonym_of_a_name_finds_what_is_filed_under_the_name():
    MunicipalityFactory(teryt="3021072", short_name="Luboń")
    SynonymSet.objects.all().delete()
    SynonymSet.objects.create(expressions="Luboń = luboński")
    given_documents(a={"title": "Nowy park", "facets": {"area": ["3021072"]}})
    assert found("luboński park") == {"a"}


def test_one_way_synonyms():
    SynonymSet.objects.all().delete()
    SynonymSet.objects.create(expressions="kopciuch => piec")
    given_documents(a="Wymiana pieca", b="Kopciuch")
    assert found("kopciuch") == {"a", "b"}
    assert found("piec") == {"a"}


# --- ways out, promotions --------------------------------------------------------------------------------------------
def test_alternatives_name_the_filter_to_drop():
    given_documents(a={"title": "Park", "facets": {"topic": ["zielen"], "tag": ["x"]}}, b="Park")
    TopicFactory(slug="zielen")
    query = SearchQuery(now=NOW, text="park", selected={"topic": frozenset({"inny"}), "tag": frozenset({"x", "y"})})
    assert selectors.alternatives(query, selectors.search(query)) == [("topic", "inny", 1)]
    languages = SearchQuery(now=NOW, text="park", language="en")
    assert selectors.alternatives(languages, selectors.search(languages)) == [("lang", "en", 2)]


def test_promotions_follow_the_text_and_hide_what_is_not_public():
    given_documents(**{"page-7": "Budżet obywatelski"})
    promoted = Query.get("Budżet")
    SearchPromotion.objects.create(query=promoted, external_link_url="https://bip.example/", external_link_text="BIP")
    query = SearchQuery(now=NOW, text="budzet")
    assert selectors.promotions(query) == [("BIP", "https://bip.example/", "")]
    assert selectors.promotions(replace(query, text="park")) == []


# --- suggestions -----------------------------------------------------------------------------------------------------
def test_suggestions_are_names_then_titles():
    MunicipalityFactory(teryt="3021072", short_name="Luboń")
    given_documents(a="Lubońska ścieżka", b={"title": "Luboń in English", "lang": "en"}, c="Park w Luboniu")
    assert [(one.text, one.kind) for one in selectors.suggest("lubo", "pl")] == [
        ("Luboń", "area"),
        ("Park w Luboniu", "news"),
        ("Lubońska ścieżka", "news"),
    ]
    assert [one.text for one in selectors.suggest("park lub", "pl")] == ["Park w Luboniu"]


@pytest.mark.parametrize("text", ["", "l", "!", '"*', "x" * 5000, "\x00"])
def test_too_little_or_too_much_suggests_nothing(text):
    given_documents(a="Luboń")
    assert list(selectors.suggest(text, "pl")) == []


def test_topic_names_are_in_the_readers_language():
    Topic.objects.create(slug="zielen", name_pl="Zieleń", name_en="Greenery")
    assert selectors.labels("en")["topic"]["zielen"] == "Greenery"
    assert selectors.labels("uk")["topic"]["zielen"] == "Zieleń"
