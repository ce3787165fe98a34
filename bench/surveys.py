"""A survey of 200 questions on 40 pages with 50 conditions: compiling it, answering it, and submitting it.

    make bench-surveys

Works on a scratch SQLite database. Prints CPU and wall milliseconds and SQL queries of each step beside those of a bare
page in the same base template; the last line is a JSON object. BENCH_ROUNDS says how often each is done (15).
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
PAGES, ON_EACH, CONDITIONS = 40, 5, 50


def question(number: int) -> dict[str, Any]:
    """Every fourth question depends on the one before it."""
    kinds = ("single_choice", "multi_choice", "short_text", "scale", "single_choice")
    options = [{"key": f"o{one}", "label": {"pl": f"Odpowiedź {one}"}} for one in range(10)]
    shown = {"match": "all", "conditions": [{"q": f"q{number - 1}", "op": "answered"}]}
    return {
        "key": f"q{number}",
        "uid": f"00000000-0000-4000-8000-{number:012}",
        "type": kinds[number % ON_EACH],
        "text": {"pl": f"Pytanie {number}"},
        **({"options": options} if "choice" in kinds[number % ON_EACH] else {}),
        **({"from": 1, "to": 5, "no_opinion": True} if kinds[number % ON_EACH] == "scale" else {}),
        **({"visible_if": shown} if number % 4 == 1 else {}),
    }


def content() -> dict[str, Any]:
    pages = [
        {
            "key": f"p{page}",
            "uid": f"00000000-0000-4000-9000-{page:012}",
            "title": {"pl": f"Strona {page}"},
            "elements": [question(page * ON_EACH + place) for place in range(ON_EACH)],
        }
        for page in range(PAGES)
    ]
    assert sum("visible_if" in one for page in pages for one in page["elements"]) == CONDITIONS
    return {"pages": pages}


def prepare(folder: Path) -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)


def measured(job: Callable[[], object], rounds: int) -> dict[str, float]:
    """Medians of CPU and wall time, the first round left out, and the queries of one more."""
    django_db = import_module("django.db")
    captured = import_module("django.test.utils").CaptureQueriesContext(django_db.connection)
    cpu, wall = [], []
    for _round in range(rounds + 1):
        started, began = time.process_time(), time.perf_counter()
        job()
        cpu.append((time.process_time() - started) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    with captured:
        job()
    return {"cpu_ms": statistics.median(cpu[1:]), "wall_ms": statistics.median(wall[1:]), "queries": len(captured)}


def jobs() -> dict[str, Callable[[], object]]:
    return import_module("bench.survey_jobs").jobs(content())  # needs Django set up


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        rounds = int(os.environ.get("BENCH_ROUNDS", "15"))
        figures = {name: measured(job, rounds) for name, job in jobs().items()}
    bare = figures["bare page"]["cpu_ms"]
    print(f"{'what':<24} {'CPU ms':>8} {'wall ms':>8} {'queries':>8} {'ratio':>6}")
    for name, row in figures.items():
        row["ratio"] = row["cpu_ms"] / bare
        print(f"{name:<24} {row['cpu_ms']:>8.1f} {row['wall_ms']:>8.1f} {row['queries']:>8} {row['ratio']:>6.2f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
