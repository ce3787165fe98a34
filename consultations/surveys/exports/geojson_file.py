"""GeoJSON (RFC 7946, EPSG:4326): one feature for each place, and one without geometry for each place told in words."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..results.cells import compact
from ..results.columns import Kind
from ..results.series import Series
from .source import Row, Source, Tick
from .writing import Written

HEAD = '{"type":"FeatureCollection","features":['
END = "]}"


def write(source: Source, path: Path, tick: Tick) -> Written:
    """One feature on each line."""
    asked = _questions(source)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        separator = "\n"
        for row in source.rows(lambda: None):
            for feature in _features(asked, row):
                file.write(separator + compact(feature))
                separator = ",\n"
                tick()
        file.write(f"\n{END}\n")
    return Written()


def _questions(source: Source) -> list[Series]:
    return [column.series for column in source.columns if column.kind is Kind.GEO and column.series is not None]


def _features(asked: list[Series], row: Row) -> Iterator[dict[str, Any]]:
    for series in asked:
        answer = row.answers.get(series.keys.get(row.version, ""))
        if isinstance(answer, Mapping):
            yield from _of_answer(series, row, answer)


def _of_answer(series: Series, row: Row, answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    known = {"response": str(row.pk), "version": row.version, "question": series.key}
    words = {"place": answer["description"]} if answer.get("description") else {}
    for place in answer.get("features") or [{"geometry": None}]:
        properties = {**known, **words, **(place.get("properties") or {})}
        yield {"type": "Feature", "properties": properties, "geometry": place["geometry"]}


def rows(_source: Source, path: Path) -> int:
    """Features that can be read in the file. Raises ValueError where it is none, or does not end as it should."""
    number, line = 0, ""
    with path.open(encoding="utf-8") as file:
        if next(file) != f"{HEAD}\n":
            raise ValueError(HEAD)
        for line in file:
            if line.startswith(END):
                break
            number += json.loads(line.rstrip(",\n"))["type"] == "Feature"
        if line != f"{END}\n" or next(file, None) is not None:
            raise ValueError(line)
    return number


def expected(source: Source) -> int:
    """Places in the answers, counted apart from writing them."""
    asked = _questions(source)
    versions = {one.pk: one.number for one in source.versions}
    stored = source.responses().values_list("version_id", "answers").iterator(chunk_size=500)
    return sum(_places(asked, versions[version], answers) for version, answers in stored)


def _places(asked: list[Series], version: int, answers: Mapping[str, Any]) -> int:
    given = (answers.get(series.keys.get(version, "")) for series in asked)
    return sum(len(one["features"]) or 1 for one in given if one)
