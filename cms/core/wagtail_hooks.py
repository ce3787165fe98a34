"""What the kernel adds to the admin: the taxonomies, its look, the limits of rich text, guarded exports."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_modeladmin.options import modeladmin_register

from .blocks.text import RICH_TEXT_FEATURES
from .modeladmins import TaxonomyGroup
from .spreadsheets import guard_exports

# Documentation of Wagtail and what is new in it: for developers, in English, and on another host
HIDDEN_MENU_ITEMS = {"help"}

guard_exports()
modeladmin_register(TaxonomyGroup)


@hooks.register("insert_global_admin_css")
def brand_admin() -> SafeString:
    """The portal's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))


@hooks.register("register_rich_text_features", order=100)
def limit_rich_text(features: FeatureRegistry) -> None:
    """A rich text field that names no features offers those of the body, not Wagtail's embeds and big headings."""
    features.default_features[:] = RICH_TEXT_FEATURES


@hooks.register("construct_main_menu")
def hide_menu_items(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what staff of a municipality do not need."""
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU_ITEMS]
