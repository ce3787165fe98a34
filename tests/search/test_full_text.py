"""The full text follows the table, on whichever database this runs."""

import pytest
from django.db import connection

from search.engines.snapshots import keeper
from search.engines.sql import SqlEngine
from search.expression import parse_text
from search.models import SearchDocument
from search.query import SearchQuery
from tests.search.generator import NOW
from tests.search.rows import change, delete, row

pytestmark = pytest.mark.django_db


def keys(text: str) -> list[str]:
    return list(SqlEngine().search(SearchQuery(now=NOW, text=text), parse_text(text, "pl")).keys)


def test_insert_update_and_delete():
    one = row("one", title="Park")
    one.save()
    assert keys("park") == ["one"]
    change(one, NOW, title_lem="rower", title_surface="rower", surface="rower")
    assert (keys("park"), keys("rower")) == ([], ["one"])
    delete(one, NOW)
    assert keys("rower") == []


def test_words_are_looked_for_once_until_a_document_changes(django_assert_max_num_queries):
    row("one", title="Park").save()
    assert keys("park") == ["one"]
    with django_assert_max_num_queries(1):
        assert keys("park") == ["one"]
    change(SearchDocument.objects.get(), NOW, title_lem="rower", title_surface="rower", surface="rower")
    assert keys("park") == []


def test_bulk_writes_and_deletes():
    SearchDocument.objects.bulk_create([row("one", title="Park"), row("two", title="Park")])
    assert sorted(keys("park")) == ["one", "two"]
    SearchDocument.objects.filter(key="one").delete()
    keeper.forget()  # the portal leaves a tombstone with a new version instead
    assert keys("park") == ["two"]


def test_a_megabyte_of_different_words_can_be_stored():
    huge = row("huge", title="Ogromny dokument", body=" ".join(f"slowo{number:06}" for number in range(120_000)))
    huge.save()
    assert keys("ogromny") == ["huge"]


def test_a_phrase_deep_in_a_long_text_is_found_and_not_over_a_border():
    row("long", title="Koniec tytułu", body="wypełniacz " * 30_000 + "szukana fraza").save()
    assert keys('"szukana fraza"') == ["long"]
    assert keys('"fraza szukana"') == []
    assert keys('"tytułu wypełniacz"') == []


@pytest.mark.parametrize(
    "text", ["%", "_", "a_b", "\\", "'", '"', "100%", "ąę' OR 1=1", "x:y", "-x", "NEAR(a b)", "a*", "^a"]
)
def test_signs_of_query_languages_are_only_signs(text):
    row("one", title="Park").save()
    assert keys(f"{text} nieznane") == []


def test_everything_the_full_text_needs_exists_after_all_migrations():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE 'search_fts%' AND type IN ('table', 'trigger')"
            )
            names = {name for (name,) in cursor.fetchall()}
            assert names >= {"search_fts", "search_fts_insert", "search_fts_update", "search_fts_delete"}
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = 'search_terms'")
            assert cursor.fetchall()
