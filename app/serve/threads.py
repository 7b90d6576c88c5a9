"""Threads for what takes longer than a moment. They live as long as the service: the store keeps a connection each."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.serve.problems import Problem

QUERIES = 12
"""Queries that run beside each other."""
EXPORTS = 3
"""Exports that run beside each other; further ones are asked to come again."""
AHEAD = 4
"""Pieces of an export that wait for a slow reader."""
T = TypeVar("T")


class Threads:
    """Two pools: one for queries, one for exports, so that no export holds a query up."""

    def __init__(self) -> None:
        """Threads start when they are needed."""
        self._queries = ThreadPoolExecutor(QUERIES, "query")
        self._exports = ThreadPoolExecutor(EXPORTS, "export")
        self._exporting = 0

    async def run(self, work: Callable[[], T], seconds: float) -> T:
        """A query. Raises Problem (503) when it takes longer than ``seconds``."""
        future = asyncio.get_running_loop().run_in_executor(self._queries, work)
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            detail = f"The query took longer than {seconds:g} seconds."
            mend = "Ask for less: a smaller box, a shorter time."
            raise Problem(503, detail, mend=mend, headers={"Retry-After": "10"}) from None

    async def export(self, work: Callable[[], T]) -> T:
        """An export that is made as a whole. Raises Problem (503) when too many are under way."""
        self._enter()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._exports, work)
        finally:
            self._exporting -= 1

    async def stream(self, pieces: Callable[[], Iterator[bytes]]) -> AsyncIterator[bytes]:
        """An export piece by piece. ``pieces`` is called and exhausted in one thread, never further ahead of the reader
        than ``AHEAD`` pieces. What fails before the first piece is raised here."""
        self._enter()
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[bytes | None | BaseException](AHEAD)
        stopped = threading.Event()
        made = loop.run_in_executor(self._exports, _produce, pieces, loop, queue, stopped)
        made.add_done_callback(self._left)
        first = await queue.get()
        if isinstance(first, BaseException):
            raise first
        return _drained(first, queue, stopped)

    def close(self) -> None:
        """Take no more work."""
        self._queries.shutdown(wait=False, cancel_futures=True)
        self._exports.shutdown(wait=False, cancel_futures=True)

    def _enter(self) -> None:
        if self._exporting >= EXPORTS:
            raise Problem(
                503, "Too many exports are under way.", mend="Try again in a minute.", headers={"Retry-After": "60"}
            )
        self._exporting += 1

    def _left(self, _: object) -> None:
        self._exporting -= 1


Queue = asyncio.Queue["bytes | None | BaseException"]


async def _drained(first: bytes | None, queue: Queue, stopped: threading.Event) -> AsyncIterator[bytes]:
    """The pieces; when the reader goes away, the producer is told."""
    try:
        piece: bytes | None | BaseException = first
        while piece is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
            piece = await queue.get()
    finally:
        stopped.set()


def _produce(
    pieces: Callable[[], Iterator[bytes]], loop: asyncio.AbstractEventLoop, queue: Queue, stopped: threading.Event
) -> None:
    """Runs in a thread; ends with None or the error."""
    made: Iterator[bytes] | None = None
    try:
        made = pieces()
        for piece in made:
            if not _put(piece, loop, queue, stopped):
                return
        _put(None, loop, queue, stopped)
    except BaseException as error:
        _put(error, loop, queue, stopped)
    finally:
        if made is not None and hasattr(made, "close"):
            made.close()


def _put(
    piece: bytes | None | BaseException, loop: asyncio.AbstractEventLoop, queue: Queue, stopped: threading.Event
) -> bool:
    """Wait for room in the queue; False when the reader went away."""
    if stopped.is_set() or loop.is_closed():
        return False
    waiting = asyncio.run_coroutine_threadsafe(queue.put(piece), loop)
    while True:
        try:
            waiting.result(0.5)
            return True
        except TimeoutError:
            if stopped.is_set() or loop.is_closed():
                waiting.cancel()
                return False
