"""The columns in memory: never what is not committed, never without a commit made before, whoever wrote it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from app.merge.incidents import RuleMerge
from app.store import columns
from app.store.filter import Filter
from app.store.store import Store
from tests.store.builders import article, report

ROUNDS = 25


def test_several_processes_write_while_one_reads(url: str, root: Path) -> None:
    store = Store.open(url)
    command = [sys.executable, "-m", "tests.store.writing", url, str(ROUNDS)]
    writers = [subprocess.Popen([*command, f"Outlet {name}"], cwd=root) for name in range(3)]
    last = 0
    while any(writer.poll() is None for writer in writers):
        page = store.query.features(Filter(), limit=10_000)
        assert page.matched == len(page.features), "columns and rows are of one moment"
        assert page.seq >= last
        last = page.seq
        time.sleep(0.002)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    page = store.query.features(Filter(), limit=10_000)
    assert page.matched == ROUNDS, "each day's blast is one incident of three outlets"
    assert {orjson.loads(one)["properties"]["sources"] for one in page.features} == {3}
    assert store.articles.count() == 3 * ROUNDS
    assert store.keeping.check() == []
    store.close()


def test_threads_share_the_columns(store: Store, merge: RuleMerge) -> None:
    stop = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not stop.is_set():
            page = store.query.features(Filter(), limit=10_000)
            if page.matched != len(page.features):
                wrong.append(f"{page.matched} is not {len(page.features)}")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(40):
        one = article(f"A blast hit Martlow, number {i}.", f"Outlet {i}")
        done = store.add(one, [report(one, day=date(2024, 1, 1) + timedelta(days=4 * i))], merge)
        assert store.query.features(Filter(ids=done.incidents)).matched == 1, "what was acknowledged is seen at once"
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert store.query.count(Filter()) == 40


def test_a_failed_write_is_never_seen(store: Store, merge: RuleMerge) -> None:
    class Failing(RuleMerge):
        def relation(self, *_: object) -> None:
            return None

        def partition(self, *_: object) -> list:
            raise ZeroDivisionError

    one = article()
    with pytest.raises(ZeroDivisionError):
        store.add(one, [report(one)], Failing())
    assert store.query.count(Filter()) == 0 and store.articles.count() == 0
    store.add(one, [report(one)], merge)
    assert store.query.count(Filter()) == 1


def test_a_settled_tail_says_the_same(store: Store, merge: RuleMerge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "TAIL_MIN", 3)
    for i in range(12):
        one = article(f"A blast hit Martlow, number {i}.", f"Outlet {i}")
        store.add(one, [report(one, day=date(2024, 1, 1) + timedelta(days=4 * (i // 2)))], merge)
        assert store.query.count(Filter()) == i // 2 + 1
        assert store.query.features(Filter()).matched == i // 2 + 1
    for other in store.articles.list(limit=100)[0][:4]:
        store.keeping.purge(other.article.id, "desk", "test", merge)
    assert store.query.count(Filter()) == 4


def test_bytes_an_incident() -> None:
    assert columns.DTYPE.itemsize + 4 + 1 <= 60


def test_a_long_tail_is_sorted_in_beside_the_questions(
    store: Store, merge: RuleMerge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "TAIL_MIN", 3)
    follower = store.query._follower
    assert store.query.count(Filter()) == 0
    for number in range(12):
        one = article(f"A blast hit Martlow, case {number}.", source=f"Outlet {number}")
        store.add(one, [report(one, day=date(2024, 1, 1) + timedelta(days=4 * number))], merge)
        assert store.query.count(Filter()) == number + 1
        if follower._settling is not None:
            follower._settling.join()
    assert store.query.count(Filter()) == 12
    now = follower._columns
    assert now is not None and len(now.base["key"]) > 4 and len(now.tail["key"]) <= 4
    assert len(set(store.query.features(Filter()).features)) == 12


def test_a_thread_catches_up_before_anyone_asks(tmp_path: Path, merge: RuleMerge) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    reader, writer = Store.open(url), Store.open(url)
    assert reader.query.count(Filter()) == 0
    reader.keep_up()
    one = article("A blast hit Martlow on Tuesday.")
    seq = writer.add(one, [report(one)], merge).seq
    until = time.monotonic() + 20
    while reader._follower.behind() and time.monotonic() < until:
        time.sleep(0.01)
    columns = reader._follower._columns
    assert columns is not None and columns.seq == seq
    reader.close()
    writer.close()
