"""The edit form of a survey: keeps what was stored, gives keys, refuses what cannot be published at the right block."""

from copy import deepcopy

import pytest

from consultations.surveys.models import SurveyPage, SurveyVersion
from consultations.surveys.page_form import SurveyPageForm
from tests.admin_forms import text_of
from tests.factories.core import MunicipalityFactory, PortalImageFactory
from tests.surveys.blocks.stream import all_types, element, page, rule
from tests.surveys.publishing.conftest import QUESTIONS, stream

from .stream_form import survey_form

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def editor(admin_client):
    return admin_client


def draft(survey, pages):
    survey.questions = stream(pages)
    survey.save_revision()
    return survey


def send(editor, survey, **changes):
    return editor.post(f"/admin/pages/{survey.pk}/edit/", survey_form(editor, survey, **changes))


def stored(survey):
    """Elements of the latest revision."""
    return [
        child
        for one in SurveyPage.objects.get(pk=survey.pk).get_latest_revision_as_object().questions
        for child in one.value["elements"]
    ]


def errors_at(response):
    """Messages by place, such as `0.elements.1.visible_if`."""

    def walk(error, path):
        inner = getattr(error, "block_errors", None)
        if inner is None:
            yield path, " ".join(error.messages)
            return
        for name, one in inner.items():
            yield from walk(one, f"{path}.{name}" if path else str(name))
        yield from ((path, message) for message in getattr(error, "non_block_errors", ()))

    assert response.status_code == 200
    return dict(found for error in response.context["form"].errors["questions"].as_data() for found in walk(error, ""))


def test_form_in_use(survey):
    assert issubclass(SurveyPage.get_edit_handler().get_form_class(), SurveyPageForm)


def test_every_type_survives_the_form(editor, survey):
    MunicipalityFactory()
    draft(survey, all_types(PortalImageFactory().pk))
    assert send(editor, survey, linked="on", policy="email", **PUBLISH).status_code == 302
    first = SurveyVersion.objects.get()
    before = [child.get_prep_value() for child in stored(survey)]
    assert send(editor, survey, linked="on", policy="email", **PUBLISH).status_code == 302
    assert [child.get_prep_value() for child in stored(survey)] == before
    assert SurveyVersion.objects.get() == first


def test_half_built_survey_can_be_saved_and_not_published(editor, survey):
    draft(survey, [page("", element("single_choice", "", "a"), element("matrix", "Oceń", "b"))])
    assert send(editor, survey).status_code == 302
    assert send(editor, survey, **PUBLISH).status_code == 200
    assert SurveyVersion.objects.count() == 0


def test_keys_are_given_when_it_is_saved(editor, survey):
    draft(
        survey,
        [page("Strona", element("short_text", "Jak masz na imię?"), element("short_text", "Jak masz na imię? "))],
    )
    send(editor, survey)
    assert [child.value["key"] for child in stored(survey)] == ["jak_masz_na_imie", "jak_masz_na_imie_2"]


def test_a_bad_key_is_refused_at_its_field(editor, survey):
    response = send(editor, survey, **{"questions-0-value-elements-1-value-key": "Zły klucz"})
    assert list(errors_at(response)) == ["0.elements.1.key"]


LATER = {"match": "all", "conditions": [{"q": "later", "op": "answered"}]}
FAULTS = {
    "a later question": (
        [element("short_text", "A", "a", visible_if=LATER), element("short_text", "B", "later")],
        "0.elements.0.visible_if",
    ),
    "itself": ([element("short_text", "A", "later", visible_if=LATER)], "0.elements.0.visible_if"),
    "an option that is not there": (
        [
            element("single_choice", "A", "a", options=[{"label": "X", "key": "x"}]),
            element("short_text", "B", "b", visible_if=rule("a", "y")),
        ],
        "0.elements.1.visible_if",
    ),
    "a retired option": (
        [
            element("single_choice", "A", "a", options=[{"label": "X", "key": "x", "retired": True}, {"label": "Y"}]),
            element("short_text", "B", "b", visible_if=rule("a", "x")),
        ],
        "0.elements.1.visible_if",
    ),
    "nothing to choose": (
        [element("content", "Tekst", "t"), element("single_choice", "A", "a")],
        "0.elements.1.options",
    ),
    "a matrix without columns": ([element("matrix", "A", "a", rows=[{"label": "X"}])], "0.elements.0.columns"),
    "a range the wrong way round": ([element("number", "A", "a", min="5", max="1")], "0.elements.0.min"),
    "two blocks about you": (
        [{"type": "about_you", "id": "a" * 36, "value": {}}, {"type": "about_you", "id": "b" * 36, "value": {}}],
        "0.elements.1.municipality",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", FAULTS)
def test_faults_stand_at_the_block_they_are_about(editor, survey, name):
    elements, place = FAULTS[name]
    draft(survey, [page("Strona", *elements)])
    assert send(editor, survey).status_code == 302
    response = send(editor, survey, **PUBLISH)
    assert place in errors_at(response)
    assert SurveyVersion.objects.count() == 0


def test_contact_data_need_a_linked_survey(editor, survey):
    draft(survey, [page("Strona", element("contact", "Kim jesteś?", "who"))])
    assert list(errors_at(send(editor, survey, **PUBLISH))) == ["0.elements.0.text"]
    assert send(editor, survey, linked="on", policy="email", **PUBLISH).status_code == 302


def test_keys_are_locked_once_people_have_answered(editor, survey, publish, answer):
    publish()
    change = {"questions-0-value-elements-0-value-key": "dojazd"}
    assert send(editor, survey, **change).status_code == 302
    draft(survey, QUESTIONS)
    answer()
    response = send(editor, survey, **change)
    assert "transport" in errors_at(response)["0.elements.0.key"]
    assert stored(survey)[0].value["key"] == "transport"


def test_other_points_of_a_scale_make_another_question(editor, survey, publish, answer):
    publish()
    answer()
    old = stored(survey)[1].id
    assert send(editor, survey, **{"questions-0-value-elements-1-value-last": "7"}, **PUBLISH).status_code == 302
    version = SurveyPage.objects.get(pk=survey.pk).live_version
    assert (version.number, version.change_class) == (2, "breaking")
    assert list(version.definition.questions) == ["transport", "rating_2", "why"]
    assert [(one["key"], one["uid"]) for one in version.content["retired"]] == [("rating", old)]
    assert version.content["pages"][0]["elements"][2]["visible_if"]["conditions"][0]["q"] == "rating_2"


def test_a_ticked_change_of_meaning_makes_another_question_once(editor, survey, publish, answer):
    publish()
    answer()
    send(editor, survey, **{"questions-0-value-elements-2-value-meaning_changed": "on"}, **PUBLISH)
    assert list(SurveyPage.objects.get(pk=survey.pk).live_version.definition.questions)[-1] == "why_2"
    send(editor, survey, **PUBLISH)
    assert SurveyPage.objects.get(pk=survey.pk).live_version.number == 2


def test_the_key_of_a_question_no_longer_asked_is_not_given_again(editor, survey, publish, answer):
    publish()
    answer()
    pages = deepcopy(QUESTIONS)
    pages[0]["value"]["elements"][2] = element("short_text", "Inne pytanie", "why")
    draft(survey, pages)
    send(editor, survey, **PUBLISH)
    assert list(SurveyPage.objects.get(pk=survey.pk).live_version.definition.questions)[-1] == "why_2"


def test_publishing_says_what_has_changed(editor, survey, publish, answer):
    publish()
    answer()
    response = editor.post(
        f"/admin/pages/{survey.pk}/edit/",
        survey_form(editor, survey, **{"questions-0-value-elements-0-value-required": "on"}, **PUBLISH),
        follow=True,
    )
    assert "Czym dojeżdżasz?" in " ".join(str(message) for message in response.context["messages"])


def test_form_tells_the_editors_of_blocks_what_is_locked(editor, survey, publish, answer):
    publish()
    address = f"/admin/pages/{survey.pk}/edit/"
    assert '"locked": false' in text_of(editor.get(address), "#survey-published")
    answer()
    known = text_of(editor.get(address), "#survey-published")
    assert '"locked": true' in known
    assert '"rating"' in known
