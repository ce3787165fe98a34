"""The first page of the admin, and who sees which menu."""

import pytest

from consultations.services import grant_coordination, grant_section
from tests.factories import consultations, core


@pytest.fixture
def editor(site_tree):
    section = consultations.consultation_index(site_tree.consultations, title="Luboń")
    consultations.consultation(section, "overdue", title="Spóźniony raport")
    consultations.consultation(site_tree.consultations, "open", title="Cudza konsultacja")
    user = core.UserFactory()
    user.groups.add(grant_section(section=section, name="Redakcja: Luboń"))
    return user


@pytest.fixture
def coordinator(site_tree):
    user = core.UserFactory()
    user.groups.add(grant_coordination(home=site_tree.home, name="Koordynacja"))
    return user


def test_dashboard_tells_the_editor_what_waits(client, editor):
    client.force_login(editor)

    html = client.get("/admin/").content.decode()

    assert "Spóźniony raport" in html
    assert "Cudza konsultacja" not in html


def menu(client):
    """Addresses in the admin's menu."""
    html = client.get("/admin/").content.decode()
    found = ["/admin/consultations/", "/admin/trainings/", "/admin/core/topic/"]
    return {address for address in found if f'"{address}' in html}


def test_editor_of_a_section_sees_no_taxonomies_and_no_trainings(client, editor):
    client.force_login(editor)

    assert menu(client) == {"/admin/consultations/"}


def test_coordinator_sees_taxonomies_and_trainings(client, coordinator):
    client.force_login(coordinator)

    assert menu(client) == {"/admin/consultations/", "/admin/trainings/", "/admin/core/topic/"}
