"""Message catalogues: compile them and find their faults, with polib, so that running needs no gettext binary."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdr%]|\{\w*\}")
NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")

MessageKey = tuple[str | None, str, str]


def catalogue_paths(directory: Path) -> list[Path]:
    """The catalogues below a locale directory, one for each language."""
    return sorted(directory.glob("*/LC_MESSAGES/django.po"))


def compile_catalogue(path: Path) -> Path | None:
    """Write the binary catalogue beside its source and return it; None when it is already current."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return None
    # A reader must never meet half a file: several processes may start the portal or the tests at once.
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(path), check_for_duplicates=True).save_as_mofile(str(unfinished))
    unfinished.replace(target)
    return target


def message_keys(catalogue: polib.POFile) -> set[MessageKey]:
    """What identifies each message still in use: context, text, plural text."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}


def catalogue_faults(catalogue: polib.POFile) -> Iterator[str]:
    """A sentence for everything that would show a reader the wrong text."""
    match = NPLURALS.search(catalogue.metadata.get("Plural-Forms", ""))
    if match is None:
        yield "the header has no Plural-Forms"
    forms = int(match.group(1)) if match else 0
    for entry in catalogue:
        if not entry.obsolete:
            yield from (f"{fault}: {entry.msgid!r}" for fault in _entry_faults(entry, forms))


def _entry_faults(entry: polib.POEntry, forms: int) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    elif not entry.translated():
        yield "not translated"
    elif entry.msgid_plural:
        yield from _plural_faults(entry, forms)
    elif _placeholders(entry.msgid) != _placeholders(entry.msgstr):
        yield "other placeholders than the source"


def _plural_faults(entry: polib.POEntry, forms: int) -> Iterator[str]:
    if forms and len(entry.msgstr_plural) != forms:
        yield f"{len(entry.msgstr_plural)} plural forms instead of {forms}"
    for index, text in entry.msgstr_plural.items():
        allowed = [_placeholders(entry.msgid_plural)]
        if index == 0:
            # "one page" may leave the number out where the English singular does
            allowed.append(_placeholders(entry.msgid))
        if _placeholders(text) not in allowed:
            yield f"plural form {index} has other placeholders than the source"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))
