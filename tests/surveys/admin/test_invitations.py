"""Codes are made by those who may edit the survey, shown once, and not stored."""

import re

import pytest
from django.urls import reverse

from consultations.surveys import admission
from consultations.surveys.models import Invitation
from tests.factories import surveys
from tests.factories.core import AdministratorFactory, UserFactory

CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4} [2-9A-HJ-NP-Z]{4}\b")
BATCH = {"batch": "Osiedle Wichrowe", "number": "25", "form": "csv"}


@pytest.fixture
def survey(site_tree):
    return surveys.survey_page(site_tree.home, surveys.SHORT, policy="code")


@pytest.fixture
def address(survey):
    return reverse("surveys_admin:invitations", args=[survey.pk])


@pytest.fixture
def staff(client, survey):
    client.force_login(AdministratorFactory())
    return client


@pytest.mark.parametrize("form", ["csv", "slips"])
def test_codes_are_shown_once_and_admit(staff, survey, address, form):
    shown = staff.post(address, {**BATCH, "form": form})
    codes = CODE.findall(shown.content.decode())

    assert len(set(codes)) == 25
    assert all(admission.admit_code(survey_key=survey.translation_key, code=code) for code in codes)
    assert "no-store" in shown["Cache-Control"]
    assert not CODE.search(staff.get(address).content.decode())


def test_file_has_a_row_for_each_code(staff, address):
    response = staff.post(address, BATCH)
    rows = response.content.decode("utf-8-sig").splitlines()

    assert response["Content-Disposition"] == 'attachment; filename="ankieta-osiedle-wichrowe.csv"'
    assert len(rows) == 26
    assert rows[1].count(";") == 1


def test_batches_are_counted(staff, address):
    for _time in range(2):
        staff.post(address, BATCH)

    assert "Osiedle Wichrowe: 50" in staff.get(address).content.decode()


@pytest.mark.parametrize(
    "changes", [{"number": "0"}, {"number": "10001"}, {"number": "x"}, {"batch": ""}, {"form": "pdf"}]
)
def test_impossible_batch_is_refused(staff, address, changes):
    assert staff.post(address, {**BATCH, **changes}).status_code == 200
    assert not Invitation.objects.exists()


def test_survey_of_another_policy_says_that_it_asks_for_no_code(staff, survey, address):
    survey.policy = "open"
    survey.save()

    assert "help-warning" in staff.get(address).content.decode()


def test_nobody_else_makes_codes(client, address):
    client.force_login(UserFactory())

    assert client.post(address, BATCH).status_code in {302, 403}
    assert not Invitation.objects.exists()
