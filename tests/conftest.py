"""Fixtures of the whole suite."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation
from hypothesis import settings as property_tests

from cms.core import receivers, site_frame
from search.engines.snapshots import keeper
from search.models import PendingProjection
from search.words import vocabularies, words
from tests.factories import home
from tests.factories.home import SiteTree

# An example that takes long on a busy machine has found nothing wrong
property_tests.register_profile("portal", deadline=None)
property_tests.load_profile("portal")


@pytest.fixture(autouse=True)
def fresh_state() -> Iterator[None]:
    """Empty caches and the default language: a request leaves them changed in the process."""
    cache.clear()
    for kept in (keeper, words, vocabularies):
        kept.forget()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests with the tree of the site in it: to build it for each test took a third of the time."""
    with django_db_blocker.unblock(), transaction.atomic():
        home.site_tree()
        # What waits for the commit, or for the search, would be done among the tests
        connection.run_on_commit.clear()
        PendingProjection.objects.all().delete()


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction around the tests of a module, for what is costly to build; each test rolls back its own part."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Address of the real node that `.ci/with-elasticsearch` started."""
    return os.environ["ELASTICSEARCH_URL"]


class OutsideTransaction:
    """The connection as code sees it that runs in no transaction: a test's own, which is rolled back, is left out."""

    def __init__(self) -> None:
        self._depth = len(connection.savepoint_ids)
        self.cursor = connection.cursor

    @property
    def in_atomic_block(self) -> bool:
        return len(connection.savepoint_ids) > self._depth


@pytest.fixture
def kept_site(site_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> Iterator[SiteTree]:
    """The tree of the site as a running process sees it: the frame is kept, and what follows a commit follows at once.

    Without a transactional test: flushing the database would take away what migrations have put there.
    """
    monkeypatch.setattr(site_frame, "connection", OutsideTransaction())
    monkeypatch.setattr(receivers, "once_after_commit", lambda action: action())
    site_frame.renew_version()  # the tree was made before
    yield site_tree
    site_frame.frames.forget()


@pytest.fixture
def site_tree(db: None) -> SiteTree:
    """Locales pl, en and uk, the site with its Polish home page, and the lists of consultations, trainings and news."""
    return home.site_tree()
