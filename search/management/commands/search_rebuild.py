"""Write everything that is searched anew: the documents in the database, the index in Elasticsearch."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search import services
from search.analysis.languages import fingerprint
from search.engines.base import EngineUnavailable
from search.engines.selection import replica
from search.progress import progress_bar
from search.rebuilding import RebuildError, rebuild
from search.replica_check import stored_fingerprint

INTERRUPTED = 130  # the exit code shells give to Ctrl-C


class Command(BaseCommand):
    """Searches go on meanwhile, and what is published meanwhile is not lost. Interrupted, it leaves the old index."""

    help = "Builds the index of Elasticsearch anew, and before it the documents where their analysis has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to write anew."""
        parser.add_argument("--documents", action="store_true", help="write the documents anew, whatever they are like")
        parser.add_argument("--no-replica", action="store_true", help="leave Elasticsearch alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when something failed, 130 when it was interrupted."""
        now = timezone.now()
        try:
            if options["documents"] or stored_fingerprint() != fingerprint():
                self._rebuild_documents(now)
            if not options["no_replica"]:
                self._rebuild_replica(now)
        except (RebuildError, EngineUnavailable) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Interrupted; searches go on as before.", returncode=INTERRUPTED) from None

    def _rebuild_documents(self, now: datetime) -> None:
        with progress_bar("documents") as show:
            count = services.rebuild_documents(now=now, progress=show)
        self.stdout.write(f"Pages and other objects projected: {count}.")

    def _rebuild_replica(self, now: datetime) -> None:
        target = replica()
        if target is None:
            self.stdout.write("No Elasticsearch is configured; the database answers searches.")
            return
        with progress_bar("Elasticsearch") as show:
            count = rebuild(target, now=now, progress=show)
        self.stdout.write(f"New index behind {target.alias}; documents in it: {count}.")
