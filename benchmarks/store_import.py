"""Import made-up articles by the way of ``incidents import`` and print, slice by slice, what they cost: is it flat?

Without --like, each article carries one report; 40 % of them lie in 200 dense cities, 8 % are known as regions or
countries only (see store_synthetic). With --like they are as long as the given ones and carry as many reports, moved
to as dense and sparse places (see store_replicas).

The lines of a slice are written to a file before the clock starts. "writer": processor time of the one process that
writes (merging included); "all": that of the workers as well. A run goes on where an earlier one of the same kind
ended; with another --seed it adds other articles to what is there.

Examples:
    python -m benchmarks.store_import 100000
    incidents extract --articles articles.jsonl > extracted.jsonl
    python -m benchmarks.store_import 1000000 --like extracted.jsonl --database sqlite:////var/tmp/million.db
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import orjson

from app.cli.importing import Batch, batches, enough, undisturbed
from app.merge.incidents import RuleMerge
from app.store.filter import Filter
from app.store.known import Known
from app.store.store import Store
from app.wire import extraction_to_json
from benchmarks.store_replicas import replicas
from benchmarks.store_synthetic import items

LONGEST = 1_000_000
SEED = 7
Lines = Iterator[tuple[bytes, int]]
"""As ``incidents extract --articles`` writes them, each with the number of its reports."""


def lines_of_one(count: int, seed: int) -> Lines:
    """Lines with one report each."""
    for article, reports in items(count, seed):
        toponyms = [report.event.place.toponym for report in reports if report.event.place]
        yield orjson.dumps(extraction_to_json(article.id, article, toponyms, reports, with_article=True)), len(reports)


def written(path: Path, lines: Lines, reports: int) -> tuple[int, int]:
    """Lines until they have so many reports; returns how many articles and reports there are."""
    articles = told = 0
    with path.open("wb") as file:
        while told < reports and (one := next(lines, None)):
            file.write(one[0] + b"\n")
            articles, told = articles + 1, told + one[1]
    return articles, told


def imported(store: Store, path: Path, known: Known) -> None:
    """As the command does it."""
    merge = RuleMerge()
    waiting: list[Batch] = []
    with path.open("rb") as file, undisturbed():
        for batch in batches(((str(path), line) for line in file), LONGEST):
            waiting.append(batch)
            if enough(waiting):
                store.import_prepared([one.rows for one in waiting], merge, known=known)
                waiting = []
    if waiting:
        store.import_prepared([one.rows for one in waiting], merge, known=known)


def main(count: int, url: str, seed: int = SEED, like: Path | None = None) -> None:
    """``count``: of reports."""
    store = Store.open(url, bulk=True)
    lines = replicas(like, count, seed) if like else lines_of_one(count, seed)
    if seed == SEED:
        for _ in islice(lines, store.articles.count()):  # go on where an earlier run ended
            pass
    done, known, slice_ = store.query.count(Filter()), Known(), max(10_000, count // 10)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "slice.jsonl"
        while done < count and (made := written(path, lines, slice_))[0]:
            clock, mine, others = time.perf_counter(), time.process_time(), _of_children()
            imported(store, path, known)
            took, mine, others = time.perf_counter() - clock, time.process_time() - mine, _of_children() - others
            done += made[1]
            _tell(done, *made, took, mine, mine + others)
    print(f"incidents: {store.query.count(Filter()):,} of {done:,} reports")
    store.close()


def _tell(done: int, articles: int, reports: int, took: float, writer: float, all_: float) -> None:
    print(
        f"{done:>9,} reports: {reports / took:>6,.0f} a second, {articles / took:>6,.0f} articles; microseconds a "
        f"report: writer {writer / reports * 1e6:,.0f}, all {all_ / reports * 1e6:,.0f}; an article: "
        f"writer {writer / articles * 1e6:,.0f}, all {all_ / articles * 1e6:,.0f}; "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def arguments() -> argparse.Namespace:
    """Of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=100_000, help="reports to import [100000]")
    parser.add_argument("--database", help="its address [a file in a temporary folder]")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of what is made up [{SEED}]")
    parser.add_argument("--like", type=Path, help="lines of `incidents extract --articles`")
    return parser.parse_args()


if __name__ == "__main__":
    said = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        main(said.count, said.database or f"sqlite:///{scratch}/benchmark.db", said.seed, said.like)
