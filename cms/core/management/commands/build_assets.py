"""Make what the pages load and the repository does not hold: style sheet, fonts, icons."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from cms.core.assets.parts import build
from cms.core.assets.portal import portal_parts


class Command(BaseCommand):
    """Builds below ASSETS_ROOT; does nothing if neither a source nor a package has changed since."""

    help = "Bundles the style sheet, subsets the fonts and draws the icons into ASSETS_ROOT, where they changed."
    requires_system_checks = []  # one of them would report the folder this command makes

    def handle(self, *args: Any, **options: Any) -> None:
        """Build what is out of date and name it."""
        with override(settings.LANGUAGE_CODE):
            name = str(settings.WAGTAIL_SITE_NAME)
        try:
            written = build(Path(settings.ASSETS_ROOT), portal_parts(Path(settings.BASE_DIR) / "static", name))
        except PackageNotFoundError as error:
            message = f"The package {error.name} is not installed: run `make install`."
            raise CommandError(message) from error
        except (OSError, ValueError) as error:  # an unreadable file, or a faulty style sheet
            message = f"The assets cannot be built: {error}"
            raise CommandError(message) from error
        if written and options["verbosity"]:
            self.stdout.write(f"Built {', '.join(written)}")
