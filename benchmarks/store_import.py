"""Import made-up articles by the way of ``incidents import`` and print incidents a second, slice by slice: is it flat?

    python -m benchmarks.store_import [COUNT] [DATABASE_URL] [SEED]

The lines of a slice are written to a file before the clock starts. 40 % of the articles lie in 200 dense cities, 8 %
are known as regions or countries only (see ``store_synthetic``). ``writer``: processor time of the one process that
writes (merging included), for each article; ``all``: that of the workers as well. A run goes on where an earlier one
ended; with a SEED it adds other articles to what is there.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import orjson

from app.cli.importing import TRANSACTION, Batch, batches, undisturbed
from app.merge.incidents import RuleMerge
from app.store.filter import Filter
from app.store.known import Known
from app.store.store import Store
from app.wire import extraction_to_json
from benchmarks.store_synthetic import items

LONGEST = 1_000_000
SEED = 7


def written(path: Path, made: Iterator[tuple[object, ...]], count: int) -> int:
    """Lines as ``incidents extract --articles`` writes them."""
    done = 0
    with path.open("wb") as file:
        for article, reports in islice(made, count):  # type: ignore[misc]
            toponyms = [report.event.place.toponym for report in reports]
            line = extraction_to_json(article.id, article, toponyms, reports, with_article=True)
            file.write(orjson.dumps(line) + b"\n")
            done += 1
    return done


def imported(store: Store, path: Path, known: Known) -> None:
    """As the command does it."""
    merge = RuleMerge()
    waiting: list[Batch] = []
    with path.open("rb") as file, undisturbed():
        for batch in batches(((str(path), line) for line in file), LONGEST):
            waiting.append(batch)
            if len(waiting) == TRANSACTION:
                store.import_prepared([one.rows for one in waiting], merge, known=known)
                waiting = []
    if waiting:
        store.import_prepared([one.rows for one in waiting], merge, known=known)


def main(count: int, url: str, seed: int | None = None) -> None:
    store = Store.open(url, bulk=True)
    made = items(count, SEED if seed is None else seed)
    done, known = store.articles.count(), Known()
    if seed is None:
        for _ in islice(made, done):  # go on where an earlier run ended
            pass
    slice_ = max(10_000, count // 10)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "slice.jsonl"
        while number := written(path, made, slice_):  # type: ignore[arg-type]
            clock, mine, others = time.perf_counter(), time.process_time(), _of_children()
            imported(store, path, known)
            took, mine, others = time.perf_counter() - clock, time.process_time() - mine, _of_children() - others
            done += number
            print(
                f"{done:>9,} articles: {number / took:>7,.0f} a second; writer {mine / number * 1e6:,.0f} µs, "
                f"all {(mine + others) / number * 1e6:,.0f} µs an article",
                flush=True,
            )
    print(f"incidents: {store.query.count(Filter()):,} of {done:,} reports")
    store.close()


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    said = sys.argv[1:]
    main(
        int(said[0]) if said else 100_000,
        said[1] if len(said) > 1 else "sqlite:///benchmark.db",
        int(said[2]) if len(said) > 2 else None,
    )
