"""Admin lists of the taxonomies: search, filters, inspection, history and export of plain records (wagtail-modeladmin).

Who may change them follows from model permissions: coordinators and superusers, not the staff of one municipality.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import DeleteView, IndexView, InspectView

from .models import Municipality, Organiser, Topic
from .references import references_to

REFERENCES_SHOWN = 20


class RecordIndexView(IndexView):
    """The list; an export has zeros and empty cells as they are, and an address with an unknown filter is no error."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            messages.warning(request, _("This filter does not exist; all entries are shown."))
            return redirect(self.index_url)

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool]:
        specs, has_filters, unclaimed, distinct = super().get_filters(request)
        if unclaimed:
            # The package would look up anything, also through relations to the password hashes of staff
            raise IncorrectLookupParameters
        return specs, has_filters, {}, distinct

    def to_row_dict(self, item: models.Model) -> OrderedDict[str, Any]:
        return OrderedDict((name, _exported(item, name)) for name in self.list_export)

    def get_heading(self, queryset: models.QuerySet, field: str) -> str:
        return capfirst(str(label_for_field(field, model=self.model, model_admin=self.model_admin)))


def _exported(item: models.Model, name: str) -> Any:
    """The value of a field; of one with choices, the words people know it by."""
    words = getattr(item, f"get_{name}_display", None)
    return words() if words else getattr(item, name)


class RecordInspectView(InspectView):
    """All fields of one entry; rich text as people see it, and zero is a value."""

    def get_field_label(self, field_name: str, field: models.Field | None = None) -> str:
        return capfirst(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: models.Field | None = None) -> Any:
        value = getattr(self.instance, field_name)
        if isinstance(field, RichTextField) and value:
            return RichText(value)
        if value == 0:
            return value
        return super().get_field_display_value(field_name, field)


class RecordDeleteView(DeleteView):
    """Deletion, refused with a list of what still needs the entry."""

    @cached_property
    def references(self) -> list[models.Model]:
        return references_to(self.instance, REFERENCES_SHOWN + 1)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        finder = AdminURLFinder(self.request.user)
        shown = self.references[:REFERENCES_SHOWN]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["references"] = [(one._meta.verbose_name, one, finder.get_edit_url(one)) for one in shown]
        context["has_more_references"] = len(self.references) > REFERENCES_SHOWN
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.references:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)


class LetterCaseSearchHandler(DjangoORMSearchHandler):
    """Search that finds “Środa” by “środa” on SQLite too, which folds the case of ASCII letters only."""

    def search_queryset(self, queryset: models.QuerySet, search_term: str, **_kwargs: Any) -> models.QuerySet:
        for word in search_term.split():
            spellings = {word, word.lower(), word.upper(), word.capitalize()}
            queryset = queryset.filter(
                reduce(or_, (Q(**{f"{name}__icontains": one}) for name in self.search_fields for one in spellings))
            )
        return queryset


class RecordAdmin(ModelAdmin):
    """What all lists of plain records share."""

    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    delete_view_class = RecordDeleteView
    search_handler_class = LetterCaseSearchHandler
    inspect_view_enabled = True
    list_per_page = 50
    # columns whose name is in the active language only; the columns per language stand beside them
    untranslated_fields: Sequence[str] = ()

    def __init__(self, parent: ModelAdminGroup | None = None) -> None:
        super().__init__(parent)
        # Filters by a related record ask a site of Django's admin for its order; the default one is not installed
        self.admin_site = AdminSite()

    def get_inspect_view_fields(self) -> list[str]:
        hidden = {self.opts.pk.name, *self.untranslated_fields}
        return [field.name for field in self.opts.concrete_fields if field.name not in hidden]

    def get_list_export(self, request: HttpRequest) -> list[str]:
        return self.get_inspect_view_fields()

    # The address takes any word as a key; a word that is no number would end in an error of the database.
    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().inspect_view(request, _key(instance_pk))

    def edit_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().edit_view(request, _key(instance_pk))

    def delete_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().delete_view(request, _key(instance_pk))

    def history_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().history_view(request, _key(instance_pk))


def _key(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise Http404
    return text


class MunicipalityAdmin(RecordAdmin):
    """The local governments of the metropolis."""

    model = Municipality
    menu_icon = "site"
    list_display = ("short_name", "name", "kind", "teryt", "parent", "population")
    list_filter = ("kind", "parent")
    list_select_related = ("parent",)
    search_fields = ("name_pl", "name_en", "name_uk", "short_name_pl", "short_name_en", "short_name_uk", "teryt")
    untranslated_fields = ("name", "short_name")
    export_filename = "municipalities"


class TopicAdmin(RecordAdmin):
    """The subjects, in the order people see them."""

    model = Topic
    menu_icon = "tag"
    list_display = ("name", "slug", "icon", "sort_order")
    ordering = ("sort_order", "name")
    search_fields = ("name_pl", "name_en", "name_uk", "slug")
    untranslated_fields = ("name",)
    export_filename = "topics"


class OrganiserAdmin(RecordAdmin):
    """The bodies that run consultations."""

    model = Organiser
    menu_icon = "group"
    list_display = ("name", "kind", "municipality", "email")
    list_filter = ("kind", "municipality")
    list_select_related = ("municipality",)
    search_fields = ("name_pl", "name_en", "name_uk", "slug", "email")
    untranslated_fields = ("name", "profile")
    export_filename = "organisers"


class TaxonomyGroup(ModelAdminGroup):
    """The menu of the taxonomies."""

    menu_label = _("Taxonomies")
    menu_icon = "list-ul"
    menu_order = 300
    items = (MunicipalityAdmin, TopicAdmin, OrganiserAdmin)
