"""The list of consultations in the admin."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet

from cms.core.columns import MomentColumn
from cms.core.listings import PageTypeIndexView
from cms.core.models import Municipality, Organiser, Topic

from .choices import StatusLabel
from .lifecycle import Status
from .models import ConsultationPage
from .models.querysets import ConsultationQuerySet


class StageColumn(Column):
    """Status of a consultation at this moment; Wagtail's own “status” says whether the page is published."""

    cell_template_name = "wagtailadmin/consultations/stage_cell.html"


class ConsultationFilterSet(WagtailFilterSet):
    """Filters of the list; the stage is computed, so it has a filter of its own."""

    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=StatusLabel.choices, method="filter_stage")
    organiser = django_filters.ModelChoiceFilter(label=_("Organiser"), queryset=Organiser.objects.all())
    area = django_filters.ModelChoiceFilter(
        label=_("Municipality"), queryset=Municipality.objects.all(), method="filter_area"
    )
    topics = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=Topic.objects.all())

    class Meta:
        model = ConsultationPage
        fields: ClassVar[list[str]] = []

    def filter_stage(self, queryset: ConsultationQuerySet, _name: str, value: str) -> ConsultationQuerySet:
        return queryset.with_status([Status(value)], timezone.now())

    def filter_area(self, queryset: ConsultationQuerySet, _name: str, value: Municipality) -> ConsultationQuerySet:
        return queryset.in_municipalities([value.teryt])


class ConsultationIndexView(PageTypeIndexView):
    """Consultations and their translations."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        return super().annotate_queryset(pages).prefetch_related("organiser", "municipalities")


class ConsultationViewSet(PageListingViewSet):
    """Menu item and list of consultations."""

    model = ConsultationPage
    index_view_class = ConsultationIndexView
    filterset_class = ConsultationFilterSet
    name = "consultations"
    icon = "comment"
    menu_label = _("Consultations")
    menu_order = 110
    add_to_admin_menu = True
    columns: ClassVar[list[BaseColumn]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("organiser", label=_("Organiser"), sort_key="organiser__name"),
        StageColumn("status", label=_("Stage")),
        MomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        MomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        Column("area_label", label=_("Area")),
        PageStatusColumn("live", label=_("Status"), sort_key="live"),
    ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(default_ordering="-opens_at", **kwargs)
