"""What raises a suspicion, and what does not."""

import logging
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.faults import NotAdmitted
from consultations.surveys.similarity import fingerprint, is_near
from consultations.surveys.spam import BURST, answer_suspicions, form_suspicions, form_token

SURVEY, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)  # they key the fingerprints, which must be those of every run
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PARK = (
    "Park nad Wartą potrzebuje więcej ławek w cieniu, bo starsi mieszkańcy Lubonia nie mają gdzie odpocząć latem, "
    "a najbliższe stoją dopiero przy przystanku tramwajowym."
)
ROAD = "Na ulicy Dworcowej brakuje przejścia dla pieszych przy szkole, dzieci przebiegają między samochodami co rano."


@pytest.mark.parametrize(
    ("seconds", "honeypot", "suspicions"),
    [
        (0, "", ("too_fast",)),
        (2, "", ("too_fast",)),
        (3, "", ()),
        (3, "  ", ()),
        (60, "http://buy.example", ("honeypot",)),
        (1, "x", ("honeypot", "too_fast")),
        (24 * 60 * 60, "", ()),
        (-60, "", ("too_fast",)),  # the clock of the machine that made the form is a minute ahead
    ],
)
def test_form_is_judged_by_its_age_and_its_trap(seconds, honeypot, suspicions):
    token = form_token(SURVEY, 4, NOW)

    assert form_suspicions(token, honeypot, NOW + timedelta(seconds=seconds), SURVEY) == suspicions


@pytest.mark.parametrize(
    ("token", "moment", "reason"),
    [
        ("", NOW, "form-forged"),
        ("abc~def", NOW, "form-forged"),
        (form_token(OTHER, 4, NOW), NOW, "form-forged"),
        (form_token(SURVEY, 4, NOW)[:-1] + "?", NOW, "form-forged"),
        (form_token(SURVEY, 4, NOW + timedelta(minutes=6)), NOW, "form-forged"),
        (form_token(SURVEY, 4, NOW), NOW + timedelta(hours=24, seconds=1), "form-stale"),
    ],
)
def test_forged_and_stale_forms_are_refused(token, moment, reason):
    with pytest.raises(NotAdmitted) as refused:
        form_suspicions(token, "", moment, SURVEY)

    assert refused.value.reason == reason


@given(st.text(max_size=300))
def test_any_text_is_no_form_token(text):
    with pytest.raises(NotAdmitted, match="form-forged"):
        form_suspicions(text, "", NOW, SURVEY)


@pytest.mark.parametrize(
    ("answers", "suspicions"),
    [
        ({"why": PARK}, ()),
        ({"why": "https://www.lubon.pl/plan.pdf"}, ("links",)),  # https:// and www. count as two
        ({"why": "zob. https://lubon.pl/plan.pdf"}, ()),
        ({"why": "https://a.example https://b.example"}, ("links",)),
        ({"q": {"choice": "other", "other": "<a href=x>1</a> [url=y]"}}, ("links",)),
        ({"q": ["a", {"b": ["www.a.example www.b.example"]}]}, ("links",)),
        ({"n": 3, "b": None, "geo": {"type": "FeatureCollection", "features": []}}, ()),
        ({}, ()),
    ],
)
def test_links_in_texts_are_suspicious(answers, suspicions):
    assert answer_suspicions(SURVEY, answers, NOW) == suspicions


def test_text_sent_before_by_somebody_else_is_suspicious_also_with_words_changed():
    assert answer_suspicions(SURVEY, {"why": PARK}, NOW, key="a") == ()
    assert answer_suspicions(SURVEY, {"why": ROAD}, NOW, key="b") == ()
    assert answer_suspicions(SURVEY, {"why": PARK}, NOW, key="c") == ("near_duplicate",)
    assert answer_suspicions(SURVEY, {"other": PARK.replace("latem", "zimą")}, NOW, key="d") == ("near_duplicate",)


def test_retry_and_correction_of_one_submission_are_no_copies():
    for text in (PARK, PARK, PARK + " Proszę o pilną odpowiedź."):
        assert answer_suspicions(SURVEY, {"why": text}, NOW, key="a") == ()


def test_short_texts_and_other_surveys_may_say_the_same():
    for survey in (SURVEY, OTHER):
        assert answer_suspicions(survey, {"why": PARK}, NOW, key="a") == ()
    for key in "bc":
        assert answer_suspicions(SURVEY, {"why": "Więcej zieleni i ławek."}, NOW, key=key) == ()


def test_burst_raises_one_alarm_and_no_suspicion(caplog):
    with caplog.at_level(logging.WARNING):
        found = [answer_suspicions(SURVEY, {}, NOW) for _time in range(BURST.most + 20)]

    assert set(found) == {()}
    assert [record.getMessage() for record in caplog.records] == [
        f"Survey {SURVEY}: more than {BURST.most} responses in ten minutes"
    ]


def test_fingerprints_of_different_texts_are_far_apart_and_keyed():
    park, road = fingerprint(PARK, "secret"), fingerprint(ROAD, "secret")

    assert not is_near(park, [road])
    assert is_near(park, [road, park])
    assert not is_near(park, [fingerprint(PARK, "another secret")])
    assert fingerprint("za krótkie", "secret") is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_answers_can_be_judged(answer):
    assert isinstance(answer_suspicions(SURVEY, {"q": answer}, NOW), tuple)
