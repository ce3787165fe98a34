"""A new index replaces the old one only when it is complete; whatever fails, the old one stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from search import rebuilding, replication
from search.engines import selection
from search.engines.base import EngineUnavailable
from search.engines.replica import Replica
from search.locks import REBUILD, exclusive
from search.models import SearchDocument
from search.rebuilding import RebuildError, rebuild
from search.replica_check import differing, examine
from tests.search.generator import NOW
from tests.search.rows import change, delete, generated, later, pending, stored
from tests.search.test_replication import poison
from tests.search.threads import elsewhere

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def names(target: Replica) -> list[tuple[str, list[str]]]:
    """Aliases of the generations, oldest first."""
    return [(one.name, sorted(one.aliases)) for one in target.generations()]


def is_clean(target: Replica) -> bool:
    found = examine(target, now=later(60), allowed_lag=0)
    assert found.problems == [] or "another version" in found.problems[0]
    return (found.pending, found.different) == (0, []) and found.in_replica == found.documents


def test_the_first_index(replica):
    generated(300)
    seen: list[tuple[int, int]] = []

    assert rebuild(replica, now=NOW, progress=lambda *numbers: seen.append(numbers)) == 300

    assert seen[-1] == (300, 300)
    assert [aliases for _, aliases in names(replica)] == [[replica.alias]]
    assert pending() == []
    assert is_clean(replica)
    assert differing(replica, replica.alias, list(SearchDocument.objects.values_list("pk", flat=True))) == []


def test_one_old_generation_is_kept(replica):
    stored(3)
    for number in range(4):
        rebuild(replica, now=later(number), progress=quiet)

    assert [aliases for _, aliases in names(replica)] == [[], [replica.alias]]


def test_deleted_rows_are_not_brought_back(replica):
    rows = stored(3)
    delete(rows[1], later(1))

    assert rebuild(replica, now=NOW, progress=quiet) == 2
    assert pending() == []
    assert is_clean(replica)


def during(target: Replica, monkeypatch: pytest.MonkeyPatch, action: Callable[[], Any]) -> None:
    """Have `action` happen after the new index was filled and before it is compared."""
    complete = rebuilding._complete

    def interrupted(*arguments: Any) -> int:
        action()
        return complete(*arguments)

    monkeypatch.setattr(rebuilding, "_complete", interrupted)
    monkeypatch.setattr(rebuilding, "exclusive", lambda name, wait=0: exclusive(f"{name}-test", wait))


@pytest.mark.parametrize("has_old_index", [True, False])
@pytest.mark.parametrize("is_drained", [True, False])
def test_changes_made_meanwhile_are_in_the_new_index(replica, monkeypatch, has_old_index, is_drained):
    rows = stored(5)
    if has_old_index:
        rebuild(replica, now=NOW, progress=quiet)

    def publish() -> None:
        change(rows[0], later(5), title_surface="zmieniony")
        delete(rows[1], later(5))
        stored(1, "new")
        if is_drained and has_old_index:
            replication.drain(replica)

    during(replica, monkeypatch, publish)

    assert rebuild(replica, now=later(10), progress=quiet) == 5
    assert pending() == []
    assert is_clean(replica)


def test_what_an_old_index_refused_is_tried_again(replica):
    rows = stored(3)
    SearchDocument.objects.filter(pk=rows[0].pk).update(replication_error="an old mapping")

    assert rebuild(replica, now=NOW, progress=quiet) == 3
    assert not SearchDocument.objects.quarantined().exists()


def test_a_poisonous_document_does_not_stop_it(replica):
    rows = stored(4)
    poison(rows[0])

    assert rebuild(replica, now=NOW, progress=quiet) == 3
    assert SearchDocument.objects.quarantined().get().pk == rows[0].pk


@pytest.mark.parametrize("error", [EngineUnavailable("gone"), KeyboardInterrupt(), ZeroDivisionError()])
def test_a_failure_leaves_the_old_index(replica, monkeypatch, error):
    stored(3)
    rebuild(replica, now=NOW, progress=quiet)
    before = names(replica)

    def fail() -> None:
        raise error

    during(replica, monkeypatch, fail)
    with pytest.raises(type(error)):
        rebuild(replica, now=later(10), progress=quiet)

    assert names(replica) == before


def test_a_lost_answer_does_not_cost_the_new_index(replica, monkeypatch):
    """The server swaps, but the connection breaks before it says so."""
    stored(3)
    promote = replica.promote

    def promote_and_vanish(name: str) -> None:
        promote(name)
        raise EngineUnavailable("connection reset")

    monkeypatch.setattr(replica, "promote", promote_and_vanish)
    with pytest.raises(EngineUnavailable):
        rebuild(replica, now=NOW, progress=quiet)

    assert [aliases for _, aliases in names(replica)] == [[replica.alias]]
    assert replica.count(replica.alias) == len(pending()) == 3  # they are sent again, which changes nothing


def test_an_index_that_lacks_documents_is_not_used(replica, monkeypatch):
    rows = stored(3)
    rebuild(replica, now=NOW, progress=quiet)
    before = names(replica)
    during(replica, monkeypatch, lambda: replica._client.delete(index=replica.building, id=rows[0].key))

    with pytest.raises(RebuildError, match="2 documents instead of 3"):
        rebuild(replica, now=later(10), progress=quiet)
    assert names(replica) == before


def test_an_index_with_other_contents_is_not_used(replica, monkeypatch):
    rows = stored(3)
    body = {"key": rows[0].key, "title_surface": "cos innego"}
    during(
        replica,
        monkeypatch,
        lambda: replica._client.index(
            index=replica.building, id=rows[0].key, document=body, version=rows[0].version, version_type="external_gte"
        ),
    )

    with pytest.raises(RebuildError, match="differ in the new index: row-0"):
        rebuild(replica, now=later(10), progress=quiet)
    assert names(replica) == []


def test_a_short_outage_is_waited_for(replica, monkeypatch):
    stored(3)
    pauses: list[float] = []
    write, calls = replica.write, []

    def failing(*arguments: Any) -> dict[int, str]:
        calls.append(arguments)
        if len(calls) < 3:
            raise EngineUnavailable("gone")
        return write(*arguments)

    monkeypatch.setattr(replica, "write", failing)
    monkeypatch.setattr(rebuilding.time, "sleep", pauses.append)

    assert rebuild(replica, now=NOW, progress=quiet) == 3
    assert pauses == [1, 2]


def test_two_at_once(replica):
    stored(1)
    with exclusive(REBUILD):
        assert elsewhere(lambda: failure(replica)) == "Another rebuild is running."
    assert names(replica) == []


def failure(target: Replica) -> str:
    """Why there is no new index."""
    with pytest.raises(RebuildError) as caught:
        rebuild(target, now=NOW, progress=quiet)
    return str(caught.value)


def test_what_a_killed_rebuild_left_is_removed(replica):
    stored(2)
    replica.create(later(-100))

    rebuild(replica, now=NOW, progress=quiet)

    assert [aliases for _, aliases in names(replica)] == [[replica.alias]]


def test_searches_use_the_new_index_at_once(replica, settings):
    stored(2)
    assert "search_rebuild" in unfit(replica)

    rebuild(replica, now=NOW, progress=quiet)

    assert unfit(replica) == ""


def unfit(target: Replica) -> str:
    """Why the replica must not answer."""
    try:
        selection.verify(target)
    except EngineUnavailable as error:
        return str(error)
    return ""


def test_too_many_waiting_documents_make_it_unfit(replica, settings):
    settings.SEARCH_REPLICA_MAX_LAG = 3
    rebuild(replica, now=NOW, progress=quiet)
    stored(3)
    assert unfit(replica) == ""
    stored(1, "further")
    assert unfit(replica) == ""  # what was found is believed for some seconds
    cache.clear()

    assert "more than 3 documents" in unfit(replica)


def test_an_index_of_another_analysis_is_unfit(replica, settings):
    rebuild(replica, now=NOW, progress=quiet)
    cache.clear()

    foreign = Replica(replica._client, settings.ELASTICSEARCH_INDEX_PREFIX, "another")
    assert "another mapping or analysis" in unfit(foreign)
