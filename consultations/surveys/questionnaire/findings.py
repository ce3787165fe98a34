"""What is wrong with a definition, gathered while it is read: every fault at once, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a definition cannot be published.

    `pointer` is a JSON pointer into the content ("/pages/0/elements/2/visible_if/conditions/0"); `code` is stable, and
    `params` holds what a sentence about it needs (a question's key, a limit).
    """

    pointer: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


class DefinitionRefused(Exception):
    """The content is no definition; `refusals` says all that is wrong with it."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(f"{one.pointer or '/'}: {one.code}" for one in refusals[:10]))
        self.refusals = refusals


class Findings:
    """Collects refusals; `at` gives a collector for a place further down."""

    def __init__(self, pointer: str = "", gathered: list[Refusal] | None = None) -> None:
        self.pointer = pointer
        self.gathered: list[Refusal] = [] if gathered is None else gathered

    def at(self, *steps: str | int) -> "Findings":
        """Give the same collection, one place deeper for each step."""
        return Findings(self.pointer + "".join(f"/{escape(str(step))}" for step in steps), self.gathered)

    def add(self, code: str, **params: Any) -> Any:
        """Note a fault at this place. Gives None, so that a reader can end with it: nothing was read."""
        self.gathered.append(Refusal(self.pointer, code, params))


def escape(step: str) -> str:
    """Write one step of a JSON pointer (RFC 6901)."""
    return step.replace("~", "~0").replace("/", "~1")
