"""All reasons why a content cannot be published."""

from collections.abc import Mapping
from typing import Any

from .definition import build
from .findings import DefinitionRefused, Refusal

__all__ = ["DefinitionRefused", "Refusal", "check"]


def check(content: Mapping[str, Any]) -> tuple[Refusal, ...]:
    """Every refusal of the content (`ankieta/1`), in order of discovery; none where it may be published."""
    return build(content)[1]
