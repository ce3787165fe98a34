"""A survey goes through wagtail-localize: words are translated, keys and settings are not."""

from typing import Any

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from consultations.surveys.models import SurveyPage
from tests.factories.core import PortalImageFactory, locale_for
from tests.surveys.blocks.stream import all_types

pytestmark = pytest.mark.django_db
TRANSLATED = "in English"


@pytest.fixture
def translation(publish: Any) -> Translation:
    survey = publish(all_types(PortalImageFactory().pk), linked=True, policy="email")
    source, _created = TranslationSource.update_or_create_from_instance(survey)
    return Translation.objects.create(source=source, target_locale=locale_for("en"))


@pytest.fixture
def publish_translation(translation: Translation, django_capture_on_commit_callbacks: Any) -> Any:
    """Translate everything and publish; the package publishes once the transaction is over."""

    def go() -> None:
        translate_everything(translation)
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)

    return go


def translate_everything(translation: Translation) -> None:
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=f"{segment.string.data} {TRANSLATED}",
        )


def texts(value: Any) -> list[dict[str, str]]:
    """Every `{locale: text}` map of a content."""
    if isinstance(value, list):
        return [found for one in value for found in texts(one)]
    if not isinstance(value, dict):
        return []
    if "pl" in value:
        return [value]
    return [found for one in value.values() for found in texts(one)]


def test_every_word_is_translated_and_nothing_else(survey: SurveyPage, publish_translation: Any) -> None:
    first = SurveyPage.objects.get(pk=survey.pk).live_version
    publish_translation()
    second = SurveyPage.objects.get(pk=survey.pk).live_version
    assert (second.number, second.change_class) == (2, "minor")
    assert list(second.definition.questions) == list(first.definition.questions)
    labels = [one["label"] for one in second.content["pages"][0]["elements"][0]["options"]]
    assert {"pl": "Autobus", "en": f"Autobus {TRANSLATED}"} in labels
    own = texts(second.content["pages"][0])
    assert all(TRANSLATED in text["en"] for text in own), own


def test_settings_follow_the_source(survey: SurveyPage, publish_translation: Any) -> None:
    publish_translation()
    english = SurveyPage.objects.get(translation_key=survey.translation_key, locale=locale_for("en"))
    assert english.linked is True
    assert [child.value["key"] for child in english.questions[0].value["elements"]][:2] == ["transport", "missing"]


def test_translators_find_every_text_in_the_admin(
    translation: Translation, survey: SurveyPage, admin_client: Any
) -> None:
    translation.save_target(publish=False)
    english = SurveyPage.objects.get(translation_key=survey.translation_key, locale=locale_for("en"))
    response = admin_client.get(f"/admin/pages/{english.pk}/edit/")
    assert response.status_code == 200
    assert "Autobus" in response.content.decode()
