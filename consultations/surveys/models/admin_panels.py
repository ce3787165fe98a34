"""How the edit form of a survey is laid out."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from ..blocks.closed import SCALES
from ..blocks.kept_lists import list_choices, list_options
from ..blocks.places import PARTS
from ..changes import LISTS, elements_by_uid
from ..page_form import SurveyPageForm


class SurveyStatePanel(Panel):
    """What is published and answered so far, ways to the survey's screens, and what the editors of blocks must know."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "surveys_admin/state_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            version, answered = self.instance.live_version, self.instance.has_responses
            known = {**locked_keys(version.content if version and answered else None), **surroundings()}
            return {**context, "version": version, "answered": answered, "published": known}


def locked_keys(content: dict[str, Any] | None) -> dict[str, Any]:
    """Keys that cannot change any more: {"locked", "keys": {uid: key}, "options": {uid: {list: [key]}}}."""
    elements = elements_by_uid(content) if content else {}
    options = {
        uid: {name: [option["key"] for option in one[name]] for name in LISTS if name in one}
        for uid, one in elements.items()
    }
    keys = {uid: one["key"] for uid, one in elements.items()}
    return {"locked": content is not None, "keys": keys, "options": options}


def surroundings() -> dict[str, Any]:
    """What rules can ask about besides the form itself, in the editor's language."""
    lists = {name: list_options(name) for name, _label in list_choices()}
    return {
        "lists": lists,
        "languages": [{"key": code, "label": str(name)} for code, name in settings.WAGTAIL_CONTENT_LANGUAGES],
        "parts": {part: str(text) for part, (text, _list, _segment) in PARTS.items()},
        "scales": {name: [first, last] for name, (first, last, _low, _high) in SCALES.items()},
    }


CONTENT_PANELS: list[Panel] = [
    TitleFieldPanel("title"),
    FieldPanel("lead"),
    FieldPanel("introduction"),
    SurveyStatePanel(),
    FieldPanel("questions"),
    FieldPanel("thanks"),
    FieldPanel("information_clause"),
    FieldPanel("listing_image"),
]

ANSWER_PANELS: list[Panel] = [
    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")], heading=_("Time")),
    FieldPanel("layout"),
    MultiFieldPanel(
        [FieldPanel("policy"), FieldPanel("linked"), FieldPanel("drafts"), FieldPanel("proof_of_work")],
        heading=_("Taking part"),
    ),
    FieldPanel("allowed_origins"),
    FieldPanel("results_publication"),
    FieldPanel("retention_months"),
]


def tabbed(content: Sequence[Panel], answers: Sequence[Panel], promote: Sequence[Panel]) -> TabbedInterface:
    """Tabs: the questions, how they are answered, sharing."""
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Questions")),
            ObjectList(answers, heading=_("Answering")),
            ObjectList(promote, heading=_("Promote")),
            ObjectList([PublishingPanel()], heading=_("Settings")),
        ],
        base_form_class=SurveyPageForm,
    )
