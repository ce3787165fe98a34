"""Sends responses to a running portal at a steady rate, kills a worker meanwhile, and counts what was lost or doubled.

    make bench-survey-load BENCH_ARGS="--seconds 300 --rate 20"     SQLite
    .ci/with-postgres make bench-survey-load                         PostgreSQL

Starts gunicorn with two workers on the database of DATABASE_URL (a scratch SQLite file without it; its content is
changed). Clients behave as good clients do: a submission that gets no answer is sent again with the same
Idempotency-Key. Every tenth one is sent twice at the same time. Others read pages or walk through the HTML form.
Prints latencies and, as the last line, a JSON object; exit 1 if a response that was acknowledged is missing, stored
twice or has another receipt than the client was told.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
WORKERS = 2


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--rate", type=float, default=20, help="submissions a second")
    parser.add_argument("--page-rate", type=float, default=3, help="page views a second")
    parser.add_argument("--form-rate", type=float, default=0.5, help="walks through the HTML form a second")
    parser.add_argument("--kill-after", type=int, default=60, help="seconds until a worker is killed; 0: never")
    return parser.parse_args()


def set_up(folder: Path) -> None:
    """Django on the database that the server will use too."""
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'load.sqlite3'}")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="cms.settings.production",
        SECRET_KEY="x" * 60,
        SURVEY_SECRET="y" * 60,
        ALLOWED_HOSTS="127.0.0.1",
        BASE_URL="https://127.0.0.1",
        TRUSTED_PROXY="true",
        EMAIL_URL="dummymail://",
        STATIC_ROOT=str(folder / "static"),
        MEDIA_ROOT=str(folder / "media"),
        LOG_LEVEL="ERROR",
    )
    import_module("django").setup()
    call_command = import_module("django.core.management").call_command
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def start_server(port: int) -> subprocess.Popen[bytes]:
    """gunicorn as the image runs it, in a process group of its own."""
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    return subprocess.Popen(  # noqa: S603  # our own command
        [*command, "--workers", str(WORKERS), "--threads", "4", "--no-control-socket", "--log-level", "error"],
        cwd=ROOT,
        start_new_session=True,
    )


def kill_one_worker(server: subprocess.Popen[bytes]) -> None:
    """`kill -9` for one of the workers; gunicorn starts another."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="ascii").split()
    os.kill(int(children[0]), signal.SIGKILL)


def run(options: argparse.Namespace) -> dict[str, Any]:
    clients = import_module("bench.survey_clients")  # needs Django set up
    survey = clients.make_survey()
    port = clients.free_port()
    server = start_server(port)
    try:
        clients.wait_until_healthy(port)
        load = clients.Load(port, survey)
        killed = drive(load, options, server)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
    return {"killed": killed, **load.figures(), **load.verdict()}


def drive(load: Any, options: argparse.Namespace, server: subprocess.Popen[bytes]) -> bool:
    """An open loop: work is started by the clock, however long the answers take."""
    jobs = ((load.submit, options.rate), (load.view, options.page_rate), (load.walk, options.form_rate))
    started, killed = time.monotonic(), False
    due = {job: 0.0 for job, rate in jobs if rate}
    with ThreadPoolExecutor(max_workers=64) as pool:
        while (elapsed := time.monotonic() - started) < options.seconds:
            for job, rate in jobs:
                while rate and due[job] <= elapsed:
                    pool.submit(job)
                    due[job] += 1 / rate
            if options.kill_after and elapsed > options.kill_after and not killed:
                kill_one_worker(server)
                killed = True
            time.sleep(0.005)
    return killed


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        result = run(options)
    for name, times in result.pop("latencies").items():
        if times:
            quantiles = statistics.quantiles(times, n=20)
            result[name] = {
                "n": len(times),
                "p50_ms": round(statistics.median(times), 1),
                "p95_ms": round(quantiles[-1], 1),
                "max_ms": round(max(times), 1),
            }
            print(f"{name:<12} {result[name]}")
    print(json.dumps(result))
    sys.exit(1 if result["lost"] or result["doubled"] or result["wrong_receipt"] else 0)


if __name__ == "__main__":
    main()
