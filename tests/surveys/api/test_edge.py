"""Other websites, other methods, and addresses that are not there."""

import pytest

from .conftest import ANSWERS, kind

LUBON = "https://www.lubon.pl"


@pytest.fixture(autouse=True)
def _allowed(survey):
    survey.allowed_origins = f"{LUBON.upper()}/\n\nhttps://mosina.pl:8443/ankieta\nnonsense"
    survey.save()


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (LUBON, True),
        ("https://mosina.pl:8443", True),
        ("https://mosina.pl", False),
        ("http://www.lubon.pl", False),
        ("https://evil.example", False),
        ("null", False),
        ("nonsense", False),
    ],
)
def test_only_websites_on_the_list_may_read(call, send, origin, allowed):
    for response in (
        call("GET", headers={"Origin": origin}),
        send(headers={"Origin": origin}),
        call("OPTIONS", "responses/", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
    ):
        assert response.get("Access-Control-Allow-Origin") == (origin if allowed else None)
        assert "Origin" in response["Vary"]
        assert "Access-Control-Allow-Credentials" not in response


def test_preflight_says_what_may_be_sent(call):
    response = call("OPTIONS", "responses/", headers={"Origin": LUBON, "Access-Control-Request-Method": "POST"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "OPTIONS, POST"
    assert "Idempotency-Key" in response["Access-Control-Allow-Headers"]


def test_problems_can_be_read_from_there_too(call):
    response = call("POST", "responses/", {"answers": {}}, headers={"Origin": LUBON})

    assert kind(response) == "idempotency-key"
    assert response["Access-Control-Allow-Origin"] == LUBON


@pytest.mark.parametrize(
    ("method", "place", "allowed"),
    [
        ("POST", "", "GET, OPTIONS"),
        ("GET", "responses/", "OPTIONS, POST"),
        ("PATCH", "drafts/AAAAAAAAAAAAAAAAAAAAAA/", "DELETE, GET, OPTIONS, PUT"),
        ("DELETE", "receipts/lookup/", "OPTIONS, POST"),
    ],
)
def test_other_methods_are_a_405(call, method, place, allowed):
    response = call(method, place, {"answers": ANSWERS})

    assert (response.status_code, kind(response), response["Allow"]) == (405, "method-not-allowed", allowed)


@pytest.mark.parametrize("path", ["", "docs", "docs/", "surveys/", "surveys/7/", "pages/", "surveys/schema/x.json"])
def test_nothing_else_is_there(client, path, db):
    response = client.get(f"/api/v3/{path}")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_no_session_and_no_cross_site_token_is_asked_for(call, send, survey):
    assert not call("GET").cookies
    assert send(headers={"Origin": LUBON}).status_code == 201


def test_type_of_a_problem_leads_to_its_title(client, call, settings):
    address = call("GET", "versions/9/").json()["type"]
    found = client.get(address.removeprefix(settings.BASE_URL))

    assert found.json() == {"type": address, "title": found.json()["title"], "status": 404}
    assert client.get("/api/v3/problems/none").status_code == 404
