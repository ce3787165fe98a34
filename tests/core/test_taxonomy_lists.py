"""The admin lists of the taxonomies: finding, filtering, inspecting, exporting, deleting."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from cms.core.choices import MunicipalityKind, OrganiserKind
from cms.core.models import Municipality, Organiser, Topic
from tests.factories import consultations, core

LISTS = ["municipality", "topic", "organiser"]
FACTORIES = {
    "municipality": core.MunicipalityFactory,
    "topic": core.TopicFactory,
    "organiser": core.OrganiserFactory,
}


@pytest.fixture
def administrator(client, db):
    client.force_login(core.AdministratorFactory())
    return client


def names(response):
    return [str(entry) for entry in response.context["object_list"]]


# --- the list --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["środa", "Środa", "ŚRODA", "sroda-en", "3025011"])
def test_search_finds_names_in_any_case_and_language(administrator, word):
    core.MunicipalityFactory(short_name="Środa", name_en="Sroda-EN", kind=MunicipalityKind.URBAN, teryt="3025011")
    core.MunicipalityFactory(short_name="Luboń", teryt="3021011")

    assert names(administrator.get("/admin/core/municipality/", {"q": word})) == ["Środa"]


def test_organisers_are_filtered_by_kind_and_municipality(administrator):
    lubon = core.MunicipalityFactory(short_name="Luboń")
    core.OrganiserFactory(name="Urząd w Luboniu", municipality=lubon)
    core.OrganiserFactory(name="Fundacja", kind=OrganiserKind.NGO, municipality=None)
    core.OrganiserFactory(name="Urząd obok")

    def found(**filters):
        return names(administrator.get("/admin/core/organiser/", filters))

    assert found(kind__exact="ngo") == ["Fundacja"]
    assert found(municipality__id__exact=lubon.pk) == ["Urząd w Luboniu"]
    assert found(municipality__isnull=True) == ["Fundacja"]


def test_topics_stand_in_their_order(administrator):
    for name, place in [("Zieleń", 2), ("Transport", 1), ("Inne", 3)]:
        core.TopicFactory(name=name, sort_order=place)

    assert names(administrator.get("/admin/core/topic/")) == ["Transport", "Zieleń", "Inne"]


@pytest.mark.parametrize("parameters", [{"o": "1"}, {"o": "-2.1"}, {"o": "99"}, {"o": "x"}, {"p": "99"}, {"p": "abc"}])
@pytest.mark.parametrize("model", LISTS)
def test_any_order_and_page_number_is_answered(administrator, model, parameters):
    FACTORIES[model].create_batch(2)

    assert administrator.get(f"/admin/core/{model}/", parameters).status_code == 200


@pytest.mark.parametrize(
    "parameters",
    [
        {"colour": "red"},
        {"name__regex": "("},
        {"pk": "a"},
        {"municipality__id__exact": "a"},
        {"consultations__owner__password__startswith": "md5"},
    ],
)
def test_unknown_filter_leads_back_to_the_whole_list(administrator, parameters):
    core.OrganiserFactory()

    response = administrator.get("/admin/core/organiser/", parameters, follow=True)

    assert response.redirect_chain == [("/admin/core/organiser/", 302)]
    assert len(response.context["messages"]) == 1


@pytest.mark.parametrize("action", ["edit", "inspect", "delete", "history"])
@pytest.mark.parametrize("key", ["abc", "0", "٣", "-1", "1" * 40])
def test_entry_that_is_not_there(administrator, action, key):
    assert administrator.get(f"/admin/core/topic/{action}/{key}/").status_code == 404


# --- one entry -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_inspection_shows_every_field(administrator, model):
    entry = FACTORIES[model]()

    response = administrator.get(f"/admin/core/{model}/inspect/{entry.pk}/")

    shown = [field["value"] for field in response.context["fields"]]
    assert len(shown) == len({field["label"] for field in response.context["fields"]})
    assert len(shown) >= len(entry._meta.panels if hasattr(entry._meta, "panels") else type(entry).panels)
    assert {str(entry.name), "pl"} & {str(value) for value in shown} == {str(entry.name)}


def test_inspection_shows_rich_text_as_text_and_zero_as_zero(administrator):
    organiser = core.OrganiserFactory(profile="<p>Kim <b>jesteśmy</b></p>")
    topic = core.TopicFactory(sort_order=0)

    profile = administrator.get(f"/admin/core/organiser/inspect/{organiser.pk}/").content.decode()
    fields = administrator.get(f"/admin/core/topic/inspect/{topic.pk}/").context["fields"]

    assert "<p>Kim <b>jesteśmy</b></p>" in profile
    assert 0 in [field["value"] for field in fields]


def test_changes_are_in_the_history(administrator):
    topic = core.TopicFactory(name="Zieleń")
    form = {"name_pl": "Zieleń i wody", "slug": topic.slug, "icon": topic.icon, "sort_order": topic.sort_order}

    administrator.post(f"/admin/core/topic/edit/{topic.pk}/", form)
    response = administrator.get(f"/admin/core/topic/history/{topic.pk}/")

    assert [entry.action for entry in response.context["object_list"]] == ["wagtail.edit"]
    assert "Zieleń i wody" in response.content.decode()


# --- export ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_exports_hold_all_fields_and_both_formats_agree(administrator, model):
    FACTORIES[model].create_batch(3)

    text = b"".join(administrator.get(f"/admin/core/{model}/", {"export": "csv"}).streaming_content).decode()
    book = load_workbook(
        BytesIO(b"".join(administrator.get(f"/admin/core/{model}/", {"export": "xlsx"}).streaming_content))
    )

    rows = list(csv.reader(StringIO(text, newline="")))
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert len(rows) == 4
    assert rows[0] == cells[0]
    assert [len(row) for row in cells] == [len(row) for row in rows]
    assert {str(entry.name) for entry in FACTORIES[model]._meta.model.objects.all()} <= {
        cell for row in rows for cell in row
    }


def test_export_keeps_zero_and_empty_cells(administrator):
    core.MunicipalityFactory(population=0, population_year=2025, website="")

    text = b"".join(administrator.get("/admin/core/municipality/", {"export": "csv"}).streaming_content).decode()

    cells = next(csv.reader(StringIO(text.splitlines()[1])))
    assert "0" in cells
    assert "-" not in cells


def test_export_follows_the_filter(administrator):
    core.OrganiserFactory(name="Urząd")
    core.OrganiserFactory(name="Fundacja", kind=OrganiserKind.NGO, municipality=None)

    response = administrator.get("/admin/core/organiser/", {"export": "csv", "kind__exact": "ngo"})

    text = b"".join(response.streaming_content).decode()
    assert "Fundacja" in text
    assert "Urząd" not in text


# --- deletion --------------------------------------------------------------------------------------------------------


@pytest.fixture
def consultation(site_tree):
    return consultations.consultation(site_tree.consultations, title="Park nad Wartą")


def used_in_a_consultation(page):
    return [page.organiser, page.topics.get(), page.municipalities.get()]


@pytest.mark.parametrize("which", range(3), ids=["organiser", "topic", "municipality"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_entry_in_use_is_not_deleted(administrator, consultation, which, method):
    entry = used_in_a_consultation(consultation)[which]

    response = getattr(administrator, method)(f"/admin/core/{entry._meta.model_name}/delete/{entry.pk}/")

    assert response.status_code == 200
    assert "Park nad Wartą" in response.content.decode()
    assert f"/admin/pages/{consultation.pk}/edit/" in response.content.decode()
    assert type(entry).objects.filter(pk=entry.pk).exists()
    consultation.refresh_from_db()
    assert entry in used_in_a_consultation(consultation)


def test_municipality_of_a_section_is_not_deleted(administrator, site_tree):
    municipality = core.MunicipalityFactory()
    consultations.consultation_index(site_tree.consultations, title="Luboń", municipality=municipality)

    response = administrator.post(f"/admin/core/municipality/delete/{municipality.pk}/")

    assert response.status_code == 200
    assert Municipality.objects.filter(pk=municipality.pk).exists()


def test_county_with_municipalities_is_not_deleted(administrator):
    county = core.CountyFactory()
    core.MunicipalityFactory(parent=county, short_name="Luboń")

    response = administrator.post(f"/admin/core/municipality/delete/{county.pk}/")

    assert "Luboń" in response.content.decode()
    assert Municipality.objects.filter(pk=county.pk).exists()


def test_organiser_of_a_draft_is_not_deleted(administrator, consultation):
    organiser = core.OrganiserFactory()
    consultation.organiser = organiser
    consultation.save_revision()

    response = administrator.post(f"/admin/core/organiser/delete/{organiser.pk}/")

    assert response.status_code == 200
    assert Organiser.objects.filter(pk=organiser.pk).exists()


def test_copies_in_other_languages_are_not_named(administrator, consultation):
    core.translated(consultation, "en", alias=True)

    response = administrator.get(f"/admin/core/organiser/delete/{consultation.organiser_id}/")

    assert [reference for _kind, reference, _url in response.context["references"]] == [consultation]


def test_refusal_names_some_of_many_references(administrator):
    municipality = core.MunicipalityFactory()
    core.OrganiserFactory.create_batch(30, municipality=municipality)

    response = administrator.get(f"/admin/core/municipality/delete/{municipality.pk}/")

    assert len(response.context["references"]) == 20
    assert response.context["has_more_references"]


def test_entry_nobody_uses_is_deleted(administrator, consultation):
    topic = core.TopicFactory()

    assert administrator.post(f"/admin/core/topic/delete/{topic.pk}/").status_code == 302
    assert not Topic.objects.filter(pk=topic.pk).exists()
