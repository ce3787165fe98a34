"""Extract messages for every language of the portal, with this project's conventions."""

from typing import Any

import polib
from django.conf import settings
from django.core.management.commands import makemessages

from cms.core.catalogues import catalogue_paths


class Command(makemessages.Command):
    """makemessages for all languages at once; the English catalogue fills itself, since messages are English."""

    # A guessed translation marked fuzzy is not used at run time and hides that the message has none
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's command with our defaults."""
        options["locale"] = options["locale"] or [code for code, _name in settings.LANGUAGES]
        options["ignore_patterns"] = [*options["ignore_patterns"], "var/*", "tests/*", "bench/*"]
        # Line numbers would change every catalogue with every edit of a source file
        options["add_location"] = options["add_location"] or "file"
        super().handle(*args, **options)
        for directory in settings.LOCALE_PATHS:
            for path in catalogue_paths(directory):
                language = path.parent.parent.name
                catalogue = polib.pofile(str(path), wrapwidth=0)
                tidy_header(catalogue, language)
                if language == "en":
                    fill_from_source(catalogue)
                catalogue.save()


def tidy_header(catalogue: polib.POFile, language: str) -> None:
    """Replace gettext's form by what we know; without its dates, extracting twice gives the same file."""
    catalogue.header = ""
    catalogue.metadata_is_fuzzy = False
    catalogue.metadata = {
        "Project-Id-Version": "Consultations of the Poznań metropolis",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.metadata.get("Plural-Forms", ""),
    }


def fill_from_source(catalogue: polib.POFile) -> None:
    """Translate every English message that has no text by itself."""
    for entry in catalogue.untranslated_entries():
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
