"""Answering from the first page to the receipt, without scripts: what is kept, asked next, and stored once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from consultations.surveys.models import Draft, Response
from tests.factories.surveys import SHORT, survey_version

from .conftest import MakePerson
from .contents import KINDS, definition, named

pytestmark = pytest.mark.django_db

ON_BIKE = {"match": "all", "conditions": [{"q": "one", "op": "any_of", "values": ["b"]}]}
TWO_PAGES = {
    "pages": [
        {"key": "p1", "title": {"pl": "Pierwsza"}, "elements": [KINDS["single_choice"].element("one")]},
        {"key": "p2", "title": {"pl": "Druga"}, "visible_if": ON_BIKE, "elements": [KINDS["yes_no"].element("two")]},
        {"key": "p3", "title": {"pl": "Trzecia"}, "elements": [KINDS["number"].element("three", required=False)]},
    ]
}


def test_hidden_pages_are_skipped_and_the_count_is_honest(person: MakePerson) -> None:
    someone = person(TWO_PAGES)
    someone.start()
    progress = someone.at.context["progress"]
    assert (progress.number, progress.total, progress.may_grow) == (1, 2, True)
    someone.answer(q__one="a")
    assert someone.url.endswith("/3/")
    assert someone.at.context["progress"].total == 2
    someone.post(someone.url, {"form_token": someone.at.context["form_token"], "back": "1", "shown": ""})
    assert someone.url.endswith("/1/")
    assert re.search(r'value="a"\s+checked', someone.text.replace("\n", " "))
    someone.answer(q__one="b")
    assert someone.url.endswith("/2/")


def test_back_keeps_what_was_typed_even_when_it_is_wrong(person: MakePerson) -> None:
    someone = person(TWO_PAGES)
    someone.start()
    someone.answer(q__one="a")
    someone.answer(q__three="dużo", back="1")
    assert someone.url.endswith("/1/")
    someone.answer(q__one="a")
    assert "dużo" in someone.text


def test_dependent_question_of_the_same_page_is_asked_in_a_further_step(person: MakePerson) -> None:
    content = definition(
        KINDS["single_choice"].element("one"),
        KINDS["short_text"].element("why", visible_if=ON_BIKE),
        KINDS["number"].element("last", required=False),
    )
    someone = person(content)
    someone.start()
    assert [(field.key, field.is_hidden) for field in someone.at.context["fields"]] == [
        ("one", False),
        ("why", True),
        ("last", False),
    ]
    someone.answer(q__one="b")
    assert someone.url.endswith("?also=why")
    assert [field.key for field in someone.at.context["fields"]] == ["why"]
    someone.answer()
    assert someone.at.status_code == 422
    someone.answer(q__why="Zdrowie")
    assert "sprawdz" in someone.url
    # with scripts the question was on the screen already, and is not asked twice
    other = person(content, slug="druga")
    other.start()
    other.answer(q__one="b", q__why="Zdrowie", shown="one why last")
    assert "sprawdz" in other.url


def test_answers_of_questions_hidden_since_are_not_stored(person: MakePerson) -> None:
    someone = person(TWO_PAGES)
    someone.start()
    someone.answer(q__one="b")
    someone.answer(q__two="yes")
    someone.open(someone.url.replace("/3/", "/1/"))
    someone.answer(q__one="a")
    someone.answer()
    someone.fill({})
    assert Response.objects.get().answers == {"one": "a"}


def test_change_from_the_check_returns_there(person: MakePerson) -> None:
    someone = person(TWO_PAGES)
    someone.start()
    someone.answer(q__one="a")
    someone.answer()
    someone.open(someone.url.replace("sprawdz/", "3/?check=1"))
    someone.url = someone.at.context["action"]
    someone.answer(q__three="3")
    assert "sprawdz" in someone.url
    assert ">3<" in someone.text
    # a change that opens a required question leads to it first
    someone.open(someone.url.replace("sprawdz/", "1/?check=1"))
    someone.url = someone.at.context["action"]
    someone.answer(q__one="b")
    assert someone.url.endswith("/2/?check=1")


def test_what_was_typed_so_far_cannot_be_read_in_the_database(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bus")
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM surveys_draft")
        [(stored,)] = cursor.fetchall()

    assert Draft.objects.get().answers == {"transport": "bus"}
    assert b"transport" not in bytes(stored)


def test_interrupted_and_resumed_in_another_language(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bus")
    someone.answer(q__days="3", save="1")
    link = someone.at.context["link"].removeprefix("http://testserver")
    someone.post(someone.url, {"email": "anna@example.org"})
    assert link in mail.outbox[0].body
    assert "anna@example.org" not in str(list(Draft.objects.values()))
    someone.open(link.replace("/pl/", "/en/"))
    assert someone.url.endswith("sprawdz/")
    assert "By bus" in someone.text
    assert someone.at["Referrer-Policy"] == "no-referrer"
    assert someone.at["Cache-Control"] == "no-store"
    someone.fill({})
    response = Response.objects.get()
    assert (response.answers, response.locale) == ({"transport": "bus", "days": 3}, "en")


def test_second_click_stores_nothing_and_shows_the_same_receipt(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bus")
    someone.answer()
    check = someone.url
    someone.fill({})
    code = someone.at.context["code"]
    assert code
    assert code in someone.text
    someone.post(check, {"form_token": "whatever"})
    assert someone.at.context["code"] == code
    assert Response.objects.count() == 1
    assert Draft.objects.count() == 0
    assert someone.open(check).status_code == 404


def test_receipt_is_not_shown_for_ever(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bus")
    someone.answer()
    someone.fill({})
    code = someone.at.context["code"]
    Response.objects.update(submitted_at=timezone.now() - timedelta(hours=3))
    assert code not in someone.open(someone.url).content.decode()


def test_answers_are_looked_up_and_erased_by_receipt(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    someone.answer(q__transport="bike", shown="transport why", q__why="Bo lubię")
    someone.answer()
    someone.fill({})
    code = someone.at.context["code"]
    data = {"survey": str(someone.page.translation_key), "code": code.lower().replace("-", " ")}
    someone.post("/pl/ankieta/kod/", data)
    assert "Bo lubię" in someone.text
    someone.post("/pl/ankieta/kod/", {**data, "do": "ask"})
    assert Response.objects.get().answers
    someone.post("/pl/ankieta/kod/", {**data, "do": "erase"})
    assert Response.objects.get().answers == {}
    unknown = someone.post("/pl/ankieta/kod/", {**data, "code": "222-222-222"})
    erased = someone.post("/pl/ankieta/kod/", data)
    assert unknown.status_code == erased.status_code == 404
    assert unknown.context["error"] == erased.context["error"]
    bad = [someone.post("/pl/ankieta/kod/", {"survey": "x", "code": "\x00" * 99}).status_code for _try in range(25)]
    assert set(bad) == {404, 429}


def test_draft_finishes_on_its_own_version(person: MakePerson) -> None:
    someone = person(SHORT)
    someone.start()
    survey_version(someone.page, definition(KINDS["yes_no"].element("new")))
    someone.answer(q__transport="bus")
    someone.answer()
    someone.fill({})
    assert Response.objects.get().version.number == 1


@pytest.mark.parametrize(("layout", "numbers"), [("pages", [1, 2]), ("one_question", [1, 2, 3]), ("single_page", [1])])
def test_layouts(person: MakePerson, layout: str, numbers: list[int]) -> None:
    someone = person(SHORT, layout=layout)
    someone.start()
    assert [step.number for step in someone.at.context["visit"].steps] == numbers


def test_random_order_is_the_same_on_every_visit(person: MakePerson) -> None:
    options = [*named(*[f"o{number}" for number in range(9)]), {"key": "none", "label": "Żadne", "exclusive": True}]
    content = definition(KINDS["multi_choice"].element("one", options=options, ui={"order": "random"}))
    someone = person(content)
    someone.start()
    orders = []
    for _visit in range(2):
        [field] = someone.open(someone.url).context["fields"]
        orders.append([choice.value for choice in field.parts["choices"]])
    assert orders[0] == orders[1]
    assert orders[0][-1] == "none"
    assert sorted(orders[0]) != orders[0]


def test_steps_of_a_large_survey_ask_few_queries(person: MakePerson, django_assert_max_num_queries: Any) -> None:
    rule = {"match": "all", "conditions": [{"q": "q0", "op": "answered"}]}
    pages = [
        {
            "key": f"p{page}",
            "title": {"pl": f"Strona {page}"},
            "elements": [
                KINDS["single_choice"].element(
                    f"q{page * 5 + place}",
                    required=False,
                    options=named(*[f"o{one}" for one in range(10)]),
                    **({"visible_if": rule} if page and page < 11 else {}),
                )
                for place in range(5)
            ],
        }
        for page in range(40)
    ]
    someone = person({"pages": pages})
    someone.start()
    url = someone.url.replace("/1/", "/20/")
    someone.open(url)
    with django_assert_max_num_queries(12):
        someone.open(url)
    with django_assert_max_num_queries(24):  # the POST, and the step it leads to
        someone.answer(q__q95="o1")
    assert someone.url.endswith("/21/")
