"""Jobs: at most two at once, dead ones are given up, files go after a week, and only whole ones are offered."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.surveys.exports import launching
from consultations.surveys.exports.jobs import run
from consultations.surveys.models import ExportJob
from consultations.surveys.services import exports as service
from tests.factories import surveys
from tests.factories.core import AdministratorFactory, UserFactory

from .conftest import in_this_thread, queued, respond_at_random

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("exports_folder")]
NOW = timezone.now()


def state(job):
    job.refresh_from_db()
    return job.state, job.fault


def test_request_is_stored_and_recorded(survey):
    user = AdministratorFactory()
    job = service.request_export(page=survey, user=user, kind="codebook", options={"bom": True}, now=NOW)

    assert (job.state, job.requested_by, job.file_name) == ("queued", user, f"{job.pk}.csv")
    assert PageLogEntry.objects.get(action="surveys.export").data["format"] == "codebook"


def test_request_without_the_right_is_refused(survey):
    with pytest.raises(PermissionDenied):
        service.request_export(page=survey, user=UserFactory(), kind="csv", options={}, now=NOW)
    assert not ExportJob.objects.exists()


def test_two_are_made_at_once_in_order(survey):
    jobs = [queued(survey, "csv") for _one in range(3)]

    assert [service.claim(now=NOW) for _one in range(3)] == [*jobs[:2], None]
    service.fail(job=jobs[0], code="broken", now=NOW)
    assert service.claim(now=NOW) == jobs[2]


def test_dead_process_is_noticed_and_leaves_nothing(survey, exports_folder):
    job = queued(survey, "csv")
    service.claim(now=NOW)
    workplace = exports_folder / f"{job.file_name}.part"
    workplace.mkdir(parents=True)
    (workplace / job.file_name).write_text("half")

    assert service.give_up_dead(now=NOW + timedelta(seconds=60)) == 0
    assert service.give_up_dead(now=NOW + timedelta(seconds=61)) == 1
    assert state(job) == ("failed", "interrupted")
    assert list(exports_folder.iterdir()) == []


def test_job_that_was_given_up_offers_nothing_when_it_ends_all_the_same(survey, versions, exports_folder):
    respond_at_random(versions[0], 2)
    job = queued(survey, "csv")
    service.claim(now=NOW)
    service.give_up_dead(now=NOW + timedelta(hours=1))
    run(job, timezone.now, in_this_thread)

    assert state(job) == ("failed", "interrupted")
    assert list(exports_folder.iterdir()) == []


def test_signs_of_life(survey):
    job = queued(survey, "csv")
    assert not service.beat(job=job, done=5, now=NOW)
    service.claim(now=NOW)
    assert service.begin(job=job, total=9, now=NOW)
    assert service.beat(job=job, done=5, now=NOW + timedelta(seconds=50))

    assert service.give_up_dead(now=NOW + timedelta(seconds=100)) == 0
    job.refresh_from_db()
    assert (job.done, job.total) == (5, 9)


def test_files_go_after_a_week(export, exports_folder):
    job, path = export("csv")
    (exports_folder / "of-nobody.csv").write_text("x")
    later = job.finished_at + timedelta(days=7)

    assert service.delete_expired_exports(now=later - timedelta(seconds=1)) == 0
    assert [one.name for one in exports_folder.iterdir()] == [path.name]
    assert service.delete_expired_exports(now=later, dry_run=True) == 1
    assert path.exists()
    assert service.delete_expired_exports(now=later) == 1
    assert state(job) == ("expired", "")
    assert list(exports_folder.iterdir()) == []


def test_command_makes_what_waits_and_cleans(survey, capsys, monkeypatch):
    made = []
    monkeypatch.setattr("consultations.surveys.exports.jobs.run", lambda job, clock: made.append(job) or finish(job))
    jobs = [queued(survey, "csv") for _one in range(3)]
    call_command("survey_exports")
    call_command("survey_exports", "--clean")

    assert made == jobs
    assert capsys.readouterr().out == "3 exports\n0 interrupted, 0 files deleted\n"


def finish(job):
    service.finish(job=job, rows=0, shortened=0, size=1, now=timezone.now())


@pytest.mark.parametrize(("processes", "starts"), [("spawn", 1), ("worker", 0)])
def test_process_is_started_where_there_is_no_worker(settings, processes, starts):
    settings.EXPORT_PROCESSES = processes
    started = []
    launching.launch(lambda: started.append(1))

    assert len(started) == starts


def test_process_that_cannot_be_started_harms_nobody(settings, caplog):
    settings.EXPORT_PROCESSES = "spawn"

    def fail():
        raise OSError("no processes left")

    launching.launch(fail)
    assert "could not be started" in caplog.text


def test_file_of_another_survey_is_not_handed_over(survey, export, site_tree):

    job, path = export("csv")
    other = surveys.survey_page(site_tree.home, slug="inna")
    user = AdministratorFactory()

    assert service.open_export(page=other, user=user, job_id=job.pk) is None
    assert service.open_export(page=survey, user=user, job_id=uuid.uuid4()) is None
    assert service.open_export(page=survey, user=user, job_id=job.pk) == job
    assert PageLogEntry.objects.filter(action="surveys.download").count() == 1
    path.unlink()
    assert service.open_export(page=survey, user=user, job_id=job.pk) is None
