"""What publishing had to leave: the texts of files, what the clock has changed, and what Elasticsearch lacks."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from search import services
from search.analysis.languages import fingerprint
from search.engines.base import EngineUnavailable
from search.engines.replica import Replica
from search.engines.selection import replica
from search.models import SearchDocument
from search.progress import progress_bar
from search.rebuilding import RebuildError, rebuild
from search.replica_check import stored_fingerprint
from search.replication import drain, forget_tombstones
from search.services.words import KEPT_DAYS, remember_fingerprint

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0  # seconds after a failure; doubled with each further one
FILES, READ_SECONDS = 200, 40.0  # read in one run, so that the documents do not wait long behind them


class Command(BaseCommand):
    """Once, for a timer, or over and over. Any number of them may run: only one at a time sends."""

    help = "Brings the documents of the search up to date, and Elasticsearch with them; harmless at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look."""
        parser.add_argument("--loop", type=float, metavar="SECONDS", help="go on for ever, looking this often")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when Elasticsearch did not take the documents; with --loop only Ctrl-C or a signal ends it."""
        try:
            if options["loop"]:
                self._loop(options["loop"])
            else:
                self._once()
        except (EngineUnavailable, RebuildError) as error:
            raise CommandError(f"{_sentence(error)} The documents wait.") from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped; what is not done waits.")

    def _loop(self, seconds: float) -> None:
        pause = FIRST_PAUSE
        while True:
            close_old_connections()
            try:
                self._once()
            except (EngineUnavailable, RebuildError) as error:
                self.stderr.write(f"{_sentence(error)} The next attempt follows in {pause:.0f} s.")
                time.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                pause = FIRST_PAUSE
                time.sleep(seconds)

    def _once(self) -> None:
        self._update_documents()
        target = replica()
        if target is not None:
            self._send(target)
        forget_tombstones(now=timezone.now(), has_replica=target is not None)

    def _send(self, target: Replica) -> None:
        if stored_fingerprint() == fingerprint() and not target.live():
            with progress_bar("Elasticsearch") as show:
                count = rebuild(target, now=timezone.now(), progress=show)
            self.stdout.write(f"First index behind {target.alias}; documents in it: {count}.")
        done = drain(target)
        if not done.is_alone:
            self.stdout.write("Another process is sending documents already.")
        if done.sent or done.refused:
            self.stdout.write(f"Sent: {done.sent}; refused: {done.refused}.")

    def _update_documents(self) -> None:
        now = timezone.now()
        if not stored_fingerprint() and not SearchDocument.objects.exists():
            remember_fingerprint(fingerprint())  # a new portal has nothing older
        retried = services.retry_pending(now)
        passed = services.refresh_due(now)
        hidden = services.hide_unfindable(now=now)
        read = services.extract_pending(limit=FILES, seconds=READ_SECONDS)
        services.forget_empty_searches(timezone.localdate(now) - KEPT_DAYS)
        if retried or passed or hidden or read:
            self.stdout.write(f"Projected again: {retried + passed}; hidden: {hidden}; files read: {read}.")


def _sentence(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."
