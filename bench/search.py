"""Times of the search: pages, suggestions and the rebuild, beside a bare query of the same engine.

    make bench-search                                   # 10 000 documents in SQLite
    ELASTICSEARCH_URL=... make bench-search BENCH_ARGS='--engine elastic --documents 100000'

Works in a scratch database (and a scratch index) with the demo content and documents made by chance. Prints the middle
and the 95th percentile of the server's time per kind of query, the ratio to a bare query (one word, twenty keys, no
facets), SQL queries per page and our CPU time, `own` of it outside the engine's search; the last line is a JSON object.
`again` is the middle where the same words were asked for before, as by who turns a page or adds a filter: only the
embedded engine gains from that.
BENCH_ROUNDS says how often each query is asked (25).
"""

import argparse
import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("sql", "elastic"), default="sql")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--pages", type=int, default=10_000, help="pages of the rebuild; 0 leaves it out")
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("BENCH_ROUNDS", "25")))
    return parser.parse_args()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        import_module("bench.pages").prepare(Path(folder))
        measurement = import_module("bench.search_measurement")  # needs Django set up
        figures = measurement.measure(options.engine, options.documents, options.rounds)
        if options.pages:
            figures["rebuild"] = measurement.rebuild(options.pages)
    for name, row in figures.items():
        print(f"{name:<26}" + "".join(f"{key} {value:<10}" for key, value in row.items()))
    print(json.dumps({"engine": options.engine, "documents": options.documents, **figures}))


if __name__ == "__main__":
    main()
