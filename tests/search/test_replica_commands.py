"""search_sync, search_rebuild and search_check say truly what they did, and how it ended."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from wagtail.models import Page

from search import services
from search.analysis.languages import fingerprint
from search.engines.base import EngineUnavailable
from search.engines.replica import Replica
from search.management.commands import search_rebuild, search_sync
from search.models import EmptySearch, PendingProjection, SearchDocument, SearchState
from search.rebuilding import RebuildError
from search.replication import Drained
from tests.search.generator import NOW
from tests.search.rows import change, delete, later, pending, stored
from tests.search.test_replication import poison

elasticsearch = pytest.mark.elasticsearch
pytestmark = pytest.mark.django_db


@pytest.fixture
def analysed() -> None:
    """The documents are those of the running code."""
    SearchState.objects.update_or_create(pk=1, defaults={"fingerprint": fingerprint()})


@pytest.fixture
def live(replica: Replica, analysed: None) -> Replica:
    """The replica with an empty index that is searched."""
    replica.promote(replica.create(NOW))
    return replica


@pytest.fixture(autouse=True)
def owners(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """These rows have no pages behind them; let them be found all the same."""
    if "without_pages" not in request.node.name:
        monkeypatch.setattr(services, "hide_unfindable", lambda **_facts: 0)


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue()


def check() -> tuple[int, dict[str, Any]]:
    """Exit code and findings of search_check."""
    out, code = StringIO(), 0
    try:
        call_command("search_check", "--json", stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, json.loads(out.getvalue())


# --- search_check ----------------------------------------------------------------------------------------------------


def test_without_elasticsearch_only_the_documents_are_checked(analysed):
    stored(2)

    assert run("search_check").splitlines() == ["Documents in the database: 2.", "Everything is in order."]
    assert check()[1]["in_replica"] is None


def test_documents_of_another_analysis():
    SearchState.objects.update_or_create(pk=1, defaults={"fingerprint": "older"})

    code, found = check()

    assert code == 1
    assert "search_rebuild" in found["problems"][0]


@elasticsearch
def test_a_replica_in_order(live):
    stored(5)
    run("search_sync")

    code, found = check()

    assert (code, found["problems"]) == (0, [])
    assert (found["documents"], found["in_replica"], found["pending"], found["compared"]) == (5, 5, 0, 5)


@elasticsearch
def test_rows_that_wait_too_long(live):
    stored(2)  # written at NOW, which is long before or after the clock of this machine
    SearchDocument.objects.update(version=1_000_000)

    code, found = check()

    assert code == 1
    assert found["pending"] == 2
    assert found["oldest_pending_seconds"] > 10**9
    assert "Waiting to be sent: 2, " in found["problems"][0]


@elasticsearch
def test_rows_that_wait_for_a_moment_are_in_order(live):
    stored(2)
    SearchDocument.objects.update(version=10**18)

    assert check()[0] == 0


@elasticsearch
def test_a_missing_document(live):
    rows = stored(3)
    run("search_sync")
    live._client.delete(index=live.alias, id=rows[1].key)

    code, found = check()

    assert (code, found["in_replica"], found["different"]) == (1, 2, [rows[1].key])
    assert "Documents in Elasticsearch: 2, in the table: 3." in found["problems"]


@elasticsearch
def test_a_document_too_many(live):
    rows = stored(3)
    run("search_sync")
    SearchDocument.objects.filter(pk=rows[0].pk).delete()

    assert check()[1]["problems"] == ["Documents in Elasticsearch: 3, in the table: 2."]


@elasticsearch
def test_a_document_with_other_contents(live):
    rows = stored(3)
    run("search_sync")
    SearchDocument.objects.filter(pk=rows[2].pk).update(body_lem="written by hand")

    code, found = check()

    assert (code, found["different"]) == (1, [rows[2].key])


@elasticsearch
def test_a_refused_document(live):
    rows = stored(3)
    poison(rows[0])
    run("search_sync")

    code, found = check()

    assert (code, found["refused"]) == (1, 1)
    assert found["problems"] == [f"Refused by Elasticsearch: 1 ({rows[0].key})."]


@elasticsearch
def test_what_a_killed_rebuild_left(live):
    name = live.create(later(5))

    assert check()[1]["problems"] == [f"A rebuild was killed and left {name}: run search_rebuild again."]


@elasticsearch
def test_no_index(replica, analysed):
    code, found = check()

    assert code == 1
    assert "search_rebuild makes it" in found["problems"][0]


# --- search_sync -----------------------------------------------------------------------------------------------------


@elasticsearch
def test_sync_sends_what_waits(live):
    one, two = stored(2)

    assert "Sent: 2; refused: 0." in run("search_sync")
    change(one, later(1), title_surface="inny")
    delete(two, later(1))
    assert "Sent: 2;" in run("search_sync")
    assert pending() == []


@elasticsearch
def test_sync_makes_the_first_index(replica, analysed):
    stored(2)

    assert f"First index behind {replica.alias}; documents in it: 2." in run("search_sync")
    assert check()[0] == 0


@elasticsearch
def test_sync_fails_when_nobody_takes_the_documents(replica):
    """There is no index, and it cannot make one: the documents are of another analysis."""
    stored(2)

    with pytest.raises(CommandError, match="The documents wait"):
        run("search_sync")
    assert len(pending()) == 2


def test_a_new_portal_knows_its_analysis():
    SearchState.objects.all().delete()
    run("search_sync")

    assert SearchState.objects.get().fingerprint == fingerprint()


@pytest.fixture
def no_pages() -> None:
    """A portal without pages, which would be projected."""
    Page.objects.filter(depth=2).delete()
    PendingProjection.objects.all().delete()


@pytest.mark.usefixtures("no_pages")
def test_sync_hides_documents_without_pages():
    stored(2)
    EmptySearch.objects.create(day=NOW.date() - timedelta(days=9999), lang="pl", text="stare")

    assert "hidden: 2" in run("search_sync")
    assert not SearchDocument.objects.live().exists()
    assert not EmptySearch.objects.exists()


@pytest.mark.usefixtures("no_pages")
def test_sync_without_elasticsearch_cleans_up():
    (one,) = stored(1)
    delete(one, NOW)
    SearchDocument.objects.update(version=1)

    assert run("search_sync") == ""
    assert not SearchDocument.objects.exists()


def test_a_loop_waits_longer_after_every_failure(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    pauses: list[float] = []
    fails = [True, True, True, False, True, False]

    def drain(_target: Replica) -> Any:
        if fails.pop(0):
            raise EngineUnavailable("down")
        return Drained()

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if not fails:
            raise KeyboardInterrupt

    monkeypatch.setattr(search_sync, "drain", drain)
    monkeypatch.setattr(Replica, "live", lambda _self: ["an index"])
    monkeypatch.setattr(search_sync.time, "sleep", sleep)
    monkeypatch.setattr(search_sync, "close_old_connections", lambda: None)  # it would end the test's transaction

    assert "Stopped" in run("search_sync", "--loop", "10")
    assert pauses == [1, 2, 4, 10, 1, 10]


# --- search_rebuild --------------------------------------------------------------------------------------------------


@pytest.fixture
def projected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Calls of the projection of all documents, which is not done here."""
    calls: list[Any] = []
    monkeypatch.setattr(services, "rebuild_documents", lambda **facts: calls.append(facts) or 7)
    return calls


@elasticsearch
def test_rebuild_makes_the_index(replica, analysed, projected):
    stored(3)

    assert f"New index behind {replica.alias}; documents in it: 3." in run("search_rebuild")
    assert projected == []
    assert check()[0] == 0


@pytest.mark.parametrize(
    ("known", "arguments", "is_projected"),
    [
        ("same", (), False),
        ("same", ("--documents",), True),
        ("older", (), True),
        ("older", ("--no-replica",), True),
        ("", (), True),
    ],
)
def test_documents_are_projected_when_asked_or_needed(projected, known, arguments, is_projected):
    known = fingerprint() if known == "same" else known
    SearchState.objects.update_or_create(pk=1, defaults={"fingerprint": known})

    told = run("search_rebuild", *arguments)

    assert bool(projected) is is_projected
    assert ("projected: 7" in told) is is_projected
    assert ("No Elasticsearch is configured" in told) is ("--no-replica" not in arguments)


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (EngineUnavailable("Elasticsearch does not answer"), 1, "does not answer"),
        (RebuildError("Another rebuild is running."), 1, "Another rebuild"),
        (KeyboardInterrupt(), 130, "searches go on"),
    ],
)
def test_how_a_rebuild_ends(settings, monkeypatch, analysed, error, code, text):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    def fail(*_arguments: Any, **_facts: Any) -> int:
        raise error

    monkeypatch.setattr(search_rebuild, "rebuild", fail)
    with pytest.raises(CommandError, match=text) as caught:
        run("search_rebuild")
    assert caught.value.returncode == code
