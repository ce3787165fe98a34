"""The list of consultations in the admin, and what an editor's dashboard counts."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.selectors import workload
from consultations.services import grant_section
from tests.factories import consultations, core

LIST = "/admin/consultations/"


@pytest.fixture
def sections(site_tree):
    """Sections A and B."""
    return [consultations.consultation_index(site_tree.consultations, title=f"Gmina {name}") for name in "AB"]


@pytest.fixture
def editor_of_a(sections):
    user = core.UserFactory()
    user.groups.add(grant_section(section=sections[0], name="Redakcja A"))
    return user


def titles(client, **filters):
    return {page.title for page in client.get(LIST, filters).context["pages"]}


def test_list_holds_only_the_editors_own_section(client, sections, editor_of_a):
    for section in sections:
        consultations.consultation(section, title=f"W: {section.title}")
    client.force_login(editor_of_a)

    assert titles(client) == {"W: Gmina A"}


def test_list_shows_a_translation_but_no_copy(client, sections):
    page = consultations.consultation(sections[0], title="Park")
    core.translated(page, "en", title="Park in English")
    core.translated(page, "uk", alias=True)
    client.force_login(core.AdministratorFactory())

    assert [page.locale.language_code for page in client.get(LIST).context["pages"]].count("uk") == 0
    assert titles(client) == {"Park", "Park in English"}
    assert titles(client, locale="en") == {"Park in English"}


@pytest.mark.parametrize(
    ("stage", "states"),
    [
        ("planned", {"planned"}),
        ("open", {"open", "closing_soon"}),
        ("closed", {"closed", "overdue"}),
        ("results", {"results"}),
    ],
)
def test_list_is_filtered_by_the_computed_stage(client, sections, stage, states):
    for state in ["planned", "open", "closing_soon", "closed", "overdue", "results"]:
        consultations.consultation(sections[0], state, title=state)
    client.force_login(core.AdministratorFactory())

    assert titles(client, stage=stage) == states


def test_list_is_filtered_by_organiser_area_and_topic(client, sections):
    page = consultations.consultation(sections[0], title="Park")
    consultations.consultation(sections[0], title="Most")
    consultations.consultation(sections[0], title="Wszędzie", whole_metropolis=True)
    client.force_login(core.AdministratorFactory())

    assert titles(client, organiser=page.organiser_id) == {"Park"}
    assert titles(client, topics=page.topics.get().pk) == {"Park"}
    assert titles(client, area=page.municipalities.get().pk) == {"Park", "Wszędzie"}


@pytest.mark.parametrize(
    "parameters", [{"stage": "x"}, {"organiser": "x"}, {"area": "999"}, {"ordering": "x"}, {"p": "9"}]
)
def test_wrong_filter_is_answered(client, sections, parameters):
    client.force_login(core.AdministratorFactory())

    assert client.get(LIST, parameters).status_code in {200, 404}


def taxonomy_queries(client, ordering):
    """How many queries read organisers or municipalities; the buttons of a row make others, Wagtail's own."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST, {"ordering": ordering}).status_code == 200
    return sum(1 for query in queries if "core_organiser" in query["sql"] or "core_municipality" in query["sql"])


@pytest.mark.parametrize("ordering", ["organiser__name", "-closes_at", "opens_at", "live"])
def test_columns_take_the_same_queries_for_any_number_of_rows(client, sections, ordering):
    client.force_login(core.AdministratorFactory())
    consultations.consultation(sections[0], title="Pierwsza")
    queries = taxonomy_queries(client, ordering)
    for number in range(4):
        consultations.consultation(sections[0], title=f"Kolejna {number}")

    assert taxonomy_queries(client, ordering) == queries


# --- the dashboard ---------------------------------------------------------------------------------------------------


def test_workload_is_sorted_by_urgency_and_holds_no_other_section(sections, editor_of_a):
    for section in sections:
        for state in ["planned", "open", "closing_soon", "closed", "overdue", "results"]:
            consultations.consultation(section, state, title=f"{state} {section.title[-1]}")

    found = workload(editor_of_a, timezone.now())

    assert [page.title for page in found.results_overdue] == ["overdue A"]
    assert [page.title for page in found.closing_soon] == ["closing_soon A"]
    assert [page.title for page in found.open] == ["open A"]


def test_workload_leaves_out_drafts_translations_and_copies(sections):
    page = consultations.consultation(sections[0], title="Park")
    consultations.consultation(sections[0], title="Szkic", live=False)
    core.translated(page, "en", title="Park in English")
    core.translated(page, "uk", alias=True)

    assert [page.title for page in workload(core.AdministratorFactory(), timezone.now()).open] == ["Park"]


def test_workload_of_a_visitor_is_empty(sections):
    consultations.consultation(sections[0])

    assert workload(AnonymousUser(), timezone.now()).open == []


def test_workload_takes_few_queries(sections, editor_of_a, django_assert_max_num_queries):
    for number in range(5):
        consultations.consultation(sections[0], title=f"Konsultacja {number}")

    with django_assert_max_num_queries(3):
        found = workload(editor_of_a, timezone.now())
        assert len({str(page.organiser) for page in found.open}) == 5
