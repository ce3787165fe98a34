"""Why a file is not made."""

from dataclasses import dataclass


@dataclass
class ExportRefused(Exception):
    """`code` is stored with the job; `services.exports.fault_text` has the words.

    "too_many_rows" and "too_many_columns" (more than the format holds), "rows_differ" (the file does not hold what the
    database does), "withdrawn" (the job was declared dead meanwhile).
    """

    code: str
