"""The screen of exports: only for those with the right over this survey, honest about every state."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.services import grant_section
from consultations.surveys import admin_exports
from consultations.surveys.choices import ExportState
from consultations.surveys.models import ExportJob
from tests.admin_forms import text_of
from tests.factories import consultations, surveys
from tests.factories.core import AdministratorFactory, UserFactory

from .conftest import queued, respond_at_random

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, exports_folder):
    client.force_login(AdministratorFactory())
    return client


def url(survey, name="exports", *more):
    return reverse(f"surveys_admin:{name}", args=[survey.pk, *more])


def test_export_is_asked_for_and_waits(staff, survey):
    sent = {
        "format": "csv",
        "statuses": ["complete", "void"],
        "channel": "paper",
        "since": "2026-01-01",
        "labels": "on",
    }
    answer = staff.post(url(survey), {**sent, "delimiter": ","})
    job = ExportJob.objects.get()

    assert answer.url == url(survey)
    assert job.options == {
        "statuses": ["complete", "void"], "channel": "paper", "municipality": "", "version": None,
        "since": "2026-01-01", "until": "", "language": "pl", "labels": True, "private": False,
        "redacted": False, "delimiter": ",", "bom": False, "lines": False,
    }  # fmt: skip
    assert job.survey == survey
    assert str(ExportState.QUEUED.label) in text_of(staff.get(url(survey)), "[data-job]")


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "pdf"},
        {"statuses": ["test"]},
        {"statuses": []},
        {"channel": "pigeon"},
        {"municipality": "999"},
        {"version": "77"},
        {"since": "31.02.2026"},
        {"since": "2026-02-02", "until": "2026-02-01"},
        {"delimiter": "|"},
    ],
)
def test_bad_input_is_named_beside_the_field(staff, survey, wrong):
    shown = staff.post(url(survey), {"format": "csv", "statuses": ["complete"], **wrong})

    assert not ExportJob.objects.exists()
    assert text_of(shown, ".survey-export-form .errorlist")


def test_finished_file_is_offered_and_handed_over(staff, survey, versions, export):
    respond_at_random(versions[0], 3)
    job, path = export("csv")
    shown = text_of(staff.get(url(survey)), "[data-job]")
    file = staff.get(url(survey, "export_file", job.pk))

    assert re.search(r"\b3\b\D+\b3\b", shown)  # three of three
    assert b"".join(file.streaming_content) == path.read_bytes()
    assert file["Content-Disposition"].startswith('attachment; filename="ankieta-o-dojazdach-')
    assert file["Content-Disposition"].endswith('.csv"')
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in file["Cache-Control"]
    assert PageLogEntry.objects.get(action="surveys.download").page_id == survey.pk


@pytest.mark.parametrize("state", ["queued", "running", "failed", "expired"])
def test_file_that_is_not_ready_is_not_handed_over(staff, survey, state):
    job = queued(survey, "csv")
    ExportJob.objects.update(state=state, heartbeat_at=timezone.now(), requested_at=timezone.now())
    answer = staff.get(url(survey, "export_file", job.pk))

    assert answer.status_code == 404
    assert text_of(answer, ".help-warning")
    assert url(survey, "export_file", job.pk) not in answer.content.decode()


def test_every_failure_has_words_and_a_cure(staff, survey):
    for fault in admin_exports.FAULTS:
        queued(survey, "csv")
        ExportJob.objects.filter(state="queued").update(state="failed", fault=fault)
    shown = text_of(staff.get(url(survey)), "[data-job]")

    assert all(str(words) in shown for words in admin_exports.FAULTS.values())


def test_process_that_died_is_shown_as_such(staff, survey):
    job = queued(survey, "xlsx")
    ExportJob.objects.update(state="running", done=50, total=100, heartbeat_at=timezone.now() - timedelta(seconds=61))
    shown = text_of(staff.get(url(survey, "export_jobs")), "[data-job]")

    job.refresh_from_db()
    assert (job.state, job.fault) == ("failed", "interrupted")
    assert str(admin_exports.FAULTS["interrupted"]) in shown


def test_progress_is_in_the_page(staff, survey):
    queued(survey, "xlsx")
    ExportJob.objects.update(state="running", done=42000, total=100000, heartbeat_at=timezone.now())
    shown = staff.get(url(survey, "export_jobs"))

    words = text_of(shown, "[data-words]")
    assert 0 < words.index("42\u00a0000") < words.index("100\u00a0000")
    bar = BeautifulSoup(shown.content, "html.parser").select_one("progress")
    assert (bar["max"], bar["value"]) == ("100000", "42000")


@pytest.mark.parametrize(("waited", "starts"), [(5, 0), (20, 1)])
def test_job_that_waits_too_long_gets_another_process(staff, survey, monkeypatch, waited, starts):
    started = []
    monkeypatch.setattr(admin_exports, "launch", lambda: started.append(1))
    queued(survey, "csv")
    ExportJob.objects.update(requested_at=timezone.now() - timedelta(seconds=waited))
    staff.get(url(survey))

    assert len(started) == starts


def test_only_staff_of_the_section_get_anything(client, site_tree, exports_folder):
    """Whoever may export one municipality's answers may not even see that there are others."""
    own, other = (consultations.consultation_index(site_tree.consultations, slug=name) for name in ("lubon", "mosina"))
    mine, theirs = (surveys.survey_page(one, surveys.SHORT, slug="ankieta") for one in (own, other))
    user = UserFactory()
    user.groups.add(grant_section(section=own, name="Redakcja: Luboń"))
    client.force_login(user)
    job = queued(theirs, "csv")
    ExportJob.objects.update(state="ready")

    assert client.get(url(mine)).status_code == 200
    for name, more in (("exports", ()), ("export_jobs", ()), ("export_file", (job.pk,))):
        assert client.get(url(theirs, name, *more)).status_code == 302  # where admins without the right are sent
    assert client.post(url(theirs), {"format": "csv", "statuses": ["complete"]}).status_code == 302
    assert client.get(url(mine, "export_file", job.pk)).status_code == 404
    assert ExportJob.objects.count() == 1
