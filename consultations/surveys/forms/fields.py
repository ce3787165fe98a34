"""What the templates of questions show: plain values, prepared here so that templates only lay them out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One text input. `attributes` are further HTML attributes (inputmode, autocomplete)."""

    id: str
    name: str
    label: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_invalid: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button, checkbox or option of a list. `other` is the text field that belongs to it."""

    id: str
    name: str
    value: str
    label: str
    is_chosen: bool
    hint: str = ""
    is_exclusive: bool = False
    other: Line | None = None
    image: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a matrix: a group of choices of its own."""

    id: str
    label: str
    choices: tuple[Choice, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question or content block.

    `is_alone`: it is the only question of its step, so its text is the heading of the page. `is_hidden`: it depends on
    an answer of the same page and is not asked as things stand. `anchor` is the id that a link of the error summary
    leads to. `parts` holds what only this type has.
    """

    key: str
    type: str
    id: str
    name: str
    label: str
    hint: str
    help: str
    is_optional: bool
    error: str
    anchor: str
    parts: Mapping[str, Any]
    settings: Mapping[str, Any]
    is_alone: bool = False
    is_hidden: bool = False

    @property
    def template(self) -> str:
        """The template that shows this type."""
        return f"surveys/elements/{self.type}.html"

    @property
    def hint_id(self) -> str:
        return f"{self.id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.id}-error"

    @property
    def described_by(self) -> str:
        """Ids of hint and message, for `aria-describedby`; empty if there is neither."""
        ids = [self.hint_id] if self.hint else []
        return " ".join([*ids, *([self.error_id] if self.error else [])])
