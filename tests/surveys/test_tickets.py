"""Tickets admit one subject to one survey for a while, and show nothing."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.faults import NotAdmitted
from consultations.surveys.tickets import (
    IN_DRAFT,
    IN_MAIL,
    code_digest,
    code_subject,
    device_subject,
    email_subject,
    issue_ticket,
    read_ticket,
)

SURVEY, OTHER = uuid.uuid4(), uuid.uuid4()
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = email_subject(SURVEY, "anna@example.org")


@pytest.mark.parametrize("lifetime", [IN_MAIL, IN_DRAFT])
def test_ticket_admits_until_it_expires(lifetime):
    ticket = issue_ticket(SURVEY, ANNA, NOW, lifetime)

    assert read_ticket(SURVEY, ticket, NOW + lifetime) == ANNA
    with pytest.raises(NotAdmitted, match="ticket-expired"):
        read_ticket(SURVEY, ticket, NOW + lifetime + timedelta(seconds=2))


def test_ticket_of_another_survey_admits_nobody():
    with pytest.raises(NotAdmitted, match="ticket-unknown"):
        read_ticket(OTHER, issue_ticket(SURVEY, ANNA, NOW), NOW)


def test_ticket_goes_into_an_address_and_does_not_show_whose_it_is():
    first, second = issue_ticket(SURVEY, ANNA, NOW), issue_ticket(SURVEY, ANNA, NOW)

    assert re.fullmatch(r"[A-Za-z0-9_-]+", first)
    assert first != second
    assert ANNA not in first


@pytest.mark.parametrize("position", [0, 5, 80, 150])
def test_changed_ticket_is_unknown(position):
    ticket = issue_ticket(SURVEY, ANNA, NOW)
    changed = ticket[:position] + ("A" if ticket[position] != "A" else "B") + ticket[position + 1 :]

    with pytest.raises(NotAdmitted, match="ticket-unknown"):
        read_ticket(SURVEY, changed, NOW)


@given(st.text(max_size=700))
def test_any_text_is_no_ticket(text):
    with pytest.raises(NotAdmitted, match="ticket-unknown"):
        read_ticket(SURVEY, text, NOW)


def test_ticket_is_void_under_another_secret(settings):
    ticket = issue_ticket(SURVEY, ANNA, NOW)
    settings.SURVEY_SECRET = "another"

    with pytest.raises(NotAdmitted, match="ticket-unknown"):
        read_ticket(SURVEY, ticket, NOW)


def test_same_text_gives_other_digests_for_other_purposes_and_surveys():
    makers = (device_subject, email_subject, code_subject, code_digest)

    assert len({maker(key, "ABCDEFGH") for maker in makers for key in (SURVEY, OTHER)}) == 8
