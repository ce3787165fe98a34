"""Keys of questions and options: names for exports, the API and rules, made from the text and never changed later."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FieldBlock
from wagtail.coreutils import string_to_ascii

KEY_LENGTH = 32
OPTION_KEY_LENGTH = 24
KEY_PATTERN = r"^[a-z][a-z0-9_]*\Z"
KEY_SHAPE = re.compile(KEY_PATTERN)


def key_from(text: str, limit: int = KEY_LENGTH, fallback: str = "q") -> str:
    """The text as a key: `Czym najczęściej dojeżdżasz?` is `czym_najczesciej_dojezdzasz`; cut between words."""
    slug = slugify(string_to_ascii(text)).replace("-", "_").strip("_")
    if not slug:
        return fallback
    if not slug[0].isalpha():
        slug = f"{fallback}_{slug}"
    return slug if len(slug) <= limit else slug[: limit + 1].rpartition("_")[0][:limit] or slug[:limit]


def unique_key(key: str, taken: Collection[str], limit: int = KEY_LENGTH) -> str:
    """The key, or with the first suffix `_2`, `_3` … that nobody has."""
    number, candidate = 1, key
    while candidate in taken:
        number += 1
        suffix = f"_{number}"
        candidate = key[: limit - len(suffix)] + suffix
    return candidate


class KeyInput(forms.TextInput):
    """`<survey-key>` proposes a key while the question is typed, and shows it locked once there are responses."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        return format_html("<survey-key>{}</survey-key>", super().render(name, value, attrs, renderer))

    @property
    def media(self) -> forms.Media:
        script: Any = Script("surveys/survey-key.js", type="module")  # the stubs know paths only
        return forms.Media(js=[script])


class KeyBlock(FieldBlock):
    """A key; left empty, one is made from the text when the page is saved. Never translated, so no CharBlock."""

    def __init__(self, max_length: int = KEY_LENGTH, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=False,
            max_length=max_length,
            widget=KeyInput(),
            help_text=_(
                "Name in exports and rules: small letters, digits, _. Cannot change once people have answered."
            ),
            validators=[RegexValidator(KEY_PATTERN, _("A key starts with a letter: a–z, 0–9 and _ only."))],
        )
        super().__init__(**{"label": _("Key"), "default": "", **kwargs})

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value
