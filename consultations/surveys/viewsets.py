"""Lists in the admin: surveys, and lists of options kept for several of them."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from cms.core.columns import MomentColumn
from cms.core.listings import PageTypeIndexView

from .models import OptionSet, SurveyPage


class SurveyViewSet(PageListingViewSet):
    """Menu item and list of surveys."""

    model = SurveyPage
    index_view_class = PageTypeIndexView
    name = "survey_pages"
    url_prefix = "survey-pages"
    icon = "form"
    menu_label = _("Surveys")
    menu_order = 115
    add_to_admin_menu = True
    columns: ClassVar[list[BaseColumn]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("get_policy_display", label=_("Who may answer")),
        MomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        MomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        PageStatusColumn("live", label=_("Status"), sort_key="live"),
    ]


class OptionSetViewSet(ModelViewSet):
    """Lists of options, for staff who have the right to change them."""

    model = OptionSet
    icon = "list-ul"
    menu_label = _("Lists of options")
    add_to_settings_menu = True
    list_display: ClassVar[list[str]] = ["name"]
    inspect_view_enabled = False
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("labels"),
        FieldPanel("labels_en"),
        FieldPanel("labels_uk"),
    ]
