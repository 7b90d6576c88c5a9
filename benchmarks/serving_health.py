"""How long /healthz takes while exports, CQL2 scans, counts and extraction run, asked every 20 ms over one connection.

    python -m benchmarks.serving_health DATABASE_FILE [SECONDS]

Each load runs in a process of its own and asks again as soon as it is answered; an answer is late by the clock from
the moment at which it should have been asked, so that a stall counts for all the questions that it held up.
"""

from __future__ import annotations

import http.client
import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.serving_load import service

EVERY = 0.02
WANTED_MS = 50.0
LOADS = ("idle", "csv", "gpkg", "cql2", "facets", "extract", "all")
TEXT = (
    "A bomb exploded in Kabul on Monday, killing four people, police said. Protesters marched through Lagos. "
    "An earthquake of magnitude 6.1 struck near Izmir early on Tuesday and injured dozens, officials told reporters. "
) * 20


def load(name: str, port: int) -> None:
    """Ask again and again until killed."""
    for number in itertools.count():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        if name == "extract":
            body = json.dumps({"text": f"{number} {TEXT}", "published": "2024-05-08"})
            connection.request("POST", "/extract", body, {"Content-Type": "application/json"})
        else:
            connection.request("GET", address(name, number))
        answer = connection.getresponse()
        while answer.read(1 << 20):
            pass
        connection.close()
        if answer.status != 200:
            time.sleep(0.2)


def address(name: str, number: int) -> str:
    """One that no memory of an earlier answer helps with."""
    if name in ("csv", "gpkg"):
        return f"/collections/incidents/items?f={name}&status=all"
    if name == "cql2":
        return f"/incidents.geojson?limit=100&status=all&filter=title+LIKE+'%25x{number}%25'"
    return f"/facets?min_confidence=0.{number % 90 + 10}"


def asked(port: int, seconds: float) -> list[float]:
    """Milliseconds of each question."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took, begun = [], time.perf_counter()
    for number in range(int(seconds / EVERY)):
        due = begun + number * EVERY
        time.sleep(max(0.0, due - time.perf_counter()))
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        took.append((time.perf_counter() - due) * 1000)
    return sorted(took)


def main(path: Path, seconds: float) -> None:
    settings = {"EXTRACT_WORKERS": "1", "RATE_EXTRACTS": "0", "RATE_READS": "0"}
    with tempfile.TemporaryDirectory() as folder, service(path, Path(folder), settings) as base:
        port = int(base.rsplit(":", 1)[1])
        for name in LOADS:
            names = LOADS[1:-1] if name == "all" else [] if name == "idle" else [name]
            words = [sys.executable, "-m", "benchmarks.serving_health", "--load"]
            running = [subprocess.Popen([*words, one, str(port)]) for one in names]
            time.sleep(8 if "extract" in names else 2)
            took = asked(port, seconds)
            for process in running:
                process.kill()
                process.wait()
            time.sleep(1)
            median, late = took[len(took) // 2], took[int(len(took) * 0.99)]
            print(
                f"{name:8} p50 {median:7.2f}  p99 {late:7.2f}  worst {took[-1]:7.2f} ms"
                + (f"   wanted: p99 {WANTED_MS:.0f}" if name == "all" else ""),
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1] == "--load":
        load(sys.argv[2], int(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10.0)
