"""Fail when a message catalogue is incomplete, faulty, or older than the code."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.core.catalogues import MessageKey, catalogue_faults, message_keys

from . import makemessages


class MessageExtraction(makemessages.Command):
    """Extracts as makemessages does, but keeps the messages in memory and leaves the catalogues alone."""

    messages: set[MessageKey]

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Take what Django would have merged into a catalogue."""
        self.messages = message_keys(polib.pofile(potfile))


class Command(BaseCommand):
    """The catalogue part of `make lint`."""

    help = "Checks that every language has every message, translated, with the same placeholders."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect every fault of every language before failing, so that one run tells all."""
        faults = list(self._faults())
        if faults:
            cure = "Run `make messages`, translate, and check again."
            raise CommandError("\n".join([*faults, cure]))

    def _faults(self) -> Iterator[str]:
        expected = self._extracted()
        for directory in settings.LOCALE_PATHS:
            for code, _name in settings.LANGUAGES:
                path = Path(directory) / code / "LC_MESSAGES" / "django.po"
                if not path.exists():
                    yield f"{code}: there is no catalogue"
                    continue
                yield from (f"{code}: {fault}" for fault in _catalogue_faults(path, expected))

    def _extracted(self) -> set[MessageKey] | None:
        if shutil.which("xgettext") is None:
            self.stderr.write(
                "Not checked whether the catalogues are up to date: that takes gettext (apt install gettext)"
            )
            return None
        extraction = MessageExtraction()
        call_command(extraction, locale=[settings.LANGUAGE_CODE], verbosity=0)
        return extraction.messages


def _catalogue_faults(path: Path, expected: set[MessageKey] | None) -> Iterator[str]:
    catalogue = polib.pofile(str(path))
    yield from catalogue_faults(catalogue)
    if expected is not None:
        present = message_keys(catalogue)
        yield from (f"missing: {text!r}" for _context, text, _plural in sorted(expected - present, key=str))
        yield from (f"no longer used: {text!r}" for _context, text, _plural in sorted(present - expected, key=str))
