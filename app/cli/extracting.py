"""Articles through the pipeline, in this process or in several, always in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

from app.errors import IncidentsError, Missing
from app.model.article import Article
from app.pipeline import Extraction, Pipeline
from app.settings import Settings

Key = TypeVar("Key")
AHEAD = 4
"""Articles waiting for each worker: enough to keep it busy, few enough to keep memory bounded."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Key]):
    """What became of one item: an extraction, or why there is none (``error``). ``key`` is the caller's."""

    key: Key
    extraction: Extraction | None
    error: str | None


def extract_all(
    items: Iterable[tuple[Key, Article | None, str | None]], settings: Settings, workers: int
) -> Iterator[Outcome[Key]]:
    """An outcome for each (key, article, error) in order; those without an article are passed through.

    The pipeline is opened when the first article comes, so that a run without any stays quick.
    """
    return _alone(items, settings) if workers == 1 else _together(items, settings, workers)


def open_pipeline(settings: Settings) -> Pipeline:
    """The pipeline, with the mend named where its gazetteer is missing.

    :raises Missing: no gazetteer, no language model.
    """
    _require_gazetteer(settings)
    return Pipeline.open(settings)


def _require_gazetteer(settings: Settings) -> None:
    if not settings.gazetteer.is_file():
        raise Missing(f"there is no gazetteer at {settings.gazetteer}", "Build it: incidents gazetteer build")


def _alone(items: Iterable[tuple[Key, Article | None, str | None]], settings: Settings) -> Iterator[Outcome[Key]]:
    pipeline: Pipeline | None = None
    for key, article, error in items:
        if article is None:
            yield Outcome(key, None, error)
            continue
        pipeline = pipeline or open_pipeline(settings)
        yield Outcome(key, *_try(pipeline, article))


def _try(pipeline: Pipeline, article: Article) -> tuple[Extraction | None, str | None]:
    """One article that the extractor cannot cope with must not end a run of thousands."""
    try:
        return pipeline.extract(article), None
    except IncidentsError as error:
        return None, str(error)
    except Exception as error:  # any defect in any stage
        return None, f"the extractor failed on this article ({type(error).__name__}: {error})"


_of_this_worker: list[Pipeline] = []
"""The worker process's own pipeline, put there when the process starts."""


def _start(settings: Settings) -> None:
    _of_this_worker.append(Pipeline.open(settings))


def _work(article: Article) -> tuple[Extraction | None, str | None]:
    return _try(_of_this_worker[0], article)


def _together(
    items: Iterable[tuple[Key, Article | None, str | None]], settings: Settings, workers: int
) -> Iterator[Outcome[Key]]:
    waiting: deque[tuple[Key, Future[tuple[Extraction | None, str | None]] | None, str | None]] = deque()
    _require_gazetteer(settings)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(settings,))
    try:
        for key, article, error in items:
            waiting.append((key, pool.submit(_work, article) if article is not None else None, error))
            if len(waiting) >= workers * AHEAD:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())
    except BrokenProcessPool:
        raise IncidentsError("a worker process died", "Look for a lack of memory, or use fewer --workers.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(key: Key, future: Future[tuple[Extraction | None, str | None]] | None, error: str | None) -> Outcome[Key]:
    return Outcome(key, None, error) if future is None else Outcome(key, *future.result())
