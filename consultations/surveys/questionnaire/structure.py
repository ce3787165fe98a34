"""The parts of a questionnaire once it has been read: pages, elements, options, rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Text = str | Mapping[str, str]
NO_OPINION = "no_opinion"


@dataclass(frozen=True, slots=True)
class Option:
    """One option, row, column, item or category. `other_text` is None where nothing can be typed beside it."""

    key: str
    label: Text
    code: int | None
    exclusive: bool
    other_text: Mapping[str, Any] | None
    retired: bool
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """One checked condition on an earlier question (`element`) or on a source of the context (`source`).

    `values` are option keys or scale points, `bounds` the one or two values of a comparison (of a date, its ordinal).
    """

    op: str
    element: "Element | None" = None
    source: str = ""
    row: str | None = None
    values: frozenset[str | int] = frozenset()
    bounds: tuple[float, ...] = ()
    top: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A group of conditions, `match` "all" or "any"; without conditions it always holds."""

    match: str
    conditions: "tuple[Condition | Rule, ...]"


@dataclass(frozen=True, slots=True)
class Element:
    """One question or content block.

    `offered` holds the keys a new answer may name: options, or columns of a matrix, without the retired ones.
    """

    key: str
    type: str
    uid: str
    text: Text
    required: bool
    visible_if: Rule | None
    options: tuple[Option, ...]
    rows: tuple[Option, ...]
    columns: tuple[Option, ...]
    settings: Mapping[str, Any]
    is_question: bool
    offered: frozenset[str] = frozenset()

    @property
    def is_multiple(self) -> bool:
        """Takes several options at once."""
        return self.type == "multi_choice" or (self.type == "image_choice" and self.settings.get("multiple") is True)

    @property
    def is_single(self) -> bool:
        """Takes one of its options."""
        return self.type in ("single_choice", "image_choice") and not self.is_multiple


@dataclass(frozen=True, slots=True)
class Page:
    """One step of the survey."""

    key: str
    title: Text
    visible_if: Rule | None
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A questionnaire that may be published; `raw` is the content it was read from."""

    pages: tuple[Page, ...]
    raw: Mapping[str, Any]
    questions: dict[str, Element] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)

    def question(self, key: str) -> Element:
        """The question of that key. KeyError where there is none."""
        return self.questions[key]

    def page_of(self, key: str) -> Page:
        """The page an element stands on. KeyError where there is no such element."""
        return self._pages[key]
