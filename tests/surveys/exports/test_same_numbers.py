"""Results page, API and CSV of the results say what is stored: every type of question, two versions.

`test_numbers` holds the same of the exported files, against the same stored codes.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.utils import timezone

from consultations.surveys.codes import ANSWERED, ASKED
from consultations.surveys.published import published_results, staff_results
from consultations.surveys.results.tables import Cell, QuestionResult

from .conftest import respond_at_random
from .test_numbers import expected, without_contact

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
EACH = 40


@pytest.fixture
def closed(survey, versions):
    """Two versions, answered, and over."""
    for version in versions:
        respond_at_random(version, EACH)
    survey.closes_at = timezone.now() - timedelta(days=1)
    survey.save()
    return survey


def code_of(question: QuestionResult, row: str, option: str) -> tuple[str, str, str]:
    return (question.uid, option, row) if question.type == "ranking" else (question.uid, row, option)


def cells_of(question: QuestionResult) -> Iterator[tuple[str, Cell]]:
    yield from (("", cell) for cell in question.cells)
    yield from ((row.key, cell) for row in question.rows for cell in row.cells)


def test_staff_see_every_stored_number(closed):
    wanted = without_contact(expected(closed))
    results = staff_results(closed, now=timezone.now())
    found = {}
    for one in results.questions:
        found[one.uid, "", ASKED] = one.asked
        if not one.cells and one.type not in ("matrix", "ranking"):
            found[one.uid, "", ANSWERED] = one.answered
        found |= {code_of(one, row, cell.key): cell.count for row, cell in cells_of(one)}

    assert results.responses == 2 * EACH
    assert {code: number for code, number in found.items() if number} == wanted


def test_every_response_was_asked_or_not_and_answered_or_not(closed):
    questions = {one.key: one for one in staff_results(closed, now=timezone.now()).questions}

    assert all(one.asked + one.not_asked == 2 * EACH for one in questions.values())
    assert all(one.answered + one.no_answer == one.asked for one in questions.values())
    # one question came with the second version, one went with it
    assert (questions["extra"].not_asked, questions["yes_no"].not_asked) == (EACH, EACH)
    assert questions["yes_no"].retired


def test_no_share_is_more_than_all(closed):
    results = staff_results(closed, now=timezone.now())

    assert all(0 <= cell.share <= 1 for one in results.questions for _row, cell in cells_of(one) if cell.share)


def in_api(body: dict[str, Any]) -> dict[tuple[str, str, str], int | None]:
    """Numbers of the JSON by key of the question, row and option."""
    found = {}
    for one in body["questions"]:
        found |= {(one["key"], "", cell["key"]): cell["count"] for cell in one.get("options", ())}
        rows = [(row, cell) for row in one.get("rows", ()) for cell in row.get("options", ())]
        found |= {(one["key"], row["key"], cell["key"]): cell["count"] for row, cell in rows}
    return found


def test_the_api_says_what_is_stored_or_nothing(closed, client):
    stored = without_contact(expected(closed))
    uids = {one.key: one for one in published_results(closed, now=timezone.now(), language="pl").questions}
    found = in_api(client.get(f"/api/v3/surveys/{closed.translation_key}/results/").json())
    said = {place: number for place, number in found.items() if number is not None}

    assert len(said) > 50
    assert said == {place: stored.get(code_of(uids[place[0]], *place[1:]), 0) for place in said}


def test_the_table_of_results_says_what_the_api_says(closed, client):
    address = f"/api/v3/surveys/{closed.translation_key}/results"
    body = client.get(f"{address}.csv").content.decode("utf-8-sig")
    lines = csv.DictReader(io.StringIO(body))
    kinds = {one["key"]: one["type"] for one in client.get(f"{address}/").json()["questions"]}
    counted = {
        (line["key"], line["row"], line["option"]): int(line["count"]) if line["count"] else None
        for line in lines
        if line["option"] and kinds[line["key"]] not in ("number", "date", "geo")
    }

    assert counted == in_api(client.get(f"{address}/").json())


def numbers_of(section: Tag) -> list[int | None]:
    """The counts in the tables of one question, in order: “123” or “45% (123)”; None where one is hidden."""
    found: list[int | None] = []
    for line in section.select("table tbody tr"):
        texts = [cell.get_text(strip=True) for cell in line.select("td")]
        is_plain = len(texts) == 2 and "(" not in texts[1]  # the number, and its share
        told = texts[:1] if is_plain else [text for text in texts if "%" in text or "*" in text]
        found += [None if "*" in text else int(re.findall(r"\d+", text.replace("\xa0", ""))[-1]) for text in told]
    return found


@pytest.mark.parametrize("key", ["single", "multi", "image", "images", "yes_no", "scale", "matrix", "ranking"])
def test_the_page_says_what_the_api_says(closed, client, key):
    page = client.get(f"/pl/ankieta/{closed.translation_key}/wyniki/")
    section = BeautifulSoup(page.content, "html.parser").find(id=f"q-{key}")
    body = client.get(f"/api/v3/surveys/{closed.translation_key}/results/").json()
    wanted = [number for place, number in in_api(body).items() if place[0] == key]

    assert isinstance(section, Tag)
    assert sorted(map(str, numbers_of(section))) == sorted(map(str, wanted))
