"""How long reads take while a bulk import runs into the same database, against the same reads before it.

    python -m benchmarks.serving_ingest DATABASE_FILE [SECONDS]

The file is written to: take a copy. A mix of reads is asked every 25 ms over one connection; a read is late by the
clock from the moment at which it should have been asked. The import's lines are written to a file first.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson

from app.wire import extraction_to_json
from benchmarks.serving_load import ROOT, get, service
from benchmarks.store_synthetic import items

EVERY = 0.025
LINES = 150_000
WANTED = 2.0
READS = (
    "/collections/incidents/items?limit=100&bbox=8,38,22,52&status=all",
    "/incidents.geojson?bbox=12,42,18,48&datetime=2023-03&type=explosion,shelling&limit=100",
    "/clusters?zoom=4&bbox=-10,35,40,60",
    "/clusters?zoom=2",
    "/collections/incidents/items/{id}",
)


def asked(port: int, seconds: float, first: str) -> list[float]:
    """Milliseconds of each read, sorted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took, begun = [], time.perf_counter()
    for number in range(int(seconds / EVERY)):
        due = begun + number * EVERY
        time.sleep(max(0.0, due - time.perf_counter()))
        connection.request("GET", READS[number % len(READS)].format(id=first))
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{READS[number % len(READS)]} answers {answer.status}")
        took.append((time.perf_counter() - due) * 1000)
    return sorted(took)


def written(path: Path) -> None:
    """Lines of articles that are not there yet."""
    with path.open("wb") as file:
        for article, reports in items(LINES, seed=time.time_ns() % 2**31):
            toponyms = [report.event.place.toponym for report in reports if report.event.place]
            line = extraction_to_json(article.id, article, toponyms, reports, with_article=True)
            file.write(orjson.dumps(line) + b"\n")


def main(path: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder / "lines.jsonl")
        with service(path, folder) as base:
            port = int(base.rsplit(":", 1)[1])
            first = json.loads(get(f"{base}/incidents.geojson?limit=1"))["features"][0]["id"]
            asked(port, 2, first)
            before = tell("before", asked(port, seconds, first))
            environment = {**os.environ, "INCIDENTS_DATABASE_URL": f"sqlite:///{path.resolve()}"}
            words = [sys.executable, "-c", "from app.cli.root import run; run()", "import", str(folder / "lines.jsonl")]
            importing = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
            time.sleep(6)
            during = tell("during", asked(port, seconds, first))
            still = importing.poll() is None
            importing.kill()
            importing.wait()
            print(
                f"p99 {during / before:.1f} × (wanted: at most {WANTED:g}); the import {'ran on' if still else 'ENDED'}"
            )


def tell(words: str, took: list[float]) -> float:
    """Print and return the 99th percentile."""
    late = took[int(len(took) * 0.99)]
    print(f"{words}: p50 {took[len(took) // 2]:.2f}  p99 {late:.2f}  worst {took[-1]:.2f} ms", flush=True)
    return late


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 15.0)
