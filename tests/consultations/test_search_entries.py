"""How a consultation is found: texts, codes, times and files, and never an outcome before its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.search_entries import project_consultation, project_list
from tests.factories.consultations import OUTCOME, consultation, consultation_index, meeting
from tests.factories.core import MunicipalityFactory, OrganiserFactory, PortalDocumentFactory, TopicFactory
from tests.factories.search import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TEXTS = {
    "plain_summary": "<p>Więcej <b>cienia</b>.</p><p>Mniej betonu.</p>",
    "body": [("heading", "O co pytamy"), ("notice", {"level": "warning", "text": "<p>Zmiana sali</p>"})],
    "influence": "Kolor ławek",
    "not_changing": "Przebieg wału",
    "decision_maker": "Rada Miasta",
    "use_of_results": "Projekt budowlany",
    "legal_basis": "Uchwała 12/2026",
    "timeline": [("step", {"date": None, "date_text": "wiosna", "text": "Projekt"})],
}
INDEXED = ["Więcej cienia", "Mniej betonu", "O co pytamy", "Zmiana sali", "Kolor ławek", "Przebieg wału", "Rada Miasta"]


def test_everything_people_read_is_text(site_tree):
    document = PortalDocumentFactory(title="uchwala.pdf")
    documents = [("document", {"document": document, "title": "Projekt uchwały", "summary": "Gdzie stanie plac"})]
    page = consultation(site_tree.consultations, documents=documents, **TEXTS)
    meeting(page, title="Spacer", place="Przystań")

    found = project_consultation(page, NOW)

    more = ["Projekt budowlany", "12/2026", "wiosna", "Spacer", "Przystań", "Projekt uchwały", "Gdzie stanie plac"]
    assert [part for part in [*INDEXED, *more] if part not in found.body] == []
    assert [part for part in ("<", "ostrzeżenie", page.organiser.name) if part in found.body] == []
    assert (found.kind, found.lang, found.title, found.lead) == ("consultation", "pl", page.title, page.lead)
    assert found.url == page.url


def test_codes_stand_for_names(site_tree):
    municipalities = MunicipalityFactory.create_batch(2)
    page = consultation(
        site_tree.consultations,
        municipalities=municipalities,
        topics=[TopicFactory(slug="zielen")],
        organiser=OrganiserFactory(slug="lubon"),
    )
    page.tags.add("Warta")
    page.save()

    facets = project_consultation(page, NOW).facets

    assert set(facets["area"]) == {one.teryt for one in municipalities}
    assert (facets["topic"], facets["organiser"], facets["tag"]) == (["zielen"], ["lubon"], ["warta"])


def test_the_whole_metropolis_has_one_code(site_tree):
    page = consultation(site_tree.consultations, whole_metropolis=True)

    assert project_consultation(page, NOW).facets["area"] == ["metropolis"]


def test_times_are_the_consultation_and_its_meetings(site_tree):
    page = consultation(site_tree.consultations, now=NOW)
    gathering = meeting(page, starts_at=NOW)

    found = project_consultation(page, NOW)

    assert (found.opens_at, found.closes_at) == (page.opens_at, page.closes_at)
    assert found.intervals == ((page.opens_at, page.closes_at), (gathering.starts_at, gathering.ends_at))


@pytest.mark.parametrize(
    ("released", "is_out"),
    [(None, False), (HOUR, False), (timedelta(0), True), (-HOUR, True)],
    ids=["none", "later", "now", "before"],
)
def test_the_outcome_is_found_from_its_moment_on(site_tree, released, is_out):
    moment = None if released is None else NOW + released
    report = PortalDocumentFactory()
    page = consultation(
        site_tree.consultations, "results", now=NOW, results_published_at=moment, report=report, **TEXTS
    )

    found = project_consultation(page, NOW)

    assert [text in found.body for text in OUTCOME.values()] == [is_out] * 3
    assert [one.document_id for one in found.attachments] == ([report.pk] if is_out else [])
    assert found.refresh_at == (None if is_out else moment)
    assert found.results_at == moment


def test_results_promised_early_never_show_before_the_end(site_tree):
    page = consultation(site_tree.consultations, "open", now=NOW)
    page.results_published_at, page.said = NOW - HOUR, "Wygrał wariant B"  # no form lets this through

    found = project_consultation(page, NOW)

    assert "wariant B" not in found.body
    assert found.refresh_at == NOW - HOUR


def test_files_are_those_of_the_page(site_tree):
    listed, linked = PortalDocumentFactory(title="Uchwała"), PortalDocumentFactory()
    page = consultation(
        site_tree.consultations,
        documents=[("document", {"document": listed, "title": "", "summary": "Krótko"})],
        how_to_take_part=f'<p><a linktype="document" id="{linked.pk}">formularz</a></p>',
    )

    found = project_consultation(page, NOW).attachments

    assert [(one.document_id, one.title, one.summary) for one in found] == [
        (listed.pk, "Uchwała", "Krótko"),
        (linked.pk, "", ""),
    ]


def test_a_file_deleted_since_is_no_file(site_tree):
    document = PortalDocumentFactory()
    documents = [("document", {"document": document, "title": "Uchwała", "summary": ""})]
    page = consultation(site_tree.consultations, documents=documents)
    document.delete()
    page = type(page).objects.get(pk=page.pk)

    assert project_consultation(page, NOW).attachments == ()


def test_a_section_is_found_in_its_area(site_tree):
    municipality = MunicipalityFactory()
    section = consultation_index(site_tree.consultations, title="Luboń", municipality=municipality)

    assert project_list(section, NOW).facets == {"area": [municipality.teryt]}
    assert project_list(site_tree.consultations, timezone.now()).facets == {"area": []}
