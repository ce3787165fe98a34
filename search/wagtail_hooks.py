"""What the search adds to the admin: its menu and its permissions."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .viewsets import SearchGroup, shown_with

# Wagtail's own entries: promoted results stand in our menu, and the portal keeps no log of what people search for
MOVED = "promoted-search-results"
NEVER_FED = "search-terms"
GRANTED = {
    "synonymset": ["add", "change", "delete", "view"],
    "emptysearch": ["view", "delete"],
    "searchdocument": ["view", "change"],
    "extractedtext": ["view", "change"],
    "pendingprojection": ["view", "change"],
}


@hooks.register("register_admin_viewset")
def register_search() -> SearchGroup:
    """The menu of the search."""
    return SearchGroup()


@hooks.register("register_search_menu_item")
def register_promotions() -> MenuItem:
    """Wagtail's promoted results, beside the rest of the search instead of among the settings."""
    item = shown_with(*(f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change", "delete")))
    return item(
        _("Promoted results"),
        reverse("wagtailsearchpromotions:index"),
        name="search-promotions",
        icon_name="pick",
        order=1,
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Rights that can be given to groups in the admin."""
    codenames = [f"{action}_{model}" for model, actions in GRANTED.items() for action in actions]
    return Permission.objects.filter(Q(content_type__app_label="search"), codename__in=codenames)


@hooks.register("construct_settings_menu")
def move_promotions(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take the promoted results out of the settings."""
    menu_items[:] = [item for item in menu_items if item.name != MOVED]


@hooks.register("construct_reports_menu")
def hide_search_terms(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take out a report that would stay empty."""
    menu_items[:] = [item for item in menu_items if item.name != NEVER_FED]
