"""Who may answer, from where, and what those who may not are told."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from consultations.surveys import admission, spam
from consultations.surveys.kiosk import kiosk_ticket
from consultations.surveys.models import Draft, Response
from tests.factories.core import UserFactory
from tests.factories.surveys import SHORT

from .conftest import MakePerson, Person, hidden_fields

pytestmark = pytest.mark.django_db


def finish(someone: Person) -> None:
    someone.answer(q__transport="bus")
    someone.answer()
    someone.fill({})


def test_first_page_sets_no_cookie_and_says_what_it_promises(person: MakePerson) -> None:
    someone = person(SHORT, policy="open")
    someone.open(someone.page.url)
    assert someone.at.status_code == 200
    assert not someone.client.cookies
    assert someone.at.context["opening"].promise in someone.text


def test_first_page_asks_the_database_little(person: MakePerson, django_assert_max_num_queries: Any) -> None:
    someone = person(SHORT)
    someone.open(someone.page.url)
    with django_assert_max_num_queries(12):
        someone.open(someone.page.url)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "open"),
        ({"opens_at": timedelta(days=1)}, "soon"),
        ({"closes_at": -timedelta(hours=1)}, "closed"),
        ({"content": None}, "preparing"),
    ],
)
def test_states_of_the_first_page(person: MakePerson, fields: dict[str, Any], state: str) -> None:
    dates = {name: timezone.now() + value for name, value in fields.items() if name != "content"}
    someone = person(fields.get("content", SHORT), **dates)
    someone.open(someone.page.url)
    assert someone.at.context["opening"].state == state
    assert ("/start/" in someone.text) is (state == "open")
    assert someone.start().status_code == (200 if state == "open" else 410)


def test_closed_while_answering_shows_the_answers(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bike", shown="transport why", q__why="Bo lubię")
    someone.page.closes_at = timezone.now() - timedelta(minutes=10)
    someone.page.save()
    assert someone.answer().status_code == 200, "a quarter of an hour of grace"
    someone.page.closes_at = timezone.now() - timedelta(minutes=20)
    someone.page.save()
    someone.fill({})
    assert someone.at.status_code == 410
    assert "Bo lubię" in someone.text
    assert Response.objects.count() == 0


def test_device_answers_once_and_somebody_else_may_too(person: MakePerson) -> None:
    someone = person(SHORT, policy="device")
    someone.start()
    name = admission.device_cookie(someone.page.translation_key)
    cookie = someone.client.cookies[name]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    finish(someone)
    assert someone.start().status_code == 409
    someone.start(someone_else="1")
    assert someone.client.cookies[name].value != cookie.value
    finish(someone)
    assert Response.objects.count() == 2


def test_device_without_cookies_is_told(person: MakePerson) -> None:
    someone = person(SHORT, policy="device")
    someone.start()
    someone.client.cookies.clear()
    finish(someone)
    assert someone.at.status_code == 403
    assert Response.objects.count() == 0


def test_code_admits_once(person: MakePerson) -> None:
    someone = person(SHORT, policy="code")
    [code] = admission.create_invitations(
        survey=someone.page, batch="a", number=1, user=UserFactory(), now=timezone.now()
    )
    assert someone.start(code="ZZZZZZZZ").status_code == 422
    assert 'aria-invalid="true"' in someone.text
    someone.start(code=f"{code[:4].lower()} {code[4:]}")
    finish(someone)
    assert Response.objects.count() == 1
    assert someone.start(code=code).status_code == 409


def test_mailed_link_admits_once(person: MakePerson) -> None:
    someone = person(SHORT, policy="email")
    url = f"/pl/ankieta/{someone.page.translation_key}/link/"
    assert someone.post(url, {"email": "nic"}).status_code == 422
    assert someone.post(url, {"email": "anna@example.org"}).status_code == 200
    link = next(word for word in mail.outbox[0].body.split() if "/link/" in word)
    someone.open(link)
    assert Draft.objects.count() == 0, "opening the link begins nothing"
    someone.start(ticket=hidden_fields(someone.at)["ticket"])
    finish(someone)
    assert Response.objects.count() == 1
    assert someone.open(link).status_code == 409
    assert someone.start(ticket="x").status_code == 403


def test_frame_of_another_website(person: MakePerson) -> None:
    someone = person(SHORT, allowed_origins="https://www.lubon.pl\nhttps://kornik.pl/strona")
    key = someone.page.translation_key
    someone.open(f"/pl/ankieta/{key}/embed/", Referer="https://www.lubon.pl/")
    policy = someone.at["Content-Security-Policy"]
    assert "https://www.lubon.pl https://kornik.pl" in policy or "https://kornik.pl https://www.lubon.pl" in policy
    assert "X-Frame-Options" not in someone.at
    someone.start(**hidden_fields(someone.at))
    assert "X-Frame-Options" not in someone.at
    assert 'class="site-h"' not in someone.text
    assert not someone.client.cookies
    finish(someone)
    response = Response.objects.get()
    assert (response.channel, response.place) == ("embed", "www.lubon.pl")
    # anything else of the portal stays out of frames
    assert someone.open(someone.page.url)["X-Frame-Options"] == "SAMEORIGIN"


def test_kiosk_leaves_nothing_behind(person: MakePerson) -> None:
    someone = person(SHORT)
    key = someone.page.translation_key
    ticket = kiosk_ticket(key, "Urząd Miasta", date(2999, 1, 1))
    home = f"/pl/ankieta/{key}/kiosk/{ticket}/"
    someone.open(home)
    someone.start(**hidden_fields(someone.at))
    assert "survey-kiosk" in someone.text
    assert "zapisane" not in someone.text
    someone.post(someone.at.context["forget_url"], {})
    assert someone.url == home
    assert Draft.objects.count() == 0
    someone.start(**hidden_fields(someone.at))
    finish(someone)
    assert home in someone.text
    response = Response.objects.get()
    assert (response.channel, response.place) == ("kiosk", "Urząd Miasta")
    assert not someone.client.cookies


@pytest.mark.parametrize("ticket", ["x", "a~b", kiosk_ticket(uuid.uuid4(), "Obcy", date(2999, 1, 1))])
def test_forged_kiosk_is_refused(person: MakePerson, ticket: str) -> None:
    someone = person(SHORT)
    assert someone.open(f"/pl/ankieta/{someone.page.translation_key}/kiosk/{ticket}/").status_code == 403
    assert someone.start(kiosk=ticket).status_code == 403


def test_expired_kiosk_is_refused(person: MakePerson) -> None:
    someone = person(SHORT)
    ticket = kiosk_ticket(someone.page.translation_key, "Urząd", date(2020, 1, 1))
    assert someone.start(kiosk=ticket).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({}, 302),
    ],
)
def test_only_our_own_pages_start_a_survey(person: MakePerson, headers: dict[str, str], status: int) -> None:
    someone = person(SHORT)
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"/pl/ankieta/{someone.page.translation_key}/start/", headers=headers)
    assert response.status_code == status


@pytest.mark.parametrize("token", ["", "forged", "stale"])
def test_form_too_old_or_forged_loses_nothing(person: MakePerson, token: str) -> None:
    someone = person(SHORT)
    someone.start()
    if token == "stale":
        token = spam.form_token(someone.page.translation_key, 1, timezone.now() - timedelta(hours=25))
    someone.answer(q__transport="bike", form_token=token)
    assert someone.at.status_code == 403
    assert someone.at.context["visit"].answers == {"transport": "bike"}
    assert someone.at.context["errors"] == []


@pytest.mark.parametrize(("field", "suspicion"), [("website", "honeypot"), (None, "too_fast")])
def test_suspicious_answers_wait_and_are_acknowledged_like_any(
    person: MakePerson, field: str | None, suspicion: str
) -> None:
    someone = person(SHORT)
    someone.start()
    if field:
        Draft.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    someone.answer(q__transport="bus")
    someone.answer()
    someone.fill({field: "http://x"} if field else {})
    assert someone.at.context["code"]
    response = Response.objects.get()
    assert (response.status, response.suspicions) == ("review", [suspicion])


def test_without_scripts_there_is_no_proof_of_work_and_the_response_waits(person: MakePerson) -> None:
    someone = person(SHORT, proof_of_work=True)
    someone.start()
    Draft.objects.update(started_at=timezone.now() - timedelta(minutes=1))
    finish(someone)
    assert Response.objects.get().suspicions == ["no_proof"]


def test_too_many_submissions_keep_the_answers(person: MakePerson) -> None:
    someone = person(SHORT)
    statuses = []
    for _person in range(11):
        someone.start()
        finish(someone)
        statuses.append(someone.at.status_code)
    assert statuses == [200] * 10 + [429]
    assert int(someone.at["Retry-After"]) > 0
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["nie-ma-takiego", "a" * 22, "ą.b~c", "x/1", "x/99999", "x/sprawdz", "x/wyslane", "x/zapisane"]
)
def test_unknown_drafts_have_a_way_out(person: MakePerson, path: str) -> None:
    someone = person(SHORT)
    someone.open(f"/pl/ankieta/{someone.page.translation_key}/{path}/")
    assert someone.at.status_code == 404
    assert someone.page.url in someone.text


def test_draft_of_another_survey_is_unknown(person: MakePerson) -> None:
    someone, other = person(SHORT), person(SHORT, slug="inna")
    someone.start()
    url = someone.url.replace(str(someone.page.translation_key), str(other.page.translation_key))
    assert someone.open(url).status_code == 404


def test_unknown_survey_is_unknown(person: MakePerson) -> None:
    someone = person(SHORT)
    assert someone.open(f"/pl/ankieta/{uuid.uuid4()}/embed/").status_code == 404


def test_a_megabyte_of_text_is_an_error_of_its_field(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bike", shown="transport why", q__why="x" * 1_000_000)
    assert someone.at.status_code == 422
    assert len(someone.at.context["errors"]) == 1
