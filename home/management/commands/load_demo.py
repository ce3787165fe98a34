"""Fill the portal with demo content."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.core.models import Municipality, Organiser, PortalDocument, PortalImage, Topic, User
from home.models import HomePage
from search.services import extract_pending

FILES, FILE_SECONDS = 100, 60.0  # many times what the demo's files take
COUNTED = (Municipality, Topic, Organiser, PortalImage, PortalDocument, Page, User)


class Command(BaseCommand):
    """A second run makes only what is missing and changes nothing."""

    help = "Loads the demo content: taxonomies, pages in three languages, images, documents, staff accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day the moving dates count from, and whether to spare a portal that has pages."""
        parser.add_argument("--today", type=date.fromisoformat, help="day to count from, YYYY-MM-DD (default: today)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a home page already")
        parser.add_argument(
            "--logins",
            type=Path,
            default=settings.VAR_DIR / "demo-logins.txt",
            help="file for the log-ins of accounts made now (default: var/demo-logins.txt)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in one transaction; the passwords are kept only if all went well."""
        if options["if_empty"] and HomePage.objects.exists():
            return
        # fontTools and reportlab take most of a second that `--if-empty` need not wait for
        from home.demo.indexing import indexed_at_the_end  # noqa: PLC0415  # imports slow packages, see above
        from home.demo.loading import load  # noqa: PLC0415  # as above
        from home.demo.staff import write_logins  # noqa: PLC0415  # as above

        before = _counts()
        with transaction.atomic(), indexed_at_the_end(timezone.now()):
            logins = load(options["today"] or timezone.localdate())
            write_logins(logins, options["logins"])
        extract_pending(limit=FILES, seconds=FILE_SECONDS)
        self._report(before, options["logins"] if logins else None)

    def _report(self, before: Counter[str], logins: Path | None) -> None:
        after = _counts()
        for name, count in after.items():
            self.stdout.write(f"{name}: {count} ({count - before[name]} new)")
        if logins:
            self.stdout.write(f"Log-ins: {logins}")


def _counts() -> Counter[str]:
    return Counter({str(model._meta.verbose_name_plural): model._default_manager.count() for model in COUNTED})
