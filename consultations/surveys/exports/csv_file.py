"""CSV (RFC 4180): one line for each response."""

import csv
from pathlib import Path

from ..results.table_texts import guarded, text_of
from .labelling import Labeller
from .source import Source, Tick
from .writing import Written


def write(source: Source, path: Path, tick: Tick) -> Written:
    """Lines end in CR LF; the byte order mark tells spreadsheet programs that it is UTF-8."""
    encoding = "utf-8-sig" if source.options.bom else "utf-8"
    label = Labeller(source)
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.writer(file, delimiter=source.options.delimiter)
        rows.writerow([guarded(column.name) for column in source.columns])
        rows.writerows([text_of(cell) for cell in label(source.cells(row))] for row in source.rows(tick))
    return Written()


def rows(source: Source, path: Path) -> int:
    """Lines of the file besides its header, as a reader of CSV counts them. Raises ValueError for a line of another
    length."""
    csv.field_size_limit(10**9)
    width = len(source.columns)
    number = -1
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, line in enumerate(csv.reader(file, delimiter=source.options.delimiter)):
            if len(line) != width:
                raise ValueError(number)
    return number


def expected(source: Source) -> int:
    """One line for each response."""
    return source.count()
