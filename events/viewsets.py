"""The list of trainings in the admin."""

from typing import ClassVar

import django_filters
from django.db.models import Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy

from cms.core.columns import MomentColumn
from cms.core.listings import PageTypeIndexView
from cms.core.models import Organiser, Topic

from .choices import KnowledgeLevel
from .models import TrainingIndexPage, TrainingPage


class TrainingFilterSet(WagtailFilterSet):
    """Filters of the list."""

    organiser = django_filters.ModelChoiceFilter(label=_("Organiser"), queryset=Organiser.objects.all())
    knowledge_level = django_filters.ChoiceFilter(label=_("Knowledge level"), choices=KnowledgeLevel.choices)
    topics = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=Topic.objects.all())

    class Meta:
        model = TrainingPage
        fields: ClassVar[list[str]] = []


class TrainingIndexView(PageTypeIndexView):
    """Trainings and their translations with the nearest and the last term."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        annotated = super().annotate_queryset(pages)
        upcoming = Q(terms__ends_at__gte=timezone.now())
        return annotated.prefetch_related("organiser").annotate(
            next_term=Min("terms__starts_at", filter=upcoming), last_term=Max("terms__starts_at")
        )


class TrainingMenuItem(MenuItem):
    """Shown to who may add trainings; staff of one municipality have none."""

    def is_shown(self, request: HttpRequest) -> bool:
        own = page_permission_policy.instances_user_has_permission_for(request.user, "add")
        return TrainingIndexPage.objects.filter(pk__in=own.values("pk")).exists()


class TrainingViewSet(PageListingViewSet):
    """Menu item and list of trainings."""

    model = TrainingPage
    index_view_class = TrainingIndexView
    filterset_class = TrainingFilterSet
    name = "trainings"
    icon = "date"
    menu_label = _("Trainings")
    menu_order = 120
    add_to_admin_menu = True
    menu_item_class = TrainingMenuItem
    columns: ClassVar[list[BaseColumn]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        MomentColumn("next_term", label=_("Next term"), sort_key="next_term"),
        MomentColumn("last_term", label=_("Last term"), sort_key="last_term"),
        Column("get_knowledge_level_display", label=_("Knowledge level"), sort_key="knowledge_level"),
        Column("organiser", label=_("Organiser"), sort_key="organiser__name"),
        PageStatusColumn("live", label=_("Status"), sort_key="live"),
    ]
