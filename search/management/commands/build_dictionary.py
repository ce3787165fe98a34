"""Build the dictionary of Polish inflected forms that search is analysed with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.analysis import dictionary_building, polish


class Command(BaseCommand):
    """Takes two minutes and a gigabyte of memory for the whole language; search/analysis/data/README.md says more."""

    help = "Builds the dictionary of Polish forms from a dump: form, lemma and tags on a line, separated by tabs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the dump and the file to write."""
        parser.add_argument("forms", type=Path, help="dump in UTF-8")
        parser.add_argument("--output", type=Path, default=polish.DICTIONARY, help="default: the dictionary in use")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file only when all of the dump could be read."""
        try:
            with options["forms"].open(encoding="utf-8") as dump:
                entries = list(dictionary_building.entries(dump))
            arcs = dictionary_building.build(sorted(dictionary_building.encoded(*entry) for entry in entries))
            size = options["output"].write_bytes(dictionary_building.compressed(arcs))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(entries)} entries, {len(arcs)} arcs, {size} bytes in {options['output']}")
