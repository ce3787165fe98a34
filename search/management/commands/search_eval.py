"""Measure how well the search answers: judged queries, or forms of words that must find each other."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.evaluation import corpus, judgements, pairs
from search.evaluation.judgements import InvalidSet
from search.evaluation.scratch import fill, scratch_database, scratch_engine

ENGINES = ("sql", "elastic")
DEFAULT_CORPUS = settings.BASE_DIR / "tests" / "relevance"


class Command(BaseCommand):
    """Works in tables and an index of its own; the site's are never touched. The last line is a JSON object."""

    help = "Measures the relevance of the search: nDCG@10, success@3 and zero-result rate per class and engine."
    requires_system_checks = ()  # the scratch tables need nothing of the site

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the set to measure with, and the engine."""
        parser.add_argument(
            "--corpus", type=Path, default=DEFAULT_CORPUS, help="folder with documents.jsonl and judgements.tsv"
        )
        parser.add_argument(
            "--pairs", type=Path, help="file with the forms of a lexeme per line, or strangers after “! ”"
        )
        parser.add_argument("--lang", choices=("pl", "en", "uk"), default="pl", help="language of the pairs")
        parser.add_argument("--engine", choices=ENGINES, help="default: sql, and elastic where it is configured")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure each engine in turn."""
        chosen = [options["engine"]] if options["engine"] else self._configured()
        if "elastic" in chosen and not settings.ELASTICSEARCH_URL:
            raise CommandError("Set ELASTICSEARCH_URL to the address of a node; `make elasticsearch` starts one.")
        try:
            with scratch_database():
                report = self._pairs(chosen, options) if options["pairs"] else self._corpus(chosen, options["corpus"])
        except (InvalidSet, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report, ensure_ascii=False))

    def _configured(self) -> list[str]:
        return [name for name in ENGINES if name == "sql" or settings.ELASTICSEARCH_URL]

    def _corpus(self, engines: list[str], folder: Path) -> dict[str, Any]:
        documents = corpus.read_documents(folder / "documents.jsonl")
        queries = judgements.read_judgements(folder / "judgements.tsv")
        languages = {key: projection.lang for key, projection in documents.items()}
        rows = fill(documents)
        self.stderr.write(f"{len(rows)} documents, {len(queries)} queries")
        report = {}
        for name in engines:
            with scratch_engine(name, rows) as engine:
                outcomes = judgements.run(queries, languages, engine, timezone.now())
            report[name] = judgements.summary(outcomes)
            self._table(name, report[name])
        return {"engines": report}

    def _table(self, name: str, figures: dict[str, Any]) -> None:
        self.stdout.write(f"\n{name:24} queries  nDCG@10  success@3  zero results  rightly nothing")
        for group, one in {**figures["classes"], "all": figures}.items():
            numbers = [one.get(key) for key in ("ndcg@10", "success@3", "zero_result_rate", "rightly_nothing")]
            shown = "".join(f"{'' if number is None else format(number, '.3f'):>11}" for number in numbers)
            self.stdout.write(f"{group:24}{one['queries']:8}{shown}")

    def _pairs(self, engines: list[str], options: dict[str, Any]) -> dict[str, Any]:
        lists = pairs.read_lists(options["pairs"])
        rows = fill(pairs.documents(lists, options["lang"]))
        report = {}
        for name in engines:
            with scratch_engine(name, rows) as engine:
                report[name] = pairs.measure(lists, options["lang"], engine, timezone.now())
            one = report[name]
            self.stdout.write(
                f"{name}: pairs met {one['pairs_met']}/{one['pairs']}, without diacritics "
                f"{one['without_diacritics_met']}/{one['without_diacritics']}, "
                f"false merges {one['false_merges']}/{one['strangers']}"
            )
        return {"engines": report}
