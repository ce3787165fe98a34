"""Making the file of a job: written under another name, read back and counted, and only then offered."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connection

from ..choices import ExportFormat
from ..models import ExportJob
from ..services import exports as service
from .faults import ExportRefused
from .options import Options
from .source import Source, snapshot

logger = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two signs of life
Clock = Callable[[], datetime]
# Named, not imported: each process needs one of them, and pandas alone takes 60 MB
WRITERS = {
    ExportFormat.CSV: "csv_file",
    ExportFormat.XLSX: "xlsx_file",
    ExportFormat.JSON: "json_file",
    ExportFormat.GEOJSON: "geojson_file",
    ExportFormat.SAV: "sav_file",
    ExportFormat.CODEBOOK: "codebook",
}


@dataclass(slots=True)
class Progress:
    """How many rows there are so far, and whether anybody still wants them."""

    done: int = 0
    is_wanted: bool = True

    def tick(self) -> None:
        """One more row. Raises ExportRefused once the job was given up."""
        self.done += 1
        if not self.is_wanted:
            raise ExportRefused("interrupted")


Watch = Callable[[ExportJob, Progress, Clock], AbstractContextManager[Callable[[int], Any]]]


def run_waiting(clock: Clock) -> int:
    """Make the files that are waiting, one after the other, until none is left for this process; how many."""
    number = 0
    while (job := service.claim(now=clock())) is not None:
        run(job, clock)
        number += 1
    return number


def run(job: ExportJob, clock: Clock, watch: Watch | None = None) -> None:
    """Make the file of a claimed job. Whatever goes wrong is stored with the job, and leaves no file.

    `watch` stands around the work and tells how far it is; a thread does unless said otherwise.
    """
    path = service.path_of(job)
    workplace = path.with_name(path.name + service.PART)
    try:
        workplace.mkdir(parents=True, exist_ok=True)
        _make(job, path, workplace / path.name, clock, watch or signs_of_life)
    except ExportRefused as refused:
        service.fail(job=job, code=refused.code, now=clock())
    except MemoryError:
        service.fail(job=job, code="no_memory", now=clock())
    except OSError:
        logger.exception("Export %s", job.pk)
        service.fail(job=job, code="not_written", now=clock())
    except Exception:
        logger.exception("Export %s", job.pk)
        service.fail(job=job, code="broken", now=clock())
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _make(job: ExportJob, path: Path, part: Path, clock: Clock, watch: Watch) -> None:
    writer = import_module(f"{__package__}.{WRITERS[ExportFormat(job.format)]}")
    source = Source(job.survey, Options.from_json(job.options))
    with snapshot():
        progress = Progress()
        with watch(job, progress, clock) as begin:
            expected = writer.expected(source)
            begin(expected)
            shortened = writer.write(source, part, progress.tick).shortened
            rows = writer.rows(source, part)
    if rows != expected:
        logger.error("Export %s: %s rows in the file, %s in the database", job.pk, rows, expected)
        raise ExportRefused("rows_differ")
    part.replace(path)
    if not service.finish(job=job, rows=rows, shortened=shortened, size=path.stat().st_size, now=clock()):
        path.unlink()


@contextmanager
def signs_of_life(job: ExportJob, progress: Progress, clock: Clock) -> Iterator[Callable[[int], Any]]:
    """While the file is made, tell the database once a second; gives a function that tells it the total.

    A thread of its own does so, with a connection of its own: the reading connection sees one moment only and may not
    write, and finishing a workbook takes a while without any row.
    """
    total: list[int] = []
    over = threading.Event()

    def beat() -> None:
        told = False
        try:
            while not over.is_set():
                if total and not told:
                    told = service.begin(job=job, total=total[0], now=clock())
                progress.is_wanted = service.beat(job=job, done=progress.done, now=clock())
                over.wait(EVERY)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield total.append
    finally:
        over.set()
        thread.join()
