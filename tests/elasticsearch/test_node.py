"""The node does what search asks of Elasticsearch, all of it core features, and loses nothing when it is killed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from elasticsearch import BadRequestError, ConnectionError, Elasticsearch, helpers

from tests.elasticsearch.build import NodeError
from tests.elasticsearch.node import Node, main

pytestmark = pytest.mark.elasticsearch

WORDS = {"type": "text", "analyzer": "whitespace"}
PREFIXES = {**WORDS, "index_prefixes": {"min_chars": 2, "max_chars": 12}}
KEYWORD, DATE = {"type": "keyword"}, {"type": "date"}
SCHEDULE = {"type": "nested", "properties": {"opens_at": DATE, "closes_at": DATE}}
FIELDS = {"key": KEYWORD, "area": KEYWORD, "topic": KEYWORD, "title": PREFIXES, "when": {"type": "date_range"}}
MAPPINGS = {"dynamic": "strict", "properties": {**FIELDS, "schedule": SCHEDULE}}
SETTINGS = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": -1}
DOCUMENTS = [
    {"key": "park", "title": "plan parku", "area": ["lubon"], "topic": ["zielen"]},
    {"key": "road", "title": "sciezki rowerowe", "area": ["lubon", "mosina"], "topic": ["ruch"]},
    {"key": "tram", "title": "tramwaj na naramowice", "area": ["poznan"], "topic": ["ruch"]},
]


@pytest.fixture
def node() -> Node:
    return Node.of_this_run()


@pytest.fixture
def client(node: Node) -> Iterator[Elasticsearch]:
    with Elasticsearch(node.url, request_timeout=10, max_retries=0) as client:
        yield client


@pytest.fixture
def index(client: Elasticsearch) -> Iterator[str]:
    """Name of an empty index with the mapping above."""
    name = f"test-{uuid4()}"
    client.indices.create(index=name, settings=SETTINGS, mappings=MAPPINGS)
    yield name
    client.indices.delete(index=name)


def add(client: Elasticsearch, index: str, documents: list[dict[str, Any]]) -> None:
    helpers.bulk(client, [{"_index": index, "_id": row["key"], "_source": row} for row in documents], refresh=True)


def found(client: Elasticsearch, index: str, **request: Any) -> list[str]:
    """Ids of the hits, in their order."""
    return [hit["_id"] for hit in client.search(index=index, **request)["hits"]["hits"]]


def bulk_statuses(client: Elasticsearch, index: str, *versions: int) -> list[int]:
    """The statuses of writing one document under these versions, one after the other."""
    action = {"_index": index, "_id": "park", "version_type": "external_gte"}
    lines = [line for version in versions for line in ({"index": {**action, "version": version}}, DOCUMENTS[0])]
    return [item["index"]["status"] for item in client.bulk(operations=lines)["items"]]


def test_it_is_healthy_and_says_what_it_is(client: Elasticsearch) -> None:
    health = client.cluster.health(wait_for_status="yellow")

    assert health.meta.status == 200
    assert health.meta.headers["X-Elastic-Product"] == "Elasticsearch"
    assert health["number_of_nodes"] == 1


def test_it_runs_the_version_it_was_built_for(client: Elasticsearch, node: Node) -> None:
    (answer,) = client.nodes.info(filter_path="nodes.*.version")["nodes"].values()

    assert answer["version"] == node.build.version


def test_an_index_is_never_made_by_a_misspelt_write(client: Elasticsearch) -> None:
    statuses = bulk_statuses(client, "no-such-index", 1)

    assert statuses == [404]
    assert not client.indices.exists(index="no-such-index")


def test_an_unknown_field_is_refused(client: Elasticsearch, index: str) -> None:
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
        client.index(index=index, id="park", document={"colour": "green"})


def test_prefixes_of_words_are_indexed(client: Elasticsearch, index: str) -> None:
    add(client, index, DOCUMENTS)

    assert found(client, index, query={"match_bool_prefix": {"title": "sciezki row"}}) == ["road"]
    assert found(client, index, query={"prefix": {"title": "naram"}}) == ["tram"]
    assert found(client, index, query={"match_phrase": {"title": "parku plan"}}) == []


def test_versions_decide_which_write_wins(client: Elasticsearch, index: str) -> None:
    assert bulk_statuses(client, index, 5, 4, 5, 6) == [201, 409, 200, 200]


def test_open_ones_come_first_by_a_nested_sort_key(client: Elasticsearch, index: str) -> None:
    terms = {"late": ("01", "30"), "soon": ("01", "20"), "over": ("01", "10"), "next": ("18", "25")}
    rows = [
        {"key": key, "schedule": {"opens_at": f"2026-11-{first}", "closes_at": f"2026-11-{last}"}}
        for key, (first, last) in terms.items()
    ]
    add(client, index, [*rows, {"key": "never"}])
    now = {"opens_at": {"lte": "2026-11-15"}, "closes_at": {"gt": "2026-11-15"}}
    is_open = [{"range": {f"schedule.{field}": limits}} for field, limits in now.items()]
    nested = {"path": "schedule", "filter": {"bool": {"filter": is_open}}}
    deadline = {"schedule.closes_at": {"order": "asc", "missing": "_last", "nested": nested}}

    assert found(client, index, sort=[deadline, {"key": "asc"}]) == ["soon", "late", "never", "next", "over"]


def test_date_ranges_intersect(client: Elasticsearch, index: str) -> None:
    add(client, index, [{"key": "may", "when": {"gte": "2026-05-01", "lt": "2026-06-01"}}])
    rest_of_the_year = {"lte": "2026-12-31", "relation": "intersects"}
    hits = {
        day: found(client, index, query={"range": {"when": {"gte": day, **rest_of_the_year}}})
        for day in ("2026-04-01", "2026-05-31", "2026-06-01")
    }

    assert hits == {"2026-04-01": ["may"], "2026-05-31": ["may"], "2026-06-01": []}


def test_a_facet_ignores_its_own_selection(client: Elasticsearch, index: str) -> None:
    add(client, index, DOCUMENTS)
    selected = {"area": {"term": {"area": "lubon"}}, "topic": {"term": {"topic": "ruch"}}}
    facets = {
        "area": {"filter": selected["topic"], "aggs": {"values": {"terms": {"field": "area", "size": 500}}}},
        "topic": {"filter": selected["area"], "aggs": {"values": {"terms": {"field": "topic", "size": 500}}}},
    }
    answer = client.search(index=index, post_filter={"bool": {"filter": list(selected.values())}}, aggs=facets)
    counts = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in facet["values"]["buckets"]}
        for name, facet in answer["aggregations"].items()
    }

    assert [hit["_id"] for hit in answer["hits"]["hits"]] == ["road"]
    assert counts == {"area": {"lubon": 1, "mosina": 1, "poznan": 1}, "topic": {"ruch": 1, "zielen": 1}}


def test_deep_pages_follow_the_last_hit(client: Elasticsearch, index: str) -> None:
    keys = [f"{number:02}" for number in range(25)]
    add(client, index, [{"key": key} for key in keys])
    walked: list[str] = []
    while page := found(
        client, index, size=10, sort=[{"key": "asc"}], **({"search_after": walked[-1:]} if walked else {})
    ):
        walked += page

    assert walked == keys


def test_an_alias_moves_in_one_step(client: Elasticsearch, index: str) -> None:
    alias, successor = f"alias-{index}", f"{index}-next"
    client.indices.put_alias(index=index, name=alias)
    client.indices.create(index=successor, settings=SETTINGS, mappings=MAPPINGS)
    move = [{"remove": {"index": index, "alias": alias}}, {"add": {"index": successor, "alias": alias}}]
    client.indices.update_aliases(actions=move)
    pointed_at = list(client.indices.get_alias(name=alias))
    client.indices.delete(index=successor)

    assert pointed_at == [successor]


def test_documents_survive_kill_and_restart(client: Elasticsearch, index: str, node: Node) -> None:
    helpers.bulk(client, [{"_index": index, "_id": str(number)} for number in range(500)])  # no refresh, no flush
    killed = node.kill()
    with pytest.raises(ConnectionError):
        client.count(index=index)
    node.start()
    client.indices.refresh(index=index)

    assert node.pid() not in {killed, None}
    assert client.count(index=index)["count"] == 500


def test_a_second_start_says_where_it_runs(node: Node, capsys: pytest.CaptureFixture[str]) -> None:
    pid = node.pid()

    assert main(["start", "--home", str(node.home), "--port", str(node.port)]) == 0
    assert capsys.readouterr().out == f"Elasticsearch already runs on {node.url} (process {pid}).\n"
    assert node.pid() == pid


def test_a_taken_port_is_named(node: Node, tmp_path: Path) -> None:
    with pytest.raises(NodeError, match=f"Port {node.port} is taken"):
        Node(tmp_path).start(node.port)
