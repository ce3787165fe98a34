"""XLSX, written row by row: sheets of the answers, of the columns, and of the versions."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ..results.cells import Mark, Value
from ..results.table_texts import guarded
from . import codebook
from .faults import ExportRefused
from .labelling import Labeller
from .source import Source, Tick
from .writing import Written

MOST_ROWS = 1_048_575  # besides the header; limits of the format
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
BLOCK = 1 << 20
SHORT, KNOWN = 32, 5000  # characters of a text that is remembered, and how many are
# What XML 1.0 cannot hold, not even escaped; tab and line feed can stay
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")  # spreadsheet programs would read a character of that number


class Sheet:
    """A sheet of a workbook, filled row by row.

    The XML of the rows is made here: the workbook's own way takes five times as long, which at 100 000 responses is a
    minute. Everything else about the file is the workbook's business.
    """

    def __init__(self, book: Any, name: str, written: Written) -> None:
        self._sheet = book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._written = written
        self._letters: list[str] = []
        self._row = 0
        self._known: dict[str, str] = {}  # keys of options come again and again

    def add(self, cells: Sequence[Value]) -> None:
        """One more row. Texts are made harmless; a text that is longer than a cell is cut."""
        self._row += 1
        if len(self._letters) < len(cells):
            self._letters = [xl_col_to_name(place) for place in range(len(cells))]
            self._sheet.dim_rowmin, self._sheet.dim_colmin, self._sheet.dim_colmax = 0, 0, len(cells) - 1
        self._sheet.dim_rowmax = self._row - 1
        filled = (
            self._cell(f"{letter}{self._row}", cell)
            for letter, cell in zip(self._letters, cells, strict=False)
            if cell is not None
        )
        self._sheet.row_data_fh.write(f'<row r="{self._row}">{"".join(filled)}</row>')

    def _cell(self, place: str, cell: str | float | Mark) -> str:
        if isinstance(cell, str):
            text = self._text(cell)
        elif isinstance(cell, Mark):
            text = cell.value
        else:
            return f'<c r="{place}"><v>{cell!r}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    def _text(self, text: str) -> str:
        known = self._known.get(text)
        if known is not None:
            return known
        cut = self._written.cut(guarded(_NOT_XML.sub("", text)), MOST_CHARACTERS)
        xml = _ESCAPE.sub(r"_x005F\1", cut.translate(_XML))
        if len(text) <= SHORT and len(self._known) < KNOWN:
            self._known[text] = xml
        return xml


def write(source: Source, path: Path, tick: Tick) -> Written:
    """Texts that are longer than a cell are cut, and counted."""
    written, label = Written(), Labeller(source)
    settings = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), settings) as book:
        answers = Sheet(book, "answers", written)
        answers.add([column.name for column in source.columns])
        for row in source.rows(tick):
            answers.add(label(source.cells(row)))
        for name, table in (("codebook", codebook.table(source)), ("versions", codebook.versions(source))):
            sheet = Sheet(book, name, written)
            for line in table:
                sheet.add(line)
    return written


def rows(_source: Source, path: Path) -> int:
    """Rows of the first sheet besides its header, counted in the finished file."""
    number, rest = -1, b""
    with ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        while block := sheet.read(BLOCK):
            rest += block
            number += rest.count(b"</row>")
            rest = rest[-len(b"</row>") + 1 :]
    return number


def expected(source: Source) -> int:
    """One row for each response. Raises ExportRefused for more than a sheet holds."""
    if len(source.columns) > MOST_COLUMNS:
        raise ExportRefused("too_many_columns")
    number = source.count()
    if number > MOST_ROWS:
        raise ExportRefused("too_many_rows")
    return number
