"""Run files of cases against the rules and checks of surveys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultations.surveys.questionnaire.vectors import (
    Difference,
    Judge,
    judge_answers,
    judge_refusal,
    judge_rules,
    run,
)

SHOWN = 10
LONGEST = 400
JUDGES: dict[str, Judge] = {"rules": judge_rules, "refuse": judge_refusal, "answers": judge_answers}


class Command(BaseCommand):
    """Needs no database. Ends with 1 where anything differs, with 2 where a file cannot be read."""

    help = "Runs files of survey cases (JSON Lines) and shows where the outcome is not the one expected."
    requires_system_checks = ()  # nothing of the site is used

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files of each kind, in any number."""
        parser.add_argument(
            "rules", nargs="*", type=Path, metavar="FILE", help="{definition, answers, visible, stored}"
        )
        parser.add_argument(
            "--refuse",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="{definition, why}: must be refused",
        )
        parser.add_argument(
            "--answers",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="{definition, answers, expect}: “ok” or the code of an error",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every file; the whole of them is told before the command fails."""
        files = [(path, judge) for kind, judge in JUDGES.items() for path in options[kind]]
        if not files:
            raise CommandError("Name at least one file of cases.", returncode=2)
        different = sum(self._file(path, judge) for path, judge in files)
        if different:
            raise CommandError(f"{different} differences", returncode=1)

    def _file(self, path: Path, judge: Judge) -> int:
        try:
            with path.open("rb") as lines:
                outcomes = list(run(lines, judge, timezone.localdate()))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}", returncode=2) from error
        differences = [one for one in outcomes if one is not None]
        self.stdout.write(f"{path}: {len(outcomes)} cases, {len(differences)} differences")
        for one in differences[:SHOWN]:
            self._show(one)
        return len(differences)

    def _show(self, one: Difference) -> None:
        self.stdout.write(f"  line {one.line}")
        for title, text in (("expected", one.expected), ("got", one.got)):
            # Backslashes for what no terminal shows: lone surrogates, control characters
            shown = text if text.isprintable() else ascii(text)
            self.stdout.write(f"    {title:8} {shown[:LONGEST]}{'…' if len(shown) > LONGEST else ''}")
