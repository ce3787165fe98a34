"""Publishing a survey, by whichever way, makes an immutable version or none."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from consultations.surveys.faults import PublicationRefused
from consultations.surveys.models import Response, SurveyCode, SurveyPage, SurveyVersion
from consultations.surveys.services import freeze, record_test
from tests.factories.core import AdministratorFactory, locale_for
from tests.surveys.blocks.stream import element, page, uid

from .conftest import QUESTIONS, stream

pytestmark = pytest.mark.django_db


def changed(*path, **settings):
    """The questions with other settings of one of them, given by its place."""
    pages = deepcopy(QUESTIONS)
    pages[0]["value"]["elements"][path[0]]["value"].update(settings)
    return pages


FAULTY = [
    page(
        "Strona",
        element("short_text", "A", "a", visible_if={"match": "all", "conditions": [{"q": "b", "op": "answered"}]}),
    )
]


def test_first_publication_makes_the_first_version(publish):
    survey = publish()
    version = survey.live_version
    assert (version.number, version.change_class, len(version.content_hash)) == (1, "first", 64)
    assert list(version.definition.questions) == ["transport", "rating", "why"]
    assert SurveyCode.objects.filter(survey_key=survey.translation_key, option="bike").count() == 1


def test_publishing_the_same_again_makes_nothing(publish):
    publish()
    assert publish(title="Nowy tytuł").live_version.number == 1
    assert SurveyVersion.objects.count() == 1


def test_a_change_makes_the_next_version_with_its_class_and_note(publish):
    publish()
    version = publish(changed(0, required=True)).live_version
    assert (version.number, version.change_class) == (2, "restrictive")
    assert "Czym dojeżdżasz?" in version.note


def test_responses_stay_with_the_version_they_answered(publish, answer):
    publish()
    receipt = answer()
    publish(changed(0, hint="Najczęściej"))
    assert Response.objects.get(pk=receipt.response_id).version.number == 1


def test_deleted_questions_and_options_that_have_answers_stay_in_the_content(publish, answer):
    publish()
    answer()
    pages = changed(0, options=[{"label": "Rower", "key": "bike"}])
    del pages[0]["value"]["elements"][2]
    version = publish(pages).live_version
    assert version.change_class == "retire"
    assert [one["key"] for one in version.content["retired"]] == ["why"]
    options = version.definition.question("transport").options
    assert [(one.key, one.retired) for one in options] == [("bike", False), ("bus", True)]


@pytest.mark.parametrize(
    "pages",
    [
        changed(0, key="dojazd"),
        changed(1, last=7),
        changed(0, options=[{"label": "Autobus", "key": "x"}, {"label": "Rower", "key": "bike"}]),
        FAULTY,
        [],
    ],
    ids=["key", "points of a scale", "key of an option", "rule", "nothing"],
)
def test_refused_questions_leave_the_version_as_it_is(publish, answer, pages):
    publish()
    answer()
    survey = publish(pages)
    assert (survey.live, survey.live_version.number) == (True, 1)
    assert PageLogEntry.objects.filter(page=survey.pk, action="surveys.refuse").count() == 1


def test_without_any_version_a_refused_survey_is_taken_off(publish):
    survey = publish(FAULTY)
    assert (survey.live, survey.live_version) == (False, None)


def test_freeze_says_where_the_faults_are(survey, publish):
    publish()
    SurveyPage.objects.filter(pk=survey.pk).update(questions=stream(FAULTY))
    with pytest.raises(PublicationRefused) as refused:
        freeze(page=SurveyPage.objects.get(pk=survey.pk), user=None, now=timezone.now())
    assert [(one.pointer, one.code) for one in refused.value.refusals] == [
        ("/pages/0/elements/0/visible_if/conditions/0/q", "unknown_question")
    ]


def test_contact_data_need_a_linked_survey(publish):
    pages = [page("Strona", element("contact", "Kim jesteś?", "who"))]
    assert publish(pages).live_version is None
    assert publish(pages, linked=True, policy="email").live_version.number == 1


def test_schedule_makes_the_version_at_its_hour(survey, publish):
    draft = survey.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    revision = draft.save_revision()
    revision.publish()
    assert SurveyVersion.objects.count() == 0
    revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
    revision.save()
    SurveyPage.objects.filter(pk=survey.pk).update(go_live_at=timezone.now() - timedelta(hours=1))
    revision.content["go_live_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    assert SurveyPage.objects.get(pk=survey.pk).live_version.number == 1


def test_translation_adds_its_words_in_a_new_version(publish):
    survey = publish()
    english = survey.copy_for_translation(locale_for("en"), copy_parents=True)
    english.questions[0].value["elements"][0].value["text"] = "How do you travel?"
    english.save_revision().publish()
    version = SurveyPage.objects.get(pk=survey.pk).live_version
    assert (version.number, version.change_class) == (2, "minor")
    assert version.content["pages"][0]["elements"][0]["text"] == {"pl": "Czym dojeżdżasz?", "en": "How do you travel?"}


def test_structure_of_a_translation_counts_for_nothing(publish):
    survey = publish()
    english = survey.copy_for_translation(locale_for("en"), copy_parents=True)
    english.questions = stream(FAULTY)
    english.save_revision().publish()
    assert list(survey.live_version.definition.questions) == ["transport", "rating", "why"]


def test_an_alias_has_no_words_of_its_own(publish):
    survey = publish()
    survey.copy_for_translation(locale_for("uk"), copy_parents=True, alias=True)
    assert publish(changed(0, hint="Nowa")).live_version.content["locales"] == ["pl"]


def test_a_copy_is_another_survey_with_the_same_questions(publish, answer):
    survey = publish()
    answer()
    copy = survey.copy(update_attrs={"slug": "kopia", "title": "Kopia"}, keep_live=True)
    copied = SurveyPage.objects.get(pk=copy.pk)
    assert copied.translation_key != survey.translation_key
    assert not copied.has_responses
    copied.save_revision().publish()
    uids = [one["uid"] for one in copied.in_all_languages[0].live_version.content["pages"][0]["elements"]]
    assert uids == [uid("Czym dojeżdżasz?"), uid("Jak oceniasz?"), uid("Dlaczego?")]


def test_tests_are_wiped_by_the_next_version_and_count_for_nothing(publish, answer):
    survey = publish()
    version = survey.live_version
    for seed in range(3):
        record_test(page=survey, version=version, seed=seed, now=timezone.now())
    answer()
    publish(changed(0, hint="Nowa"))
    assert [response.status for response in Response.objects.all()] == ["complete"]


def test_tests_lock_no_key(publish):
    survey = publish()
    record_test(page=survey, version=survey.live_version, seed=1, now=timezone.now())
    assert publish(changed(0, key="dojazd")).live_version.number == 2


def test_history_tells_who_published(survey, publish):
    user = AdministratorFactory()
    survey.get_latest_revision_as_object().save_revision(user=user).publish(user=user)
    assert SurveyVersion.objects.get().published_by == user
    entry = PageLogEntry.objects.get(page=survey.pk, action="surveys.freeze")
    assert (entry.user, entry.data) == (user, {"version": 1, "kind": "first"})
    assert not ModelLogEntry.objects.filter(action="surveys.freeze").exists()
