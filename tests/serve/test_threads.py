from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.serve.problems import Problem
from app.serve.threads import EXPORTS, Threads


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: a browser test before may have left this thread's event loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_a_stream_is_made_in_one_thread_and_whole() -> None:
    seen: set[int] = set()

    def pieces() -> Iterator[bytes]:
        for number in range(50):
            seen.add(threading.get_ident())
            yield b"%d " % number

    async def read() -> bytes:
        threads = Threads()
        return b"".join([piece async for piece in await threads.stream(pieces)])

    assert run(read()).split() == [b"%d" % number for number in range(50)]
    assert len(seen) == 1


def test_what_fails_first_is_raised_and_what_fails_later_ends_the_stream() -> None:
    def failing(after: int) -> Iterator[bytes]:
        for _ in range(after):
            yield b"x"
        raise ValueError("no")

    async def read(after: int) -> None:
        async for _ in await Threads().stream(lambda: failing(after)):
            pass

    for after in (0, 3):
        with pytest.raises(ValueError, match="no"):
            run(read(after))


def test_a_reader_who_goes_away_ends_the_work() -> None:
    ended = threading.Event()

    def endless() -> Iterator[bytes]:
        try:
            while True:
                yield b"x"
        finally:
            ended.set()

    async def read() -> None:
        threads = Threads()
        body = await threads.stream(endless)
        async for _ in body:
            break
        await body.aclose()  # type: ignore[attr-defined]
        await asyncio.sleep(1)

    run(read())
    assert ended.wait(5)


def test_too_many_exports_are_refused() -> None:
    async def crowd() -> None:
        threads = Threads()
        release = threading.Event()
        running = [asyncio.create_task(threads.export(release.wait)) for _ in range(EXPORTS)]
        await asyncio.sleep(0.1)
        with pytest.raises(Problem) as caught:
            await threads.export(release.wait)
        assert caught.value.status == 503
        release.set()
        await asyncio.gather(*running)
        await threads.export(lambda: None)

    run(crowd())


def test_a_query_that_takes_too_long_is_told() -> None:
    async def wait() -> None:
        with pytest.raises(Problem) as caught:
            await Threads().run(lambda: time.sleep(0.5), 0.05)
        assert caught.value.status == 503

    run(wait())
