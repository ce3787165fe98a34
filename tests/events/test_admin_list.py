"""The list of trainings in the admin."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import core, events

LIST = "/admin/trainings/"


@pytest.fixture
def administrator(client, site_tree):
    client.force_login(core.AdministratorFactory())
    return client


def test_list_shows_the_nearest_and_the_last_term_once(administrator, site_tree):
    now = timezone.now()
    page = events.training(site_tree.trainings, title="Warsztaty")
    moments = [now + timedelta(days=days) for days in (-9, 3, 6)]
    for starts_at in moments:
        events.training_term(page, starts_at=starts_at)

    listed = list(administrator.get(LIST).context["pages"])

    assert [(one.title, one.next_term, one.last_term) for one in listed] == [("Warsztaty", moments[1], moments[2])]


@pytest.mark.parametrize("ordering", ["next_term", "-last_term", "organiser__name", "knowledge_level"])
def test_list_is_ordered_by_its_columns(administrator, site_tree, ordering):
    for title in ("Pierwsze", "Drugie"):
        events.training_term(events.training(site_tree.trainings, title=title))

    assert len(administrator.get(LIST, {"ordering": ordering}).context["pages"]) == 2


def test_list_is_filtered_and_holds_no_copies(administrator, site_tree):
    page = events.training(site_tree.trainings, title="Podstawy", knowledge_level="basic")
    events.training(site_tree.trainings, title="Dla wszystkich")
    core.translated(page, "en", alias=True)

    assert [one.title for one in administrator.get(LIST, {"knowledge_level": "basic"}).context["pages"]] == ["Podstawy"]
