"""JSON: the definitions of all versions, and the answers as they are stored; one response on each line.

As an array in one document `{"survey", "versions", "responses"}`, or as JSON Lines: first the versions, then the
responses. In `answers` a question that was not asked is absent, and one that was not answered is null.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ..results.cells import compact
from ..results.columns import ABOUT
from .source import Row, Source, Tick
from .writing import Written

NAMES = tuple(name.removeprefix("response.") for name in ABOUT)


def write(source: Source, path: Path, tick: Tick) -> Written:
    """Every line but the first and the last of an array is a JSON text of its own, with a comma behind."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if source.options.lines:
            file.writelines(f"{compact({'version': one})}\n" for one in _versions(source))
            file.writelines(f"{compact(_response(source, row))}\n" for row in source.rows(tick))
        else:
            _write_array(source, file, tick)
    return Written()


def _write_array(source: Source, file: IO[str], tick: Tick) -> None:
    head = compact({"survey": str(source.page.translation_key), "versions": _versions(source)})
    file.write(f'{head[:-1]},"responses":[')
    separator = "\n"
    for row in source.rows(tick):
        file.write(separator + compact(_response(source, row)))
        separator = ",\n"
    file.write("\n]}\n")


def _versions(source: Source) -> list[dict[str, Any]]:
    return [
        {"number": one.number, "published": one.published_at.isoformat(), "definition": one.content}
        for one in source.versions
    ]


def _response(source: Source, row: Row) -> dict[str, Any]:
    blocks = source.makers[row.version].blocks
    shown = [(block.key, block.uid) for block in blocks if block.key in row.answers or block.uid in row.asked]
    answers = {key: row.answers.get(key) for key, _uid in shown}
    removed = [key for key, uid in shown if key not in row.answers and uid in row.removed]
    about = dict(zip(NAMES, row.about, strict=True))
    return {**about, "version": row.version, "answers": answers, **({"removed": removed} if removed else {})}


def rows(source: Source, path: Path) -> int:
    """Responses that can be read in the file. Raises ValueError where it is no JSON, or does not end as it should."""
    with path.open(encoding="utf-8") as file:
        lines = iter(file)
        if source.options.lines:
            return sum("id" in found for found in map(json.loads, lines))
        return _count_array(lines)


def _count_array(lines: Iterator[str]) -> int:
    json.loads(f"{next(lines).rstrip()}]}}")
    number, line = 0, ""
    for line in lines:
        if line == "]}\n":
            break
        number += "id" in json.loads(line.rstrip(",\n"))
    if line != "]}\n" or next(lines, None) is not None:
        raise ValueError(line)
    return number


def expected(source: Source) -> int:
    """Each response once."""
    return source.count()
