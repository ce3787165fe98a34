"""Under which condition a question or a page is shown, as the JSON of `ankieta/1`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .json_field import JsonBlock, JsonInput

OPERATORS = {
    "any_of": _("is one of"),
    "none_of": _("was answered, and is none of"),
    "all_of": _("contains all of"),
    "first_is": _("has in first place"),
    "ranked_in_top": _("has among the first"),
    "eq": _("equals"),
    "lt": _("is less than"),
    "lte": _("is at most"),
    "gt": _("is more than"),
    "gte": _("is at least"),
    "between": _("is between (both included)"),
    "answered": _("was answered"),
    "not_answered": _("was not answered"),
}
SOURCES = {"locale": _("language"), "channel": _("way of answering"), "municipality": _("municipality")}
LABELS = {
    "operators": OPERATORS,
    "sources": SOURCES,
    "always": _("Always shown."),
    "shown": _("Shown when %s."),
    "all": _("all of these are true"),
    "any": _("any of these is true"),
    "match": _("Show when"),
    "add": _("Add a condition"),
    "add_group": _("Add a group of conditions"),
    "remove": _("Remove"),
    "group": _("Group"),
    "question": _("Question"),
    "row": _("Row"),
    "whole": _("whole table"),
    "operator": _("How"),
    "values": _("Values"),
    "value": _("Value"),
    "to": _("to"),
    "top": _("Among the first"),
    "and": _("and"),
    "or": _("or"),
    "choose": _("Choose…"),
    "none": _("There is no earlier question to ask about."),
    "gone": _("no longer there"),
    "yes": _("Yes"),
    "no": _("No"),
    "no_opinion": _("No opinion"),
}
CHANNELS = ("web", "embed", "api", "kiosk", "paper")


class RuleBlock(JsonBlock):
    """A rule; empty means always shown. Its shape is checked with the whole survey when it is published."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Show when"), **kwargs})

    def widget(self) -> forms.Widget:
        return JsonInput("survey-rule", LABELS, channels=CHANNELS)

    def tidy(self, value: Any) -> dict[str, Any]:
        return value if isinstance(value, dict) and value.get("conditions") else {}
