"""From everything the database holds nobody can tell who gave which answer."""

import json
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from consultations.surveys import selectors, tokens
from consultations.surveys.models import ParticipationBucket, ParticipationRegister, Response
from consultations.surveys.services import save_draft, start_draft
from consultations.surveys.services.participation import BUCKET_LIMIT, take_part
from tests.surveys import counting

from .conftest import WEB

PEOPLE = 40
FORBIDDEN_COLUMNS = {"ip", "ip_address", "remote_addr", "user_agent", "referrer", "referer", "session", "session_key"}


def dump() -> dict[str, list[dict[str, object]]]:
    """All rows of all tables in the order they lie in, as a dump has them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of the schema
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


@pytest.fixture
def answered(survey, send):
    """Forty people answer, each saying who they are: digest of the person -> what only they said."""
    said = {}
    now = timezone.now()
    for number in range(PEOPLE):
        subject = tokens.digest("email", survey.translation_key, f"person{number}@example.org")
        said[subject] = {"transport": "bike", "why": f"Jestem osobą {number}", "days": number % 8}
        moment = now + timedelta(seconds=37 * number)
        draft = start_draft(survey=survey, version=survey.live_version, circumstances=WEB, now=moment)
        save_draft(token=draft, answers=said[subject], now=moment)
        send(answers=said[subject], subject=subject, draft=draft, now=moment)
    return said


def test_no_table_joins_people_and_responses(answered):
    """By value: nothing that stands in a row about people stands in a row about responses."""
    tables = dump()
    subjects = {text[: selectors.SUBJECT_LENGTH] for text in answered}
    about_people = {
        name for name, rows in tables.items() if any(one in json.dumps(rows, default=str) for one in subjects)
    }
    about_answers = {
        name for name, rows in tables.items() if "Jestem osob" in json.dumps(rows, default=str, ensure_ascii=False)
    }

    assert about_people == {ParticipationBucket._meta.db_table}
    # the words may only lie in the response; drafts are gone
    assert about_answers == {Response._meta.db_table}
    own_values = _values(tables[ParticipationBucket._meta.db_table]) - subjects
    of_responses = _values(tables[Response._meta.db_table])
    survey_key = {
        str(value).replace("-", "") for row in tables[Response._meta.db_table] for value in [row["survey_key"]]
    }
    assert own_values & of_responses <= survey_key | {"0", "1"}


def _values(rows) -> set[str]:
    return {
        str(part).replace("-", "")
        for row in rows
        for value in row.values()
        for part in (value if isinstance(value, list) else [value])
        if len(str(part)) > 1
    }


def test_order_tells_nothing(answered):
    """By order: the register lies sorted by digest, which is as good as shuffled, however responses lie."""
    stored = json.loads(json.dumps(list(ParticipationBucket.objects.values_list("subjects", flat=True))))
    in_register = [subject for bucket in stored for subject in bucket]
    arrived = [subject[: selectors.SUBJECT_LENGTH] for subject in answered]

    assert in_register == sorted(arrived)
    assert in_register != arrived
    assert len(stored) == 1


def test_times_tell_nothing(answered):
    """By time: the register has none, and all responses of an hour have the same one."""
    fields = {
        field.get_internal_type()
        for model in (ParticipationBucket, ParticipationRegister)
        for field in model._meta.fields
    }

    assert not fields & {"DateTimeField", "DateField", "TimeField"}
    assert len(set(Response.objects.values_list("submitted_at", flat=True))) <= 2


def test_buckets_are_written_anew_when_they_double(db):
    survey_key = uuid.uuid4()
    subjects = [tokens.digest("email", number) for number in range(BUCKET_LIMIT + 1)]
    for subject in subjects:
        take_part(survey_key=survey_key, subject=subject)

    assert ParticipationRegister.objects.get().depth == 1
    assert counting.participants(survey_key) == len(subjects)
    assert all(selectors.has_participated(survey_key, subject) for subject in subjects)
    sizes = [len(bucket.subjects) for bucket in ParticipationBucket.objects.order_by("pk")]
    assert min(sizes) > BUCKET_LIMIT // 3  # a newcomer hides among that many


def test_nothing_known_about_the_browser_has_a_column():
    columns = {
        field.column.lower() for model in apps.get_app_config("surveys").get_models() for field in model._meta.fields
    }

    assert not columns & FORBIDDEN_COLUMNS


def test_digests_cannot_be_tried_out_without_the_secret(settings, answered, survey):
    """Whoever has the dump and a list of addresses, but not the secret, finds nobody."""
    settings.SURVEY_SECRET = "another secret"
    guesses = [
        tokens.digest("email", survey.translation_key, f"person{number}@example.org") for number in range(PEOPLE)
    ]

    assert not any(selectors.has_participated(survey.translation_key, guess) for guess in guesses)


def test_ids_of_responses_are_random(answered):
    ids = list(Response.objects.values_list("pk", flat=True))

    assert {one.version for one in ids} == {4}
