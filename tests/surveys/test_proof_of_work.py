"""A challenge is taken solved, in time, for its survey, and once."""

import base64
import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from altcha import Challenge, Payload, solve_challenge
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.surveys import proof_of_work
from consultations.surveys.faults import NotAdmitted
from consultations.surveys.models import SpentChallenge
from consultations.surveys.proof_of_work import VALID_FOR, challenge, verify

SURVEY, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sum with fewer rounds."""
    monkeypatch.setattr(proof_of_work, "COST", 10)


def solved(survey=SURVEY, **changes):
    made = Challenge.from_dict(challenge(survey, timezone.now()))
    payload = Payload(made, solve_challenge(made)).to_dict()
    for place, value in changes.items():
        part, name = place.split("__")
        target = payload["challenge"]["parameters"] if part == "parameters" else payload[part]
        target[name] = value
    return base64.b64encode(json.dumps(payload).encode()).decode()


def refused(payload, now=None, **options):
    with pytest.raises(NotAdmitted) as found:
        verify(payload, SURVEY, now or timezone.now(), **options)
    return found.value.reason


def test_solution_is_taken_once(db):
    payload = solved()

    verify(payload, SURVEY, timezone.now())
    assert refused(payload) == "pow-replayed"
    verify(solved(), SURVEY, timezone.now())


def test_retry_of_one_submission_may_show_it_again(db):
    payload = solved()

    for _time in range(3):
        verify(payload, SURVEY, timezone.now(), key="one")
    assert refused(payload, key="two") == "pow-replayed"
    assert refused(payload) == "pow-replayed"


@pytest.mark.parametrize(
    "changes",
    [
        {"solution__counter": 10**6},
        {"solution__derivedKey": "00" * 32},
        {"solution__derivedKey": 7},
        {"solution__counter": "1"},
        {"parameters__cost": 1},
        {"parameters__keyPrefix": ""},
        {"parameters__expiresAt": 4_000_000_000},
        {"parameters__data": {"survey": OTHER.hex}},
        {"challenge__signature": "0" * 64},
        {"challenge__signature": None},
    ],
)
def test_changed_solution_fails(changes):
    assert refused(solved(**changes)) == "pow-failed"


def test_solution_for_another_survey_fails():
    assert refused(solved(OTHER)) == "pow-failed"


def test_solution_of_yesterdays_challenge_fails():
    payload = solved()
    later = timezone.now() + VALID_FOR + timedelta(seconds=2)

    assert refused(payload, later) == "pow-failed"
    with time_machine.travel(later):
        assert refused(payload) == "pow-failed"


def test_spent_solution_is_forgotten_with_its_challenge(db):
    verify(solved(), SURVEY, timezone.now(), key="one")

    expires = set(SpentChallenge.objects.values_list("expires_at", flat=True))
    assert SpentChallenge.objects.count() == 2
    assert all(timedelta() < moment - timezone.now() <= VALID_FOR for moment in expires)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.one_of(st.text(), st.fixed_dictionaries({"challenge": JSON, "solution": JSON}), JSON))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_else_fails(payload):
    text = payload if isinstance(payload, str) else base64.b64encode(json.dumps(payload).encode()).decode()

    assert refused(text) == "pow-failed"


def test_huge_payload_is_not_even_read():
    assert refused("A" * 1_000_000) == "pow-failed"
