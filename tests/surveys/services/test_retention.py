"""What has served its purpose is forgotten, on time, once, and never early; results stay what they were."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.surveys import selectors, tokens
from consultations.surveys.choices import OpenAnswerDecision, ResponseStatus
from consultations.surveys.grid import cell_of
from consultations.surveys.models import (
    Draft,
    ExportJob,
    OpenAnswer,
    PaperBatch,
    PaperForm,
    ParticipationRegister,
    Response,
    ResponseContact,
    ResultSnapshot,
    SpentChallenge,
    SurveyPage,
    Theme,
)
from consultations.surveys.services import erase_response, forget_expired, rebuild_codes, retention, start_draft
from consultations.surveys.services.retention_warnings import warn_editors
from tests.factories import surveys
from tests.factories.core import UserFactory
from tests.surveys import counting

from .conftest import WEB

QUESTIONS = [
    {
        "key": "choice",
        "type": "single_choice",
        "options": [{"key": "yes"}, {"key": "other", "other_text": {"max_length": 90}}],
    },
    {"key": "words", "type": "long_text"},
    {"key": "secret", "type": "number", "private": True},
    {"key": "diary", "type": "long_text", "private": True},
    {"key": "grid", "type": "matrix", "rows": [{"key": "other"}], "columns": [{"key": "c1"}, {"key": "c2"}]},
    {"key": "day", "type": "date"},
    {"key": "map", "type": "geo", "geometry": "point"},
]
HOME = [16.93123, 52.40777]


def spot(comment):
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": HOME}, "properties": {"comment": comment}}


ANSWERS = {
    "choice": {"choice": "other", "other": "Jan Nowak"},
    "words": "Jestem Jan",
    "secret": 7,
    "diary": "Mieszkam sam",
    "grid": {"other": "c1"},
    "day": "2026-05-01",
    "map": {
        "type": "FeatureCollection",
        "features": [spot("Tu mieszka Jan"), spot("Dziura w drodze")],
        "description": "Przy Janie",
    },
}
CLOSED = {"choice": {"choice": "other"}, "grid": {"other": "c1"}, "day": "2026-05-01"}
ANNA = tokens.digest("email", "anna")
NOBODY = tokens.digest("email", "nobody")


@pytest.fixture
def old(survey, send):
    """A response with personal data in a linked survey; the number of days until it must be forgotten."""
    survey.linked, survey.policy = True, "email"
    survey.save()
    contact = {"key": "who", "type": "contact", "fields": ["name"]}
    version = surveys.survey_version(survey, surveys.content_of([*QUESTIONS, contact]))
    send(version=version, answers={**ANSWERS, "who": {"name": "Jan Nowak"}}, subject=ANNA)
    return survey


@pytest.fixture
def late(old):
    return old.closes_at + timedelta(days=12 * 31)


def work_on(uid, part="", **fields):
    return OpenAnswer.objects.create(
        response=Response.objects.get(), uid=uid, part=part, coded_at=timezone.now(), **fields
    )


def numbers_of(done):
    total = Counter()
    for one in done:
        total.update(one.numbers)
    return {name: number for name, number in total.items() if number}


def public_numbers(survey):
    """Everything results of the questions that are not private are made of."""
    names = {number: code for code, number in selectors.code_numbers(survey.translation_key).items()}
    private = {"u-secret", "u-diary"}
    rows = list(selectors.counted(survey.translation_key).order_by("pk"))
    codes = Counter(names[code] for row in rows for code in row.codes if names[code][0] not in private)
    values = Counter(
        (names[code], value) for row in rows for code, value in row.measures if names[code][0] not in private
    )
    columns = [(row.municipality, row.age_band, row.channel) for row in rows]
    return codes, values, columns


def test_nothing_is_forgotten_early(old, late):
    assert numbers_of(forget_expired(now=late - timedelta(seconds=1))) == {"contacts": 1}  # those have their own date
    assert Response.objects.get().answers == ANSWERS
    assert ParticipationRegister.objects.exists()


def test_personal_data_goes_and_closed_answers_stay(old, late):
    done = numbers_of(forget_expired(now=late))

    left = Response.objects.get()
    assert done == {"responses": 1, "participation": 1, "contacts": 1}
    assert (left.answers, left.subject, left.cleared) == (CLOSED, "", True)
    assert not ResponseContact.objects.exists()
    assert not ParticipationRegister.objects.exists()


def test_results_are_the_same_afterwards(old, late):
    before = public_numbers(old)
    forget_expired(now=late)

    assert public_numbers(old) == before
    assert before[1][("u-map", "", "place"), cell_of(*HOME)] == 1
    assert before[0]["u-words", "", "answered"] == 1
    assert rebuild_codes(survey_key=old.translation_key) == (0, 0)  # what was answered in words still counts
    call_command("survey_reindex", "--check", stdout=StringIO())
    assert public_numbers(old) == before


def test_of_private_questions_only_that_they_were_asked_is_known(old, late):
    ResultSnapshot.objects.create(survey_key=old.translation_key, computed_at=late, content={})
    forget_expired(now=late)

    assert not ResultSnapshot.objects.exists()  # it counted them
    numbers = counting.counts(old.translation_key)
    assert numbers["u-secret", "", ""] == numbers["u-diary", "", ""] == 1
    assert ("u-secret", "", "answered") not in numbers
    secret = selectors.code_numbers(old.translation_key)["u-secret", "", "answered"]
    assert secret not in [code for code, _value in Response.objects.get().measures]


def test_segment_of_a_private_question_goes(survey, send, late_of):
    kinds = [("gmina", "municipality", True), ("wiek", "age_band", False)]
    asked = [
        {"key": key, "type": "single_choice", "segment": segment, "private": private, "options": [{"key": "t3021103"}]}
        for key, segment, private in kinds
    ]
    version = surveys.survey_version(survey, surveys.content_of(asked))
    send(version=version, answers={"gmina": "t3021103", "wiek": "t3021103"})
    assert Response.objects.get().municipality == "3021103"

    forget_expired(now=late_of(survey))
    left = Response.objects.get()
    assert (left.municipality, left.age_band, left.answers) == ("", "t3021103", {"wiek": "t3021103"})


@pytest.fixture
def late_of():
    return lambda survey: survey.closes_at + timedelta(days=12 * 31)


TEXTS = [
    ({"redacted": "Jestem […]", "reason": "imię"}, "Jestem […]"),
    ({"redacted": "Jestem […]", "reason": "imię", "decision": "withhold"}, "Jestem […]"),
    ({"redacted": "Jestem […]", "reason": "imię", "decision": "publish"}, "Jestem […]"),
    ({"decision": "publish"}, "Jestem Jan"),
    ({"decision": "withhold"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("work", "left"), TEXTS)
def test_texts_stay_as_redacted_or_published(old, late, work, left):
    work_on("u-words", note="zna go Piotr", **work)
    forget_expired(now=late)

    assert Response.objects.get().answers.get("words") == left
    found = OpenAnswer.objects.get()
    assert found.note == ""
    assert (found.redacted, found.decision) == (work.get("redacted", ""), work.get("decision", "open"))


def test_texts_beside_options_and_maps_too(old, late):
    work_on("u-choice", "other", redacted="J. N.", reason="imię")
    work_on("u-map", "description", decision="publish")
    work_on("u-map", "1", decision="publish")
    work_on("u-map", "0", redacted="Tu mieszka […]", reason="imię")
    forget_expired(now=late)

    left = Response.objects.get().answers
    assert left["choice"] == {"choice": "other", "other": "J. N."}
    assert left["map"] == {"type": "FeatureCollection", "features": [], "description": "Przy Janie"}
    texts = dict(OpenAnswer.objects.filter(uid="u-map").values_list("part", "redacted"))
    assert texts == {"description": "", "1": "Dziura w drodze", "0": "Tu mieszka […]"}


def test_private_texts_go_even_if_redacted(old, late):
    work_on("u-diary", redacted="Mieszkam […]", reason="x", note="y")
    forget_expired(now=late)

    assert "diary" not in Response.objects.get().answers
    assert OpenAnswer.objects.values_list("redacted", "note").get() == ("", "")


def test_themes_stay_counted(old, late):
    theme = Theme.objects.create(survey_key=old.translation_key, uid="u-words", label="Drogi", shortcut="d")
    work_on("u-words").themes.add(theme)
    forget_expired(now=late)

    assert theme.open_answers.count() == 1


def test_doing_it_twice_changes_nothing_more(old, late):
    forget_expired(now=late)
    assert numbers_of(forget_expired(now=late)) == {}
    assert PageLogEntry.objects.filter(action="surveys.retention").count() == 1


def test_it_can_be_killed_in_the_middle_and_begun_again(old, late, send, monkeypatch):
    version = old.live_version
    for number in range(5):
        send(version=version, answers={**ANSWERS, "words": f"Osoba {number}"}, subject=tokens.digest("email", number))
    monkeypatch.setattr(retention, "CHUNK", 2)
    real, calls = retention._clear_part, []

    def dies(part, personal):
        calls.append(part)
        if len(calls) == 2:
            real(part, personal)
            raise KeyboardInterrupt
        real(part, personal)

    monkeypatch.setattr(retention, "_clear_part", dies)
    before = public_numbers(old)
    with pytest.raises(KeyboardInterrupt):
        forget_expired(now=late)
    assert Response.objects.filter(cleared=True).count() == 2  # the part that was interrupted is as it was
    assert Response.objects.filter(answers__has_key="words").count() == 4

    done = numbers_of(forget_expired(now=late))
    assert done["responses"] == 4
    assert [row.answers for row in Response.objects.all()] == [CLOSED] * 6
    assert public_numbers(old) == before


def test_dry_run_only_counts(old, late):
    forgotten = numbers_of(forget_expired(now=late, dry_run=True))

    assert forgotten == {"responses": 1, "participation": 1, "contacts": 1}
    assert Response.objects.get().answers == ANSWERS
    assert ParticipationRegister.objects.exists()
    assert not PageLogEntry.objects.filter(action="surveys.retention").exists()


def test_the_history_has_the_numbers(old, late):
    forget_expired(now=late)

    entry = PageLogEntry.objects.get(action="surveys.retention")
    assert (entry.page_id, entry.data) == (old.pk, {"responses": 1, "participation": 1})


@pytest.mark.parametrize("status", [ResponseStatus.VOID, ResponseStatus.REVIEW, ResponseStatus.TEST])
def test_responses_that_do_not_count_are_cleared_too(old, late, status):
    Response.objects.update(status=status)
    forget_expired(now=late)

    assert Response.objects.get().answers == CLOSED


def test_drafts_and_paper_forms_of_the_survey_go(old, late):
    start_draft(survey=old, version=old.live_version, circumstances=WEB, now=timezone.now())
    Draft.objects.update(expires_at=late + timedelta(days=1))
    batch = PaperBatch.objects.create(survey_key=old.translation_key, name="Ratusz", created_at=late)
    form = {"survey_key": old.translation_key, "batch": batch, "version": old.live_version, "first_at": late}
    PaperForm.objects.create(serial="1", first_answers=ANSWERS, **form)
    PaperForm.objects.create(serial="2", response=Response.objects.get(), note="podpis Jana", **form)

    done = numbers_of(forget_expired(now=late))
    assert (done["drafts"], done["paper"]) == (1, 2)
    assert not Draft.objects.exists()
    assert not PaperForm.objects.exists()
    assert Response.objects.count() == 1


def test_exports_made_before_are_not_offered_any_more(old, late, settings, tmp_path):
    settings.EXPORTS_ROOT = tmp_path
    asked = {"survey": old, "format": "csv", "requested_at": late}
    ready = ExportJob.objects.create(state="ready", file_name="a.csv", expires_at=late + timedelta(days=7), **asked)
    running = ExportJob.objects.create(state="running", file_name="b.csv", heartbeat_at=late, **asked)
    (tmp_path / "a.csv").write_text("Jan")

    assert numbers_of(forget_expired(now=late, dry_run=True))["exports"] == 2
    assert (tmp_path / "a.csv").exists()
    forget_expired(now=late)
    states = dict(ExportJob.objects.values_list("pk", "state"))
    assert states == {ready.pk: "expired", running.pk: "failed"}
    assert list(tmp_path.iterdir()) == []


def test_survey_without_an_end_is_never_due(old):
    SurveyPage.objects.update(closes_at=None)
    forget_expired(now=timezone.now() + timedelta(days=9999))

    assert Response.objects.get().answers == ANSWERS


def test_drafts_and_challenges_expire(survey):
    now = timezone.now()
    start_draft(survey=survey, version=survey.live_version, circumstances=WEB, now=now)
    SpentChallenge.objects.create(digest="x", expires_at=now + timedelta(minutes=20))

    assert numbers_of(forget_expired(now=now + timedelta(days=13))) == {"challenges": 1}
    assert numbers_of(forget_expired(now=now + timedelta(days=14))) == {"drafts": 1}
    assert not Draft.objects.exists()
    assert not SpentChallenge.objects.exists()


def test_numbers_after_an_erasure_are_those_without_the_response(old, send):
    before = public_numbers(old)
    send(version=old.live_version, answers={**ANSWERS, "words": "Ewa"}, subject=NOBODY)
    extra = Response.objects.get(subject=NOBODY)
    assert public_numbers(old) != before

    erase_response(response=extra, now=timezone.now())
    assert public_numbers(old) == before
    call_command("survey_reindex", "--check", stdout=StringIO())


# --- warnings and the command -----------------------------------------------------------------------------------------
@pytest.fixture
def owned(old):
    SurveyPage.objects.update(owner=UserFactory(email="redakcja@example.org"))
    return old


def test_editors_are_warned_once_a_month_before(owned, late):
    soon = late - timedelta(days=30)
    assert warn_editors(now=soon - timedelta(days=1)) == []
    assert warn_editors(now=soon, dry_run=True) == [(owned.title, 1)]
    assert mail.outbox == []

    assert warn_editors(now=soon) == [(owned.title, 1)]
    assert warn_editors(now=soon + timedelta(days=1)) == []
    assert warn_editors(now=late + timedelta(days=1)) == []
    [sent] = mail.outbox
    assert sent.to == ["redakcja@example.org"]
    assert owned.title in sent.body
    assert str(timezone.localtime(late).day) in sent.body


def test_another_date_is_warned_of_again(owned, late):
    warn_editors(now=late - timedelta(days=20))
    SurveyPage.objects.update(retention_months=13)
    assert warn_editors(now=late + timedelta(days=2)) == [(owned.title, 1)]
    assert len(mail.outbox) == 2


def test_survey_without_anybody_to_write_to_is_named(old, late):
    assert warn_editors(now=late - timedelta(days=3)) == [(old.title, 0)]
    assert mail.outbox == []


def test_command_prints_a_table_and_what_has_no_survey(old, send):
    SurveyPage.objects.update(closes_at=timezone.now() - timedelta(days=1000))
    Response.objects.create(survey_key=NOBODY[:32], version=old.live_version, locale="pl", submitted_at=timezone.now())
    out, err = StringIO(), StringIO()
    call_command("survey_retention", "--dry-run", "--warn", stdout=out, stderr=err)

    lines = [line.split() for line in out.getvalue().splitlines()]
    assert lines[0] == ["survey", "what", "would", "be", "forgotten"]
    assert [*old.title.split(), "responses", "1"] in lines
    assert ["all", "surveys", "contacts", "0"] in lines
    assert err.getvalue().startswith("1 responses belong to surveys that were deleted")


def test_codes_can_be_made_again(survey, send):
    send()
    Response.objects.update(codes=[1, 2, 3])
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("survey_reindex", "--check", stdout=out)
    call_command("survey_reindex", "--check", stdout=out)

    assert out.getvalue() == (
        "1 surveys, 1 responses read, 1 with wrong codes\n1 surveys, 1 responses read, 0 with wrong codes\n"
    )
    assert counting.counts(survey.translation_key)[("u-transport", "", "bike")] == 1


def test_decisions_are_known():
    assert {one[0].get("decision", "open") for one in TEXTS} == set(OpenAnswerDecision.values)
