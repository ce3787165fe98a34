"""Which texts spreadsheet programs run as formulas. Plain Python.

Excel, LibreOffice and others run what starts like a formula when a file is opened (OWASP, “CSV Injection”). They skip
what stands before the sign, and know its full-width forms; a tab or a line end at the start makes a new cell of some.
"""

import re

_FORMULA = re.compile(r"[\x00-\x20\s\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def is_formula(text: str) -> bool:
    """Whether a cell with this text could run when a spreadsheet program opens it."""
    return _FORMULA.match(text) is not None
