"""What an exported cell may hold: texts come from other people, and staff open them in a spreadsheet program.

An apostrophe in front of what starts like a formula makes it text again, in CSV and in XLSX alike, so that a sheet
saved as CSV later is harmless too.
"""

from typing import Any

from django.utils.encoding import force_str
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .formulas import is_formula


def safe_cell(value: Any) -> Any:
    """Numbers, moments and None as they are; anything else as text that no spreadsheet program runs.

    Control characters are dropped: XLSX cannot hold them, and one of them would break the whole file.
    """
    plain = force_str(value, strings_only=True)
    if not isinstance(plain, str):
        return plain
    text: str = ILLEGAL_CHARACTERS_RE.sub("", plain)
    return f"'{text}" if is_formula(text) else text


def guard_exports() -> None:
    """Make every export of the admin write safe cells: our lists and Wagtail's own reports alike.

    Wagtail's reports are not ours to subclass, and some set a function per field, so the guard stands behind the one
    method every cell of every export passes through.
    """
    unguarded = SpreadsheetExportMixin.preprocess_field_value

    def guarded(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(unguarded(view, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = guarded
