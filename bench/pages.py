"""SQL queries and CPU time per request of the main pages, beside a bare page in the same base template.

    make bench

Loads the demo content into a scratch SQLite database, empties Django's caches before every request, and prints a table;
the last line is a JSON object. `ratio` is a page's CPU time over the bare page's, measured in turn in the same run.
BENCH_ROUNDS says how often each page is asked for (40).
"""

import json
import os
import sys
import tempfile
from importlib import import_module
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def prepare(folder: Path) -> None:
    """Set Django up on a scratch database with the demo content in it."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import_module("django").setup()
    call_command = import_module("django.core.management").call_command
    call_command("migrate", verbosity=0)
    call_command("load_demo", logins=folder / "logins.txt", stdout=StringIO())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        measurement = import_module("bench.measurement")  # needs Django set up
        urls = {name: page.get_url() or "" for name, page in measurement.pages()}
        figures = measurement.measure(urls, int(os.environ.get("BENCH_ROUNDS", "40")))
    bare = figures["bare"]["cpu_ms"]
    print(f"{'page':<20} {'SQL queries':>11} {'CPU ms':>8} {'ratio':>6}")
    for name, row in figures.items():
        row["ratio"] = row["cpu_ms"] / bare
        print(f"{name:<20} {row['queries']:>11} {row['cpu_ms']:>8.1f} {row['ratio']:>6.2f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
