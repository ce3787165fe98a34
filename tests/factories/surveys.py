"""Surveys with a published version, made without the admin."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from consultations.surveys.choices import ChangeClass
from consultations.surveys.models import SurveyPage, SurveyVersion
from consultations.surveys.services import register_codes

SHORT: dict[str, Any] = {
    "pages": [
        {
            "key": "p1",
            "title": {"pl": "Dojazdy"},
            "elements": [
                {
                    "key": "transport",
                    "uid": "u-transport",
                    "type": "single_choice",
                    "text": {"pl": "Czym dojeżdżasz?", "en": "How do you travel?"},
                    "required": True,
                    "options": [
                        {"key": "bus", "label": {"pl": "Autobusem", "en": "By bus"}},
                        {"key": "bike", "label": {"pl": "Rowerem", "en": "By bike"}},
                    ],
                },
                {
                    "key": "why",
                    "uid": "u-why",
                    "type": "long_text",
                    "text": {"pl": "Dlaczego rowerem?", "en": "Why by bike?"},
                    "max_length": 200,
                    "visible_if": {
                        "match": "all",
                        "conditions": [{"q": "transport", "op": "any_of", "values": ["bike"]}],
                    },
                },
            ],
        },
        {
            "key": "p2",
            "title": {"pl": "Częstość"},
            "elements": [
                {
                    "key": "days",
                    "uid": "u-days",
                    "type": "number",
                    "text": {"pl": "Ile dni w tygodniu?"},
                    "min": 0,
                    "max": 7,
                },
            ],
        },
    ]
}


def content_of(questions: list[dict[str, Any]], **page: Any) -> dict[str, Any]:
    """A survey of one page with these elements; uids are made from their keys."""
    elements = [{"uid": f"u-{one['key']}", "text": {"pl": one["key"]}, **one} for one in questions]
    return {"pages": [{"key": "p1", "title": {"pl": "Pytania"}, "elements": elements, **page}]}


def survey_page(parent: Page, content: Mapping[str, Any] | None = None, **fields: Any) -> SurveyPage:
    """A live survey below `parent` that can be answered; `content` None makes one without a version."""
    values: dict[str, Any] = {"title": "Ankieta o dojazdach", "slug": "ankieta", "locale": parent.locale, **fields}
    page: SurveyPage = parent.add_child(instance=SurveyPage(**values))
    if content is not None:
        survey_version(page, content)
    return page


def survey_version(page: SurveyPage, content: Mapping[str, Any], **fields: Any) -> SurveyVersion:
    """The next version of the survey, with its codes."""
    text = json.dumps(content, sort_keys=True)
    number = SurveyVersion.objects.filter(survey_key=page.translation_key).count() + 1
    moment: datetime = fields.pop("published_at", timezone.now())
    version = SurveyVersion.objects.create(
        survey_key=page.translation_key,
        number=number,
        content=content,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        change_class=ChangeClass.FIRST if number == 1 else ChangeClass.MINOR,
        published_at=moment,
        **fields,
    )
    register_codes(version=version)
    page.__dict__.pop("live_version", None)
    return version
