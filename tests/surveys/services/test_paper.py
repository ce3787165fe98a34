"""Forms on paper become responses: typed once, typed twice, compared, decided, taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.surveys import selectors
from consultations.surveys.models import PaperForm, Response, ResponseContact, ResultApproval, ResultSnapshot
from consultations.surveys.paper.faults import BatchExists, EntryEnded, NeedsDecision, SamePerson, SerialTaken
from consultations.surveys.services import paper
from consultations.surveys.services.codes import rebuild_codes
from consultations.surveys.services.paper import Typed, create_batch, resolve_form, take_back, type_form
from tests.factories import surveys
from tests.factories.core import UserFactory
from tests.surveys.services.conftest import ANSWERS

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def clerks():
    return UserFactory(username="anna"), UserFactory(username="ewa")


@pytest.fixture
def enter(survey, clerks):
    """Type a form of the batch; anything can be given otherwise."""

    def typing(batch, serial="0001", user=clerks[0], **changes):
        typed = Typed(**{"serial": serial, "version": survey.live_version, "answers": ANSWERS, **changes})
        return type_form(page=survey, batch=batch, typed=typed, user=user, now=NOW)

    return typing


@pytest.fixture
def batch(survey, clerks):
    return create_batch(page=survey, name="Biblioteka", double_entry=False, user=clerks[0], now=NOW)


@pytest.fixture
def double(survey, clerks):
    return create_batch(page=survey, name="Urząd", double_entry=True, user=clerks[0], now=NOW)


def logged(survey):
    entries = PageLogEntry.objects.filter(page=survey.pk, action="surveys.paper").order_by("pk")
    return [entry.data["what"] for entry in entries]


def test_a_form_becomes_a_response_that_counts(survey, batch, enter):
    ResultSnapshot.objects.create(survey_key=survey.translation_key, computed_at=NOW, content={})
    form = enter(batch)
    response = form.response

    assert response.answers == ANSWERS
    assert (response.channel, response.locale, response.policy) == ("paper", "pl", survey.policy)
    assert (response.submitted_at.minute, response.subject) == (0, "")
    assert selectors.counted(survey.translation_key).count() == 1
    assert rebuild_codes(survey_key=survey.translation_key) == (1, 0)
    assert PaperForm.objects.get().first_answers is None
    assert not ResultSnapshot.objects.exists()
    assert logged(survey) == ["batch", "stored"]


def test_a_form_is_taken_after_the_survey_has_closed(survey, batch, enter):
    survey.closes_at = NOW - timedelta(hours=2)
    survey.save()

    assert enter(batch).response is not None


def test_nothing_is_taken_once_the_results_are_approved(survey, batch, enter):
    ResultApproval.objects.create(survey_key=survey.translation_key, approved_at=NOW)
    with pytest.raises(EntryEnded):
        enter(batch)

    assert not Response.objects.exists()


def test_a_second_form_with_the_same_number_is_refused_with_who_typed_the_first(survey, batch, enter, clerks):
    enter(batch)
    other = create_batch(page=survey, name="Szkoła", double_entry=True, user=clerks[1], now=NOW)
    for pile in (batch, other):
        with pytest.raises(SerialTaken) as refusal:
            enter(pile, user=clerks[1])
        assert (refusal.value.by, refusal.value.at, refusal.value.batch) == (str(clerks[0]), NOW, "Biblioteka")

    assert Response.objects.count() == 1


def test_another_survey_may_have_the_same_numbers(survey, batch, enter, site_tree, clerks):
    enter(batch)
    other = surveys.survey_page(site_tree.home, surveys.SHORT, slug="inna")
    pile = create_batch(page=other, name="Biblioteka", double_entry=False, user=clerks[0], now=NOW)
    typed = Typed("0001", other.live_version, ANSWERS)

    assert type_form(page=other, batch=pile, typed=typed, user=clerks[0], now=NOW).response is not None


def test_two_people_at_the_same_moment(survey, batch, enter, clerks, monkeypatch):
    """The other one's form appears between the look and the write: the database has the last word."""
    enter(batch)
    look = paper._forms_of
    seen = []

    def blind_once(*args):
        seen.append(args)
        return look(*args).none() if len(seen) == 1 else look(*args)

    monkeypatch.setattr(paper, "_forms_of", blind_once)
    with pytest.raises(SerialTaken) as refusal:
        enter(batch, user=clerks[1])

    assert isinstance(refusal.value.__cause__, IntegrityError)
    assert refusal.value.by == str(clerks[0])
    assert (Response.objects.count(), PaperForm.objects.count()) == (1, 1)


def test_warnings_are_accepted_with_a_note_only(batch, enter):
    for accepted, note in ((False, ""), (True, "  "), (False, "tak na papierze")):
        with pytest.raises(NeedsDecision):
            enter(batch, answers={"why": "bo tak"}, is_accepted=accepted, note=note)
    assert not PaperForm.objects.exists()
    form = enter(batch, answers={"why": "bo tak", "days": 99}, is_accepted=True, note="tak na papierze")

    assert form.response.answers == {}
    assert form.illegible == ["days"]
    assert form.note == "tak na papierze"


def test_errors_are_never_accepted(batch, enter):
    with pytest.raises(NeedsDecision) as refusal:
        enter(batch, answers={**ANSWERS, "why": "x" * 201}, is_accepted=True, note="tak")

    assert [one.code for one in refusal.value.judged.errors] == ["too_long"]


# --- double entry -----------------------------------------------------------------------------------------------------
def test_the_same_typed_twice_is_stored(survey, double, enter, clerks):
    first = enter(double)
    assert (first.response, Response.objects.count()) == (None, 0)
    form = enter(double, user=clerks[1])

    assert form.response.answers == ANSWERS
    assert (form.first_by, form.second_by, form.first_answers) == (*clerks, None)
    assert logged(survey) == ["batch", "first", "stored"]


def test_what_waits_cannot_be_read_in_the_database(double, enter):
    form = enter(double, answers={**ANSWERS, "why": "Bo mieszkam przy Rynku 5"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM surveys_paperform")
        [row] = cursor.fetchall()

    assert PaperForm.objects.get().first_answers["answers"]["why"] == "Bo mieszkam przy Rynku 5"
    assert not any("Rynku" in str(bytes(one) if isinstance(one, memoryview) else one) for one in row)
    assert form.first_answers["answers"]["why"] == "Bo mieszkam przy Rynku 5"


def test_what_was_sealed_with_another_secret_waits_no_more(survey, double, enter, clerks, settings):
    enter(double)
    enter(double, user=clerks[1], answers={**ANSWERS, "days": 4})
    settings.SURVEY_SECRET = "another-secret-of-sufficient-length"  # of this test
    form = PaperForm.objects.get()

    assert (form.first_answers, form.second_answers) == (None, None)
    assert resolve_form(page=survey, form=form, chosen={"days": "first"}, user=clerks[0], now=NOW) is None


def test_one_person_cannot_type_twice(double, enter):
    enter(double)
    with pytest.raises(SamePerson):
        enter(double)


def test_a_third_typing_is_refused(double, enter, clerks):
    enter(double)
    enter(double, user=clerks[1], answers={**ANSWERS, "days": 4})
    with pytest.raises(SerialTaken):
        enter(double, user=UserFactory())


@pytest.mark.parametrize(
    ("days", "stored", "illegible"),
    [("first", 3, []), ("second", 4, []), ("neither", None, ["days"])],
)
def test_differences_are_decided(survey, double, enter, clerks, days, stored, illegible):
    enter(double)
    form = enter(double, user=clerks[1], answers={**ANSWERS, "days": 4, "why": None}, illegible=frozenset({"why"}))
    assert (form.response, paper.differences(form)) == (None, ["why", "days"])
    chosen = {"why": "first", "days": days}
    done = resolve_form(page=survey, form=form, chosen=chosen, user=clerks[1], now=NOW)

    assert done.response.answers.get("days") == stored
    assert done.response.answers["why"] == ANSWERS["why"]
    assert done.illegible == illegible
    assert (done.first_answers, done.second_answers) == (None, None)
    assert resolve_form(page=survey, form=form, chosen=chosen, user=clerks[0], now=NOW) is None
    assert Response.objects.count() == 1


def test_a_difference_nobody_chose_for_stores_nothing(survey, double, enter, clerks):
    enter(double)
    form = enter(double, user=clerks[1], answers={**ANSWERS, "days": 4})
    with pytest.raises(KeyError):
        resolve_form(page=survey, form=form, chosen={}, user=clerks[1], now=NOW)

    assert not Response.objects.exists()


# --- taking back, batches, contact data -------------------------------------------------------------------------------
def test_a_form_is_taken_back_and_typed_again(survey, batch, enter, clerks):
    form = enter(batch)
    assert take_back(page=survey, form=form, user=clerks[1], reason="zła kartka")
    assert Response.objects.get().status == "void"
    again = enter(batch, answers={**ANSWERS, "days": 5})

    assert again.response.answers["days"] == 5
    assert selectors.counted(survey.translation_key).count() == 1
    assert not take_back(page=survey, form=form, user=clerks[1], reason="zła kartka")
    assert logged(survey) == ["batch", "stored", "taken_back", "stored"]


def test_nothing_is_taken_back_without_a_reason(survey, batch, enter, clerks):
    form = enter(batch)
    with pytest.raises(ValueError, match=r"^ $"):
        take_back(page=survey, form=form, user=clerks[1], reason=" ")

    assert Response.objects.get().status == "complete"


def test_batches_of_a_survey_have_names_of_their_own(survey, batch, clerks):
    with pytest.raises(BatchExists):
        create_batch(page=survey, name="Biblioteka", double_entry=True, user=clerks[0], now=NOW)


def test_contact_data_is_kept_apart(survey, batch, clerks):
    survey.linked, survey.policy = True, "code"
    survey.save()
    contact = {"key": "who", "type": "contact", "fields": {"name": "required"}}
    version = surveys.survey_version(survey, surveys.content_of([{"key": "day", "type": "date"}, contact]))
    typed = Typed("1", version, {"day": "2026", "who": {"name": "Anna Nowak"}})
    form = type_form(page=survey, batch=batch, typed=typed, user=clerks[0], now=NOW)

    assert form.response.answers == {"day": "2026"}
    assert ResponseContact.objects.filter(response=form.response).exists()
    assert "Nowak" not in str(PaperForm.objects.filter(pk=form.pk).values())
