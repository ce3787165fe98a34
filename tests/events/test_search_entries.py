"""How a training is found."""

from datetime import timedelta

import pytest

from events.search_entries import project_list, project_training
from tests.factories.core import MunicipalityFactory, OrganiserFactory, PortalDocumentFactory, TopicFactory
from tests.factories.events import training, training_term
from tests.factories.search import NOW

pytestmark = pytest.mark.django_db


def test_a_training_is_open_from_its_first_term_to_its_last(site_tree):
    page = training(site_tree.trainings)
    late = training_term(page, starts_at=NOW + timedelta(days=9), place="Skoki")
    early = training_term(page, starts_at=NOW, place="Mosina", note="dla radnych")

    found = project_training(page, NOW)

    assert (found.opens_at, found.closes_at) == (early.starts_at, late.ends_at)
    assert found.intervals == ((late.starts_at, late.ends_at), (early.starts_at, early.ends_at))
    assert [text in found.body for text in ("Skoki", "Mosina", "dla radnych", page.audience)] == [True] * 4


def test_a_training_without_terms_has_no_time(site_tree):
    found = project_training(training(site_tree.trainings), NOW)

    assert (found.opens_at, found.closes_at, found.intervals) == (None, None, ())
    assert (found.facets["area"], found.facets["organiser"]) == ([], [])


def test_codes_and_files(site_tree):
    municipality = MunicipalityFactory()
    organiser = OrganiserFactory(slug="lubon", municipality=municipality)
    programme, handout = PortalDocumentFactory(), PortalDocumentFactory()
    page = training(
        site_tree.trainings,
        organiser=organiser,
        programme=programme,
        body=[("documents", {"heading": "", "documents": [handout]})],
    )
    page.topics = [TopicFactory(slug="konsultacje")]
    page.save()

    found = project_training(page, NOW)

    assert found.facets == {"area": [municipality.teryt], "topic": ["konsultacje"], "organiser": ["lubon"]}
    assert [one.document_id for one in found.attachments] == [programme.pk, handout.pk]
    assert found.kind == "training"


def test_the_list_is_a_page(site_tree):
    assert project_list(site_tree.trainings, NOW).kind == "page"
