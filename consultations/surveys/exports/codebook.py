"""What each column means: the question in every version, what can be chosen, and who was asked."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..choices import ChangeClass
from ..models import SurveyVersion
from ..questionnaire.locales import in_locale, localise
from ..results.cells import Value
from ..results.columns import OTHER, Column, Kind
from ..results.series import Series
from ..results.table_texts import text_of
from ..sentences import questions_by_key, rule_text
from .labelling import labels_of
from .source import Source, Tick
from .writing import Written

HEAD = ("column", "question", "type", "part", "values", "condition", "since_version", "until_version")
# What stands in cells that are no choice
CONTENTS = {
    Kind.FLAG: "1 / 0",
    Kind.NUMBER: "number",
    Kind.AMOUNT: "number",
    Kind.PLACE: "1, 2, 3 …",
    Kind.DATE: "YYYY-MM-DD",
    Kind.GEO: "GeoJSON (EPSG:4326)",
    Kind.TEXT: "text",
    Kind.WORDS: "text",
    Kind.ABOUT: "text",
}


def table(source: Source) -> list[list[Value]]:
    """The codebook with its header, one line for each column."""
    with override(source.options.language):
        conditions = _conditions(source)
        return [list(HEAD), *(_line(column, source, conditions) for column in source.columns)]


def versions(source: Source) -> list[list[Value]]:
    """The versions with a header: number, day, kind of change, what changed."""
    with override(source.options.language):
        return [["version", "published", "change", "note"], *(_version(one) for one in source.versions)]


def _version(version: SurveyVersion) -> list[Value]:
    published = timezone.localtime(version.published_at).isoformat(timespec="minutes")
    return [version.number, published, str(ChangeClass(version.change_class).label), version.note]


def _line(column: Column, source: Source, conditions: Mapping[str, Mapping[int, str]]) -> list[Value]:
    series = column.series
    if series is None:
        return [column.name, "", "", "", CONTENTS[column.kind], "", 1, ""]
    language = source.options.language
    retired = max(series.keys) if series.retired else ""
    return [
        column.name,
        _by_version({number: in_locale(text, language) for number, text in series.texts.items()}),
        series.type,
        _part(column, series, language),
        _values(column, language),
        _by_version(conditions.get(series.uid, {})),
        series.first_version,
        retired,
    ]


def _by_version(texts: Mapping[int, str]) -> str:
    """One text if it never changed; else each with the version it came with."""
    changed: dict[int, str] = {}
    for number in sorted(texts):
        if not changed or list(changed.values())[-1] != texts[number]:
            changed[number] = texts[number]
    if len(changed) < 2:
        return "".join(changed.values())
    return " | ".join(f"v{number}: {text or '–'}" for number, text in changed.items())


def _part(column: Column, series: Series, language: str) -> str:
    if column.kind is Kind.WORDS:
        return _("written beside the answer") if column.part == (OTHER,) else column.part[0]
    element = series.element
    names = {one.key: in_locale(one.label, language) for one in (*element.options, *element.rows)}
    of_columns = {one.key: in_locale(one.label, language) for one in element.columns}
    lookups = (names, of_columns) if element.type == "matrix" else (names,)
    return ": ".join(labels.get(key) or key for key, labels in zip(column.part, lookups, strict=False))


def _values(column: Column, language: str) -> str:
    labels = labels_of(column, language)
    if column.kind is Kind.SCALE and column.series is not None:
        settings = column.series.element.settings
        return f"{settings.get('from')}–{settings.get('to')} | no_opinion={labels['no_opinion']}"
    return " | ".join(f"{key}={label}" for key, label in labels.items()) or CONTENTS[column.kind]


def _conditions(source: Source) -> dict[str, dict[int, str]]:
    """Conditions in words by uid of the question and number of the version, those of its page before its own."""
    found: dict[str, dict[int, str]] = {}
    for version in source.versions:
        content: Any = localise(version.content, source.options.language)
        questions = questions_by_key(content)
        for page in content["pages"]:
            of_page = rule_text(page.get("visible_if"), questions)
            for one in page["elements"]:
                own = rule_text(one.get("visible_if"), questions)
                found.setdefault(one.get("uid", ""), {})[version.number] = " ".join(filter(None, (of_page, own)))
    return found


# --- as a file of its own ---------------------------------------------------------------------------------------------
def write(source: Source, path: Path, tick: Tick) -> Written:
    """The codebook as CSV."""
    with path.open("w", encoding="utf-8-sig" if source.options.bom else "utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=source.options.delimiter)
        for line in table(source):
            lines.writerow([text_of(cell) for cell in line])
            tick()
    return Written()


def rows(source: Source, path: Path) -> int:
    """Lines besides the header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _line in csv.reader(file, delimiter=source.options.delimiter)) - 1


def expected(source: Source) -> int:
    """One line for each column."""
    return len(source.columns)
