"""SQL queries and CPU time per request of the main pages, beside a bare page in the same base template.

    make bench

Loads the demo content into a scratch SQLite database, empties Django's caches before every request, and prints a table;
the last line is a JSON object. `ratio` is a page's CPU time over the bare page's, measured in turn in the same run.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def prepare(folder: Path) -> None:
    """Set Django up on a scratch database with the demo content in it."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    import django  # noqa: PLC0415  the environment must be set first
    from django.core.management import call_command  # noqa: PLC0415  as above

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_demo", logins=folder / "logins.txt", stdout=StringIO())


def pages() -> "Iterator[tuple[str, Page]]":
    """(name, page) of the pages measured; the bare one first."""
    from django.utils import timezone  # noqa: PLC0415  Django is set up by now

    from consultations.models import ConsultationIndexPage, ConsultationPage  # noqa: PLC0415  as above
    from home.models import HomePage, ProjectPage, StandardPage  # noqa: PLC0415  as above

    home = HomePage.objects.get(locale__language_code="pl")
    yield "bare", home.add_child(instance=StandardPage(title="Bare", slug="bare-page"))
    yield "home", home
    yield "consultation index", ConsultationIndexPage.objects.child_of(home).get()
    yield (
        "consultation",
        max(
            ConsultationPage.objects.child_of(home).open(timezone.now())
            or ConsultationPage.objects.filter(locale=home.locale).open(timezone.now()),
            key=lambda page: len(page.body) + len(page.documents) + page.meetings.count(),
        ),
    )
    yield "project page", ProjectPage.objects.get(locale=home.locale)


def measure(urls: dict[str, str]) -> dict[str, dict[str, float]]:
    """Queries and CPU milliseconds of each address; addresses take turns, so that a drifting machine hits all alike."""
    from django.core.cache import cache  # noqa: PLC0415  Django is set up by now
    from django.db import connection  # noqa: PLC0415  as above
    from django.test import Client  # noqa: PLC0415  as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  as above

    client = Client()
    queries: dict[str, int] = {}
    spent: dict[str, list[float]] = {name: [] for name in urls}
    for round_number in range(ROUNDS + 3):
        for name, url in urls.items():
            cache.clear()
            if round_number == 0:
                with CaptureQueriesContext(
                    connection,
                ) as captured:
                    assert client.get(url).status_code == 200, url
                queries[name] = len(captured)
                continue
            start = time.process_time()
            client.get(url)
            if round_number > 2:
                spent[name].append((time.process_time() - start) * 1000)
    return {name: {"queries": queries[name], "cpu_ms": statistics.median(spent[name])} for name in urls}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        urls = {name: page.get_url() or "" for name, page in pages()}
        figures = measure(urls)
    bare = figures["bare"]["cpu_ms"]
    print(f"{'page':<20} {'SQL queries':>11} {'CPU ms':>8} {'ratio':>6}")
    for name, row in figures.items():
        row["ratio"] = row["cpu_ms"] / bare
        print(f"{name:<20} {row['queries']:>11} {row['cpu_ms']:>8.1f} {row['ratio']:>6.2f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
