"""Columns of the staff's lists of the search."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, TitleColumn

Row = Any
Context = dict[str, Any]


class ActionColumn(BaseColumn):
    """A button that posts to `url(row)`; `fields(row)` go along as hidden fields."""

    cell_template_name = "wagtailadmin/search/action_cell.html"

    def __init__(
        self, label: Any, *, url: Callable[[Row], str], fields: Callable[[Row], dict[str, str]] | None = None
    ) -> None:
        super().__init__("action", label=_("Action"))
        self.action_label = label
        self.url = url
        self.fields = fields

    def get_cell_context_data(self, instance: Row, parent_context: Context) -> Context:
        context = super().get_cell_context_data(instance, parent_context)
        context["csrf_token"] = get_token(context["request"])
        context["action_url"] = self.url(instance)
        context["fields"] = self.fields(instance) if self.fields else {}
        return context


class SynonymActionColumn(ActionColumn):
    """Before the button, for those who may: the form for synonyms, the searched text filled in."""

    def get_cell_context_data(self, instance: Row, parent_context: Context) -> Context:
        context = super().get_cell_context_data(instance, parent_context)
        if context["request"].user.has_perm("search.add_synonymset"):
            expressions = urlencode({"expressions": f"{instance['text']} = "})
            context["link_url"] = f"{reverse('synonyms:add')}?{expressions}"
            context["link_label"] = _("Add synonym")
        return context


class FileColumn(TitleColumn):
    """Title of a document with the way to its form."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, get_url=_document_form, **kwargs)


def _document_form(row: Row) -> str:
    return reverse("wagtaildocs:edit", args=[row.document_id])
