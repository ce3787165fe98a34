"""Make the codes of responses from their answers again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from ...models import SurveyVersion
from ...selectors import stale_snapshots
from ...services import rebuild_codes, take_snapshot


class Command(BaseCommand):
    """`survey_reindex [--check]`: exit 1 with `--check` if codes were wrong."""

    help = "Makes the codes and counts of all surveys from the stored answers again; the answers are the truth."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="end with 1 if a code was wrong, once it is mended")

    def handle(self, *_args: Any, **options: Any) -> None:
        keys = list(SurveyVersion.objects.order_by().values_list("survey_key", flat=True).distinct())
        read = wrong = 0
        for key in tqdm(keys, unit=" surveys", disable=None):
            found = rebuild_codes(survey_key=key)
            read, wrong = read + found[0], wrong + found[1]
            stale_snapshots(key).delete()
            take_snapshot(survey_key=key, now=timezone.now())
        self.stdout.write(f"{len(keys)} surveys, {read} responses read, {wrong} with wrong codes")
        if wrong and options["check"]:
            raise SystemExit(1)
