"""Surveys in templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from ..forms.fields import Field
from ..models import SurveyPage
from ..published import publication_state
from ..selectors import surveys_below
from ..views.facts import Opening, opening_of

register = template.Library()


@register.simple_tag
def surveys_of(page: Page) -> list[SurveyPage]:
    """Published surveys below the page: `{% surveys_of page as surveys %}`."""
    return surveys_below(page)


@register.simple_tag
def survey_opening(page: SurveyPage) -> Opening:
    """What people are told before they start: `{% survey_opening page as opening %}`."""
    return opening_of(page, "web", get_language() or "", timezone.now())


@register.simple_tag
def survey_results_url(page: SurveyPage) -> str:
    """Address of the results where everybody may see them, else empty: `{% survey_results_url page as address %}`."""
    if not publication_state(page, timezone.now()).is_public:
        return ""
    return reverse("survey_results", args=[page.translation_key])


@register.filter
def attributes(values: Mapping[str, str]) -> SafeString:
    """HTML attributes with a space before each."""
    return format_html_join("", ' {}="{}"', values.items())


@register.filter
def described(field: Field) -> str:
    """` aria-describedby="…"` with hint and message of a field; nothing if it has neither."""
    return format_html(' aria-describedby="{}"', field.described_by) if field.described_by else ""


@register.filter
def picture_of(pictures: Mapping[int, Any], image: Mapping[str, Any] | None) -> Any:
    """The picture a compiled question or option refers to; None if it has been deleted since."""
    return pictures.get(image.get("id", 0)) if image else None
