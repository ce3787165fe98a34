"""A database and an index that exist for one evaluation; the site's own are never touched."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from taggit.models import Tag
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.core import members
from cms.core.models import Municipality, Organiser, Topic

from ..documents import document_fields
from ..engines import full_text
from ..engines.base import Engine
from ..engines.scratch_index import scratch_elastic_engine
from ..engines.snapshots import keeper
from ..engines.sql import SqlEngine
from ..models import SearchDocument, SearchState, SynonymSet, VocabularyTerm
from ..projection import Projection
from ..services import area_tree, refresh_frequencies
from ..synonyms import default_lines
from ..words import vocabularies, words

# what the search reads; Municipality before Organiser, Query before SearchPromotion: foreign keys
TABLES = (
    Municipality,
    Topic,
    Organiser,
    Tag,
    Query,
    SearchPromotion,
    SearchState,
    SynonymSet,
    VocabularyTerm,
    SearchDocument,
)
BATCH = 500


@contextmanager
def scratch_database() -> Iterator[None]:
    """Inside, the default connection leads to empty tables of the search with the members' names and synonyms."""
    site = connections[DEFAULT_DB_ALIAS]
    with TemporaryDirectory(prefix="search-eval-") as folder:
        scratch = _schema(site) if site.vendor == "postgresql" else _file(site, Path(folder))
        connections[DEFAULT_DB_ALIAS] = scratch
        _forget()
        try:
            _make_tables(scratch)
            yield
        finally:
            _drop(scratch)
            connections[DEFAULT_DB_ALIAS] = site
            _forget()


def _file(site: BaseDatabaseWrapper, folder: Path) -> BaseDatabaseWrapper:
    settings = {**site.settings_dict, "NAME": str(folder / "scratch.sqlite3")}
    return _connection(settings)


def _schema(site: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    scratch = _connection({**site.settings_dict})
    name = f"search_eval_{uuid4().hex[:12]}"
    with scratch.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{name}"')
        cursor.execute(f'SET search_path TO "{name}"')
    return scratch


def _connection(settings: dict[str, object]) -> BaseDatabaseWrapper:
    backend = load_backend(str(settings["ENGINE"]))
    connection: BaseDatabaseWrapper = backend.DatabaseWrapper(settings, DEFAULT_DB_ALIAS)
    return connection


def _make_tables(scratch: BaseDatabaseWrapper) -> None:
    with scratch.schema_editor(atomic=False) as editor:
        for model in TABLES:
            editor.create_model(model)
        # some keys lead to tables that do not exist here
        editor.deferred_sql = [one for one in editor.deferred_sql if "FOREIGN KEY" not in str(one)]
    scratch.disable_constraint_checking()
    full_text.install(scratch)
    _name_places_and_topics()
    SynonymSet.objects.bulk_create(SynonymSet(expressions=line) for line in default_lines())


def _name_places_and_topics() -> None:
    """In bulk, so that no signal starts work on tables that do not exist here."""
    places = members.records("municipalities")
    parents = {one["teryt"]: one.pop("parent", None) for one in places}
    Topic.objects.bulk_create(Topic(**one) for one in members.records("topics"))
    made = {one.teryt: one for one in Municipality.objects.bulk_create(Municipality(**one) for one in places)}
    for code, parent in parents.items():
        made[code].parent = made.get(parent)
    Municipality.objects.bulk_update(made.values(), ["parent"])


def _drop(scratch: BaseDatabaseWrapper) -> None:
    if scratch.vendor == "postgresql":
        with scratch.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            cursor.execute(f'DROP SCHEMA "{cursor.fetchone()[0]}" CASCADE')
    scratch.close()


def _forget() -> None:
    """Nothing that this process keeps of one database may answer for another."""
    for kept in (keeper, words, vocabularies):
        kept.forget()


def fill(projections: Mapping[str, Projection]) -> list[SearchDocument]:
    """Store documents and their vocabulary; for an empty scratch database only."""
    areas = area_tree()
    rows = [
        SearchDocument(key=key, owner=f"scratch-{number}", version=number, **document_fields(projection, areas))
        for number, (key, projection) in enumerate(projections.items(), start=1)
    ]
    SearchDocument.objects.bulk_create(rows, batch_size=BATCH)
    refresh_frequencies()
    return rows


@contextmanager
def scratch_engine(name: str, rows: Sequence[SearchDocument]) -> Iterator[Engine]:
    """An engine over the scratch documents; `elastic` fills an index of its own at ELASTICSEARCH_URL."""
    if name == "elastic":
        with scratch_elastic_engine(settings.ELASTICSEARCH_URL, rows) as engine:
            yield engine
    else:
        yield SqlEngine()
