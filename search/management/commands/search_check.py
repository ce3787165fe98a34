"""Say whether the search is in good order, for people and for monitoring."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.engines.selection import replica
from search.replica_check import Findings, examine

ALLOWED_LAG = 120.0  # seconds; a timer sends what waits every minute


class Command(BaseCommand):
    """Looks only; `search_sync` and `search_rebuild` are the cures."""

    help = "Compares Elasticsearch with the documents: how many wait or were refused, and whether they are the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the form of the answer."""
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
        parser.add_argument(
            "--max-lag", type=float, default=ALLOWED_LAG, metavar="SECONDS", help="how long documents may wait (120)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when anything is wrong."""
        found = examine(replica(), now=timezone.now(), allowed_lag=options["max_lag"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False))
        else:
            self._tell(found)
        if found.problems:
            raise SystemExit(1)

    def _tell(self, found: Findings) -> None:
        self.stdout.write(f"Documents in the database: {found.documents}.")
        if found.in_replica is not None:
            self.stdout.write(
                f"In Elasticsearch: {found.in_replica}; waiting to be sent: {found.pending}; refused: {found.refused}; "
                f"compared field by field: {found.compared}."
            )
        for problem in found.problems:
            self.stderr.write(problem)
        if not found.problems:
            self.stdout.write("Everything is in order.")
