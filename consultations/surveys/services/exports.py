"""Exports of answers as jobs: asked for, taken up, finished or failed, deleted. The files are made in `exports/`."""

import logging
import shutil
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from cms.core.models import User

from ..choices import ExportFormat, ExportState, Right
from ..models import ExportJob, SurveyPage
from ..rights import require

logger = logging.getLogger(__name__)

AT_ONCE = 2  # processes that make files
DEAD_AFTER = timedelta(seconds=60)  # without a sign of life; a process gives one every second
KEPT = timedelta(days=7)
PART = ".part"  # ends the name of the folder in which a file is made
SUFFIXES = {ExportFormat.CODEBOOK: "csv"}


def folder() -> Path:
    """Where the files lie; nobody but staff with the right gets them, so nothing there has an address."""
    return Path(settings.EXPORTS_ROOT)


def path_of(job: ExportJob) -> Path:
    """The finished file of a job, which need not be there."""
    return folder() / job.file_name


@transaction.atomic
def request_export(*, page: SurveyPage, user: User, kind: str, options: dict[str, Any], now: datetime) -> ExportJob:
    """Put an export into the queue. Raises PermissionDenied."""
    require(user, page, Right.EXPORT_ANSWERS)
    job = ExportJob.objects.create(survey=page, format=kind, options=options, requested_by=user, requested_at=now)
    job.file_name = f"{job.pk}.{SUFFIXES.get(ExportFormat(kind), kind)}"
    job.save(update_fields=["file_name"])
    log(page, "surveys.export", user=user, data={"format": kind, "options": options, "job": str(job.pk)})
    return job


@transaction.atomic
def open_export(*, page: SurveyPage, user: User, job_id: uuid.UUID) -> ExportJob | None:
    """A finished export of this survey, to be handed over; none if there is none. Raises PermissionDenied."""
    require(user, page, Right.EXPORT_ANSWERS)
    job = ExportJob.objects.filter(survey=page, pk=job_id, state=ExportState.READY).first()
    if job is None or not path_of(job).is_file():
        return None
    log(page, "surveys.download", user=user, data={"format": job.format, "job": str(job.pk)})
    return job


@transaction.atomic
def claim(*, now: datetime) -> ExportJob | None:
    """The job whose turn it is, marked as being made; none while as many as may are."""
    waiting = [ExportState.QUEUED, ExportState.RUNNING]
    # All of them are locked, so that two who claim at once see each other's job
    jobs = list(ExportJob.objects.select_for_update().filter(state__in=waiting).order_by("requested_at"))
    queued = [job for job in jobs if job.state == ExportState.QUEUED]
    if not queued or len(jobs) - len(queued) >= AT_ONCE:
        return None
    job = queued[0]
    job.state, job.heartbeat_at = ExportState.RUNNING, now
    job.save(update_fields=["state", "heartbeat_at"])
    return job


def beat(*, job: ExportJob, done: int, now: datetime) -> bool:
    """Say that the process lives, and how many rows it has; False if the job was given up meanwhile."""
    return bool(_running(job).update(done=done, heartbeat_at=now))


def begin(*, job: ExportJob, total: int, now: datetime) -> bool:
    """Say how many rows there will be; False if the job was given up meanwhile."""
    return bool(_running(job).update(total=total, heartbeat_at=now))


def finish(*, job: ExportJob, rows: int, shortened: int, size: int, now: datetime) -> bool:
    """Offer the file; False if the job was given up meanwhile."""
    done = {"done": rows, "total": rows, "shortened": shortened, "size": size, "fault": ""}
    return bool(_running(job).update(**done, state=ExportState.READY, finished_at=now, expires_at=now + KEPT))


def fail(*, job: ExportJob, code: str, now: datetime) -> None:
    """Say that there will be no file; `code` has its words in `admin_exports`."""
    if _running(job).update(state=ExportState.FAILED, fault=code, finished_at=now):
        logger.warning("Export %s failed: %s", job.pk, code)


def _running(job: ExportJob) -> "QuerySet[ExportJob]":
    return ExportJob.objects.filter(pk=job.pk, state=ExportState.RUNNING)


def give_up_dead(*, now: datetime) -> int:
    """Mark as failed what nobody makes any more, and remove what it left; how many jobs that were."""
    dead = ExportJob.objects.filter(state=ExportState.RUNNING, heartbeat_at__lt=now - DEAD_AFTER)
    found = list(dead)
    for job in found:
        fail(job=job, code="interrupted", now=now)
        _remove(path_of(job))
    return len(found)


def delete_expired_exports(*, now: datetime, dry_run: bool = False) -> int:
    """Delete files whose week is over and files that belong to no job; how many jobs lost theirs.

    With `dry_run` they are only counted.
    """
    over = ExportJob.objects.filter(state=ExportState.READY, expires_at__lte=now)
    if dry_run:
        return over.count()
    number = over.update(state=ExportState.EXPIRED)
    there = list(folder().glob("*")) if folder().is_dir() else []
    # Asked after looking: what was there then belongs to a job by now, or to none
    alive = ExportJob.objects.filter(state__in=[ExportState.READY, ExportState.RUNNING])
    names = set(alive.values_list("file_name", flat=True))
    for path in there:
        if path.name.removesuffix(PART) not in names:
            _remove(path)
    return number


def _remove(path: Path) -> None:
    """A file, and the folder in which it was made."""
    workplace = path if path.name.endswith(PART) else path.with_name(path.name + PART)
    shutil.rmtree(workplace, ignore_errors=True)
    if path != workplace:
        path.unlink(missing_ok=True)
