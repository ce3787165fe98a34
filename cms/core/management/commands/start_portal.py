"""Bring this checkout up to date and serve it on this machine: what `make run` starts."""

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from wagtail.models import Site


class Command(BaseCommand):
    """All steps in one process, because starting Python and Django for each would take longer than the steps."""

    help = "Builds assets, compiles catalogues, migrates, loads demo content into an empty database, then serves."
    requires_system_checks = []  # runserver runs them, after the steps that cure what they would report

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port and whether to watch the source."""
        parser.add_argument("port", nargs="?", type=int, default=8000)
        parser.add_argument("--reload", action="store_true", help="restart when a source file changes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare once, then serve on the loopback address only: the demo log-ins are for this machine."""
        restarted = os.environ.get(DJANGO_AUTORELOAD_ENV) == "true"
        if not restarted:
            self.stdout.write("Bringing the portal up to date; the first time takes about a minute ...")
            prepare()
            answer_at(options["port"])
            call_command("show_welcome")
        # static files come from their sources: `collectstatic` is for production
        address = f"127.0.0.1:{options['port']}"
        call_command("runserver", address, use_reloader=options["reload"], insecure_serving=True)


def prepare() -> None:
    """Do whatever this checkout still lacks; a step that is up to date costs next to nothing."""
    call_command("build_assets")
    call_command("compile_catalogues")
    if has_unapplied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", if_empty=True)


def answer_at(port: int) -> None:
    """Absolute addresses (the API's, the admin's “view live”) start with the site's host and port: keep them true."""
    Site.objects.filter(is_default_site=True).update(hostname="127.0.0.1", port=port)


def has_unapplied_migrations() -> bool:
    """Whether migrate has anything to do; asking is much quicker than letting it find out and send its signals."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
