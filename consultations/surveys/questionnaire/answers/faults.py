"""A fault of one answer, before anybody knows which survey it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """`at`: steps from the answer down to the faulty part, none for the answer itself; `code` of surveys 2.3-2.4."""

    code: str
    at: tuple[str | int, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)


def fault(code: str, *at: str | int, **params: Any) -> list[Fault]:
    """One fault, as the list that checks give back."""
    return [Fault(code, at, params)]
