"""Questions at the size of a given database: processor time of each, median and 95th percentile.

python -m benchmarks.store_queries [DATABASE_URL]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.store.columns import DTYPE
from app.store.filter import Box, Filter, Interval
from app.store.store import Store

WORLD = Box(-180, -85, 180, 85)
EUROPE = Box(-12, 35, 42, 60)
CITY = Box(-0.5, 51.3, 0.3, 51.7)
YEAR = Interval(datetime(2023, 1, 1), datetime(2024, 1, 1))
MONTH = Interval(datetime(2023, 1, 1), datetime(2023, 2, 1))
ROUNDS = 41


def measure(name: str, ask: Callable[[], Any]) -> None:
    """Processor time, not the clock: other work on the machine then disturbs little."""
    ask()
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        answer = ask()
        taken.append((time.process_time() - start) * 1000)
    taken.sort()
    size = getattr(answer, "matched", None)
    if size is None:
        size = answer if isinstance(answer, int) else len(answer)
    print(f"{name:<52} {taken[ROUNDS // 2]:>9.3f} {taken[int(ROUNDS * 0.95)]:>9.3f} ms   {size:,}", flush=True)


def main(url: str) -> None:
    store, start = Store.open(url), time.process_time()
    count = store.query.count(Filter())
    loaded = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} incidents; columns ready in {loaded:.2f} s of processor; at most {memory:,.0f} MB")
    print(f"{DTYPE.itemsize + 5} bytes an incident\n{'':<52} {'median':>9} {'p95':>9}")
    ask = store.query
    measure("bbox of a city, newest 1,000, exact count", lambda: ask.features(Filter(bbox=CITY), limit=1000))
    small = Filter(bbox=Box(-0.3, 51.4, 0.1, 51.6), interval=MONTH, types=("drone_attack",))
    measure("small bbox, month, type", lambda: ask.features(small, limit=1000))
    measure("world, newest 10", lambda: ask.features(Filter(), limit=10))
    measure("world, newest 1,000", lambda: ask.features(Filter(), limit=1000))
    measure("words, newest 100 (answer remembered)", lambda: ask.features(Filter(q="market convoy"), limit=100))
    name = some_id(store)
    measure("one feature", lambda: ask.feature(name))
    measure("count of a year", lambda: ask.count(Filter(interval=YEAR)))
    for view, box, zoom in (("world", WORLD, 2), ("continent", EUROPE, 5), ("city", CITY, 11)):
        measure(f"clusters, {view}", lambda box=box, zoom=zoom: ask.clusters(Filter(), box, zoom))
        shown = Filter(statuses=("occurred", "claimed"))
        measure(f"clusters, {view}, statuses", lambda box=box, zoom=zoom, shown=shown: ask.clusters(shown, box, zoom))
        both = Filter(interval=YEAR, types=("drone_attack",))
        measure(f"clusters, {view}, year and type", lambda box=box, zoom=zoom, both=both: ask.clusters(both, box, zoom))
    measure("histogram of all", lambda: ask.histogram(Filter()))
    measure("facets of a city", lambda: len(ask.facets(Filter(bbox=CITY)).types))
    store.close()


def some_id(store: Store) -> str:
    """The id of some incident."""
    return store.query.features(Filter(), limit=1).features[0].split(b'"id":"', 1)[1][:32].decode()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite:///benchmark.db")
