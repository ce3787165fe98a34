"""Lists of things to choose from: options, rows, columns, places of a ranking, items of a budget."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail_localize.segments import StringSegmentValue

from .json_field import JsonBlock, JsonInput
from .keys import KEY_SHAPE, OPTION_KEY_LENGTH, key_from, unique_key
from .words import Words, filled

TEXTS = ("label", "hint", "other_text")
FLAGS = ("exclusive", "other", "retired")
AMOUNTS = ("min", "max", "step", "cost")
TEXT_LIMIT = 500
AT_MOST = 2000
OTHER_LENGTH = 300

Row = dict[str, Any]

LABELS = {
    "label": _("Label"),
    "key": _("Key"),
    "hint": _("Hint"),
    "code": _("Code"),
    "exclusive": _("Excludes all others (none of these, don’t know)"),
    "other": _("Opens a text field (other, please specify)"),
    "other_text": _("Label of the text field"),
    "retired": _("No longer offered"),
    "min": _("At least"),
    "max": _("At most"),
    "step": _("Step"),
    "cost": _("Cost"),
    "add": _("Add"),
    "paste": _("Add many"),
    "paste_hint": _("One a line"),
    "up": _("Up"),
    "down": _("Down"),
    "remove": _("Remove"),
    "more": _("More"),
    "empty": _("Nothing here yet."),
    "moved": _("Moved to place %s"),
    "locked": _("People have answered: the key stays, and an option can only be retired."),
}


def tidy_rows(value: Any) -> list[Row]:
    """Rows of known fields only, each with a key of its own and a code; anything else is left out."""
    rows = value if isinstance(value, list) else []
    tidied: list[Row] = []
    for row in rows[:AT_MOST]:
        if isinstance(row, Mapping) and str(row.get("label") or "").strip():
            tidied.append(_tidy_row(row, tidied))
    return _numbered(tidied)


def _tidy_row(row: Mapping[str, Any], before: list[Row]) -> Row:
    texts = {name: str(row.get(name) or "").strip()[:TEXT_LIMIT] for name in TEXTS}
    flags = {name: bool(row.get(name)) for name in FLAGS}
    amounts = {name: _number(row.get(name)) for name in (*AMOUNTS, "code")}
    return filled({"key": _key(row, texts["label"], before), **texts, **flags, **amounts})


def _key(row: Mapping[str, Any], label: str, before: list[Row]) -> str:
    given = str(row.get("key") or "")
    key = (
        given if KEY_SHAPE.match(given) and len(given) <= OPTION_KEY_LENGTH else key_from(label, OPTION_KEY_LENGTH, "o")
    )
    return unique_key(key, {one["key"] for one in before}, OPTION_KEY_LENGTH)


def _number(value: Any) -> int | float | None:
    try:
        number = float(value)
        return int(number) if number.is_integer() else number
    except (TypeError, ValueError, OverflowError):
        return None


def _numbered(rows: list[Row]) -> list[Row]:
    """The rows with codes: those there are stay, so that exports of earlier responses stay true."""
    taken: set[Any] = set()
    for row in rows:
        if isinstance(row.get("code"), int) and row["code"] not in taken:
            taken.add(row["code"])
        else:
            row.pop("code", None)
    free = max(taken, default=0)
    for row in rows:
        if "code" not in row:
            free += 1
            row["code"] = free
    return rows


def option_content(rows: Iterable[Row]) -> list[Row]:
    """The rows as compiled options."""
    return [_option(row) for row in rows]


def _option(row: Row) -> Row:
    plain = {name: row[name] for name in ("key", "code", "exclusive", "retired", *AMOUNTS) if name in row}
    words = {name: Words(row[name]) for name in ("label", "hint") if row.get(name)}
    other = {"other_text": filled({"label": Words(row.get("other_text", "")), "max_length": OTHER_LENGTH})}
    return {**plain, **words, **(other if row.get("other") else {})}


class OptionsBlock(JsonBlock):
    """Rows of `key`, `label`, `hint`, `code`, and what `columns` adds. Value: a list of such dicts."""

    def __init__(self, columns: Iterable[str] = ("exclusive", "other"), **kwargs: Any) -> None:
        self.columns = tuple(columns)
        super().__init__(**kwargs)

    def widget(self) -> forms.Widget:
        return JsonInput("survey-options", LABELS, columns=self.columns)

    def tidy(self, value: Any) -> list[Row]:
        return tidy_rows(value)

    def get_translatable_segments(self, value: list[Row]) -> list[StringSegmentValue]:
        return [
            StringSegmentValue(f"{row['key']}.{name}", row[name]) for row in value for name in TEXTS if row.get(name)
        ]

    def restore_translated_segments(self, value: list[Row], segments: list[Any]) -> list[Row]:
        texts = {segment.path: segment.render_text() for segment in segments}
        return [
            {**row, **{name: texts[path] for name in TEXTS if (path := f"{row['key']}.{name}") in texts}}
            for row in value
        ]

    def get_searchable_content(self, value: list[Row]) -> list[str]:
        return [row["label"] for row in value]
