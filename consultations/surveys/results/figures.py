"""Results as other programs read them: JSON, a long table, GeoJSON. Plain Python.

A hidden count is None, with `suppressed` true, and so are its share and its percentage.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from ..grid import ring_of
from .statistics import percent
from .tables import Cell, Numbers, QuestionResult, Row, SurveyResults

COLUMNS = ("question", "key", "row", "option", "label", "group", "count", "share", "base", "suppressed")
Line = tuple[str, str, str, str, str, str, int | None, float | None, int | None, bool]


def to_json(results: SurveyResults) -> dict[str, Any]:
    """The results; texts must be in one language."""
    groups = [
        {"key": key, "label": str(label), **_number("responses", results.group_sizes.get(key))}
        for key, label in results.group_labels.items()
    ]
    divided = {"by": results.by, "groups": groups} if results.by else {"by": None}
    return {"responses": results.responses, **divided, "questions": [_question(one) for one in results.questions]}


def _number(name: str, number: int | None) -> dict[str, Any]:
    return {name: number, "suppressed": number is None}


def _question(one: QuestionResult) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": one.key,
        "type": one.type,
        "text": str(one.text),
        "multiple": one.is_multiple,
        "retired": one.retired,
        "since_version": one.since_version,
        "withheld": one.withheld or None,
    }
    if one.row:
        told |= {"row": one.row, "row_label": str(one.row_label)}
    if one.withheld == "rule":
        return told
    return {**told, **_totals(one), **_answers(one)}


def _totals(one: QuestionResult) -> dict[str, int]:
    return {"asked": one.asked, "answered": one.answered, "no_answer": one.no_answer, "not_asked": one.not_asked}


def _answers(one: QuestionResult) -> dict[str, Any]:
    """The parts that a result of its type has."""
    parts: dict[str, Any] = {}
    if one.cells:
        parts |= {"options": _cells(one.cells, one.answered), "mean": one.mean}
    if one.rows:
        parts["rows"] = [_row(row) for row in one.rows]
    if one.numbers is not None:
        parts |= _numbers(one.numbers, one.answered)
    if one.type == "geo":
        parts["squares"] = [{"name": it.name, "category": it.category, "count": it.count} for it in one.squares]
        parts["squares_suppressed"] = one.squares_suppressed
    if one.themes:
        parts["themes"] = _cells(one.themes, one.answered)
    if one.quotes:
        parts["quotes"] = [{"text": it.text, "themes": list(it.themes), "shortened": it.shortened} for it in one.quotes]
    if one.groups:
        parts["groups"] = [_row(row) for row in one.groups]
    return parts


def _cells(cells: Sequence[Cell], base: int | None) -> list[dict[str, Any]]:
    return [
        {
            "key": cell.key,
            "label": str(cell.label),
            **_number("count", cell.count),
            "share": cell.share,
            "percent": percent(cell.share, base),
            "retired": cell.retired,
        }
        for cell in cells
    ]


def _row(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {"key": row.key, "label": str(row.label), **_number("base", row.base), "mean": row.mean}
    if row.cells:
        return {**told, "options": _cells(row.cells, row.base)}
    return {**told, "median": row.median, "share": row.share}


def _numbers(numbers: Numbers, base: int) -> dict[str, Any]:
    bins = [
        {"low": one.low, "high": one.high, "count": one.count, "share": one.share, "percent": percent(one.share, base)}
        for one in numbers.bins
    ]
    return {"bins": bins, "mean": numbers.mean, "median": numbers.median}


# --- a long table ----------------------------------------------------------------------------------------------------
def to_lines(results: SurveyResults) -> Iterator[Line]:
    """One line for each count; `group` is empty for all responses together."""
    for one in results.questions:
        if one.withheld == "rule":
            yield (str(one.text), one.key, one.row, "", "", "", None, None, None, True)
        else:
            yield from _lines(one)


def _lines(one: QuestionResult) -> Iterator[Line]:
    def line(place: tuple[str, str, str], label: object, count: int | None, base: int | None) -> Line:
        row, option, group = place
        share = None if count is None or not base else count / base
        return (str(one.text), one.key, row, option, str(label), group, count, share, base, count is None)

    yield line((one.row, "", ""), "", one.answered, one.asked)
    for cell in one.cells:
        yield line(("", cell.key, ""), cell.label, cell.count, one.answered)
    for row in one.rows:
        for cell in row.cells:
            yield line((row.key, cell.key, ""), cell.label, cell.count, row.base)
    for bin_ in one.numbers.bins if one.numbers else ():
        yield line(("", f"{bin_.low}/{bin_.high}", ""), "", bin_.count, one.answered)
    for square in one.squares:
        yield line((square.category, square.name, ""), "", square.count, one.answered)
    for group in one.groups:
        yield line((one.row, "", group.key), group.label, group.base, None)
        for cell in group.cells:
            yield line((one.row, cell.key, group.key), cell.label, cell.count, group.base)


# --- squares ---------------------------------------------------------------------------------------------------------
def to_geojson(results: SurveyResults) -> dict[str, Any]:
    """Squares of the grid (RFC 7946) with how many responses name a place in each."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [ring_of(square.name)]},
            "properties": {
                "question": one.key,
                "text": str(one.text),
                "category": square.category,
                "square": square.name,
                "count": square.count,
            },
        }
        for one in results.questions
        for square in one.squares
    ]
    return {"type": "FeatureCollection", "features": features}
