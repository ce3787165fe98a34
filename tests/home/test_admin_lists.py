"""Searching and filtering the lists of pages in the admin, both at once."""

import pytest

from tests.factories import consultations, core
from tests.factories.surveys import survey_page


@pytest.fixture
def administrator(client, site_tree):
    """A browser signed in, and one consultation with a survey."""
    page = consultations.consultation(site_tree.consultations, title="Ankieta i konsultacja")
    survey_page(page)
    client.force_login(core.AdministratorFactory())
    return client


@pytest.mark.parametrize(
    "address",
    [
        "survey-pages/?q=ankieta",
        "consultations/?q=ankieta",
        "consultations/?q=ankieta&stage=open",
        "trainings/?q=ankieta",
        "pages/search/?q=ankieta",
    ],
)
def test_lists_can_be_searched(administrator, address):
    response = administrator.get(f"/admin/{address}")

    assert response.status_code == 200
    assert ("Ankieta" in response.content.decode()) is not address.startswith("trainings")


@pytest.mark.parametrize("field", ["organiser", "area", "topics"])
def test_a_search_can_be_narrowed(administrator, site_tree, field):
    page = site_tree.consultations.get_children().get().specific
    found = {"organiser": page.organiser_id, "area": page.municipalities.get().pk, "topics": page.topics.get().pk}
    response = administrator.get(f"/admin/consultations/?q=ankieta&{field}={found[field]}")

    assert response.status_code == 200
    assert page.title in response.content.decode()
