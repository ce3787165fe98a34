"""Settings choose the engine; checks name what does not fit together, and the cure."""

import pytest
from django.db import connection

from search.analysis.languages import fingerprint
from search.checks import check_analysis, check_engine
from search.engines.selection import get_engine
from search.models import SearchState
from tests.search.rows import stored


@pytest.mark.parametrize(
    ("engine", "url", "chosen", "fault"),
    [
        ("auto", "", "sql", []),
        ("auto", "http://search.example:9200", "failover", []),
        ("sql", "http://search.example:9200", "sql", []),
        ("sql", "", "sql", []),
        ("elastic", "http://search.example:9200", "failover", []),
        ("elastic", "", "sql", ["search.E001"]),
    ],
)
def test_settings_choose_the_engine(settings, engine, url, chosen, fault):
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = engine, url

    assert get_engine().name == chosen
    messages = check_engine()
    assert [message.id for message in messages] == fault
    assert all(message.hint for message in messages)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "documents", "databases", "expected"),
    [
        ("same", 1, ["default"], []),
        ("older", 1, ["default"], ["search.W001"]),
        ("older", 0, ["default"], ["search.W001"]),
        ("", 1, ["default"], ["search.W001"]),
        ("", 0, ["default"], []),
        ("older", 1, None, []),
        ("older", 1, ["other"], []),
    ],
)
def test_documents_of_another_analysis_are_noticed(known, documents, databases, expected):
    known = fingerprint() if known == "same" else known
    SearchState.objects.update_or_create(pk=1, defaults={"fingerprint": known})
    stored(documents)

    messages = check_analysis(databases=databases)

    assert [message.id for message in messages] == expected
    assert all("search_rebuild" in str(message.hint) for message in messages)


@pytest.mark.django_db
def test_before_the_first_migration_nothing_is_said(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)

    assert check_analysis(databases=["default"]) == []
