"""The list of consultations: filters, chips, results and what is shown when nothing matches."""

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models.listing import PER_PAGE
from tests.factories.consultations import consultation, consultation_index
from tests.factories.core import MunicipalityFactory, OrganiserFactory, TopicFactory


@pytest.fixture
def listing(site_tree, client):
    """Draws the main part of the list for a query string."""

    def draw(query: str = "") -> BeautifulSoup:
        response = client.get(f"{site_tree.consultations.url}{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser").main

    return draw


def titles(main: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in main.select(".res h3 a")]


def test_filter_is_one_form_that_works_without_script(site_tree, listing):
    TopicFactory(slug="zielen")
    OrganiserFactory(slug="urzad", municipality=MunicipalityFactory(teryt="3021011"))
    form = listing().select_one("auto-results form")
    boxes = {(box["name"], box["value"]) for box in form.select("input[type=checkbox]")}

    assert form["method"] == "get"
    assert {("status", "open"), ("area", "3021011"), ("topic", "zielen"), ("organiser", "urzad")} <= boxes
    assert form.select_one("button")
    assert all(fieldset.legend.get_text(strip=True) for fieldset in form.select("fieldset"))
    assert form.csrfmiddlewaretoken is None


def test_region_and_status_of_the_script_exist(listing):
    main = listing()
    element = main.select_one("auto-results")

    regions = [main.find(id=name) for name in element["target"].split()]

    assert all(regions)
    assert main.select_one("#results [data-count]")
    assert main.select_one(f"#{element['status']}")["role"] == "status"


def test_ticked_filters_stay_ticked_and_become_chips(site_tree, listing):
    topic = TopicFactory(name="Zieleń", slug="zielen")
    main = listing(f"?status=open&status=planned&topic={topic.slug}&q=park&page=1")
    ticked = {(box["name"], box["value"]) for box in main.select("input[checked]")}
    chips = [link["href"] for link in main.select(".chips a")]

    assert ticked == {("status", "open"), ("status", "planned"), ("topic", "zielen")}
    assert main.select_one("#filter-q")["value"] == "park"
    assert chips == [
        f"{site_tree.consultations.url}{rest}"
        for rest in (
            "?status=open&status=planned&topic=zielen",
            "?status=planned&topic=zielen&q=park",
            "?status=open&topic=zielen&q=park",
            "?status=open&status=planned&q=park",
            "",
        )
    ]


def test_result_shows_what_decides_whether_to_open_it(site_tree, listing):
    page = consultation(site_tree.consultations, municipalities=[MunicipalityFactory(short_name="Luboń")])
    result = listing().select_one(".res > li")
    text = result.get_text(" ", strip=True)

    assert result.select_one("h3 a")["href"] == page.url
    assert result.select_one(".tag--open")
    for shown in (page.lead, page.organiser.name, "Luboń"):
        assert shown in text


def test_sections_below_are_no_results(site_tree, listing):
    section = consultation_index(site_tree.consultations, title="Konsultacje Lubonia")
    consultation(section, title="Ławki w Luboniu")

    assert titles(listing()) == ["Ławki w Luboniu"]


@pytest.mark.parametrize("total", [0, 1, 2, 5])
def test_heading_counts(site_tree, listing, total):
    for number in range(total):
        consultation(site_tree.consultations, title=f"Konsultacja {number}")
    text = listing().select_one("[data-count]").get_text(" ", strip=True)

    assert text == ngettext("%(total)s consultation", "%(total)s consultations", total) % {"total": total}


def test_nothing_found_keeps_the_filters_and_offers_to_clear_them(site_tree, listing):
    main = listing("?status=results&q=ławka")

    assert titles(main) == []
    assert main.select_one(".empty a")["href"] == site_tree.consultations.url
    assert main.select_one("input[value=results]").has_attr("checked")
    assert len(main.select(".chips li")) == 3


def test_unknown_filter_is_named_as_such(site_tree, listing):
    consultation(site_tree.consultations)

    assert listing().select(".err") == []
    assert listing("?status=bogus").select_one(".err")


def test_pages_of_the_list_keep_the_filters(site_tree, listing):
    organiser, topic, area = OrganiserFactory(), TopicFactory(), MunicipalityFactory()
    for number in range(PER_PAGE + 1):
        consultation(
            site_tree.consultations,
            title=f"Konsultacja {number}",
            organiser=organiser,
            topics=[topic],
            municipalities=[area],
        )
    main = listing("?status=open")

    assert len(titles(main)) == PER_PAGE
    assert main.select_one('.pag a[rel="next"]')["href"] == "?status=open&page=2"
    assert len(titles(listing("?status=open&page=2"))) == 1


def test_title_names_the_page_of_the_list(site_tree, client):
    for number in range(PER_PAGE + 1):
        consultation(site_tree.consultations, title=f"Konsultacja {number}")
    html = client.get(f"{site_tree.consultations.url}?page=2").content.decode()
    title = BeautifulSoup(html, "html.parser").title.text

    assert _("page %(number)s of %(total)s") % {"number": 2, "total": 2} in title
