"""A survey of 40 questions with very many responses: how long exports take, and how much memory their process needs.

    make bench-survey-exports                                   100 000 responses, all formats
    make bench-survey-exports BENCH_ARGS="--rows 300000 --formats csv xlsx"
    .ci/with-postgres make bench-survey-exports                 on PostgreSQL

Without DATABASE_URL it works on a scratch SQLite file. Every export is a process of its own, as in the portal. Prints
seconds, peak memory (MB of resident set) and rows of the file beside those of the database; the last line is a JSON
object. Ends with 1 where rows differ.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FORMATS = ("csv", "xlsx", "json", "geojson", "sav", "codebook")
POOL = 2000  # different sets of answers
BATCH = 2000
MUNICIPALITIES = [f"30{number}" for number in (2101, 2105, 2106, 2111, 2112, 2113, 2116, 2117, 6401)]
ASKED_FOR_PLACE = "single_choice_15"  # the question that results are compared by
AGES = ("under_18", "18_24", "25_34", "35_49", "50_64", "65_plus")
CHANNELS = ("web", "web", "web", "web", "embed", "kiosk", "paper")
SECTIONS = {  # type -> (how many questions, settings)
    "single_choice": (15, {"options": 6}),
    "multi_choice": (5, {"options": 6}),
    "matrix": (2, {"rows": 6, "columns": 5}),
    "scale": (5, {"from": 1, "to": 5, "no_opinion": True}),
    "ranking": (1, {"options": 5}),
    "number": (3, {"min": 0, "max": 120}),
    "date": (1, {}),
    "yes_no": (1, {"no_opinion": True}),
    "budget": (1, {"options": 4, "mode": "points", "total": 100}),
    "short_text": (3, {"max_length": 100}),
    "long_text": (2, {"max_length": 1000}),
    "geo": (1, {"geometry": "point", "max": 3}),
}


def content() -> dict[str, Any]:
    """40 questions on 8 pages; those of the second half of each type are asked of half of the people."""
    every = [
        _question(kind, number, settings)
        for kind, (many, settings) in SECTIONS.items()
        for number in range(1, many + 1)
    ]
    half = {"match": "all", "conditions": [{"q": "single_choice_1", "op": "any_of", "values": ["a1", "a2", "a3"]}]}
    for place, one in enumerate(every):
        if place % 10 == 9:
            one["visible_if"] = half
    pages = [every[start : start + 5] for start in range(0, len(every), 5)]
    return {
        "pages": [
            {"key": f"p{place}", "uid": f"p-{place}", "title": {"pl": f"Strona {place}"}, "elements": page}
            for place, page in enumerate(pages, 1)
        ]
    }


def _question(kind: str, number: int, settings: dict[str, Any]) -> dict[str, Any]:
    lists = {
        name: [
            {"key": f"{name[0] if name != 'options' else 'a'}{one}", "code": one, "label": {"pl": f"Odpowiedź {one}"}}
            for one in range(1, size + 1)
        ]
        for name, size in settings.items()
        if name in ("options", "rows", "columns")
    }
    if kind in ("single_choice", "multi_choice") and number == 2:
        lists["options"][-1]["other_text"] = {"max_length": 300}
    key = f"{kind}_{number}"
    if key == ASKED_FOR_PLACE:
        options = [{"key": f"t{teryt}", "label": {"pl": f"Gmina {teryt}"}} for teryt in MUNICIPALITIES]
        lists, settings = {"options": options}, {"segment": "municipality"}
    return {"key": key, "uid": f"u-{key}", "type": kind, "text": {"pl": f"Pytanie {key}?"}, **settings, **lists}


def fill(version: Any, count: int, seed: int = 1) -> None:
    """Store `count` responses to the version: answers out of a pool with their real codes, the rest at random."""
    models = import_module("consultations.surveys.models")
    chance = random.Random(seed)  # noqa: S311  # the same answers every time
    pool = list(_pool(version))
    start = datetime(2026, 1, 1, 8, tzinfo=UTC)
    for begin in range(0, count, BATCH):
        models.Response.objects.bulk_create(
            _response(models, version, chance, pool, start) for _one in range(min(BATCH, count - begin))
        )


def _pool(version: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Answers with what is derived from them."""
    surveys = "consultations.surveys"
    random_answers = import_module(f"{surveys}.rehearsal").random_answers
    visible = import_module(f"{surveys}.questionnaire.visibility").visible
    derive = import_module(f"{surveys}.services").derive
    for seed in range(POOL):
        answers = random_answers(version.definition, seed, {}, date(2026, 6, 1))
        yield answers, derive(version, answers, visible(version.definition, answers, {}).questions)


def _response(models: Any, version: Any, chance: random.Random, pool: list[Any], start: datetime) -> Any:
    answers, derived = chance.choice(pool)
    digest = f"{chance.getrandbits(256):064x}"
    return models.Response(
        id=uuid.UUID(int=chance.getrandbits(128), version=4),
        survey_key=version.survey_key,
        version=version,
        channel=chance.choice(CHANNELS),
        locale="pl",
        submitted_at=start + timedelta(hours=chance.randrange(2000)),
        municipality=answers.get(ASKED_FOR_PLACE, "")[1:],
        age_band=chance.choice(AGES),
        receipt_hash=digest,
        key_hash=digest,
        codes=derived.codes,
        measures=derived.measures,
        answers=answers,
    )


def prepare(folder: Path) -> None:
    """Django on a database of its own, as the processes of the exports will have it."""
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="cms.settings.test", EXPORTS_ROOT=str(folder / "exports"), EXPORT_PROCESSES="worker"
    )
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)


def survey(rows: int) -> Any:
    """The page of the survey with its responses."""
    factories = import_module("tests.factories.surveys")
    tree = import_module("tests.factories.home").site_tree()
    page = factories.survey_page(tree.home, content(), slug="wielka")
    fill(page.live_version, rows)
    return page


def export(page: Any, kind: str) -> dict[str, Any]:
    """Seconds, peak memory in MB, size in MB, and rows of one export, with the rows the database has."""
    models = import_module("consultations.surveys.models")
    now = datetime.now(UTC)
    job = models.ExportJob.objects.create(survey=page, format=kind, requested_at=now, file_name=f"bench-{kind}")
    began = time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "manage.py"), "survey_exports"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    memory = 0.0
    while process.poll() is None:
        memory = max(memory, _peak(process.pid))
        time.sleep(0.05)
    seconds, now_used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    job.refresh_from_db()
    return {
        "seconds": seconds,
        "cpu": now_used.ru_utime + now_used.ru_stime - used.ru_utime - used.ru_stime,
        "memory": memory,
        "size": job.size / 1e6,
        "rows": job.done,
        "state": f"{job.state} {job.fault}".strip(),
    }


def _peak(pid: int) -> float:
    """Peak resident set of a process so far, in MB. What getrusage says of a child includes the parent it came from."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--formats", nargs="*", choices=FORMATS, default=FORMATS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        page = survey(chosen.rows)
        found = {kind: export(page, kind) for kind in chosen.formats}
    print(f"{'format':<10} {'seconds':>8} {'CPU s':>8} {'peak MB':>8} {'file MB':>8} {'rows':>8}  state")
    for kind, row in found.items():
        print(
            f"{kind:<10} {row['seconds']:>8.1f} {row['cpu']:>8.1f} {row['memory']:>8.0f} {row['size']:>8.1f} "
            f"{row['rows']:>8}  {row['state']}"
        )
    print(json.dumps(found))
    if any(row["state"] != "ready" for row in found.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
