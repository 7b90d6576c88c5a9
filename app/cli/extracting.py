"""Articles through the pipeline, in this process or in several, always in the order in which they came."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeAlias, TypeVar

from app.errors import IncidentsError, Missing
from app.model.article import Article
from app.pipeline import Extraction, Pipeline
from app.settings import Settings

Key = TypeVar("Key")
Item: TypeAlias = tuple[Key, Article | None, str | None]
"""The caller's key, and an article or why there is none."""
Result: TypeAlias = tuple[Extraction | None, str | None]
AHEAD = 4
"""Bundles waiting for each worker: enough to keep it busy, few enough to keep memory bounded."""
BUNDLE = 48
BUNDLE_CHARACTERS = 100_000
"""Articles that the language model reads together, and about how long they may be."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Key]):
    """What became of one item: an extraction, or why there is none (``error``). ``key`` is the caller's."""

    key: Key
    extraction: Extraction | None
    error: str | None


def extract_all(
    items: Iterable[Item[Key]], settings: Settings, workers: int, patient: bool = False
) -> Iterator[Outcome[Key]]:
    """An outcome for each (key, article, error) in order; those without an article are passed through.

    ``patient``: whoever gives the items does not wait for the outcome of one before he gives the next, so that several
    can be read together, which is quicker. The pipeline is opened when the first article comes, so that a run without
    any stays quick.
    """
    bundles = _bundles(items, BUNDLE if patient else 1)
    return _alone(bundles, settings) if workers == 1 else _together(bundles, settings, workers)


def open_pipeline(settings: Settings) -> Pipeline:
    """The pipeline, with the mend named where its gazetteer is missing.

    :raises Missing: no gazetteer, no language model.
    """
    _require_gazetteer(settings)
    return _settled(settings)


def _settled(settings: Settings) -> Pipeline:
    """A pipeline whose many lasting objects are not looked through for cycles again and again."""
    pipeline = Pipeline.open(settings)
    gc.collect()
    gc.freeze()
    return pipeline


def _require_gazetteer(settings: Settings) -> None:
    if not settings.gazetteer.is_file():
        raise Missing(f"there is no gazetteer at {settings.gazetteer}", "Build it: incidents gazetteer build")


def _bundles(items: Iterable[Item[Key]], most: int) -> Iterator[list[Item[Key]]]:
    """Items in bundles of at most ``most`` and about ``BUNDLE_CHARACTERS``."""
    bundle: list[Item[Key]] = []
    characters = 0
    for item in items:
        bundle.append(item)
        characters += len(item[1].text) if item[1] is not None else 0
        if len(bundle) >= most or characters >= BUNDLE_CHARACTERS:
            yield bundle
            bundle, characters = [], 0
    if bundle:
        yield bundle


def _alone(bundles: Iterable[list[Item[Key]]], settings: Settings) -> Iterator[Outcome[Key]]:
    pipeline: Pipeline | None = None
    for bundle in bundles:
        articles = [article for _, article, _ in bundle if article is not None]
        pipeline = pipeline or (open_pipeline(settings) if articles else None)
        yield from _outcomes(bundle, _try_all(pipeline, articles) if pipeline else [])


def _outcomes(bundle: list[Item[Key]], results: list[Result]) -> Iterator[Outcome[Key]]:
    """The bundle's items with the results of those among them that are articles."""
    left = iter(results)
    for key, article, error in bundle:
        yield Outcome(key, None, error) if article is None else Outcome(key, *next(left))


def _try_all(pipeline: Pipeline, articles: list[Article]) -> list[Result]:
    """All at once; one by one where one of them is more than the extractor can cope with."""
    try:
        with _uncollected():
            return [(extraction, None) for extraction in pipeline.extract_many(articles)]
    except Exception:  # any defect in any stage: found again below, and told of the article that has it
        return [_try(pipeline, article) for article in articles]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles while a bundle is read: tokens come by the hundred thousand and make none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _try(pipeline: Pipeline, article: Article) -> Result:
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
    _of_this_worker.append(_settled(settings))


def _work(articles: list[Article]) -> list[Result]:
    return _try_all(_of_this_worker[0], articles)


def _together(bundles: Iterable[list[Item[Key]]], settings: Settings, workers: int) -> Iterator[Outcome[Key]]:
    waiting: deque[tuple[list[Item[Key]], Future[list[Result]]]] = deque()
    _require_gazetteer(settings)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(settings,))
    try:
        for bundle in bundles:
            waiting.append((bundle, pool.submit(_work, [article for _, article, _ in bundle if article is not None])))
            if len(waiting) >= workers * AHEAD:
                yield from _finished(*waiting.popleft())
        while waiting:
            yield from _finished(*waiting.popleft())
    except BrokenProcessPool:
        raise IncidentsError("a worker process died", "Look for a lack of memory, or use fewer --workers.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(bundle: list[Item[Key]], future: Future[list[Result]]) -> Iterator[Outcome[Key]]:
    return _outcomes(bundle, future.result())
