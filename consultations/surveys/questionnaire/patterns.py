"""Regular expressions for JSON Schema, which has no comparison of dates and no White_Space of its own.

They are written so that Python's `re` and ECMAScript (flag u) read them alike.
"""

from datetime import date

_SPACE = r"\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# In Python `$` also stands before a last line break
END = r"$(?!\n)"
BLANK = f"^[{_SPACE}]*{END}"
NOT_BLANK = f"[^{_SPACE}]"

_COMMON_YEAR_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
FULL_DATE = f"^(?!0000)(?:[0-9]{{4}}-{_COMMON_YEAR_DAY}|{_LEAP_YEAR}-02-29){END}"
YEAR = f"^(?!0000)[0-9]{{4}}{END}"


def not_before(day: date) -> str:
    """Matches the text of this day and of later ones; for texts that are dates already."""
    return _one_of([*_beyond(day.isoformat(), up=True), day.isoformat()])


def not_after(day: date) -> str:
    """Matches the text of this day and of earlier ones; for texts that are dates already."""
    return _one_of([*_beyond(day.isoformat(), up=False), day.isoformat()])


def exactly(day: date) -> str:
    """Matches the text of this day."""
    return f"^{day.isoformat()}{END}"


def _one_of(heads: list[str]) -> str:
    return f"^(?:{'|'.join(heads)})"


def _beyond(text: str, *, up: bool) -> list[str]:
    """One pattern for each digit: the same before it, and there a larger (smaller) one."""
    heads = []
    for place, digit in enumerate(text):
        if digit.isdigit() and digit != ("9" if up else "0"):
            others = f"[{int(digit) + 1}-9]" if up else f"[0-{int(digit) - 1}]"
            heads.append(text[:place] + others)
    return heads
