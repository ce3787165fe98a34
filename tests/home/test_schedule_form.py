"""The schedule table of the project page: a row has a date, a programme has one place."""

import pytest

from home.models import ProjectPage
from tests.admin_forms import errors_of, open_form
from tests.factories import core, home

ROW = "schedule-0-value-rows-0"
SCHEDULE = {
    "schedule-count": "1",
    "schedule-0-type": "schedule",
    "schedule-0-order": "0",
    "schedule-0-deleted": "",
    "schedule-0-id": "",
    "schedule-0-value-caption": "Harmonogram szkoleń",
    "schedule-0-value-rows-count": "1",
    f"{ROW}-order": "0",
    f"{ROW}-deleted": "",
    f"{ROW}-id": "",
}
VALUES = {
    "event": "Warsztaty",
    "dates-count": "0",
    "date_text": "",
    "place": "Poznań",
    "audience": "",
    "recruitment": "online",
    "programme_file": "",
    "programme_url": "",
}


def one_day(day):
    head = {"dates-count": "1", "dates-0-order": "0", "dates-0-deleted": "", "dates-0-id": ""}
    return {**head, "dates-0-value": day}


def schedule(**changes):
    row = {**VALUES, **changes}
    return {**SCHEDULE, **{f"{ROW}-value-{name}": value for name, value in row.items()}}


WRONG = {
    "no date": schedule(),
    "date in words of spaces": schedule(date_text="   "),
    "day that is none": schedule(**one_day("2017-02-30")),
    "empty day": schedule(**one_day("")),
    "no event": schedule(date_text="czerwiec 2017", event=""),
    "unknown registration": schedule(date_text="czerwiec 2017", recruitment="fax"),
    "broken address": schedule(date_text="czerwiec 2017", programme_url="program"),
    "address that is a script": schedule(date_text="czerwiec 2017", programme_url="javascript:alert(1)"),
    "event of 300 characters": schedule(date_text="czerwiec 2017", event="w" * 300),
    "no caption": {**schedule(date_text="czerwiec 2017"), "schedule-0-value-caption": ""},
    "no rows": {**schedule(), "schedule-0-value-rows-count": "0"},
}


@pytest.fixture(scope="module")
def form(module_db):
    """The edit form of a project page with an empty schedule, and the address it is sent to."""
    page = home.project(home.site_tree().home)
    address = f"/admin/pages/{page.pk}/edit/"
    return address, open_form(address, "title")


@pytest.fixture
def send(client, form, db):
    address, data = form
    client.force_login(core.AdministratorFactory())
    return lambda changes: client.post(address, {**data, **changes, "action-publish": "1"})


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_wrong_row_is_not_saved(send, changes):
    response = send(changes)

    assert set(errors_of(response)) == {"schedule"}
    assert not ProjectPage.objects.get().schedule
    assert ProjectPage.objects.get().revisions.count() == 0


def test_error_of_a_row_without_a_date_is_in_polish(send):
    response = send(schedule())

    [error] = response.context["form"].errors["schedule"].as_data()
    [rows] = error.block_errors.values()
    row = rows.block_errors["rows"].block_errors[0]
    assert row.block_errors["date_text"].messages == ["Podaj co najmniej jeden dzień albo termin słowami."]


def test_programme_is_a_file_or_an_address(send):
    document = core.PortalDocumentFactory()

    response = send(
        schedule(date_text="2017", programme_file=str(document.pk), programme_url="https://example.org/program.pdf")
    )

    assert set(errors_of(response)) == {"schedule"}


@pytest.mark.parametrize("dates", [{"date_text": "czerwiec 2017"}, one_day("2017-10-03")], ids=["words", "day"])
def test_right_row_is_saved(send, dates):
    assert send(schedule(**dates)).status_code == 302
    assert ProjectPage.objects.get().schedule[0].value["rows"][0]["event"] == "Warsztaty"
