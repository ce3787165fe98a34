"""The description of a project."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core.blocks import BodyStreamBlock
from cms.core.fields import MigrationFriendlyStreamField
from cms.core.models import BasePage

from ..blocks import ScheduleStreamBlock

FEATURES = ["h3", "bold", "italic", "link", "document-link", "ul", "ol"]


class ProjectPage(BasePage):
    """Origin, scope, schedule, financing and office of a project: the sections of the original portal's page."""

    origin = RichTextField(_("origin of the project"), blank=True, features=FEATURES)
    scope = RichTextField(_("scope of the project"), blank=True, features=FEATURES)
    schedule = MigrationFriendlyStreamField(ScheduleStreamBlock(), verbose_name=_("schedule"), blank=True)
    body = MigrationFriendlyStreamField(BodyStreamBlock(), verbose_name=_("further content"), blank=True)
    financing = RichTextField(_("financing"), blank=True, features=FEATURES)
    office_name = models.CharField(_("name of the office"), max_length=160, blank=True)
    office_address = models.CharField(_("postal address"), max_length=255, blank=True)
    office_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    office_email = models.EmailField(_("e-mail"), blank=True)

    template = "pages/project.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("origin"),
        FieldPanel("scope"),
        FieldPanel("schedule"),
        FieldPanel("body"),
        FieldPanel("financing"),
        MultiFieldPanel(
            [
                FieldPanel("office_name"),
                FieldPanel("office_address"),
                FieldPanel("office_phone"),
                FieldPanel("office_email"),
            ],
            heading=_("Project office"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("origin"),
        index.SearchField("scope"),
        index.SearchField("body"),
    ]
    api_fields = [
        *BasePage.api_fields,
        *[
            APIField(name)
            for name in (
                "origin",
                "scope",
                "schedule",
                "body",
                "financing",
                "office_name",
                "office_address",
                "office_phone",
                "office_email",
            )
        ],
    ]

    class Meta:
        verbose_name = _("project description")
        verbose_name_plural = _("project descriptions")
