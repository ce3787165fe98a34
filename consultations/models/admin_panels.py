"""How the edit form of a consultation is laid out."""

from collections.abc import Sequence

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from ..forms import ConsultationPageForm

CONTENT_PANELS: list[Panel] = [
    TitleFieldPanel("title"),
    FieldPanel("lead"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("announced_on")],
        heading=_("Time"),
    ),
    FieldPanel("organiser"),
    FieldPanel("topics", widget=CheckboxSelectMultiple),
    MultiFieldPanel(
        [FieldPanel("whole_metropolis"), FieldPanel("municipalities", widget=CheckboxSelectMultiple)],
        heading=_("Area"),
    ),
    FieldPanel("listing_image"),
    FieldPanel("plain_summary"),
    FieldPanel("body"),
    MultiFieldPanel(
        [
            FieldPanel("influence"),
            FieldPanel("not_changing"),
            FieldPanel("decision_maker"),
            FieldPanel("use_of_results"),
        ],
        heading=_("What is decided"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("who_can_take_part"),
            FieldPanel("how_to_take_part"),
            FieldRowPanel([FieldPanel("external_url"), FieldPanel("external_label")]),
        ],
        heading=_("Taking part"),
    ),
    FieldPanel("contact"),
    FieldPanel("documents"),
    FieldPanel("timeline"),
    InlinePanel("meetings", heading=_("Meetings"), label=_("meeting")),
    FieldPanel("tags"),
]

LAW_PANELS: list[Panel] = [
    FieldPanel("procedure"),
    FieldPanel("legal_basis"),
    FieldRowPanel([FieldPanel("resolution_url"), FieldPanel("mandatory")]),
    FieldPanel("bip_url"),
    FieldPanel("urban_register_url"),
    FieldPanel("gdpr_notice"),
    FieldPanel("source_url"),
]

RESULT_PANELS: list[Panel] = [
    FieldRowPanel([FieldPanel("results_expected_on"), FieldPanel("results_published_at")]),
    FieldPanel("asked"),
    FieldPanel("said"),
    FieldPanel("done"),
    FieldPanel("report"),
]


def tabbed(
    content: Sequence[Panel], law: Sequence[Panel], results: Sequence[Panel], promote: Sequence[Panel]
) -> TabbedInterface:
    """Tabs: what residents read first, the law, the results, sharing; Wagtail shows the times of publishing aside."""
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            ObjectList(law, heading=_("Law")),
            ObjectList(results, heading=_("Results")),
            ObjectList(promote, heading=_("Promote")),
            ObjectList([PublishingPanel()], heading=_("Settings")),
        ],
        base_form_class=ConsultationPageForm,
    )
