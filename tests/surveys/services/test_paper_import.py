"""A table of paper answers is stored whole or not at all; what was exported comes back the same."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import timezone

from consultations.surveys import tokens
from consultations.surveys.admin_paper_import import survey_of
from consultations.surveys.exports import csv_file, xlsx_file
from consultations.surveys.exports.options import Options
from consultations.surveys.exports.source import Source
from consultations.surveys.models import PaperBatch, PaperForm, Response
from consultations.surveys.paper.faults import BatchExists, SerialsTaken
from consultations.surveys.paper.importing import read_records
from consultations.surveys.paper.tables import read_table
from consultations.surveys.services import Circumstances, submit
from consultations.surveys.services.codes import rebuild_codes
from consultations.surveys.services.paper_import import import_forms
from tests.factories import surveys
from tests.factories.core import UserFactory
from tests.surveys.paper.contents import ELEMENTS, content

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WALL = {"match": "all", "conditions": [{"q": "single", "op": "any_of", "values": ["b"]}]}
ASKED_OF_FEW = {"key": "wall", "type": "short_text", "visible_if": WALL}
POINT = {
    "type": "Feature",
    "properties": {"category": "bench"},
    "geometry": {"type": "Point", "coordinates": [16.9, 52.4]},
}
EVERYTHING = {
    "text": "=1+1",
    "long": 'dwie\nlinie; i „cudzysłów"',
    "number": 2.5,
    "date": "2026",
    "yes": "no_opinion",
    "single": {"choice": "other", "other": "'hulajnogą"},
    "list": "o7",
    "multi": {"choices": ["a", "other"], "other": "NOT_ASKED"},
    "scale": 0,
    "matrix": {"r1": "c2", "r2": "no_opinion"},
    "many": {"r1": ["c1", "c2"]},
    "ranking": ["c", "a", "b"],
    "image": ["a", "b"],
    "budget": {"a": 40, "b": 60},
    "priced": {"b": 900},
    "geo": {"type": "FeatureCollection", "features": [POINT], "description": "przy moście"},
    "consent": {"accepted": True},
}
OTHERWISE = {"single": "b", "wall": "ściana", "scale": "no_opinion", "multi": ["none"], "consent": {"accepted": False}}


@pytest.fixture
def survey(site_tree):
    return surveys.survey_page(site_tree.home, content(*ELEMENTS, ASKED_OF_FEW))


def answer(survey, answers, locale="pl", **more):
    return submit(
        survey=survey,
        version=more.pop("version", survey.live_version),
        answers=answers,
        circumstances=Circumstances(locale=locale, channel="web"),
        key=tokens.new_token(),
        now=more.pop("now", NOW),
    )


def exported(survey, tmp_path, maker=csv_file, **options):
    path = tmp_path / f"{maker.__name__}.table"
    maker.write(Source(survey, Options(**{"private": True, **options})), path, lambda: None)
    return path.read_bytes()


def read(survey, content, *, gaps=False):
    return read_records(read_table(content), survey_of(survey), gaps=gaps, today=timezone.localtime(NOW).date())


def store(survey, outcome, batch="Import"):
    assert outcome.faults == []
    return import_forms(page=survey, batch=batch, records=outcome.records, user=UserFactory(), now=NOW)


def lines(content):
    """Rows without what must differ, in an order of their own."""
    rows = csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    other = {"response.id", "response.channel"}
    return sorted([value for name, value in row.items() if name not in other] for row in rows)


@pytest.mark.parametrize("maker", [csv_file, xlsx_file])
def test_what_was_exported_comes_back_the_same(survey, tmp_path, maker):
    first = survey.live_version
    answer(survey, EVERYTHING, now=NOW - timedelta(days=3))
    answer(survey, OTHERWISE, locale="en")
    answer(survey, {"list": "o1"})
    more = {"key": "later", "type": "yes_no"}
    surveys.survey_version(survey, content(*ELEMENTS[1:], more))
    answer(survey, {"later": "yes"})
    answer(survey, {"text": "spóźniony"}, version=first)
    before = exported(survey, tmp_path)
    web = list(Response.objects.values_list("pk", flat=True))

    store(survey, read(survey, exported(survey, tmp_path, maker)))

    Response.objects.filter(pk__in=web).delete()
    assert PaperForm.objects.filter(response__channel="paper").count() == 5
    assert lines(exported(survey, tmp_path)) == lines(before)
    assert rebuild_codes(survey_key=survey.translation_key) == (5, 0)


# --- refusals ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def short(site_tree):
    elements = [
        {"key": "how", "type": "single_choice", "required": True, "options": [{"key": "bus"}, {"key": "bike"}]},
        {"key": "days", "type": "number", "min": 0, "max": 7},
        {
            "key": "why",
            "type": "short_text",
            "visible_if": {"match": "all", "conditions": [{"q": "how", "op": "any_of", "values": ["bike"]}]},
        },
    ]
    return surveys.survey_page(site_tree.home, content(*elements), slug="krotka")


HEADER = "serial;how;days;why"
GOOD = f"{HEADER}\n1;bus;3;\n2;bike;;bo tak\n"
REFUSED = [
    ("how;days;why\nbus;3;\n", [(1, "serial")]),
    ("serial;how;days;why;colour\n1;bus;;;red\n", [(1, "colour")]),
    ("serial;how;how;days;why\n1;bus;bus;;\n", [(1, "how")]),
    ("serial;how;why\n1;bus;\n", [(1, "days")]),
    (f"{HEADER}\n1;tram;;\n", [(2, "how")]),
    (f"{HEADER}\n1;bus;many;\n", [(2, "days")]),
    (f"{HEADER}\n1;bus;8;\n", [(2, "days")]),
    (f"{HEADER}\n1;;3;\n", [(2, "how")]),
    (f"{HEADER}\n1;bus;;bo tak\n", [(2, "why")]),
    (f"{HEADER}\n;bus;;\n", [(2, "serial")]),
    (f"{HEADER}\n1 2;bus;;\n", [(2, "serial")]),
    (f"{HEADER}\n1;bus;;\n2;bus;;\n1;bike;;\n", [(4, "serial")]),
    ("serial;how;days;why;response.version\n1;bus;;;7\n", [(2, "response.version")]),
    ("serial;how;days;why;response.locale\n1;bus;;;xx\n", [(2, "response.locale")]),
    ("serial;how;days;why;response.status\n1;bus;;;void\n", [(2, "response.status")]),
    ("serial;how;days;why;response.submitted\n1;bus;;;wczoraj\n", [(2, "response.submitted")]),
    (f"{HEADER}\n1;tram;many;\n2;bus;;\n3;bus;9;x\n", [(2, "how"), (2, "days"), (4, "days"), (4, "why")]),
]


@pytest.mark.parametrize(("table", "places"), REFUSED)
def test_faults_are_named_by_line_and_column(short, table, places):
    faults = read(short, table.encode()).faults

    assert sorted({(one.line, one.column) for one in faults}) == sorted(places)
    assert all(one.text for one in faults)


def test_a_sound_table_is_stored(short):
    batch = store(short, read(short, GOOD.encode()))

    assert [form.serial for form in batch.forms.order_by("serial")] == ["1", "2"]
    assert sorted(one.answers["how"] for one in Response.objects.all()) == ["bike", "bus"]


def test_answers_may_be_missing_where_staff_say_so(short):
    table = f"{HEADER}\n1;;3;\n".encode()
    store(short, read(short, table, gaps=True))

    assert Response.objects.get().answers == {"days": 3}


def test_numbers_that_were_typed_before_refuse_the_whole_table(short):
    store(short, read(short, GOOD.encode()))
    again = read(short, f"{HEADER}\n3;bus;;\n2;bus;;\n".encode())
    with pytest.raises(SerialsTaken) as refusal:
        import_forms(page=short, batch="Drugi", records=again.records, user=UserFactory(), now=NOW)

    assert refusal.value.serials == ["2"]
    assert (Response.objects.count(), PaperBatch.objects.count()) == (2, 1)


def test_numbers_typed_at_the_same_moment_refuse_the_whole_table(short, monkeypatch):
    """The look sees nothing yet; the database has the last word, and nothing stays behind."""
    store(short, read(short, GOOD.encode()))
    again = read(short, f"{HEADER}\n3;bus;;\n2;bus;;\n".encode())
    monkeypatch.setattr("consultations.surveys.services.paper_import.refuse_taken", lambda *_args: None)
    with pytest.raises(SerialsTaken):
        import_forms(page=short, batch="Drugi", records=again.records, user=UserFactory(), now=NOW)

    assert (Response.objects.count(), PaperBatch.objects.count()) == (2, 1)


def test_a_batch_has_a_name_of_its_own(short):
    store(short, read(short, GOOD.encode()))
    with pytest.raises(BatchExists):
        store(short, read(short, f"{HEADER}\n3;bus;;\n".encode()))


def test_figures_and_days_of_a_spreadsheet(short):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["serial", "how", "days", "why", "response.submitted"])
    sheet.append([12.0, "bus", 3.0, None, NOW.date()])
    sheet.append([None, None, None, None, None])
    stream = BytesIO()
    book.save(stream)
    [record] = read(short, stream.getvalue()).records

    assert (record.serial, record.checked.stored) == ("12", {"how": "bus", "days": 3})
    assert timezone.localtime(record.submitted_at).date() == NOW.date()
