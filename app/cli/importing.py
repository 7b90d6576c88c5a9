"""Lines of ``extract --articles`` → rows for the store, in this process or in several; always in order."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from msgspec import UNSET

from app.errors import IncidentsError, InputError
from app.merge.incidents import RuleMerge
from app.read.jsonl import parse_object
from app.store.prepared import Incoming, Prepared, prepare
from app.unwire import Extraction, extraction_from_json, extraction_of
from app.wire import VERSION
from app.wireform import line_of

LINES = 500
"""Handed to a worker at once."""
AHEAD = 24
"""Batches waiting for each worker: while one transaction is written the next is made ready."""
TRANSACTION = 40_000
"""Reports (an article counts as one at least) that are stored and synced to disk at once. With a million stored, 5,000
touch as many pages of the indexes as 40,000 do."""

POLITE = 10
"""How far the import stands back where the service wants the same processor."""
Numbered = tuple[str, bytes]
"""Where a line stands, and the line."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some lines: how many there were, the rows, and (where, why) of those that are no good."""

    lines: int
    rows: Prepared
    bad: list[tuple[str, str]]


def enough(waiting: Sequence[Batch]) -> bool:
    """Whether they are a transaction."""
    return sum(max(batch.lines, len(batch.rows.ids)) for batch in waiting) >= TRANSACTION


def batches(lines: Iterable[Numbered], longest: int) -> Iterator[Batch]:
    """Lines made ready; one batch is not worth a second process. ``longest``: characters that a line may have."""
    waiting = iter(lines)
    first, second = (list(islice(waiting, LINES)) for _ in range(2))
    if first:
        yield ready(first, longest)
    if second:
        yield from _together(second, waiting, longest)


def _together(first: list[Numbered], lines: Iterator[Numbered], longest: int) -> Iterator[Batch]:
    workers = os.cpu_count() or 1
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start)
    running = deque([pool.submit(ready, first, longest)])
    try:
        while running:
            while len(running) < workers * AHEAD and (many := list(islice(lines, LINES))):
                running.append(pool.submit(ready, many, longest))
            yield running.popleft().result()
    except BrokenProcessPool:
        raise IncidentsError("a worker process died", "Look for a lack of memory.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """What a batch makes lives as long as the batch: looking for cycles in it costs a third of the time."""
    gc.disable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """The same for the process that writes."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def ready(lines: Sequence[Numbered], longest: int) -> Batch:
    """The work on one batch."""
    taken: list[Incoming] = []
    bad: list[tuple[str, str]] = []
    for where, line in lines:
        try:
            article, reports = _extraction(line, longest)
            taken.append(Incoming(article, reports, None))
        except InputError as error:
            bad.append((where, str(error)))
    return Batch(len(lines), prepare(taken, RuleMerge()), bad)


def _extraction(line: bytes, longest: int) -> Extraction:
    """The quick reader first; what it refuses is told by the careful one. Raises InputError."""
    form = line_of(line) if len(line) <= longest else None
    if form is None or form.version != VERSION or form.error is not UNSET:
        return extraction_from_json(parse_object(line, longest))
    return extraction_of(form)
