"""Compiles the blocks of a survey, in all its languages, into the JSON of format `ankieta/1`."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.utils import translation
from wagtail.blocks import StreamValue

from .blocks.assigning import assign_keys
from .blocks.words import Words

FORMAT = "ankieta/1"

Content = dict[str, Any]
Indexes = Mapping[str, Mapping[str, Content]]  # language -> uid -> page or element


class Compilable(Protocol):
    """What compiling needs of a page."""

    questions: StreamValue
    locale: Any


def compile_survey(page: Compilable, translations: Iterable[Compilable] = ()) -> Content:
    """The whole survey: structure of `page`, texts as `{locale: text}` of `page` and its `translations`.

    {"format", "locale", "locales", "pages": [{"key", "uid", "title", "elements": [{"key", "uid", "type", …}]}]}.
    Blocks without a key get one, in memory. Nothing is refused here; `questionnaire.refusals.check` does that.
    """
    language = page.locale.language_code
    others = {other.locale.language_code: _contents(other) for other in translations}
    indexes = {code: _by_uid(pages) for code, pages in others.items()}
    pages = [_overlaid(one, language, _same(one, indexes), indexes) for one in _contents(page)]
    return {"format": FORMAT, "locale": language, "locales": [language, *sorted(others)], "pages": pages}


def _contents(page: Compilable) -> list[Content]:
    """Pages in one language, texts as `Words`. Lists kept elsewhere and presets speak the active language."""
    with translation.override(page.locale.language_code):
        assign_keys(page.questions)
        return [_page(child) for child in page.questions]


def _page(child: StreamValue.StreamChild) -> Content:
    parts = [element.block.contents(element.value, element.id) for element in child.value["elements"]]
    return {**child.block.content(child.value, child.id), "elements": [one for part in parts for one in part]}


def _by_uid(pages: Iterable[Content]) -> dict[str, Content]:
    """Pages and elements by their identity, wherever they stand."""
    return {one["uid"]: one for page in pages for one in (page, *page["elements"])}


def _same(item: Content, indexes: Indexes) -> dict[str, Any]:
    return {code: index.get(item["uid"]) for code, index in indexes.items()}


def _overlaid(value: Any, language: str, others: Mapping[str, Any], indexes: Indexes) -> Any:
    """The value with each of its texts in every language; what is no text is taken from the source alone."""
    if isinstance(value, Words):
        translated = {code: str(other) for code, other in others.items() if isinstance(other, Words) and other}
        return {language: str(value), **translated}
    if isinstance(value, dict):
        return {name: _overlaid(one, language, _parts(others, name), indexes) for name, one in value.items()}
    if isinstance(value, list):
        return [_overlaid(one, language, _twins(one, others, indexes), indexes) for one in value]
    return value


def _parts(others: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {code: other.get(name) for code, other in others.items() if isinstance(other, dict)}


def _twins(item: Any, others: Mapping[str, Any], indexes: Indexes) -> dict[str, Any]:
    """The item in the other languages: elements by uid, options by key."""
    if not isinstance(item, dict):
        return {}
    if "uid" in item:
        return _same(item, indexes)
    lists = {code: other for code, other in others.items() if isinstance(other, list)}
    return {code: _of_key(other, item.get("key")) for code, other in lists.items()}


def _of_key(items: list[Any], key: Any) -> Any:
    return next((one for one in items if isinstance(one, dict) and one.get("key") == key), None)
