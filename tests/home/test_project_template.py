"""The project page: sections of the original portal, and the schedule as a table that machines can read."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from home.choices import ScheduleRecruitment
from home.templatetags.schedule_tags import recruitment_label
from tests.factories.core import PortalDocumentFactory
from tests.factories.home import project

DAYS = [date(2017, 10, 3), date(2017, 10, 6)]
ROW = {"event": "Szkolenie", "dates": DAYS, "date_text": "", "place": "Poznań", "audience": "urzędnicy"}
LATER = {"event": "Konferencja", "dates": [], "date_text": "grudzień 2017", "place": "", "audience": ""}


@pytest.fixture
def drawn(site_tree, client):
    """Draws the main part of a project page with the given rows of its schedule."""

    def draw(*rows: dict, **fields: object) -> BeautifulSoup:
        if rows:
            fields["schedule"] = [("schedule", {"caption": "Harmonogram szkoleń", "rows": list(rows)})]
        return BeautifulSoup(client.get(project(site_tree.home, **fields).url).content.decode(), "html.parser").main

    return draw


def heading_texts(main: BeautifulSoup) -> list[str]:
    return [element.get_text(strip=True) for element in main.select("h2")]


def test_schedule_is_a_table_with_caption_and_scopes(drawn):
    table = drawn(ROW, LATER).table

    assert table.caption.get_text() == "Harmonogram szkoleń"
    assert len(table.select("thead th[scope=col]")) == 6
    assert [header.get_text() for header in table.select("tbody th[scope=row]")] == ["Szkolenie", "Konferencja"]


def test_cells_carry_the_names_of_their_columns_for_narrow_screens(drawn):
    table = drawn(ROW).table
    columns = [header.get_text() for header in table.select("thead th")]

    assert [cell["data-label"] for cell in table.select("tbody td")] == columns[1:]


def test_every_day_is_machine_readable(drawn):
    table = drawn(ROW, LATER).table

    assert [day["datetime"] for day in table.select("time")] == ["2017-10-03", "2017-10-06"]
    assert "grudzień 2017" in table.get_text()


def test_programme_is_a_file_or_an_address(drawn):
    document = PortalDocumentFactory()
    rows = [{**ROW, "programme_file": document}, {**ROW, "programme_url": "https://example.org/program"}, LATER]
    cells = [row.select("td")[-1] for row in drawn(*rows).select("tbody tr")]

    assert [cell.a and cell.a["href"] for cell in cells] == [document.url, "https://example.org/program", None]


@pytest.mark.parametrize("code", ScheduleRecruitment.values)
def test_registration_is_told_in_words(drawn, code):
    cell = drawn({**ROW, "recruitment": code}).select("tbody td")[3]

    assert cell.get_text(strip=True) == ScheduleRecruitment(code).label


def test_code_that_no_longer_exists_says_nothing():
    assert recruitment_label("by_pigeon") == ""


def test_sections_stand_only_where_there_is_text(drawn):
    assert heading_texts(drawn()) == [_("Origin of the project")]
    assert heading_texts(
        drawn(ROW, slug="caly", scope="<p>Portal</p>", financing="<p>FIO</p>", office_email="biuro@example.org")
    ) == [
        _("Origin of the project"),
        _("Scope of the project"),
        _("Schedule"),
        _("Financing of the project"),
        _("Project office"),
    ]
