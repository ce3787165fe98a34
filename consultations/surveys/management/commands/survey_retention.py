"""Delete what surveys need no longer."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...services import forget_expired


class Command(BaseCommand):
    """`survey_retention [--dry-run]`; to be run every night, twice does no harm."""

    help = "Deletes expired drafts, contact data and records of participation, and clears personal data of old answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much there is")

    def handle(self, *_args: Any, **options: Any) -> None:
        forgotten = forget_expired(now=timezone.now(), dry_run=options["dry_run"])
        verb = "would be forgotten" if options["dry_run"] else "forgotten"
        parts = ", ".join(f"{number} {name}" for name, number in asdict(forgotten).items())
        self.stdout.write(f"{verb}: {parts}")
