"""What the files look like: guarded, filtered, labelled, redacted, and refused where a format cannot hold them."""

import csv
import json

import openpyxl
import pytest

from consultations.surveys.choices import ResponseStatus
from consultations.surveys.exports import csv_file, sav_file, xlsx_file
from consultations.surveys.exports.sav_file import variable_name
from consultations.surveys.models import OpenAnswer
from tests.factories import surveys
from tests.surveys.results.questions import content

from .conftest import MOMENT, respond, respond_at_random

pytestmark = pytest.mark.django_db
FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "＝1", " =1", "'x"]
POINT = {"type": "Feature", "properties": {"category": "a"}, "geometry": {"type": "Point", "coordinates": [16.9, 52.4]}}


def table(path, delimiter=";"):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def sheet(path, name="answers"):
    rows = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("text", FORMULAS)
def test_texts_that_look_like_formulas_are_harmless(versions, export, text):
    respond(versions[0], {"short": text, "single": {"choice": "other", "other": text}})

    for row in (table(export("csv")[1])[0], sheet(export("xlsx")[1])[0]):
        assert row["short"] == row["single__other"] == f"'{text}"


def test_texts_of_the_questions_are_harmless_too(site_tree, export, survey):
    question = {"type": "short_text", "text": {"pl": "=cmd|' /C calc'!A0"}}
    surveys.survey_version(survey, content(evil=question))

    assert {row["column"]: row["question"] for row in table(export("codebook")[1])}["evil"] == "'=cmd|' /C calc'!A0"
    assert {row["column"]: row["question"] for row in sheet(export("xlsx")[1], "codebook")}["evil"].startswith("'=")


def test_text_that_no_cell_can_hold_is_cut_and_counted(versions, export, monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_CHARACTERS", 100)
    respond(versions[0], {"long": "ż" * 101, "short": "ż" * 100})
    job, path = export("xlsx")
    row = sheet(path)[0]

    assert job.shortened == 1
    assert row["long"] == "ż" * 96 + " […]"
    assert row["short"] == "ż" * 100


def test_sheet_takes_any_character(versions, export):
    text = "a\x0bb & <c> \u00a0_x0041_\nd\U0001f600 "
    respond(versions[0], {"short": text})

    written = text.replace("\x0b", "").replace("_x", "_x005F_x")  # as Excel escapes what it would take for an escape
    assert sheet(export("xlsx")[1])[0]["short"] == written


@pytest.mark.parametrize(
    ("writer", "kind", "limit", "code"),
    [
        (xlsx_file, "xlsx", "MOST_ROWS", "too_many_rows"),
        (xlsx_file, "xlsx", "MOST_COLUMNS", "too_many_columns"),
        (sav_file, "sav", "MOST_ROWS", "too_many_for_sav"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(versions, export, monkeypatch, exports_folder, writer, kind, limit, code):
    monkeypatch.setattr(writer, limit, 2)
    respond_at_random(versions[0], 3)
    job, path = export(kind)

    assert (job.state, job.fault) == ("failed", code)
    assert not path.exists()
    assert list(exports_folder.iterdir()) == []


def test_file_that_lost_a_row_is_thrown_away(versions, export, monkeypatch, exports_folder):
    respond_at_random(versions[0], 3)
    monkeypatch.setattr(csv_file, "expected", lambda source: source.count() + 1)
    job, _path = export("csv")

    assert (job.state, job.fault) == ("failed", "rows_differ")
    assert list(exports_folder.iterdir()) == []


def test_file_that_breaks_in_the_middle_is_thrown_away(versions, export, monkeypatch, exports_folder):
    respond_at_random(versions[0], 3)
    monkeypatch.setattr(csv_file, "text_of", lambda value: 1 / 0)
    job, _path = export("csv")

    assert (job.state, job.fault) == ("failed", "broken")
    assert list(exports_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, "adefg"),
        ({"statuses": ["void"]}, "b"),
        ({"statuses": ["complete", "review"]}, "acdefg"),
        ({"channel": "paper"}, "d"),
        ({"municipality": "302101"}, "e"),
        ({"version": 2}, "f"),
        ({"since": "2026-03-02"}, "g"),
        ({"until": "2026-03-01"}, "adef"),
        ({"since": "2026-03-01", "until": "2026-03-01", "version": 1}, "ade"),
    ],
)
def test_filters(versions, export, options, found):
    first, second = versions
    later = respond(first, {"short": "g"}).submitted_at.replace(day=1, hour=23)  # past midnight in Poland
    first.responses.update(submitted_at=later)
    respond(first, {"short": "a"})
    respond(first, {"short": "b"}, status=ResponseStatus.VOID)
    respond(first, {"short": "c"}, status=ResponseStatus.REVIEW)
    respond(first, {"short": "d"}, channel="paper")
    respond(first, {"short": "e"}, municipality="302101")
    respond(second, {"short": "f"})
    respond(first, {"short": "x"}, status=ResponseStatus.TEST)
    respond(first, {"short": "y"}, status=ResponseStatus.ERASED)
    job, path = export("csv", **options)

    assert "".join(sorted(row["short"] for row in table(path))) == found
    assert job.total == len(found)


def test_ways_of_writing_csv(versions, export):
    respond(versions[0], {"short": "ż", "number": 2.5, "geo": {"type": "FeatureCollection", "features": [POINT]}})
    plain, marked = export("csv", delimiter=",", bom=False)[1], export("csv")[1]

    assert marked.read_bytes().startswith(b"\xef\xbb\xbfresponse.id;response.version;")
    assert plain.read_bytes().startswith(b"response.id,response.version,")
    assert table(plain, ",") == table(marked)
    assert table(plain, ",")[0]["number"] == "2.5"
    assert json.loads(table(plain, ",")[0]["geo"])["features"] == [POINT]
    assert table(marked)[0]["response.submitted"] == "2026-03-01T12:00+01:00"


def test_words_instead_of_keys(versions, export):
    respond(versions[0], {"single": "b", "matrix": {"a": "no_opinion"}, "yes_no": "yes", "multi": ["a"]})
    row = table(export("csv", labels=True)[1])[0]

    assert (row["single"], row["matrix__a"], row["yes_no"], row["multi__a"]) == (
        "Opcja b",
        "Nie mam zdania",
        "Tak",
        "1",
    )


def test_personal_data_only_on_demand(survey, export):
    secret = surveys.survey_version(survey, content(secret={"type": "short_text", "private": True}))
    respond(secret, {"secret": "PESEL"})

    for kind in ("csv", "json", "codebook"):
        name = b"PESEL" if kind != "codebook" else b"\r\nsecret;"
        assert name not in export(kind)[1].read_bytes()
        assert name in export(kind, private=True)[1].read_bytes()


def test_redacted_texts_on_demand(versions, export):
    place = {**POINT, "properties": {"category": "a", "comment": "u Kowalskich"}}
    geo = {"type": "FeatureCollection", "features": [place], "description": "dom Kowalskich"}
    said = {"short": "Kowalski", "single": {"choice": "other", "other": "Kowalska"}, "geo": geo}
    response = respond(versions[0], said)
    parts = {("short-short_text", ""): "[…]", ("single-single_choice", "other"): "[…]", ("geo-geo", "0"): "[…]"}
    for (uid, part), text in {**parts, ("geo-geo", "description"): ""}.items():
        OpenAnswer.objects.create(
            response=response, uid=f"u-{uid}", part=part, redacted=text, reason="dane", coded_at=MOMENT
        )

    for kind in ("csv", "xlsx", "json", "geojson", "sav"):
        redacted = export(kind, redacted=True)[1]
        text = str(sheet(redacted)) if kind == "xlsx" else redacted.read_bytes().decode("utf-8", "replace")
        assert "Kowalsk" not in text
    row = table(export("csv", redacted=True)[1])[0]
    assert (row["short"], row["single"], row["single__other"]) == ("[…]", "other", "[…]")
    assert table(export("csv")[1])[0]["short"] == "Kowalski"


def test_what_retention_took_out_is_marked(versions, export):
    response = respond(versions[0], {"short": "x", "scale": 3})
    response.answers, response.cleared = {"scale": 3}, True
    response.save()
    row = table(export("csv")[1])[0]

    assert (row["short"], row["scale"], row["long"]) == ("REMOVED", "3", "")
    assert json.loads(export("json")[1].read_text())["responses"][0]["removed"] == ["short"]


def test_places_told_in_words_are_features_without_geometry(versions, export):
    respond(versions[0], {"geo": {"type": "FeatureCollection", "features": [], "description": "przy moście"}})
    job, path = export("geojson")

    assert job.done == 1
    assert json.loads(path.read_text())["features"] == [
        {
            "type": "Feature",
            "properties": {
                "response": str(versions[0].responses.get().pk),
                "version": 1,
                "question": "geo",
                "place": "przy moście",
            },
            "geometry": None,
        }
    ]


def test_json_lines(versions, export):
    respond(versions[0], {"short": "a"})
    lines = [json.loads(line) for line in export("json", lines=True)[1].read_text().splitlines()]

    assert [list(line) for line in lines[:2]] == [["version"], ["version"]]
    assert lines[2]["answers"]["short"] == "a"
    assert lines[2]["answers"]["long"] is None
    assert "extra" not in lines[2]["answers"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "geojson", "sav", "codebook"])
def test_survey_that_nobody_answered(survey, export, kind):
    job, path = export(kind)

    assert job.state == "ready"
    assert path.stat().st_size == job.size > 0


def test_codebook_says_what_each_column_is(export):
    lines = {row["column"]: row for row in table(export("codebook")[1])}

    assert lines["image"]["values"] == "a=Opcja a | b=Opcja b | c=Opcja c"
    assert lines["yes_no"]["values"] == "yes=Tak | no=Nie | no_opinion=Nie mam zdania"
    assert lines["images__d"]["part"] == "Opcja d"
    assert lines["matrix_many__a__b"]["part"] == "Opcja a: Opcja b"
    assert (lines["yes_no"]["since_version"], lines["yes_no"]["until_version"]) == ("1", "1")
    assert (lines["extra"]["since_version"], lines["extra"]["until_version"]) == ("2", "")


def test_names_of_variables_are_short_and_different():
    names = ["q" * 32 + "__" + "a" * 24 + "__" + letter * 24 for letter in "ab"]

    assert len({variable_name(name) for name in names}) == 2
    assert all(len(variable_name(name)) <= 64 for name in names)
    assert variable_name("to") != "to"
    assert variable_name("q__a") == "q__a"
