"""Processes to measure, and the load on them (by wrk)."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 4
SERVERS: set[int] = set()
"""Processes beside our own children that work for an answer (the database server)."""
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


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests a second, and how long one takes in ms."""

    each: float
    median: float
    late: float
    """The 99th percentile."""
    cost: float
    """Milliseconds of processor that the server (its database server included) spent on one: whatever else ran."""


VARIED = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", (string.gsub(wrk.path, "bbox=([-%d.]+)", function(w)
    return string.format("bbox=%.6f", tonumber(w) + n * 0.000001) end)))
end
"""
"""For wrk: another west edge of the box for each request, by a ten-centimetre step."""


def rate(address: str, seconds: int, connections: int = CONNECTIONS, varied: Path | None = None) -> Rate:
    """By wrk with one thread; no answer may be an error. ``varied``: a folder; each request then has its own box."""
    get(address)
    before = processor_seconds()
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "60s", address]
    if varied is not None:
        words[1:1] = ["-s", script(varied, "varied.lua", VARIED)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{address} answers errors:\n{told}")
    each = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    times = {share: milliseconds(value) for share, value in re.findall(r"(\d\d)%\s+([\d.]+\w+)", told)}
    answered = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
    cost = (processor_seconds() - before) * 1000 / max(1, answered)
    return Rate(each, times["50"], times["99"], cost)


def processor_seconds() -> float:
    """Of all living descendants of this process and of the database server; wrk has ended when it is asked."""
    spent, parents = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
        spent[int(path.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    wanted = {os.getpid(), *SERVERS}
    while found := {pid for pid, parent in parents.items() if parent in wanted} - wanted:
        wanted |= found
    return sum(seconds for pid, seconds in spent.items() if pid in wanted and pid != os.getpid())


def milliseconds(text: str) -> float:
    """Of wrk's "12.3ms"."""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[unit]


def get(address: str) -> bytes:
    """One answer."""
    with urllib.request.urlopen(address, timeout=300) as answer:
        found: bytes = answer.read()
        return found


def count(base: str, query: str) -> int:
    """How many incidents of our service match."""
    return int(json.loads(get(f"{base}/collections/incidents/items?limit=1&{query}"))["numberMatched"])


@contextmanager
def service(url: str | Path, folder: Path, more: dict[str, str] | None = None) -> Iterator[str]:
    """Our own, one process; yields its address."""
    port = free_port()
    database = f"sqlite:///{url.resolve()}" if isinstance(url, Path) else url
    settings = {"DATABASE_URL": database, "PORT": str(port), "EXTRACT_WORKERS": "0", **(more or {})}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **{f"INCIDENTS_{k}": v for k, v in settings.items()}}
    with process([sys.executable, script(folder, "ours.py", SERVE)], environment, folder):
        base = f"http://127.0.0.1:{port}"
        begun = time.perf_counter()
        await_answer(f"{base}/readyz")
        print(f"ready in {time.perf_counter() - begun:.1f} s", flush=True)
        yield base


@contextmanager
def constant(body: Path, folder: Path) -> Iterator[str]:
    """The same server (uvicorn, Starlette) that always sends one body."""
    port = free_port()
    with process(
        [sys.executable, script(folder, "constant.py", CONSTANT), str(body), str(port)], {**os.environ}, folder
    ):
        await_answer(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def process(words: list[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    """A process that ends with the block; what it says goes to benchmark.log."""
    with (folder / "benchmark.log").open("ab") as log:
        running = subprocess.Popen(words, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            running.terminate()
            running.wait(20)


def script(folder: Path, name: str, text: str) -> str:
    """A file with a program."""
    path = folder / name
    path.write_text(text)
    return str(path)


def await_answer(address: str) -> None:
    """Until it answers, at most three minutes."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        try:
            get(address)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def need_wrk() -> None:
    """Ends the run where the load tool is missing."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
