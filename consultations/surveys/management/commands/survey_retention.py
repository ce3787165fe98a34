"""Delete what surveys need no longer."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...models import Response, SurveyPage
from ...services.retention import Forgotten, forget_expired
from ...services.retention_warnings import warn_editors

WIDEST = 40  # characters of a title


class Command(BaseCommand):
    """`survey_retention [--dry-run] [--warn]`; to be run every night, twice does no harm."""

    help = "Deletes expired drafts, contact data and records of participation, and clears personal data of old answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much there is")
        parser.add_argument("--warn", action="store_true", help="write to editors 30 days before")

    def handle(self, *_args: Any, **options: Any) -> None:
        now, dry_run = timezone.now(), options["dry_run"]
        self._table(forget_expired(now=now, dry_run=dry_run), "would be forgotten" if dry_run else "forgotten")
        if options["warn"]:
            for title, sent in warn_editors(now=now, dry_run=dry_run):
                self.stdout.write(f"warning about {title}: {sent} mails{' would be sent' if dry_run else ''}")
        self._homeless()

    def _table(self, done: Iterable[Forgotten], verb: str) -> None:
        rows = [(one.title or "all surveys", name, number) for one in done for name, number in one.numbers.items()]
        self.stdout.write(f"{'survey':{WIDEST}} {'what':14} {verb}")
        for title, name, number in rows:
            self.stdout.write(f"{title[:WIDEST]:{WIDEST}} {name:14} {number}")

    def _homeless(self) -> None:
        """Responses whose survey was deleted have no end of retention: somebody must know that they are there."""
        keys = SurveyPage.objects.values("translation_key")
        left = Response.objects.filter(cleared=False).exclude(survey_key__in=keys).count()
        if left:
            self.stderr.write(f"{left} responses belong to surveys that were deleted; they have no date and are kept")
