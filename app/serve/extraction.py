"""Reading articles beside the service: worker processes, so that no request ever waits for the language model."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from app.model.article import Article
from app.model.report import Report
from app.model.toponym import Toponym
from app.serve.problems import Problem
from app.settings import Settings

if TYPE_CHECKING:
    from app.pipeline import Pipeline

POLITE = 10
"""How far the workers stand back where they and the service want the same processor."""
_of_this_worker: list[Pipeline] = []
"""The worker process's own pipeline, put there when it starts."""


def _start(settings: Settings) -> None:
    os.nice(POLITE)
    from app.pipeline import Pipeline  # here alone: the serving process needs no language model in its memory

    _of_this_worker.append(Pipeline.open(settings))


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a worker found. A class of this module: to unpack one of the pipeline's, the serving process would import
    the pipeline with its language model, which stops every answer for half a second."""

    toponyms: tuple[Toponym, ...]
    reports: tuple[Report, ...]


def _work(article: Article) -> Extracted:
    found = _of_this_worker[0].extract(article)
    return Extracted(found.toponyms, found.reports)


class Extraction:
    """A pool of worker processes, made when the first article comes. Use it from one event loop."""

    def __init__(self, settings: Settings) -> None:
        """Starts nothing yet."""
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self.waiting = 0
        """Articles handed in and not yet answered."""

    async def extract(self, article: Article, patient: bool = False) -> Extracted:
        """What the pipeline finds. ``patient``: wait in line without a limit to the line (batches).

        Raises:
            Problem: 503 where the line is too long, no workers are set or a worker died; 504 after the time limit.
        """
        settings = self._settings
        if not settings.extract_workers:
            raise Problem(
                503, "This service reads no articles.", mend="The operator can set INCIDENTS_EXTRACT_WORKERS."
            )
        if self.waiting >= settings.extract_queue and not patient:
            raise Problem(503, "Too many articles are waiting.", mend="Try again soon.", headers={"Retry-After": "10"})
        self.waiting += 1
        pool = self._open()
        try:
            future = asyncio.wrap_future(pool.submit(_work, article))
            seconds = settings.extract_timeout * (1 if not patient else max(1, self.waiting))
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            self._drop(pool)
            raise Problem(
                504, f"Reading took longer than {settings.extract_timeout:g} seconds.", mend="Send a shorter text."
            ) from None
        except (BrokenProcessPool, RuntimeError):
            self._drop(pool)
            detail = "The process that reads articles died."
            raise Problem(503, detail, mend="Try again.", headers={"Retry-After": "10"}) from None
        finally:
            self.waiting -= 1

    def warm(self) -> None:
        """Start the workers now, so that the first reader does not wait for the language model."""
        if self._settings.extract_workers:
            with contextlib.suppress(RuntimeError):
                self._open().submit(_ready)

    def close(self) -> None:
        """Stop the workers."""
        if self._pool is not None:
            self._drop(self._pool)

    def _open(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._settings.extract_workers,
                    mp_context=get_context("spawn"),
                    initializer=_start,
                    initargs=(self._settings,),
                )
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """End a pool with its processes; the next article opens a new one."""
        with self._lock:
            if self._pool is pool:
                self._pool = None
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def _ready() -> bool:
    return bool(_of_this_worker)
