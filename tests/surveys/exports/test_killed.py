"""A process that is killed in the middle of an export leaves no job that says it is ready, and no file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from consultations.surveys.models import ExportJob, Response
from tests.house.source_files import ROOT

from .conftest import queued, respond

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 4000
PATIENCE = 60  # seconds


class Database:
    """The database of this test as another process can reach it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "portal.sqlite3"
        self.url = f"sqlite:///{self.file}"
        settings = connection.settings_dict
        if connection.vendor == "sqlite":
            with sqlite3.connect(self.file) as copy:
                connection.connection.backup(copy)
        else:
            place = f"{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
            self.url = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{place}"

    def run(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of a statement, which is kept."""
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        with sqlite3.connect(self.file) as own:
            return own.execute(sql).fetchall()


@pytest.fixture
def database(survey, versions, tmp_path, exports_folder) -> Database:
    answered = respond(versions[0], {"long": "bardzo długi tekst " * 20, "multi": ["a", "b"]})
    fields = {field.attname: getattr(answered, field.attname) for field in Response._meta.concrete_fields}
    Response.objects.bulk_create(
        Response(**{**fields, "id": f"{number:032x}", "receipt_hash": str(number), "key_hash": str(number)})
        for number in range(ROWS)
    )
    queued(survey, "csv")
    return Database(tmp_path)


def command(database: Database, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DATABASE_URL": database.url, "EXPORTS_ROOT": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    return subprocess.Popen([sys.executable, ROOT / "manage.py", "survey_exports", *arguments], env=environment)


def wait_until_it_writes(process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not any(path.stat().st_size for path in folder.glob("*.part/*")):
        assert process.poll() is None, "it ended too soon"
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.thorough
def test_killed_export_is_never_offered(database, exports_folder):
    process = command(database, exports_folder)
    wait_until_it_writes(process, exports_folder)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    name = ExportJob.objects.get().file_name

    assert database.run("SELECT state FROM surveys_exportjob") == [("running",)]
    assert [path.name for path in exports_folder.iterdir()] == [f"{name}.part"]

    long_ago = (timezone.now() - timedelta(seconds=90)).replace(tzinfo=None)
    database.run(f"UPDATE surveys_exportjob SET heartbeat_at = '{long_ago}'")  # noqa: S608  # a moment
    assert command(database, exports_folder, "--clean").wait() == 0
    assert database.run("SELECT state, fault FROM surveys_exportjob") == [("failed", "interrupted")]
    assert list(exports_folder.iterdir()) == []
