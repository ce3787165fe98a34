"""Lays one language over a content whose texts are maps {locale: text}."""

from collections.abc import Mapping
from typing import Any

# What a content without `locales` is taken to speak
LOCALES = frozenset({"pl", "en", "uk"})
# Deeper than any content that was published; what lies below stays as it is
_DEEPEST = 30


def localise(content: Mapping[str, Any], locale: str, fallback: str = "pl") -> dict[str, Any]:
    """The content with every {locale: text} map made one string: the locale's, else the fallback's, else any."""
    listed = content.get("locales")
    known = LOCALES | {one for one in listed if isinstance(one, str)} if isinstance(listed, list) else LOCALES
    laid = _laid(content, (locale, fallback), frozenset(known), 0)
    return dict(laid)


def is_text_map(value: Any, locales: frozenset[str] = LOCALES) -> bool:
    """Whether the value is a text in several languages: a map of known locales to strings."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(key in locales for key in value)
        and all(isinstance(text, str) for text in value.values())
    )


def in_locale(text: Any, locale: str, fallback: str = "pl") -> str:
    """One text in one language; a text without languages is the same in all."""
    if not isinstance(text, Mapping):
        return text if isinstance(text, str) else ""
    return text.get(locale) or text.get(fallback) or next(filter(None, text.values()), "")


def _laid(value: Any, languages: tuple[str, str], known: frozenset[str], depth: int) -> Any:
    if depth and is_text_map(value, known):
        return in_locale(value, *languages)
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [_laid(one, languages, known, depth + 1) for one in value]
    if isinstance(value, Mapping):
        return {name: _laid(one, languages, known, depth + 1) for name, one in value.items()}
    return value
