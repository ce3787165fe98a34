"""Reads the documents of a relevance set."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from ..analysis.languages import LANGUAGES
from ..projection import Projection
from .judgements import InvalidSet

LISTS = ("area", "topic", "tag")


def read_documents(path: Path) -> dict[str, Projection]:
    """Projections by key from `documents.jsonl`. Raises InvalidSet."""
    found = {}
    for number, line in _lines(path):
        try:
            record = json.loads(line)
            found[_key(record)] = _projection(record)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InvalidSet(f"{path.name}, line {number}: {error!r}") from error
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig") as lines:
        yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _key(record: dict[str, Any]) -> str:
    return str(record["key"])


def _projection(record: dict[str, Any]) -> Projection:
    if record["lang"] not in LANGUAGES:
        raise ValueError(f"unknown language {record['lang']!r}")
    opens_at, closes_at = _moment(record.get("opens_at")), _moment(record.get("closes_at"))
    published_at = _moment(record.get("published_at"))
    facets = {name: [str(one) for one in _many(record.get(name))] for name in LISTS}
    return Projection(
        kind=str(record.get("kind") or "page"),
        lang=record["lang"],
        title=str(record["title"]),
        url=f"/{record['key']}/",
        lead=str(record.get("lead") or ""),
        body=str(record.get("body") or ""),
        facets={**facets, "organiser": [str(one) for one in _many(record.get("organiser"))]},
        opens_at=opens_at,
        closes_at=closes_at,
        published_at=published_at,
        intervals=((opens_at, closes_at),) if opens_at and closes_at else (),
    )


def _many(value: Any) -> list[Any]:
    """A list of codes, also where one stands alone or none."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _moment(value: Any) -> datetime | None:
    """An aware moment; days begin at midnight in the portal's zone."""
    if not value:
        return None
    moment = parse_datetime(str(value))
    if moment is None:
        day = parse_date(str(value))
        if day is None:
            raise ValueError(f"no date: {value!r}")
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # made aware below
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
