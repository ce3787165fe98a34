"""Public results: what the page holds, how it may be kept, how groups are compared."""

import re

import pytest
from django.test import Client

from consultations.surveys.models import Response, SurveyPage
from tests.factories import home
from tests.factories.core import AdministratorFactory, MunicipalityFactory
from tests.factories.surveys import survey_page, survey_version

from .everything import CLOSED, ELEMENTS, address, answer, everything, soup

pytestmark = pytest.mark.django_db
ANSWERED = 120


@pytest.fixture(scope="module")
def survey(module_db: None) -> SurveyPage:
    """Closed, with answers of every kind."""
    page = survey_page(home.site_tree().home, everything(), title="Ankieta o wszystkim", **CLOSED)
    answer(page, ANSWERED)
    return page


# --- what ------------------------------------------------------------------------------------------------------------
def test_every_public_question_has_a_sentence_a_chart_and_a_table(survey: SurveyPage, client: Client) -> None:
    page = soup(client.get(address(survey)))
    public = [one["key"] for one in ELEMENTS if one.get("results") != "officials"]
    sections = page.select("section.result[id^=q-]")

    assert [one["id"] for one in sections] == [f"q-{key}" for key in public]
    assert [one["href"] for one in page.select(".results-contents a")] == [f"#q-{key}" for key in public]
    for section in sections:
        assert section.select_one(".result-said").get_text(strip=True)
        assert section["id"] == "q-words" or section.select("svg[role=img] title")
        assert section["id"] == "q-words" or section.select("table caption")


def test_ids_are_unique_and_labels_point_at_something(survey: SurveyPage, client: Client) -> None:
    page = soup(client.get(address(survey), {"by": "channel"}))
    ids = [one["id"] for one in page.select("[id]")]
    wanted = " ".join(one["aria-labelledby"] for one in page.select("[aria-labelledby]")).split()

    assert len(ids) == len(set(ids))
    assert set(wanted) <= set(ids)


def test_tables_say_what_their_cells_are_about(survey: SurveyPage, client: Client) -> None:
    for table in soup(client.get(address(survey))).select("main table"):
        assert table.caption is not None
        assert all(head["scope"] == "col" for head in table.select("thead th"))
        assert all(row.th["scope"] == "row" for row in table.select("tbody tr"))
        assert all(cell.get_text(strip=True) for cell in table.select("td"))


def test_the_page_says_whom_the_answers_do_not_represent(survey: SurveyPage, client: Client) -> None:
    text = soup(client.get(address(survey, language="en"))).get_text(" ", strip=True)

    assert f"{ANSWERED} responses" in text
    assert "they do not represent all residents" in text


def test_rates_by_municipality(survey: SurveyPage, client: Client) -> None:
    MunicipalityFactory(teryt="3021011", short_name="Luboń", population=32_000)
    local = Response.objects.filter(survey_key=survey.translation_key, municipality="3021011").count()
    shown = soup(client.get(address(survey, language="en"))).select_one("#response-rates")
    [row] = [line for line in shown.select("tbody tr") if line.th.get_text() == "Luboń"]

    assert [cell.get_text() for cell in row.select("td")][:2] == [str(local), "32,000"]


def test_a_question_asked_later_says_since_when(survey: SurveyPage, client: Client) -> None:
    survey_version(survey, everything({"key": "late", "type": "yes_no"}))
    answers = soup(client.get(address(survey, language="en"))).select_one("#q-late")

    assert "Asked since" in answers.get_text()
    assert "(version 2)" in answers.get_text()


def test_one_question_alone(survey: SurveyPage, client: Client) -> None:
    shown = soup(client.get(address(survey, "matrix/")))

    assert [one["id"] for one in shown.select("section.result")] == ["q-matrix"]
    assert shown.h1.get_text(strip=True) == "Pytanie: matrix?"


@pytest.mark.parametrize("question", ["officials/", "nic/", "MATRIX/", "a%00b/", "%3Cb%3E/"])
def test_questions_that_are_not_public_are_not_found(survey: SurveyPage, client: Client, question: str) -> None:
    assert client.get(address(survey, question)).status_code == 404


# --- comparing -------------------------------------------------------------------------------------------------------
def test_what_results_can_be_compared_by(survey: SurveyPage, client: Client) -> None:
    values = [one["value"] for one in soup(client.get(address(survey))).select("select[name=by] option")]

    assert values[:3] == ["", "municipality", "age_band"]
    assert "single" in values
    assert "channel" in values
    assert "officials" not in values


@pytest.mark.parametrize("by", ["channel", "municipality", "age_band", "sure"])
def test_groups_are_compared(survey: SurveyPage, client: Client, by: str) -> None:
    shown = soup(client.get(address(survey, "picture/"), {"by": by}))

    assert shown.select_one(f'option[value="{by}"]').has_attr("selected")
    assert len(shown.select("#q-picture table")) == 2 or "Nie" in shown.get_text()


@pytest.mark.parametrize("by", ["nic", "officials", "words", "matrix", "'", "x" * 3000, "\x00"])
@pytest.mark.parametrize("question", ["", "single/"])
def test_what_nothing_can_be_compared_by_is_said_beside_the_field(
    survey: SurveyPage, client: Client, by: str, question: str
) -> None:
    response = client.get(address(survey, question), {"by": by})
    field = soup(response).select_one("select[name=by]")

    assert response.status_code == 400
    assert field["aria-invalid"] == "true"
    assert soup(response).find(id=field["aria-describedby"]).get_text(strip=True)
    assert soup(response).select("section.result")


# --- how it may be kept, and what it costs ---------------------------------------------------------------------------
def test_the_page_may_be_kept_for_a_minute_and_sets_no_cookie(survey: SurveyPage, client: Client) -> None:
    response = client.get(address(survey))

    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    again = client.get(address(survey), headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_made_for_somebody_signed_in_is_theirs(survey: SurveyPage, client: Client) -> None:
    client.force_login(AdministratorFactory())

    assert client.get(address(survey))["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(survey: SurveyPage, client: Client, method: str) -> None:
    assert getattr(client, method)(address(survey)).status_code == 405


def test_search_engines_may_keep_it_under_one_address(survey: SurveyPage, client: Client) -> None:
    shown = soup(client.get(address(survey), {"by": "channel"}))

    assert not shown.select('meta[name="robots"]')
    assert shown.select_one('link[rel="canonical"]')["href"].endswith(address(survey))


def test_downloads_stand_beside_the_results(survey: SurveyPage, client: Client) -> None:
    links = {one["href"] for one in soup(client.get(address(survey), {"by": "channel"})).select(".result-links a")}

    assert f"/api/v3/surveys/{survey.translation_key}/results.csv?by=channel" in links


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_in_every_language(survey: SurveyPage, client: Client, language: str) -> None:
    response = client.get(address(survey, language=language), {"by": "municipality"})

    assert response.status_code == 200
    assert soup(response).html["lang"] == language
    assert not re.findall(r"%\(\w+\)s", response.content.decode())
