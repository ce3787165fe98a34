"""A survey of 40 questions with very many responses: how long its results take.

    make bench-survey-results                               100 000 responses on a scratch SQLite file
    .ci/with-postgres make bench-survey-results             on PostgreSQL

Prints seconds and CPU seconds of each way to the results, best of three; `ratio` compares with counting everything
once. The last line is a JSON object.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from survey_answers import prepare, survey

ROUNDS = 3
Work = Callable[[], object]


def ways(page: Any) -> dict[str, Work]:
    """Each way to the results, by name."""
    published = import_module("consultations.surveys.published")
    snapshots = import_module("consultations.surveys.services.results")
    browser = import_module("django.test").Client()
    address = f"/pl/ankieta/{page.translation_key}/wyniki/"

    def staff(**chosen: Any) -> Work:
        return lambda: published.staff_results(page, now=datetime.now(UTC), **chosen)

    def shown(query: str = "") -> Work:
        return lambda: _answered(browser.get(address + query))

    return {
        "count everything": lambda: snapshots.take_snapshot(survey_key=page.translation_key, now=datetime.now(UTC)),
        "all by municipality": staff(by="municipality"),
        "all by way of answering": staff(by="channel"),
        "all by a question": staff(by="single_choice_1"),
        "filter: a municipality": staff(filters={"municipality": "t302105"}),
        "filter: an option": staff(filters={"single_choice_1": "a1"}),
        "page, counts kept": shown(),
        "page by municipality, kept": shown("?by=municipality"),
    }


def _answered(response: Any) -> None:
    assert response.status_code == 200, response.status_code


def measured(work: Work) -> dict[str, float]:
    """Seconds and CPU seconds of the quickest of some rounds; the first of a page makes and keeps its counts."""
    rounds = []
    for _round in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        work()
        rounds.append((time.perf_counter() - began, time.process_time() - used))
    seconds, cpu = min(rounds)
    return {"seconds": seconds, "cpu": cpu, "first": rounds[0][0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        page = survey(chosen.rows)
        page.closes_at = datetime.now(UTC) - timedelta(days=1)
        page.save()
        found = {name: measured(work) for name, work in ways(page).items()}
    whole = found["count everything"]["seconds"]
    print(f"{'what':<28} {'seconds':>8} {'CPU s':>8} {'first':>8} {'ratio':>8}")
    for name, row in found.items():
        ratio = row["seconds"] / whole
        print(f"{name:<28} {row['seconds']:>8.3f} {row['cpu']:>8.3f} {row['first']:>8.3f} {ratio:>8.2f}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
