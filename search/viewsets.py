"""The menu of the search for staff: synonyms, promoted results, what was not found and what could not be read."""

from typing import ClassVar

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from . import admin_views
from .models import EmptySearch, ExtractedText, PendingProjection, SearchDocument, SynonymSet


class PermittedMenuItem(MenuItem):
    """Shown to who has any of the permissions."""

    permissions: ClassVar[list[str]] = []

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in self.permissions)


def shown_with(*permissions: str) -> type[PermittedMenuItem]:
    """A menu item for who has any of the permissions."""
    return type("SearchMenuItem", (PermittedMenuItem,), {"permissions": list(permissions)})


class SynonymViewSet(ModelViewSet):
    """Synonyms: at work from the next search on."""

    model = SynonymSet
    name = "synonyms"
    icon = "list-ul"
    menu_label = _("Synonyms")
    add_view_class = admin_views.SynonymCreateView
    list_display: ClassVar[list[str]] = ["expressions", "note"]
    search_fields: ClassVar[list[str]] = ["expressions", "note"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False


class ListViewSet(ViewSet):
    """A list with a button per row."""

    model: type[Model]
    index_view_class: type[ReportView]
    action_view_class: type[admin_views.ActionView]
    action_path = "<int:pk>/"
    action_name = "retry"

    @cached_property
    def menu_item_class(self) -> type[PermittedMenuItem]:
        return shown_with(f"search.view_{self.model._meta.model_name}")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view_class.as_view(), name="index"),
            path("results/", self.index_view_class.as_view(results_only=True), name="index_results"),
            path(self.action_path, self.action_view_class.as_view(), name=self.action_name),
        ]


class EmptySearchViewSet(ListViewSet):
    """Searches without results."""

    model = EmptySearch
    name = "empty_searches"
    icon = "help"
    menu_label = _("Searches without results")
    index_view_class = admin_views.EmptySearchesView
    action_view_class = admin_views.RemoveEmptySearchView
    action_path = "remove/"
    action_name = "remove"


class UnreadFileViewSet(ListViewSet):
    """Files whose text could not be read."""

    model = ExtractedText
    name = "unread_files"
    icon = "doc-full"
    menu_label = _("Files without readable text")
    index_view_class = admin_views.UnreadFilesView
    action_view_class = admin_views.RetryFileView


class FailedProjectionViewSet(ListViewSet):
    """Pages that could not be taken over."""

    model = PendingProjection
    name = "failed_projections"
    icon = "warning"
    menu_label = _("Pages not taken over")
    index_view_class = admin_views.FailedProjectionsView
    action_view_class = admin_views.RetryProjectionView


class RefusedDocumentViewSet(ListViewSet):
    """Documents the engine refused."""

    model = SearchDocument
    name = "refused_documents"
    icon = "warning"
    menu_label = _("Documents refused by the engine")
    index_view_class = admin_views.RefusedDocumentsView
    action_view_class = admin_views.RetryDocumentView


class SearchGroup(ViewSetGroup):
    """The menu of the search."""

    menu_label = _("Search engine")
    menu_name = "search-engine"
    menu_icon = "search"
    menu_order = 500
    submenu_hook = "register_search_menu_item"
    items: ClassVar[tuple[type[ViewSet], ...]] = (
        SynonymViewSet,
        EmptySearchViewSet,
        UnreadFileViewSet,
        FailedProjectionViewSet,
        RefusedDocumentViewSet,
    )
