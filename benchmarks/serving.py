"""The service against a constant body of the same size, and against datasette, in one run over the same incidents.

    python benchmarks/serving.py --incidents 100000 [--database FILE] [--seconds 5] [--datasette PROGRAM]

Needs `wrk` (Debian: apt-get install wrk). Prints requests a second and ratios; the machine's other load cancels out
in a ratio only where it is steady, so run it alone. A database is filled by the store's own import where FILE is not
there yet.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.store_synthetic import items  # noqa: E402

CONNECTIONS = 4
SERVE = """
from app.main import run
from app.settings import read_settings
if __name__ == "__main__":
    run(read_settings())
"""
CONSTANT = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
BODY = open(sys.argv[1], "rb").read()
async def body(request):
    return Response(BODY, media_type="application/geo+json")
uvicorn.run(Starlette(routes=[Route("/", body)]), port=int(sys.argv[2]), log_level="error", access_log=False)
"""


def main() -> None:
    given = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = given.database or folder / "benchmark.db"
        if not path.exists():
            fill(path, given.incidents)
        with service(path, folder) as base:
            print(f"{count(base, 'status=all'):,} incidents; {CONNECTIONS} connections, {given.seconds} s each")
            measure(base, folder, given)


def measure(base: str, folder: Path, given: argparse.Namespace) -> None:
    wide = f"{base}/collections/incidents/items?limit=1000&bbox={box_of(base, 0.08)}&status=all"
    small = (
        f"{base}/incidents.geojson?bbox={box_of(base, 0.01)}&datetime=2023-03&type=explosion,shelling,battle&status=all"
    )
    first = json.loads(get(wide))["features"][0]["id"]
    body = folder / "body.json"
    body.write_bytes(get(wide))
    with constant(body, folder) as address:
        told = {"constant body": rate(address, given.seconds)}
    told["bbox, 1,000 of many"] = rate(wide, given.seconds)
    told["small bbox + month + type"] = rate(small, given.seconds)
    told["one item"] = rate(f"{base}/collections/incidents/items/{first}", given.seconds)
    told["full text, 100"] = rate(f"{base}/incidents.geojson?q=northern+front&limit=100&status=all", given.seconds)
    for name, query in VIEWS.items():
        told[f"clusters, {name}"] = rate(f"{base}/clusters?{query}&status=all", given.seconds)
    told["healthz"] = rate(f"{base}/healthz", given.seconds)
    for name, (each, median, late) in told.items():
        print(f"{name:32} {each:10,.1f} /s   p50 {median:8.2f} ms   p99 {late:8.2f} ms")
    share = told["bbox, 1,000 of many"][0] / told["constant body"][0]
    print(f"bbox against a constant body of {body.stat().st_size:,} bytes: {share:.1%} (wanted: 15 %)")
    under_load(base, given.seconds)
    if given.datasette:
        against_datasette(base, folder, given, told)


VIEWS = {
    "world": "zoom=2",
    "continent": "zoom=4&bbox=-10,35,40,60",
    "city": "zoom=11&bbox=30,50,31,51",
    "world, month and type": "zoom=2&datetime=2023-03&type=explosion",
}


def under_load(base: str, seconds: int) -> None:
    """/healthz while an export and a CQL2 scan run."""
    loads = (
        f"{base}/collections/incidents/items?f=csv&status=all",
        f"{base}/incidents.geojson?filter=title+LIKE+'%25x%25'",
    )
    running = [
        subprocess.Popen(["wrk", "-t1", "-c1", f"-d{seconds + 2}s", one], stdout=subprocess.DEVNULL) for one in loads
    ]
    time.sleep(1)
    _, median, late = rate(f"{base}/healthz", seconds)
    print(f"healthz under exports and scans       p50 {median:8.2f} ms   p99 {late:8.2f} ms (wanted: 50)")
    for one in running:
        one.wait()


def against_datasette(base: str, folder: Path, given: argparse.Namespace, told: dict[str, tuple[float, ...]]) -> None:
    """datasette over a table of the same incidents, with indexes on place, time and type and a full text."""
    path = folder / "peer.db"
    peer_table(base, path)
    port = free_port()
    process = subprocess.Popen(
        [given.datasette, "serve", str(path), "--port", str(port), "--setting", "max_returned_rows", "1000"]
    )
    peer = f"http://127.0.0.1:{port}/peer"
    try:
        await_answer(f"{peer}.json")
        west, south, east, north = box_of(base, 0.01).split(",")
        small = f"{peer}/incidents.json?_size=1000&lon__gte={west}&lon__lte={east}&lat__gte={south}&lat__lte={north}"
        small += "&start_utc__gte=2023-03-01&start_utc__lt=2023-04-01&type__in=explosion,shelling,battle"
        small_rate = rate(small, given.seconds)[0]
        text_rate = rate(f"{peer}/incidents.json?_search=northern+front&_size=100", given.seconds)[0]
        share = told["small bbox + month + type"][0] / small_rate
        print(f"small bbox + month + type: {share:.1f}× datasette's (wanted: 2)")
        print(f"full text against datasette: {told['full text, 100'][0] / text_rate:.1f}× (wanted: 5)")
    finally:
        process.terminate()
        process.wait(10)


def peer_table(base: str, path: Path) -> None:
    gpkg = path.with_suffix(".gpkg")
    urllib.request.urlretrieve(f"{base}/collections/incidents/items?f=gpkg&status=all", gpkg)
    database = sqlite3.connect(path)
    database.executescript(
        f"ATTACH '{gpkg}' AS source;"
        "CREATE TABLE incidents AS SELECT * FROM source.incidents;"
        "ALTER TABLE incidents ADD COLUMN lon REAL; ALTER TABLE incidents ADD COLUMN lat REAL;"
    )
    rows = [
        (*point(geom), fid) for fid, geom in database.execute("SELECT fid, geom FROM incidents WHERE geom IS NOT NULL")
    ]
    database.executemany("UPDATE incidents SET lon = ?, lat = ? WHERE fid = ?", rows)
    database.executescript(
        "ALTER TABLE incidents DROP COLUMN geom;"
        "CREATE INDEX place ON incidents (lat, lon); CREATE INDEX time ON incidents (start_utc);"
        "CREATE INDEX kind ON incidents (type);"
        "CREATE VIRTUAL TABLE incidents_fts USING fts5(title, excerpt, actors, content=incidents, content_rowid=fid);"
        "INSERT INTO incidents_fts(incidents_fts) VALUES ('rebuild');"
    )
    database.commit()
    database.close()


def point(geometry: bytes) -> tuple[float, float]:
    import struct

    lon, lat = struct.unpack("<dd", geometry[-16:])
    return lon, lat


def rate(address: str, seconds: int) -> tuple[float, float, float]:
    """Requests a second, median and 99th percentile in ms; no answer may be an error."""
    get(address)
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", address]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{address} answers errors:\n{told}")
    each = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    times = {share: milliseconds(value) for share, value in re.findall(r"(\d\d)%\s+([\d.]+\w+)", told)}
    return each, times["50"], times["99"]


def milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def box_of(base: str, share: float) -> str:
    """A box around the middle of Europe that holds about that share of the incidents."""
    every = count(base, "status=all")
    for half in (0.25, 0.5, 1, 2, 3, 4, 6, 8, 10, 13, 17, 22, 30, 40):
        box = f"{15 - half},{45 - half},{15 + half},{45 + half}"
        if count(base, f"status=all&bbox={box}") >= share * every:
            return box
    return "-180,-90,180,90"


def count(base: str, query: str) -> int:
    return int(json.loads(get(f"{base}/collections/incidents/items?limit=1&{query}"))["numberMatched"])


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=120) as answer:
        found: bytes = answer.read()
        return found


def fill(path: Path, incidents: int) -> None:
    from app.merge.incidents import RuleMerge
    from app.store.store import Store

    begun = time.perf_counter()
    store = Store.open(f"sqlite:///{path}")
    for done in store.import_many(items(incidents), RuleMerge()):
        print(f"\rfilled {done:,} of {incidents:,}", end="", flush=True)
    store.close()
    print(f" in {time.perf_counter() - begun:.0f} s")


@contextmanager
def service(path: Path, folder: Path, more: dict[str, str] | None = None) -> Iterator[str]:
    port = free_port()
    settings = {"DATABASE_URL": f"sqlite:///{path.resolve()}", "PORT": str(port), "EXTRACT_WORKERS": "0"}
    settings |= more or {}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **{f"INCIDENTS_{k}": v for k, v in settings.items()}}
    with process([sys.executable, script(folder, SERVE)], environment, folder):
        base = f"http://127.0.0.1:{port}"
        begun = time.perf_counter()
        await_answer(f"{base}/readyz")
        print(f"ready in {time.perf_counter() - begun:.1f} s")
        yield base


@contextmanager
def constant(body: Path, folder: Path) -> Iterator[str]:
    port = free_port()
    with process([sys.executable, script(folder, CONSTANT), str(body), str(port)], dict(os.environ), folder):
        await_answer(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def process(words: list[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    with (folder / "benchmark.log").open("ab") as log:
        running = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            running.terminate()
            running.wait(20)


def script(folder: Path, text: str) -> str:
    path = folder / f"run{abs(hash(text))}.py"
    path.write_text(text)
    return str(path)


def await_answer(address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            get(address)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--database", type=Path, help="filled where it is not there yet")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--datasette", help="path of the datasette program, in an environment of its own")
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    return parser.parse_args()


if __name__ == "__main__":
    main()
