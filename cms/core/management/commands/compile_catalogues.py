"""Compile the message catalogues that changed: locale/*/LC_MESSAGES/django.po to .mo."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed

from cms.core.catalogues import catalogue_paths, compile_catalogue


class Command(BaseCommand):
    """Django's compilemessages without the msgfmt binary, so that a fresh machine needs Python only."""

    help = "Compiles the message catalogues whose source is newer; needs no gettext binary."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and make texts that this process has already loaded be read anew."""
        for directory in settings.LOCALE_PATHS:
            for path in catalogue_paths(Path(directory)):
                self._compile(path, options["verbosity"])

    def _compile(self, path: Path, verbosity: int) -> None:
        try:
            compiled = compile_catalogue(path)
        except (OSError, ValueError) as error:  # polib's syntax and duplicate errors
            message = f"{path} cannot be compiled: {error}. Mend the line named, then run this command again."
            raise CommandError(message) from error
        if compiled is None:
            return
        # start_portal compiles and serves in one process, which may have cached the catalogue that was not there
        translation_file_changed(sender=None, file_path=compiled)
        if verbosity:
            self.stdout.write(f"Compiled {compiled.name} for {path.parent.parent.name}")
