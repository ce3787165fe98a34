"""Cells as the text of a table and back, harmless in spreadsheet programs. Plain Python.

A text that a spreadsheet program would run as a formula, or that could be taken for a mark, gets an apostrophe in
front; so does one that already begins with an apostrophe, so that taking one away gives the text back.
"""

from datetime import date

from cms.core.formulas import is_formula

from .cells import Mark, Value

APOSTROPHE = "'"
_MARKS = {mark.value: mark for mark in Mark}


def guarded(text: str) -> str:
    """The text of a cell that runs nowhere."""
    return APOSTROPHE + text if text.startswith(APOSTROPHE) or text in _MARKS or is_formula(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(APOSTROPHE) else text


def text_of(value: Value) -> str:
    """A cell of CSV: empty for no answer, the name of a mark, figures with a decimal point."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, Mark):
        return value.value
    return "" if value is None else str(value)


def value_of(cell: Value | date) -> Value:
    """What a cell that was read from a table says: None, a mark, a figure or the day of a date (both from XLSX), or a
    text without its guard."""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    if not isinstance(cell, str):
        return cell
    return None if cell == "" else _MARKS.get(cell) or unguarded(cell)
