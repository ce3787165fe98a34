"""Tables that staff upload, CSV or XLSX, as rows of cells. Whatever the file is, it costs a limited amount of work."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl  # noqa: TID251  # reads only: the guard of cms.core.spreadsheets is for what we write

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 5_000  # about 1 ms each to check, within what one request may take
MOST_COLUMNS = 4_000
MOST_CELLS = 5_000_000
DELIMITERS = ";,\t"

Cell = str | int | float | date | None
Row = tuple[Cell, ...]


class Unreadable(Exception):
    """The file cannot be read; `code`: "too_large", "no_table", "too_many_rows", "too_many_columns", "not_utf8"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_table(content: bytes) -> list[Row]:
    """Rows of a CSV file (UTF-8) or of the first sheet of an XLSX file; empty rows at the end are left out.

    Raises Unreadable.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    rows = _limited(_sheet(content) if content[:2] == b"PK" else _lines(content))
    while rows and not any(cell not in (None, "") for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise Unreadable("no_table")
    return rows


def _limited(rows: Iterable[Row]) -> list[Row]:
    found: list[Row] = []
    cells = 0
    for row in rows:
        found.append(row)
        cells += len(row)
        if len(row) > MOST_COLUMNS:
            raise Unreadable("too_many_columns")
        if len(found) > MOST_ROWS + 1 or cells > MOST_CELLS:
            raise Unreadable("too_many_rows")
    return found


def _lines(content: bytes) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # An encrypted XLSX is no ZIP file, so it ends up here too
        raise Unreadable("not_utf8") from error
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        yield from (tuple(line) for line in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Unreadable("no_table") from error


def _sheet(content: bytes) -> Iterator[Row]:
    """Rows of the first sheet. openpyxl says in a dozen ways that a file is broken; none of them is our fault."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable("too_large")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write none, or wrong ones
        for row in sheet.iter_rows(values_only=True):
            yield tuple(
                cell if cell is None or isinstance(cell, str | int | float | date) else str(cell) for cell in row
            )
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("no_table") from error
