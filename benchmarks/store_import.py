"""Import made-up reports and print incidents a second, by slices of the whole: is the cost of one flat?

python -m benchmarks.store_import [COUNT] [DATABASE_URL] [BATCH]
"""

from __future__ import annotations

import sys
import time
from itertools import islice

from app.merge.incidents import RuleMerge
from app.store.filter import Filter
from app.store.store import Store
from benchmarks.store_synthetic import items


def main(count: int, url: str, batch: int) -> None:
    store, merge = Store.open(url), RuleMerge()
    before = store.query.count(Filter())
    made = items(count)
    slice_ = max(batch, count // 10)
    done = 0
    while many := list(islice(made, slice_)):
        start = time.perf_counter()
        for _ in store.import_many(many, merge, batch=batch):
            pass
        took = time.perf_counter() - start
        done += len(many)
        print(f"{done:>9,} articles: {len(many) / took:>8,.0f} a second", flush=True)
    print(f"incidents: {store.query.count(Filter()) - before:,} of {count:,} reports")


if __name__ == "__main__":
    said = sys.argv[1:]
    main(
        int(said[0]) if said else 100_000,
        said[1] if len(said) > 1 else "sqlite:///benchmark.db",
        int(said[2]) if len(said) > 2 else 5000,
    )
