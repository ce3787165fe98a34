"""A block whose value is JSON and whose editor is a custom element around one hidden text field.

A list of options as Wagtail blocks would be eight form fields a row: a hundred questions would take half a minute to
open. The custom element draws its rows only once they are unfolded.
"""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import FieldBlock


class JsonInput(forms.HiddenInput):
    """`<element labels="{…}">` around a hidden field; the script of the same name draws the rest."""

    def __init__(self, element: str, labels: Mapping[str, Any], **attributes: Any) -> None:
        super().__init__()
        self.element = element
        self.labels = labels
        self.attributes = attributes

    # Not `is_hidden`: Wagtail would leave out the label of a hidden field
    input_type = "text"

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, {**(attrs or {}), "hidden": True}, renderer)
        settings = json.dumps({**self.attributes, "labels": self.labels}, default=str, ensure_ascii=False)
        return format_html("<{} settings='{}'>{}</{}>", self.element, settings, field, self.element)

    @property
    def media(self) -> forms.Media:
        script: Any = Script(f"surveys/{self.element}.js", type="module")  # the stubs know paths only
        return forms.Media(js=[script], css={"all": ["surveys/survey-admin.css"]})


class JsonField(forms.Field):
    """Whatever the block has parsed, as JSON text in the form."""

    def prepare_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)


class JsonBlock(FieldBlock):
    """Base of blocks that store JSON. `tidy` makes a valid shape out of anything a form or an import sends."""

    def __init__(self, required: bool = False, help_text: str = "", **kwargs: Any) -> None:
        self.field = JsonField(required=required, help_text=help_text, widget=self.widget())
        super().__init__(**kwargs)

    def widget(self) -> forms.Widget:
        raise NotImplementedError

    def tidy(self, value: Any) -> Any:
        raise NotImplementedError

    def value_from_form(self, value: Any) -> Any:
        return self.tidy(parsed(value) if isinstance(value, str) else value)

    def get_default(self) -> Any:
        return self.tidy(self.meta.default)

    def to_python(self, value: Any) -> Any:
        return self.tidy(value)

    normalize = to_python

    # wagtail-localize reads a block's texts by these two names; by itself it would fail on an unknown block
    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


def parsed(text: str) -> Any:
    """The JSON in `text`; None if there is none or it is too deep to be one of ours."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
