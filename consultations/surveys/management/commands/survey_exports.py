"""Make the files of exports that were asked for."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...exports.jobs import run_waiting
from ...services.exports import delete_expired_exports, give_up_dead

PAUSE = 2.0  # seconds between two looks into the queue


class Command(BaseCommand):
    """`survey_exports [--work | --clean]`; without either it ends when nothing waits."""

    requires_system_checks = ()  # the process that starts this one has made them
    help = "Makes exports of survey answers that are waiting; at most two are made at once, whoever is asked."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--work", action="store_true", help="go on for ever: with EXPORT_PROCESSES=worker")
        what.add_argument("--clean", action="store_true", help="only delete files whose week is over")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["clean"]:
            dead, expired = give_up_dead(now=timezone.now()), delete_expired_exports(now=timezone.now())
            self.stdout.write(f"{dead} interrupted, {expired} files deleted")
            return
        number = self._work()
        while options["work"]:
            time.sleep(PAUSE)
            self._work()
        self.stdout.write(f"{number} exports")

    def _work(self) -> int:
        """What is dead or over makes room before the next is claimed."""
        give_up_dead(now=timezone.now())
        delete_expired_exports(now=timezone.now())
        return run_waiting(timezone.now)
