"""What the builders make is valid as it is, so that a test names only what it is about."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Site

from consultations.lifecycle import Status
from tests.factories import consultations, core, events, home

RECORDS = [
    core.MunicipalityFactory,
    core.CountyFactory,
    core.TopicFactory,
    core.OrganiserFactory,
    core.UserFactory,
    core.AdministratorFactory,
    core.PortalImageFactory,
    core.PortalDocumentFactory,
]
STATES = {
    "planned": Status.PLANNED,
    "open": Status.OPEN,
    "closing_soon": Status.OPEN,
    "closed": Status.CLOSED,
    "overdue": Status.CLOSED,
    "results": Status.RESULTS,
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_valid_and_differ(db, record):
    first, second = record(), record()

    first.full_clean()
    assert first.pk != second.pk


def test_user_signs_in(client, db):
    user = core.UserFactory()

    assert client.login(username=user.username, password=core.PASSWORD)


def test_site_has_all_languages_and_a_polish_root(site_tree):
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"pl", "en", "uk"}
    assert Site.objects.get().root_page.specific == site_tree.home
    assert site_tree.home.locale.language_code == "pl"
    assert Page.objects.count() == 5


@pytest.mark.parametrize("state", STATES)
def test_consultation_is_in_the_state_asked_for(site_tree, state):
    page = consultations.consultation(site_tree.consultations, state)

    assert page.status is STATES[state]
    assert page.closes_soon == (state == "closing_soon")
    assert page.results_overdue == (state == "overdue")
    assert page.topics.count() == page.municipalities.count() == 1


def test_invalid_page_is_refused(site_tree):
    with pytest.raises(ValidationError):
        consultations.consultation(site_tree.consultations, "results", asked="")


def test_pages_of_every_type_are_live(site_tree):
    pages = [
        events.training(site_tree.trainings),
        home.news(site_tree.news),
        home.standard(site_tree.home),
        home.project(site_tree.home),
        home.accessibility_statement(site_tree.home),
    ]

    assert all(page.live and page.url for page in pages)


def test_rows_belong_to_their_pages(site_tree):
    meeting = consultations.meeting(consultations.consultation(site_tree.consultations))
    term = events.training_term(events.training(site_tree.trainings))

    assert list(meeting.page.meetings.all()) == [meeting]
    assert list(term.page.terms.all()) == [term]


def test_translation_and_alias(site_tree):
    page = home.standard(site_tree.home)
    english = core.translated(page, "en", title="How it works")
    ukrainian = core.translated(page, "uk", alias=True)

    assert (english.live, english.title, english.content_language) == (True, "How it works", "en")
    assert (ukrainian.live, ukrainian.alias_of_id, ukrainian.content_language) == (True, page.pk, "pl")
    assert english.url.startswith("/en/")
