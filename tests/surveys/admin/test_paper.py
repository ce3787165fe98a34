"""The screens of paper forms: who sees them, what is typed without scripts, what is refused, what is imported."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from consultations.services import grant_section
from consultations.surveys.admin_paper_entry import following
from consultations.surveys.choices import Right
from consultations.surveys.models import PaperBatch, PaperForm, Response, ResultApproval
from consultations.surveys.services.paper import create_batch
from tests.factories import consultations, surveys
from tests.factories.core import AdministratorFactory, UserFactory
from tests.surveys.paper.contents import ELEMENTS, content

pytestmark = pytest.mark.django_db
TYPED = {"serial": "0009", "version": "1", "q.transport": "B", "q.why": "Bo lubię", "q.days": "3"}


@pytest.fixture
def survey(site_tree):
    return surveys.survey_page(site_tree.home, surveys.SHORT)


@pytest.fixture
def staff(client):
    client.force_login(AdministratorFactory(username="anna"))
    return client


def pile(survey, **more):
    values = {"name": "Biblioteka", "double_entry": False, **more}
    return create_batch(page=survey, user=UserFactory(), now=timezone.now(), **values)


def entry(batch, survey):
    return reverse("surveys_admin:paper_entry", args=[survey.pk, batch.pk])


def statuses(user, survey, batch):
    """What the person gets from each screen."""
    browser = Client()
    browser.force_login(user)
    of_survey = ("paper", "paper_print", "paper_pdf", "paper_import", "paper_template")
    urls = [reverse(f"surveys_admin:{name}", args=[survey.pk]) for name in of_survey]
    urls += [reverse("surveys_admin:paper_batch", args=[survey.pk, batch.pk]), entry(batch, survey)]
    return {browser.get(url).status_code for url in urls}


# --- who may ----------------------------------------------------------------------------------------------------------
def test_only_the_right_in_ones_own_section_opens_the_screens(site_tree):
    clerks = {}
    for letter in "AB":
        section = consultations.consultation_index(site_tree.consultations, title=f"Gmina {letter}")
        group = grant_section(section=section, name=f"Redakcja {letter}")
        clerk = UserFactory()
        clerk.groups.add(group)
        clerks[letter] = (section, clerk, group)
    section, clerk, group = clerks["A"]
    survey = surveys.survey_page(consultations.consultation(section), surveys.SHORT)
    batch = pile(survey)
    assert statuses(clerk, survey, batch) == {200}
    assert statuses(clerks["B"][1], survey, batch) == {302}

    group.permissions.remove(Permission.objects.get(codename=Right.ENTER_PAPER))
    assert statuses(clerk, survey, batch) == {302}
    browser = Client()
    browser.force_login(clerk)
    browser.post(entry(batch, survey), TYPED)
    assert not PaperForm.objects.exists()


def test_batches_and_forms_of_another_survey_are_not_found(staff, survey, site_tree):
    other = surveys.survey_page(site_tree.home, surveys.SHORT, slug="inna")
    batch = pile(other)
    staff.post(entry(batch, other), TYPED)
    form = PaperForm.objects.get()
    for name in ("paper_batch", "paper_entry"):
        assert staff.get(reverse(f"surveys_admin:{name}", args=[survey.pk, batch.pk])).status_code == 404
    take_back = reverse("surveys_admin:paper_take_back", args=[survey.pk, form.pk])
    assert staff.post(take_back, {"reason": "nie"}).status_code == 404
    assert staff.get(reverse("surveys_admin:paper_resolve", args=[survey.pk, form.pk])).status_code == 404


# --- typing -----------------------------------------------------------------------------------------------------------
def test_a_batch_is_begun_once(staff, survey):
    url = reverse("surveys_admin:paper", args=[survey.pk])
    begun = staff.post(url, {"name": "Biblioteka", "double_entry": "on"})
    again = staff.post(url, {"name": "Biblioteka"})

    assert begun["Location"] == entry(PaperBatch.objects.get(), survey)
    assert PaperBatch.objects.get().double_entry
    assert again.status_code == 422


def test_a_form_is_stored_and_the_next_number_is_ready(staff, survey):
    batch = pile(survey)
    stored = staff.post(entry(batch, survey), TYPED)

    assert stored["Location"] == f"{entry(batch, survey)}?serial=0010&version=1"
    assert Response.objects.get().answers == {"transport": "bike", "why": "Bo lubię", "days": 3}
    page = staff.get(stored["Location"]).content.decode()
    assert re.search(r'id="serial"[^>]*value="0010"', page)
    assert re.search(r'id="q-transport"[^>]*autofocus', page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"serial": ""}, 'id="serial"'),
        ({"serial": "a b"}, "a b"),
        ({"q.transport": "Z"}, "? "),
        ({"q.why": "x" * 201}, "200"),
    ],
)
def test_errors_are_shown_with_what_was_typed(staff, survey, changes, said):
    shown = staff.post(entry(pile(survey), survey), {**TYPED, **changes})
    page = shown.content.decode()

    assert shown.status_code == 422
    assert "paper-problems" in page
    assert 'name="accepted"' not in page
    assert all(value in page for value in {**TYPED, **changes}.values())
    assert said in page
    assert not PaperForm.objects.exists()


def test_warnings_are_accepted_with_a_note(staff, survey):
    url = entry(pile(survey), survey)
    contrary = {**TYPED, "q.transport": "A", "q.days": "99"}
    asked = staff.post(url, contrary)
    assert (asked.status_code, 'name="accepted"' in asked.content.decode()) == (422, True)
    assert staff.post(url, {**contrary, "accepted": "on"}).status_code == 422
    assert not PaperForm.objects.exists()

    assert staff.post(url, {**contrary, "accepted": "on", "note": "tak na papierze"}).status_code == 302
    assert Response.objects.get().answers == {"transport": "bus"}


def test_a_number_that_was_typed_is_refused_with_who_typed_it(staff, survey):
    url = entry(pile(survey), survey)
    staff.post(url, TYPED)
    other = Client()
    other.force_login(AdministratorFactory(username="ewa"))
    refused = other.post(url, {**TYPED, "q.days": "5"})

    assert refused.status_code == 409
    assert "anna" in refused.content.decode()
    assert Response.objects.count() == 1


def test_nothing_is_typed_once_the_results_are_approved(staff, survey):
    ResultApproval.objects.create(survey_key=survey.translation_key, approved_at=timezone.now())

    assert staff.post(entry(pile(survey), survey), TYPED).status_code == 409
    assert not Response.objects.exists()


def test_a_form_of_an_earlier_version_is_typed_into_it(staff, survey):
    later = {"key": "later", "type": "yes_no"}
    surveys.survey_version(survey, surveys.content_of([later]))
    url = entry(pile(survey), survey)
    assert 'name="q.later"' in staff.get(url).content.decode()
    assert 'name="q.transport"' in staff.get(f"{url}?version=1").content.decode()
    staff.post(url, TYPED)

    assert Response.objects.get().version.number == 1


@pytest.mark.parametrize("version", ["7", "x", "²", "9" * 50])
def test_versions_that_do_not_exist(staff, survey, version):
    batch = pile(survey)
    for name, args in (("paper_print", []), ("paper_pdf", [])):
        url = reverse(f"surveys_admin:{name}", args=[survey.pk, *args])
        assert staff.get(url, {"version": version}).status_code == 404
    assert staff.get(entry(batch, survey), {"version": version}).status_code in (200, 404)


def test_double_entry_from_screen_to_screen(staff, survey):
    batch = pile(survey, double_entry=True)
    staff.post(entry(batch, survey), TYPED)
    assert staff.post(entry(batch, survey), TYPED).status_code == 409
    second = Client()
    second.force_login(AdministratorFactory(username="ewa"))
    differs = second.post(entry(batch, survey), {**TYPED, "q.days": "4"})
    form = PaperForm.objects.get()
    resolve = reverse("surveys_admin:paper_resolve", args=[survey.pk, form.pk])
    assert differs["Location"] == resolve
    assert second.post(resolve, {}).status_code == 422
    assert second.post(resolve, {"q.days": "third"}).status_code == 422
    second.post(resolve, {"q.days": "second"})

    assert Response.objects.get().answers["days"] == 4
    assert second.get(resolve).status_code == 404


def test_a_form_is_taken_back_with_a_reason(staff, survey):
    batch = pile(survey)
    staff.post(entry(batch, survey), TYPED)
    url = reverse("surveys_admin:paper_take_back", args=[survey.pk, PaperForm.objects.get().pk])
    assert staff.post(url, {"reason": ""}).status_code == 422
    assert staff.post(url, {"reason": "zła kartka"}).status_code == 302

    assert (Response.objects.get().status, PaperForm.objects.count()) == ("void", 0)


@pytest.mark.parametrize(
    ("serial", "next_one"), [("0009", "0010"), ("A-9/26", "A-9/27"), ("99", "100"), ("K9b", "K10b"), ("abc", "")]
)
def test_the_following_number(serial, next_one):
    assert following(serial) == next_one


# --- printing ---------------------------------------------------------------------------------------------------------
def test_the_form_is_printed_in_the_language_of_the_survey(staff, site_tree):
    survey = surveys.survey_page(site_tree.home, content(*ELEMENTS))
    page = staff.get(reverse("surveys_admin:paper_print", args=[survey.pk]), {"large": "1"}).content.decode()
    pdf = staff.get(reverse("surveys_admin:paper_pdf", args=[survey.pk]))

    assert '<html lang="pl">' in page
    assert f"S{survey.pk}-v1" in page
    assert page.count('class="paper-q"') == len(ELEMENTS)
    assert "style=" not in page
    assert pdf["Content-Type"] == "application/pdf"
    assert f"S{survey.pk}-v1" in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()


def test_residents_print_the_form_while_the_survey_is_public(client, survey):
    url = reverse("survey_print", args=[survey.translation_key])
    assert client.get(url).status_code == 200
    assert client.get(url, {"pdf": "1"})["Content-Type"] == "application/pdf"
    survey.unpublish()

    assert client.get(url).status_code == 404


# --- importing --------------------------------------------------------------------------------------------------------
TABLE = "serial;transport;why;days\n1;bus;;3\n2;bike;bo tak;\n"


def send(staff, survey, table, do="import", **more):
    file = SimpleUploadedFile("tabela.csv", table if isinstance(table, bytes) else table.encode())
    url = reverse("surveys_admin:paper_import", args=[survey.pk])
    return staff.post(url, {"name": "Import", "file": file, "do": do, **more})


def test_a_table_is_checked_and_then_stored(staff, survey):
    checked = send(staff, survey, TABLE, do="check")
    assert (checked.status_code, Response.objects.count()) == (200, 0)
    stored = send(staff, survey, TABLE)

    assert stored["Location"] == reverse("surveys_admin:paper_batch", args=[survey.pk, PaperBatch.objects.get().pk])
    assert Response.objects.filter(channel="paper", submitted_at__gt=timezone.now() - timedelta(hours=2)).count() == 2
    again = send(staff, survey, TABLE, name="Drugi")
    assert again.status_code == 422
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace("bike", "tram"),
        TABLE.replace("serial", "numer"),
        "serial;transport;why;days\n",
        b"PK\x03\x04 nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\xff\xfe",
        b"\n",
        b"",
    ],
)
def test_a_faulty_table_stores_nothing(staff, survey, table):
    refused = send(staff, survey, table)

    assert refused.status_code == 422
    assert not Response.objects.exists()
    assert not PaperBatch.objects.exists()


def test_the_empty_table_has_the_columns_that_are_imported(staff, survey):
    response = staff.get(reverse("surveys_admin:paper_template", args=[survey.pk]))
    book = openpyxl.load_workbook(BytesIO(response.content))
    data, codes = book.worksheets
    header = [cell.value for cell in data[1]]
    data.append([{"serial": "7", "transport": "bus", "days": 2}.get(name) for name in header])
    stream = BytesIO()
    book.save(stream)

    assert send(staff, survey, stream.getvalue()).status_code == 302
    assert Response.objects.get().answers == {"transport": "bus", "days": 2}
    assert {row[0].value for row in codes} >= {"transport", "why", "days"}
