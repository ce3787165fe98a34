"""Measures the search of a portal that Django is already set up for."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.core.models import Municipality, Organiser, Topic
from consultations.models import ConsultationPage
from search import selectors
from search.analysis import highlighting
from search.engines.base import Engine
from search.engines.scratch_index import scratch_elastic_engine
from search.engines.snapshots import keeper
from search.engines.sql import SqlEngine
from search.evaluation.scratch import fill
from search.expression import Expression, parse_text
from search.models import SearchDocument, VocabularyTerm
from search.query import SearchQuery
from search.ranking import KnownScores
from search.result import EngineResult
from search.services import rebuild_documents
from tests.search.generator import MARK, NOW, Generator

WARM_UP = 2
Row = dict[str, Any]
Parameters = list[tuple[str, str]]


def measure(engine_name: str, documents: int, rounds: int) -> dict[str, Row]:
    """A row of figures per kind of query."""
    generator = Generator(3, list(Municipality.objects.values_list("teryt", flat=True)), vocabulary=20_000)
    generator.topics = list(Topic.objects.values_list("slug", flat=True))
    generator.organisers = list(Organiser.objects.values_list("slug", flat=True))
    SearchDocument.objects.all().delete()
    VocabularyTerm.objects.all().delete()
    started = time.perf_counter()
    fill(dict(generator.projections(documents)))
    print(f"{documents} documents stored in {time.perf_counter() - started:.1f} s")
    with _engine(engine_name) as engine:
        # the scratch index's, or a new one for every request
        selectors.get_engine = lambda: Clocked(engine if engine_name == "elastic" else SqlEngine())
        return _figures(engine, generator, rounds)


class Clocked:
    """An engine that adds up the CPU milliseconds its answers take in this process."""

    spent = 0.0  # by all engines

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def search(self, query: SearchQuery, expression: Expression) -> EngineResult:
        started = time.process_time()
        try:
            return self._engine.search(query, expression)
        finally:
            Clocked.spent += (time.process_time() - started) * 1000


@contextmanager
def _engine(name: str) -> Iterator[Engine]:
    if name == "sql":
        yield SqlEngine()
    else:
        with scratch_elastic_engine(os.environ["ELASTICSEARCH_URL"], SearchDocument.objects.live()) as engine:
            yield engine


def _figures(engine: Engine, generator: Generator, rounds: int) -> dict[str, Row]:
    client = Client()
    bare = _bare(engine, generator, rounds)
    rows: dict[str, Row] = {"bare query": bare}
    every: list[float] = []
    for name, parameters in queries(generator).items():
        url = f"/pl/szukaj/?{urlencode(parameters)}"
        spent = _times(lambda url=url: _get(client, url), rounds)
        every += spent["wall"]
        again = statistics.median(_times(lambda url=url: _get(client, url), rounds, anew=False)["wall"])
        rows[name] = _row(spent, bare) | {"own": round(statistics.median(spent["own"]), 1), "again": round(again, 1)}
        rows[name]["queries"] = _queries(client, url)
        rows[name]["total"] = _total(parameters)
    rows["all pages"] = _row({"wall": every, "cpu": []}, bare)
    typed = [generator.words[5][:length] for length in (2, 3, 4)] + ["lub", "konsul", "sci"]
    addresses = [f"/pl/szukaj/podpowiedzi/?{urlencode([('q', one)])}" for one in typed]
    spent = _times(lambda: [_get(client, address) for address in addresses], rounds)
    rows["suggestions"] = _row({kind: [one / len(typed) for one in values] for kind, values in spent.items()}, bare)
    return rows


def queries(generator: Generator) -> dict[str, Parameters]:
    """Kinds of queries as people combine them; the words are the most common, a common, and a rare one."""
    common, middle, rare = generator.words[0], generator.words[60], generator.words[3000]
    area = ("area", generator.areas[3])
    topics = [("topic", generator.topics[0]), ("topic", generator.topics[1])]
    return {
        "landing": [],
        "rare word": [("q", rare)],
        "common word": [("q", common)],
        "word in 95 %": [("q", MARK)],
        "three words": [("q", f"{common} {middle} {MARK}")],
        "word and three facets": [("q", common), area, *topics, ("status", "open")],
        "two facets": [area, topics[0]],
        "status open": [("status", "open")],
        "dates, newest": [("from", NOW.date().isoformat()), ("sort", "newest")],
        "word, by title, page 20": [("q", common), ("sort", "title"), ("page", "20")],
        "typing error": [("q", "konsultcja")],
        "phrase": [("q", f'"{common} {middle}"')],
        "nothing": [("q", "kwantowy teleskop orbitalny"), area],
    }


def _bare(engine: Engine, generator: Generator, rounds: int) -> Row:
    """The least that can be asked: one word, with nothing chosen, no page around it."""
    query = SearchQuery(now=NOW, text=generator.words[60])
    expression = parse_text(query.text, "pl")
    return _row(_times(lambda: engine.search(query, expression), rounds), None)


def _times(work: Callable[[], object], rounds: int, *, anew: bool = True) -> dict[str, list[float]]:
    """Milliseconds by the wall clock, of this process's CPU, and of that outside the engine.

    `anew`: as if the words had never been asked for.
    """
    spent: dict[str, list[float]] = {"wall": [], "cpu": [], "own": []}
    for number in range(WARM_UP + rounds):
        cache.clear()
        if anew:
            keeper.current().known_scores = KnownScores()
            highlighting.forget()
        wall, cpu, Clocked.spent = time.perf_counter(), time.process_time(), 0.0
        work()
        if number >= WARM_UP:
            spent["wall"].append((time.perf_counter() - wall) * 1000)
            spent["cpu"].append((time.process_time() - cpu) * 1000)
            spent["own"].append(spent["cpu"][-1] - Clocked.spent)
    return spent


def _row(spent: dict[str, list[float]], bare: Row | None) -> Row:
    row: Row = {"p50": round(statistics.median(spent["wall"]), 1), "p95": round(percentile(spent["wall"], 95), 1)}
    row["ratio"] = round(row["p50"] / bare["p50"], 2) if bare else 1.0
    return row | ({"cpu": round(statistics.median(spent["cpu"]), 1)} if spent["cpu"] else {})


def percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _get(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200, url


def _queries(client: Client, url: str) -> int:
    cache.clear()
    keeper.current().known_scores = KnownScores()
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def _total(parameters: Parameters) -> int:
    response = Client().get(f"/api/v2/search/?{urlencode([*parameters, ('lang', 'pl')])}")
    return int(response.json().get("total", 0)) if response.status_code == 200 else 0


# --- the rebuild ----------------------------------------------------------------------------------------------------
def rebuild(pages: int) -> Row:
    """Seconds to project that many pages again from their stored content, with every word analysed anew."""
    _copy_pages(pages)
    SearchDocument.objects.all().delete()
    started = time.perf_counter()
    rebuild_documents(now=timezone.now())
    seconds = time.perf_counter() - started
    return {"documents": SearchDocument.objects.live().count(), "seconds": round(seconds, 1)}


def _copy_pages(count: int) -> None:
    """Copies of the demo's consultations, written below the model layer: saving each would take an hour."""
    sources = list(ConsultationPage.objects.live().filter(alias_of=None, locale__language_code="pl"))
    parent = sources[0].get_parent()
    per_source = -(-count // len(sources))
    number = parent.numchild + 100
    for source in sources:
        copies = []
        for _ in range(per_source):
            number += 1
            path = Page._get_path(parent.path, parent.depth + 1, number)
            copies.append(_copy(source, parent, path, f"kopia-{number}"))
        Page.objects.bulk_create(copies)
        _copy_rows(source, f"{source.title} (kopia")


def _copy(source: Page, parent: Page, path: str, slug: str) -> Page:
    return Page(
        path=path,
        depth=parent.depth + 1,
        title=f"{source.title} (kopia {slug})",
        draft_title=source.title,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        content_type=source.content_type,
        locale=source.locale,
        translation_key=uuid4(),
        live=True,
        first_published_at=source.first_published_at,
        last_published_at=source.last_published_at,
    )


def _copy_rows(source: ConsultationPage, title: str) -> None:
    """The consultation's own columns for the copies, and its topics and municipalities."""
    columns = [f'"{one.column}"' for one in ConsultationPage._meta.local_concrete_fields if not one.primary_key]
    table, names = ConsultationPage._meta.db_table, ", ".join(columns)
    copies = "SELECT id FROM wagtailcore_page WHERE title LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {names}) "  # noqa: S608  # names of our own columns
            f"SELECT p.id, {names} FROM {table} t, ({copies}) p WHERE t.page_ptr_id = %s",
            [f"{title}%", source.pk],
        )
        for field in (ConsultationPage.topics, ConsultationPage.municipalities):
            through = field.through._meta
            own, other = (one.column for one in through.local_concrete_fields if not one.primary_key)
            cursor.execute(
                f"INSERT INTO {through.db_table} ({own}, {other}) "  # noqa: S608  # names of our own columns
                f"SELECT p.id, t.{other} FROM {through.db_table} t, ({copies}) p WHERE t.{own} = %s",
                [f"{title}%", source.pk],
            )
