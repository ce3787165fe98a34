"""The search page: states, addresses, bad input; suggestions; the search field around it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search import selectors
from search.models import EmptySearch
from search.presentation.texts import REQUIRED, fault_message
from tests.factories.core import CountyFactory, MunicipalityFactory, OrganiserFactory, TopicFactory
from tests.factories.findable import findable

PATH = "/pl/szukaj/"
SUGGESTIONS = "/pl/szukaj/podpowiedzi/"


@pytest.fixture
def draw(site_tree, client):
    """Draws the search page for a query string."""

    def page(query: str = "", path: str = PATH) -> BeautifulSoup:
        response = client.get(f"{path}{query}")
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    return page


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def titles(page: BeautifulSoup) -> list[str]:
    return [words(link) for link in page.select(".res h3 a")]


def count(page: BeautifulSoup) -> str:
    return words(page.select_one("[data-count]"))


def results(total: int) -> str:
    return ngettext("%(total)s result", "%(total)s results", total) % {"total": total}


# --- states ----------------------------------------------------------------------------------------------------------
def test_landing_shows_counts_and_no_error(draw):
    findable("Park", "open", topic=TopicFactory(slug="zielen").slug)
    page = draw()
    option = page.find("input", value="zielen").find_parent("label")

    assert titles(page) == []
    assert page.select(".sum, .err") == []
    assert words(option).endswith("(1)")
    assert page.find("meta", attrs={"name": "robots"}) is None
    assert {f"{PATH}?status=open", f"{PATH}?topic=zielen"} == {one["href"] for one in page.select("#results .chips a")}


@pytest.mark.parametrize("query", ["?q=", "?q=+&topic=", "?from=&to=", "?q=%00"])
def test_nothing_asked_for_is_said_beside_the_field(draw, query):
    findable("Park", "open")
    page = draw(query)
    message = fault_message(REQUIRED)
    field = page.find(id="search-text")

    assert [words(one) for one in page.select(".sum a")] == [message]
    assert page.select_one(".sum a")["href"] == "#search-text"
    assert field["aria-invalid"] == "true"
    assert words(page.find(id=field["aria-describedby"])) == message
    assert page.title.text.startswith(_("Error:"))
    assert words(page.find("input", value="open").find_parent("label")).endswith("(1)")


def test_result_says_what_decides_whether_to_open_it(draw):
    area, organiser = MunicipalityFactory(short_name="Luboń"), OrganiserFactory(name="Miasto Luboń")
    findable("Park nad Wartą", "closing_soon", lead="Gdzie ławki?", area=area.teryt, organiser=organiser.slug)
    shown = draw("?q=parku").select_one(".res > li")

    assert [mark.text for mark in shown.select("h3 mark")] == ["Park"]
    assert shown.select_one(".tag--soon")
    for text in ("Gdzie ławki?", "Luboń", "Miasto Luboń"):
        assert text in shown.get_text()
    assert shown.select_one("h3 a").get("lang") is None


def test_file_names_its_page_and_where_it_belongs(draw):
    findable(
        "Uchwała",
        kind="document",
        url="/documents/7/uchwala.pdf",
        body="Wstęp\fPrzepisy\fŁawki w parku",
        container_title="Park nad Wartą",
        container_url="/pl/park/",
    )
    shown = draw("?q=ławka").select_one(".res > li")

    assert shown.select_one("h3 a")["href"] == "/documents/7/uchwala.pdf#page=3"
    assert shown.select_one('a[href="/pl/park/"]').text == "Park nad Wartą"
    assert "3" in words(shown.select_one(".result-file"))
    assert [mark.text for mark in shown.select(".passage mark")] == ["Ławki"]


def test_text_in_another_language_says_so(draw):
    findable("Bicycle parking", lang="en")
    page = draw("?q=bicycle")

    assert titles(page) == []
    assert f"{PATH}?q=bicycle&lang=en" in {link["href"] for link in page.select("#results a")}
    link = draw("?q=bicycle&lang=en").select_one(".res h3 a")
    assert (link["lang"], link["hreflang"]) == ("en", "en")


@pytest.mark.parametrize("total", [0, 1, 2, 5])
def test_heading_counts(draw, total):
    for number in range(total):
        findable(f"Park {number}")

    assert count(draw("?q=park")) == results(total)


def test_selected_filters_are_ticked_and_removable(draw):
    findable("Park", "open", topic=TopicFactory(slug="zielen", name="Zieleń").slug)
    page = draw("?q=park&status=open&topic=zielen&topic_op=all")
    ticked = {(box["name"], box["value"]) for box in page.select("input[checked]")}
    chips = [link["href"] for link in page.select(".chips a")]

    assert titles(page) == ["Park"]
    assert ticked == {("status", "open"), ("topic", "zielen"), ("topic_op", "all")}
    assert chips == [
        f"{PATH}?status=open&topic=zielen&topic_op=all",
        f"{PATH}?q=park&topic=zielen&topic_op=all",
        f"{PATH}?q=park&status=open",
        PATH,
    ]


def test_every_field_belongs_to_the_one_form(draw):
    findable("Park", "open")
    page = draw("?q=park")
    form = page.main.find("form")
    outside = [one for one in page.main.select("input, select, button") if one.find_parent("form") is None]

    assert form["method"] == "get"
    assert {one["form"] for one in outside} == {form["id"]}
    assert {"status", "from", "to", "sort"} <= {one.get("name") for one in outside}
    assert all(one.legend.get_text(strip=True) for one in page.select("fieldset"))


def test_regions_of_the_script_exist(draw):
    page = draw("?q=park")
    element = page.find("auto-results")

    assert all(page.find(id=one) for one in element["target"].split())
    assert page.find(id=element["status"])["role"] == "status"


def test_unknown_value_finds_nothing_and_can_be_removed(draw):
    findable("Park", topic=TopicFactory(slug="zielen").slug)
    page = draw("?q=park&topic=nie-ma")

    assert titles(page) == []
    assert [one["href"] for one in page.select(".chips a")] == [f"{PATH}?topic=nie-ma", f"{PATH}?q=park", PATH]
    assert page.find("input", value="nie-ma").has_attr("checked")


def test_empty_result_names_the_filter_to_drop(draw):
    findable("Park", topic=TopicFactory(slug="zielen").slug)
    TopicFactory(slug="edukacja", name="Edukacja")
    page = draw("?q=park&topic=edukacja")
    way = page.select_one(".empty a")

    assert way["href"] == f"{PATH}?q=park"
    assert "Edukacja" in way.text
    assert "1" in way.text


def test_corrected_words_are_named(draw):
    for number in range(3):
        findable(f"Ścieżka rowerowa {number}")
    page = draw("?q=sciezka+rowrowa")

    assert len(titles(page)) == 3
    assert "rowerowa" in page.select_one(".search-note b").text
    assert page.find(id="search-text")["value"] == "sciezka rowrowa"


def test_promoted_pages_stand_above_the_results_of_their_words(draw):
    promoted = SearchPromotion(query=Query.get("park"), external_link_url="https://example.org/")
    promoted.external_link_text, promoted.description = "Plan parków", "Wszystkie naraz"
    promoted.save()
    findable("Park", "open")

    assert draw("?q=Park").select_one(".promoted a")["href"] == "https://example.org/"
    assert draw("?q=Park&status=open").select(".promoted") == []


@pytest.mark.parametrize("path", [PATH, "/api/v2/search/"])
def test_words_that_find_nothing_are_counted_without_a_person(site_tree, client, path):
    findable("Park", "open")
    for query in ("q=Hulajnoga", "q=hulajnoga", "q=park", "q=basen&status=open", "q=basen&from=2026-01-01", "q="):
        client.get(f"{path}?{query}")

    assert list(EmptySearch.objects.values_list("text", "lang", "times")) == [("hulajnoga", "pl", 2)]


# --- paging ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def many(site_tree):
    for number in range(45):
        findable(f"Park {number:02d}")


def test_pages_hold_everything_once(many, draw):
    pages = [draw(f"?q=park&sort=title&page={number}") for number in (1, 2, 3)]
    found = [title for page in pages for title in titles(page)]

    assert found == [f"Park {number:02d}" for number in range(45)]
    assert pages[1].select_one("ol.res")["start"] == "21"
    assert _("page %(number)s of %(total)s") % {"number": 2, "total": 3} in pages[1].title.text
    assert parse_qs(urlsplit(pages[0].select_one('.pag a[rel="next"]')["href"]).query)["page"] == ["2"]


@pytest.mark.parametrize("beyond", ["4", "500", "99999", "9" * 400])
def test_page_beyond_the_end_is_the_last(many, draw, beyond):
    page = draw(f"?q=park&page={beyond}")

    assert len(titles(page)) == 5
    assert page.select_one(".pag [aria-current]").get_text(strip=True).endswith("3")


@pytest.mark.parametrize("number", ["-1", "0", "abc", "1.5", "٣"])
def test_page_that_is_none_is_the_first_and_said_so(many, draw, number):
    page = draw(f"?q=park&page={number}")

    assert len(titles(page)) == 20
    assert len(page.select(".sum li")) == 1


# --- head and headers ------------------------------------------------------------------------------------------------
def test_results_stay_out_of_search_engines_and_name_their_other_formats(draw):
    findable("Park", "open")
    page = draw("?status=open&q=park&page=1&utm_source=x")

    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert {link["type"]: link["href"] for link in page.select("head link[rel=alternate][type]")} == {
        "application/atom+xml": "/pl/szukaj/atom/?q=park&status=open",
        "application/feed+json": "/pl/szukaj/feed.json?q=park&status=open",
        "text/calendar": "/pl/szukaj/kalendarz.ics?q=park&status=open",
        "text/csv": "/pl/szukaj/wyniki.csv?q=park&status=open",
    }
    assert "park" in page.title.text


def test_no_shared_cache_keeps_what_somebody_searched_for(site_tree, client):
    assert set(client.get(f"{PATH}?q=park")["Cache-Control"].split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("path", ["/en/search/", "/uk/poshuk/", "/pl/search/"])
def test_words_of_other_languages_lead_to_the_search(site_tree, client, path):
    response = client.get(f"{path}?q=park&topic=a&topic=b")

    assert response.status_code == 301
    assert response["Location"] == f"/{path[1:3]}/szukaj/?q=park&topic=a&topic=b"


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_language_switch_keeps_the_search(draw, language):
    links = {link["lang"]: link["href"] for link in draw("?q=park", f"/{language}/szukaj/").select(".lang a")}

    assert links == {code: f"/{code}/szukaj/?q=park" for code in ("pl", "en", "uk")}


def test_only_reading_is_allowed(site_tree, client):
    assert client.post(PATH, {"q": "park"}).status_code == 405


def test_landing_is_computed_once_a_minute_per_language(draw, monkeypatch):
    asked = []
    search = selectors.search
    monkeypatch.setattr(selectors, "search", lambda query: asked.append(query.language) or search(query))
    for path in (PATH, "/en/szukaj/", f"{PATH}?q=", PATH):
        draw(path=path)

    assert asked == ["pl", "en"]


def test_landing_of_another_minute_is_computed_anew(draw):
    assert "(1)" not in words(draw().find("input", value="open").find_parent("label"))
    findable("Park", "open")
    cache.clear()

    assert "(1)" in words(draw().find("input", value="open").find_parent("label"))


LIMIT = 8


@pytest.mark.parametrize("times", [1, 30])
def test_queries_do_not_grow_with_results(site_tree, client, times):
    county = CountyFactory(teryt="3021")
    for number in range(times):
        area = MunicipalityFactory(parent=county)
        findable(f"Park {number}", "open", area=area.teryt, topic=TopicFactory().slug)
    for query in ("", "?q=park", "?q=park&status=open&area=3021", "?status=open"):
        client.get(f"{PATH}{query}")
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{PATH}{query}")
        found = [one["sql"] for one in captured]
        assert len(found) <= LIMIT, f"{query}: {len(found)}\n" + "\n".join(found)


# --- bad input -------------------------------------------------------------------------------------------------------
BAD = [
    "q=" + "a" * 10_000,
    "q=" + "%C5%BC+" * 2_000,
    "q=!!!...%22%22",
    "q=%22a%22+OR+*+NEAR(",
    "q=title_lem:park*",
    "q='+OR+1=1;--",
    "q=<script>alert(1)</script>",
    "q=%00&topic=%00&from=%00&sort=%00&page=%00",
    "q=%ff%fe&topic=%ff&area=%ff",
    "q=%ed%a0%80",
    "q={{7*7}}%25(x)s",
    "topic=nie-ma&area=9999999&organiser=x&kind=x&tag=x&lang=xx&status=x",
    "q=park&page=-1",
    "q=park&page=99999",
    "q=park&from=2026-12-31&to=2026-01-01",
    "q=park&from=0001-01-01&to=9999-12-31",
    "q=park&from=jutro&to=2026-02-30",
    "q=park&sort=random&topic_op=some&status_op=all",
    "&".join(f"topic=t{number}" for number in range(60)),
    "&".join(f"area={number}" for number in range(900)),
    "q=" + "%20OR%20".join("abcdefghijklmnop"),
    "q[]=park&q=",
]


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        SUGGESTIONS,
        "/pl/szukaj/atom/",
        "/pl/szukaj/feed.json",
        "/pl/szukaj/kalendarz.ics",
        "/pl/szukaj/wyniki.csv",
        "/api/v2/search/",
    ],
)
def test_bad_input_is_a_page_or_a_problem(site_tree, client, path):
    findable("Park", "open", area="3021011")
    for query in BAD:
        response = client.get(f"{path}?{query}")
        content = b"".join(response) if response.streaming else response.content

        assert response.status_code in ({200} if path in {PATH, SUGGESTIONS} else {200, 400}), query
        assert response.status_code == 200 or response["Content-Type"] == "application/problem+json"
        assert "html" not in response["Content-Type"] or b"<script>alert" not in content


def test_more_parameters_than_anybody_sends_are_refused(site_tree, client):
    query = "&".join(f"area={number}" for number in range(1_001))

    assert client.get(f"{PATH}?{query}").status_code == 400
    assert client.get(f"/api/v2/search/?{query}")["Content-Type"] == "application/problem+json"


REFUSED = [
    ("q=" + "a" * 300, "search-text"),
    ("q=park&from=jutro", "search-from"),
    ("q=park&from=2026-12-31&to=2026-01-01", "search-to"),
    ("q=park&topic=a+b", "facet-topic"),
    ("q=park&topic_op=x", "facet-topic"),
    ("q=park&lang=xx", "facet-lang"),
    ("q=park&sort=x", "search-sort"),
    ("&".join(f"tag=t{number}" for number in range(60)), "facet-tag"),
]


@pytest.mark.parametrize(("query", "anchor"), REFUSED)
def test_what_was_left_out_is_said_beside_its_field(draw, query, anchor):
    findable("Park", "open")
    page = draw(f"?{query}")
    link = page.select_one(".sum a")
    field = page.find(id=anchor)

    assert link["href"] == f"#{anchor}"
    assert field is not None
    assert link.get_text(strip=True) in words(field if field.name == "details" else field.parent)


# --- suggestions -----------------------------------------------------------------------------------------------------
def test_suggestions_lead_to_pages_and_to_searches(site_tree, client):
    MunicipalityFactory(short_name="Luboń", teryt="3021011")
    findable("Lubonianka: nowy park", url="/pl/konsultacje/lubonianka/")
    response = client.get(f"{SUGGESTIONS}?q=lub")
    found = response.json()

    assert {one["text"]: one["url"] for one in found["suggestions"]} == {
        "Luboń": f"{PATH}?area=3021011",
        "Lubonianka: nowy park": "/pl/konsultacje/lubonianka/",
    }
    assert all(one["kind"] for one in found["suggestions"])
    assert "2" in found["message"]
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}


def test_suggestions_are_at_most_eight(site_tree, client):
    for number in range(12):
        findable(f"Park {number}")
        OrganiserFactory(name=f"Parki {number}")

    assert len(client.get(f"{SUGGESTIONS}?q=par").json()["suggestions"]) == 8


@pytest.mark.parametrize("query", ["", "?q=", "?q=p", "?q=!!", "?q=" + "p" * 300])
def test_too_little_suggests_nothing(site_tree, client, query):
    findable("Park")

    assert client.get(f"{SUGGESTIONS}{query}").json()["suggestions"] == []


def test_suggestions_are_never_html(site_tree, client):
    findable("<b>Park</b>")
    response = client.get(f"{SUGGESTIONS}?q=park")

    assert response["Content-Type"].startswith("application/json")
    assert response["X-Content-Type-Options"] == "nosniff"


# --- the field on every page -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/pl/", "/pl/konsultacje/", "/pl/szukaj/", "/en/szukaj/", "/pl/nie-ma/"])
def test_every_page_has_a_search_field(site_tree, client, path):
    page = BeautifulSoup(client.get(path).content.decode(), "html.parser")
    forms = page.select(f'form[role=search][action="/{path[1:3]}/szukaj/"]')
    boxes = [form.find("search-box") for form in forms]
    ids = [one["id"] for one in page.select("[id]")]

    assert boxes
    for box in boxes:
        assert box["url"] == f"/{path[1:3]}/szukaj/podpowiedzi/"
        assert box.find("input", type="search")["name"] == "q"
        assert box.find("label")["for"] == box.find("input")["id"]
    assert len(ids) == len(set(ids))


def test_missing_page_offers_the_words_of_its_address(site_tree, client):
    page = BeautifulSoup(client.get("/pl/konsultacje/park-nad-warta/").content.decode(), "html.parser")

    assert page.main.find("input", type="search")["value"] == "park nad warta"


def test_list_of_consultations_leads_on_to_the_search(site_tree, client):
    page = BeautifulSoup(client.get("/pl/konsultacje/?q=park&status=open&page=1").content.decode(), "html.parser")

    assert f"{PATH}?q=park&status=open" in {link["href"] for link in page.select("#filter a")}
