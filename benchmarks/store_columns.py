"""Clusters over columns of any size, made up in memory: processor time, median and 95th percentile, and bytes.

    python -m benchmarks.store_columns [COUNT]

First the same questions again and again, then such as nobody asked before: each with another filter and another view.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import orjson

from app.store.clusters import Tables, marks_of
from app.store.columns import DTYPE, E7, Columns, columns_of, in_order, interleave, mercator
from app.store.filter import Box, Filter, Interval
from app.store.kinds import kinds_of
from app.store.sums import sums_of

VIEWS = {
    "world": (Box(-180, -85, 180, 85), 2),
    "continent": (Box(-12, 35, 42, 60), 5),
    "city": (Box(-0.5, 51.3, 0.3, 51.7), 11),
}
SHOWN = Filter(statuses=("occurred", "claimed"))
ROUNDS = 21
ANEW = 200
"""Questions of each kind that are all different."""


def made(count: int) -> Columns:
    """A tenth in one city, three tenths in two hundred, the rest anywhere; five years of days."""
    chance = np.random.default_rng(5)
    draw = chance.random(count)
    city = chance.integers(0, 200, count)
    lats, lons = chance.normal(30, 20, 200), chance.uniform(-120, 140, 200)
    lat = np.where(draw > 0.4, chance.normal(25, 25, count), lats[city])
    lon = np.where(draw > 0.4, chance.uniform(-180, 180, count), lons[city])
    lat, lon = np.where(draw < 0.1, 51.5, lat), np.where(draw < 0.1, -0.12, lon)
    lat = np.clip(lat + chance.normal(0, 0.05, count), -80, 80)
    lon = np.clip(lon + chance.normal(0, 0.05, count), -180, 180)
    x, y = mercator(lat, lon)
    start = (chance.integers(0, 1800, count) + 18628) * 1440
    values: dict[str, Any] = {
        "morton": interleave(x, y),
        "key": np.arange(1, count + 1),
        "lat": np.rint(lat * E7),
        "lon": np.rint(lon * E7),
        "x": x,
        "y": y,
        "start": start,
        "end": start + 1440,
        "type": np.minimum(48, chance.exponential(8, count)),
        "status": np.minimum(6, chance.exponential(0.8, count)),
    }
    table = {name: np.asarray(values.get(name, np.ones(count))).astype(DTYPE[name]) for name in DTYPE.names or ()}
    table = in_order(table)
    places = np.full(count + 1, -1, np.int32)
    places[table["key"]] = np.arange(count, dtype=np.int32)
    empty = columns_of([], 0)
    return Columns(count, empty.codes, table, np.zeros(count, bool), 0, empty.tail, places)


def measure(name: str, ask: Callable[[], Any]) -> None:
    taken = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        body = orjson.dumps(ask().clusters)
        taken.append((time.thread_time() - start) * 1000)
    first = taken[0]
    taken.sort()
    print(
        f"{name:<40} {taken[ROUNDS // 2]:>9.2f} {taken[int(ROUNDS * 0.95)]:>9.2f} {first:>9.2f} ms {len(body):>9,}",
        flush=True,
    )


def measure_anew(columns: Columns, tables: Tables) -> None:
    """Filters and views by chance. Few filters come twice."""
    chance = random.Random(7)
    types, statuses = list(columns.codes.types), list(columns.codes.statuses)

    def interval(days: int) -> Interval:
        start = datetime(2021, 1, 1) + timedelta(days=chance.randrange(1800 - days))
        return Interval(start, start + timedelta(days=days))

    kinds: dict[str, Callable[[], Filter]] = {
        "statuses": lambda: Filter(statuses=tuple(chance.sample(statuses, chance.randrange(1, 5)))),
        "one type": lambda: Filter(types=(chance.choice(types),), statuses=SHOWN.statuses),
        "some types": lambda: Filter(types=tuple(chance.sample(types, 8)), statuses=SHOWN.statuses),
        "a month": lambda: Filter(interval=interval(chance.randrange(25, 35)), statuses=SHOWN.statuses),
        "a year": lambda: Filter(interval=interval(chance.randrange(350, 380)), statuses=SHOWN.statuses),
        "a year, some types": lambda: Filter(
            interval=interval(chance.randrange(350, 380)), types=tuple(chance.sample(types, 8)), statuses=SHOWN.statuses
        ),
    }
    for view, (box, zoom) in VIEWS.items():
        for kind, draw in kinds.items():
            taken = []
            for _ in range(ANEW):
                east, north = chance.uniform(-0.1, 0.1), chance.uniform(-0.1, 0.1)
                moved = Box(box.west + east, box.south + north, box.east + east, box.north + north)
                seen, wanted = moved if view != "world" else box, draw()
                start = time.thread_time()
                orjson.dumps(marks_of(columns, wanted, None, seen, zoom, tables).clusters)
                taken.append((time.thread_time() - start) * 1000)
            taken.sort()
            print(f"anew: {view}, {kind:<26} {taken[ANEW // 2]:>9.2f} {taken[int(ANEW * 0.95)]:>9.2f} ms", flush=True)


def main(count: int) -> None:
    columns, tables = made(count), Tables()
    start = time.process_time()
    sums = sums_of(columns)
    held = sum(values.nbytes for values in (*columns.base.values(), columns.dead, columns.places))
    held += sum(getattr(sums, name).nbytes for name in ("x", "y", "types", "statuses", "low", "high"))
    kinds = kinds_of(columns)
    held += sum(getattr(kinds, name).nbytes for name in kinds.__slots__)
    took = time.process_time() - start
    print(f"{count:,} incidents, {held / count:.1f} bytes each; running sums and kinds in {took:.2f} s")
    print(f"{'':<40} {'median':>9} {'p95':>9} {'first':>9}")
    for view, (box, zoom) in VIEWS.items():
        wide = {
            "": Filter(),
            ", statuses": SHOWN,
            ", year and type": Filter(interval=Interval(datetime(2023, 1, 1), datetime(2024, 1, 1)), types=("fire",)),
        }
        for words, wanted in wide.items():
            measure(view + words, lambda w=wanted, b=box, z=zoom: marks_of(columns, w, None, b, z, tables))
    measure_anew(columns, tables)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
