"""What is counted in every file is what is counted in the database: every type of question, every version."""

import csv
import json
from collections import Counter

import openpyxl
import pyreadstat
import pytest

from consultations.surveys import selectors
from consultations.surveys.choices import ResponseStatus
from consultations.surveys.codes import ANSWERED, ASKED, answered_codes
from consultations.surveys.exports.options import Options
from consultations.surveys.exports.sav_file import NO_OPINION_CODE, _missing, option_codes, variable_name
from consultations.surveys.exports.source import Source
from consultations.surveys.models import Response
from consultations.surveys.questionnaire.structure import NO_OPINION
from consultations.surveys.results.cells import NOT_ASKED
from consultations.surveys.results.columns import Kind
from consultations.surveys.results.table_texts import value_of

from .conftest import respond_at_random

pytestmark = pytest.mark.django_db
EACH = 25


@pytest.fixture
def answered(survey, versions):
    respond_at_random(versions[0], EACH)
    respond_at_random(versions[1], EACH)
    respond_at_random(versions[1], 3, status=ResponseStatus.VOID)
    respond_at_random(versions[0], 2, status=ResponseStatus.TEST)
    return survey


def expected(survey):
    """Counts of the codes that are stored."""
    codes = {number: code for code, number in selectors.code_numbers(survey.translation_key).items()}
    complete = Response.objects.filter(survey_key=survey.translation_key, status=ResponseStatus.COMPLETE)
    return Counter(codes[number] for stored in complete.values_list("codes", flat=True) for number in stored)


def code_of(column, value):
    uid = column.series.uid
    if column.kind is Kind.CHOICE:
        return (uid, *(column.part or ("",)), value)
    if column.kind is Kind.SCALE:
        return (uid, "", str(value))
    if column.kind is Kind.PLACE:
        return (uid, str(int(value)), column.part[0])
    if column.kind is Kind.FLAG and column.part:
        return (uid, *(column.part if len(column.part) == 2 else ("", column.part[0])))
    return (uid, "", ANSWERED)


def counted(columns, rows):
    """Codes of rows of cells, as the database counts them."""
    found = Counter()
    for row in rows:
        codes = set()
        for column, value in zip(columns, row, strict=True):
            if column.series is None or value is NOT_ASKED:
                continue
            codes.add((column.series.uid, "", ASKED))
            is_beside = column.kind is Kind.WORDS and column.part != ("description",)
            is_unchosen = column.kind is Kind.FLAG and column.part and value in (0, "0")
            if value is not None and not is_beside and not is_unchosen:
                codes.add(code_of(column, value))
        found.update(codes)
    return {code: number for code, number in found.items() if "contact" not in code[0]}


def without_contact(counts):
    return {code: number for code, number in counts.items() if "contact" not in code[0]}


def csv_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[value_of(cell) for cell in line] for line in csv.reader(file, delimiter=";")][1:]


def xlsx_rows(path):
    sheet = openpyxl.load_workbook(path)["answers"]
    return [[value_of(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]


def sav_rows(path, columns):
    frame, _meta = pyreadstat.read_sav(str(path), user_missing=True)
    return zip(*(sav_column(column, list(frame[variable_name(column.name)])) for column in columns), strict=True)


def sav_column(column, values):
    missing = {code: mark for mark, code in _missing(column).items()} | {"": None, "<-8>": NOT_ASKED}
    keys = {code: key for key, code in option_codes(column).items()}
    if column.kind is Kind.SCALE:
        keys = {NO_OPINION_CODE: NO_OPINION, **{float(point): point for point in range(11)}}
    return [missing[value] if value in missing else keys.get(value, value) for value in values]


def test_tables_count_what_the_database_counts(answered, export):
    columns = Source(answered, Options()).columns
    wanted = without_contact(expected(answered))
    assert len({uid for uid, _row, _option in wanted}) == 18  # every question that is stored with the answers

    assert counted(columns, csv_rows(export("csv")[1])) == wanted
    assert counted(columns, xlsx_rows(export("xlsx")[1])) == wanted
    assert counted(columns, sav_rows(export("sav")[1], columns)) == wanted


def test_json_counts_what_the_database_counts(answered, versions, export):
    document = json.loads(export("json")[1].read_text())
    found = Counter()
    for one in document["responses"]:
        definition = versions[one["version"] - 1].definition
        given = {key: answer for key, answer in one["answers"].items() if answer is not None}
        found.update(
            {
                *answered_codes(definition, given, given),
                *((definition.questions[k].uid, "", "") for k in one["answers"]),
            }
        )

    assert found == without_contact(expected(answered))
    assert [one["number"] for one in document["versions"]] == [1, 2]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "sav"])
def test_rows_of_the_file_are_rows_of_the_database(answered, export, kind):
    job, _path = export(kind)

    assert (job.state, job.fault) == ("ready", "")
    assert job.done == job.total == Response.objects.filter(status=ResponseStatus.COMPLETE).count() == 2 * EACH


def test_places_of_the_file_are_places_of_the_database(answered, export):
    job, path = export("geojson")
    stored = Response.objects.filter(status=ResponseStatus.COMPLETE).values_list("answers", flat=True)
    places = [one for answers in stored for key in ("geo", "line") for one in answers.get(key, {}).get("features", ())]
    features = json.loads(path.read_text())["features"]

    assert job.done == len(features) == len(places) > 0
    assert sorted(json.dumps(one["geometry"]) for one in features) == sorted(
        json.dumps(one["geometry"]) for one in places
    )
