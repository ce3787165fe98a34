"""Data files of the demo and the languages of their texts.

A text in a data file is either Polish (a string) or `{"pl": ..., "en": ..., "uk": ...}`; one starting with `<` is HTML.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SOURCE_LANGUAGE = "pl"
LANGUAGES = ("pl", "en", "uk")


def read(name: str) -> Any:
    """The content of `data/<name>.json`."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def is_multilingual(value: Any) -> bool:
    """Whether the value is one text in all three languages."""
    return isinstance(value, dict) and value.keys() == set(LANGUAGES)


def in_polish(value: Any) -> Any:
    """The same data with every multilingual text replaced by its Polish version."""
    if is_multilingual(value):
        return value[SOURCE_LANGUAGE]
    if isinstance(value, dict):
        return {key: in_polish(one) for key, one in value.items()}
    if isinstance(value, list):
        return [in_polish(one) for one in value]
    return value


def multilingual_texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text of the data that has all three languages, in the order of the file."""
    if is_multilingual(value):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from multilingual_texts(one)


def in_columns(row: dict[str, Any], *fields: str) -> dict[str, Any]:
    """The row with each of the fields split into its columns: `name` becomes `name_pl`, `name_en`, `name_uk`."""
    kept = {key: value for key, value in row.items() if key not in fields}
    for field in fields:
        texts = row[field] if is_multilingual(row[field]) else {SOURCE_LANGUAGE: row[field]}
        kept |= {f"{field}_{language}": text for language, text in texts.items()}
    return kept
