"""Wrong input in the forms of the taxonomies: an error beside the field, nothing saved, never a server error."""

import pytest
from bs4 import BeautifulSoup

from cms.core.models import Municipality, Organiser, Topic
from tests.admin_forms import errors_of, text_of
from tests.factories import core

MUNICIPALITY = {
    "name_pl": "Miasto Luboń",
    "short_name_pl": "Luboń",
    "kind": "urban",
    "teryt": "3021021",
    "latitude": "52.34600",
    "longitude": "16.87800",
}
TOPIC = {"name_pl": "Zieleń", "slug": "zielen", "icon": "leaf", "sort_order": "5"}
ORGANISER = {"name_pl": "Fundacja Cień", "slug": "fundacja-cien", "kind": "ngo", "email": "cien@example.org"}

WRONG_MUNICIPALITIES = {
    "no name": ({"name_pl": ""}, {"name_pl"}),
    "no short name": ({"short_name_pl": " "}, {"short_name_pl"}),
    "duplicate TERYT": ({"teryt": "3021011"}, {"teryt"}),
    "county with seven digits": ({"kind": "county"}, {"teryt"}),
    "municipality with four digits": ({"teryt": "3021"}, {"teryt"}),
    "TERYT of six digits": ({"teryt": "302102"}, {"teryt"}),
    "TERYT of letters": ({"teryt": "30210ab"}, {"teryt"}),
    "TERYT of Arabic digits": ({"teryt": "٣٠٢١٠٢١"}, {"teryt"}),
    "TERYT with a line break": ({"teryt": "302102\n"}, {"teryt"}),
    "no TERYT": ({"teryt": ""}, {"teryt"}),
    "unknown kind": ({"kind": "castle"}, {"kind"}),
    "latitude off the earth": ({"latitude": "91"}, {"latitude"}),
    "latitude that is no number": ({"latitude": "NaN"}, {"latitude"}),
    "longitude off the earth": ({"longitude": "-181"}, {"longitude"}),
    "population below zero": ({"population": "-1", "population_year": "2025"}, {"population"}),
    "population beyond the database": ({"population": "9" * 30, "population_year": "2025"}, {"population"}),
    "population without a year": ({"population": "31000"}, {"population_year"}),
    "broken address": ({"website": "lubon"}, {"website"}),
    "address that is a script": ({"bip_url": "javascript:alert(1)"}, {"bip_url"}),
    "broken e-mail": ({"email": "urząd@"}, {"email"}),
    "e-mail with a second header": ({"email": "a@example.org\nBcc: b@example.org"}, {"email"}),
    "name of 300 characters": ({"name_pl": "ł" * 300}, {"name_pl"}),
    "English name of 300 characters": ({"name_en": "l" * 300}, {"name_en"}),
    "county that is none": ({"parent": "999999"}, {"parent"}),
}
WRONG_TOPICS = {
    "no name": ({"name_pl": ""}, {"name_pl"}),
    "duplicate slug": ({"slug": "transport"}, {"slug"}),
    "slug with a space": ({"slug": "zieleń i wody"}, {"slug"}),
    "icon that is none": ({"icon": "../../etc/passwd"}, {"icon"}),
    "order below zero": ({"sort_order": "-1"}, {"sort_order"}),
    "order beyond the database": ({"sort_order": "99999999999999999999"}, {"sort_order"}),
    "name of 300 characters": ({"name_pl": "z" * 300}, {"name_pl"}),
    "null character": ({"name_uk": "Зелень\x00"}, {"name_uk"}),
}
WRONG_ORGANISERS = {
    "no name": ({"name_pl": ""}, {"name_pl"}),
    "no contact": ({"email": ""}, {"email"}),
    "contact of spaces": ({"email": "", "phone": "  ", "address": " "}, {"email"}),
    "duplicate slug": ({"slug": "urzad"}, {"slug"}),
    "office of no municipality": ({"kind": "local_government"}, {"municipality"}),
    "unit of no municipality": ({"kind": "unit"}, {"municipality"}),
    "municipality that is none": ({"municipality": "999999"}, {"municipality"}),
    "no kind": ({"kind": ""}, {"kind"}),
    "broken e-mail": ({"email": "cien"}, {"email"}),
    "broken address": ({"website": "http://"}, {"website"}),
    "telephone of 300 characters": ({"phone": "1" * 300}, {"phone"}),
}


def cases(model, valid, wrong):
    return [
        pytest.param(model, {**valid, **changes}, fields, id=f"{model.__name__}: {name}")
        for name, (changes, fields) in wrong.items()
    ]


CASES = [
    *cases(Municipality, MUNICIPALITY, WRONG_MUNICIPALITIES),
    *cases(Topic, TOPIC, WRONG_TOPICS),
    *cases(Organiser, ORGANISER, WRONG_ORGANISERS),
]
VALID = [(Municipality, MUNICIPALITY), (Topic, TOPIC), (Organiser, ORGANISER)]


def address(model, action):
    return f"/admin/core/{model._meta.model_name}/{action}/"


@pytest.fixture
def administrator(client, db):
    """Signed in, with entries whose codes and slugs are taken."""
    core.MunicipalityFactory(teryt="3021011")
    core.TopicFactory(slug="transport")
    core.OrganiserFactory(slug="urzad", municipality=Municipality.objects.get())
    client.force_login(core.AdministratorFactory())
    return client


@pytest.mark.parametrize(("model", "data", "fields"), CASES)
def test_wrong_entry_is_not_made(administrator, model, data, fields):
    response = administrator.post(address(model, "create"), data)

    assert set(errors_of(response)) == fields
    assert model.objects.count() == 1


POLISH = [
    (
        Municipality,
        {**MUNICIPALITY, "teryt": "3021011"},
        "teryt",
        "Sprawdź kod TERYT: ten należy już do innego samorządu.",
    ),
    (
        Organiser,
        {**ORGANISER, "email": ""},
        "email",
        "Podaj e-mail, telefon albo adres pocztowy: mieszkańcy muszą móc się skontaktować.",
    ),
]


@pytest.mark.parametrize(("model", "data", "field", "message"), POLISH)
def test_error_stands_beside_the_field_in_polish(administrator, model, data, field, message):
    response = administrator.post(address(model, "create"), data)

    assert message in text_of(response, f"[data-contentpath={field}] .error-message")


@pytest.mark.parametrize(("model", "data", "fields"), CASES[::4])
def test_entry_is_not_changed_to_a_wrong_one(administrator, model, data, fields):
    entry = model.objects.create(name="Dawna nazwa", **minimum(model))

    response = administrator.post(f"{address(model, 'edit')}{entry.pk}/", data)

    assert set(errors_of(response)) == fields
    assert model.objects.get(pk=entry.pk).name == "Dawna nazwa"


def minimum(model):
    return {
        Municipality: {"short_name": "Dawna", "teryt": "3021033", "latitude": 52, "longitude": 17, "kind": "rural"},
        Topic: {"slug": "dawny"},
        Organiser: {"slug": "dawna", "kind": "ngo", "email": "dawna@example.org"},
    }[model]


@pytest.mark.parametrize(("model", "data"), VALID)
def test_right_entry_is_made_in_three_languages(administrator, model, data):
    response = administrator.post(address(model, "create"), {**data, "name_en": "English", "name_uk": "Українська"})

    assert response.status_code == 302
    entry = model.objects.latest("pk")
    assert (entry.name_pl, entry.name_en, entry.name_uk) == (data["name_pl"], "English", "Українська")


@pytest.mark.parametrize(("model", "data"), VALID)
def test_markup_in_a_name_is_shown_as_text(administrator, model, data):
    administrator.post(address(model, "create"), {**data, "name_pl": "<script>alert(1)</script>"})

    html = administrator.get(address(model, "index").replace("index/", "")).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("model", [Topic, Organiser])
def test_name_writes_the_slug_of_a_new_entry_only(administrator, model):
    def scripts(action):
        html = administrator.get(address(model, action)).content.decode()
        return BeautifulSoup(html, "html.parser").select_one("[name=name_pl]").get("data-action", "")

    assert "w-sync#apply" in scripts("create")
    assert "w-sync#apply" not in scripts(f"edit/{model.objects.get().pk}")
