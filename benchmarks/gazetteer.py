"""Figures of the gazetteer against its limits; each part runs in a process of its own.

    python benchmarks/gazetteer.py [--rows 100000 1000000 5000000] [--report benchmarks/gazetteer.md]

The limits: build 60 s and 700 MB of memory, file 120 MB, load 0.5 s and 150 MB, exact look-up 50 µs, scan 1 MB/s,
prefix search 5 ms for 95 of 100; adding a dump linear in its length and under 1 GB of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gazetteer.add import add  # noqa: E402
from gazetteer.build import build, default_path  # noqa: E402
from gazetteer.index import Index  # noqa: E402
from gazetteer.search import Search  # noqa: E402
from tests.gazetteer.dump_rows import made_up_rows  # noqa: E402

LOOKUPS = 20_000
PREFIXES = 3_000
SLIPS = 200
TEXT_MB = 4
PARAGRAPH = (
    "Officials in Kharkiv Oblast said on Tuesday that two people were hurt when a fire broke out near the railway "
    "station of Lozova. Residents of Laurel County, Ky., reported floods along the river, and the U.S. Geological "
    "Survey recorded a quake 12 km west of Port-au-Prince. The minister's office in Côte d’Ivoire's capital did not "
    "answer. He had left the city of Komsomolsk-on-Amur in the Far East a week before, it said, for talks about trade."
    "\n\n"
)


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def part_build(path: Path) -> dict[str, Any]:
    began, worked = time.perf_counter(), time.process_time()
    build(path)
    return {
        "seconds": time.perf_counter() - began,
        "of work": time.process_time() - worked,
        "MB of memory": memory_mb(),
        "MB of file": path.stat().st_size / 1e6,
    }


def part_load(path: Path) -> dict[str, Any]:
    before, began = memory_mb(), time.process_time()
    index = Index.open(path)
    index.lookup("Kharkiv")
    return {"seconds": time.process_time() - began, "MB of memory": memory_mb(), "of that before": before}


def part_queries(path: Path) -> dict[str, Any]:
    index, chance = Index.open(path), random.Random(1)
    search = Search(index)
    keys = sample_keys(index, chance)
    began = time.process_time()
    for key in keys:
        index.lookup_key(key)
    lookup = (time.process_time() - began) / len(keys)
    starts = [key[: chance.randint(1, min(8, len(key)))] for key in keys[:PREFIXES]]
    slips = [key[:2] + key[3:] for key in keys if len(key) > 5][:SLIPS]
    return {
        "exact, µs": lookup * 1e6,
        "prefix p95, ms": percentile95(search.prefix, starts) * 1e3,
        "fuzzy p95, ms": percentile95(search.fuzzy, slips) * 1e3,
        "containing p95, ms": percentile95(lambda p: index.containing(*p), points(index, chance)) * 1e3,
    }


def sample_keys(index: Index, chance: random.Random) -> list[str]:
    keys = [key for (key,) in index.rows("select distinct key from name")]
    return chance.sample(keys, min(LOOKUPS, len(keys)))


def points(index: Index, chance: random.Random) -> list[tuple[float, float]]:
    places = index.rows("select lat, lon from feature where class = 'P'")
    return [(lat + chance.uniform(-0.2, 0.2), lon) for lat, lon in chance.sample(places, 500)]


def percentile95(call: Callable[[Any], Any], values: list[Any]) -> float:
    times = []
    for value in values:
        began = time.process_time()
        call(value)
        times.append(time.process_time() - began)
    return sorted(times)[int(len(times) * 0.95)]


def part_scan(path: Path) -> dict[str, Any]:
    index = Index.open(path)
    text = PARAGRAPH * (TEXT_MB * 1_000_000 // len(PARAGRAPH))
    began = time.process_time()
    assert sum(1 for _ in index.scan(text))
    one_text = len(text) / 1e6 / (time.process_time() - began)
    articles = [PARAGRAPH * 6] * 400
    began = time.process_time()
    for article in articles:
        assert sum(1 for _ in index.scan(article))
    return {"MB/s": one_text, "MB/s, articles": sum(map(len, articles)) / 1e6 / (time.process_time() - began)}


def part_add(path: Path, rows: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        dump, base = Path(folder) / "dump.txt", Path(folder) / "index.db"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(made_up_rows(rows))
        shutil.copyfile(path, base)
        began = time.process_time()
        report = add(dump, base)
        seconds = time.process_time() - began
        assert report.stored == rows, report
        return {
            "rows": rows, "seconds": seconds, "µs a row": seconds / rows * 1e6, "MB of memory": memory_mb(),
            "MB of file": base.stat().st_size / 1e6,
        }  # fmt: skip


def run_part(name: str, *values: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--part", name, *values]
    out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    result: dict[str, Any] = json.loads(out.splitlines()[-1])
    print(f"{name} {' '.join(values[1:])}: " + ", ".join(f"{k} {v:,.2f}" for k, v in result.items()), flush=True)
    return result


def measure(rows: list[int], folder: Path) -> list[tuple[str, float, str]]:
    """(what, figure, limit) of everything; "≤ 60" or "≥ 1" or empty for what has none."""
    path = folder / "benchmark.db"
    built, loaded = run_part("build", str(path)), run_part("load", str(path))
    queries, scanned = run_part("queries", str(path)), run_part("scan", str(path))
    table = [
        ("build, s", built["seconds"], "≤ 60"),
        ("build, processor s", built["of work"], ""),
        ("build, peak memory, MB", built["MB of memory"], "≤ 700"),
        ("file, MB", built["MB of file"], "≤ 120"),
        ("load with the first look-up, s", loaded["seconds"], "≤ 0.5"),
        ("memory after that, the whole process, MB", loaded["MB of memory"], "≤ 150"),
        ("exact look-up, random names, µs", queries["exact, µs"], "≤ 50"),
        ("prefix search, p95, ms", queries["prefix p95, ms"], "≤ 5"),
        ("search with a slip, p95, ms", queries["fuzzy p95, ms"], ""),
        ("areas that hold a point, p95, ms", queries["containing p95, ms"], ""),
        ("scan of one text of 4 MB, MB/s", scanned["MB/s"], "≥ 1"),
        ("scan of articles of 3 kB, MB/s", scanned["MB/s, articles"], "≥ 1"),
    ]
    for count in rows:
        added = run_part("add", str(path), str(count))
        table.append((f"dump of {count:,} rows, processor s", added["seconds"], ""))
        table.append((f"dump of {count:,} rows, µs a row", added["µs a row"], ""))
        table.append((f"dump of {count:,} rows, peak memory, MB", added["MB of memory"], "≤ 1000"))
    return table


def holds(figure: float, limit: str) -> bool:
    sign, _, bound = limit.partition(" ")
    return not limit or (figure <= float(bound) if sign == "≤" else figure >= float(bound))


def report(table: list[tuple[str, float, str]]) -> str:
    lines = [
        "# The gazetteer's figures",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with Python {platform.python_version()} on {os.cpu_count()} cores "
        f"({platform.machine()}), which other work shared; each part in a process of its own, by",
        "`python benchmarks/gazetteer.py --report benchmarks/gazetteer.md`.",
        "All but the build's own seconds is processor time, so that other work does not count.",
        "The dumps are made up: rows with the shares of classes, names and alternates that real ones have.",
        "",
        "| what | figure | limit | holds |",
        "|---|---|---|---|",
    ]
    lines += [f"| {what} | {n:,.2f} | {limit} | {'yes' if holds(n, limit) else '**no**'} |" for what, n, limit in table]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000, 5_000_000])
    parser.add_argument("--report", type=Path)
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        name, path, *rest = options.part
        parts: dict[str, Callable[..., dict[str, Any]]] = {
            "build": part_build, "load": part_load, "queries": part_queries, "scan": part_scan, "add": part_add
        }  # fmt: skip
        print(json.dumps(parts[name](Path(path), *map(int, rest))))
        return 0
    default_path().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=default_path().parent) as folder:
        table = measure(options.rows, Path(folder))
    text = report(table)
    print(text)
    if options.report:
        options.report.write_text(text, encoding="utf-8")
    return 0 if all(holds(figure, limit) for _, figure, limit in table) else 1


if __name__ == "__main__":
    sys.exit(main())
