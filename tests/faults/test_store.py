"""What the store promises when the machine fails it: nothing acknowledged lost, nothing half there, clear errors."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.merge.incidents import RuleMerge
from app.store.errors import Busy, Corrupt, Full, ReadOnly, StoreError, Unavailable
from app.store.filter import Filter
from app.store.store import Store
from tests.store.builders import article, report
from tests.store.postgres import MISSING, Cluster, programs
from tests.store.writing import numbered

COUNT = 100_000
ROUNDS = 200


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    folder = programs()
    if folder is None:
        pytest.skip(MISSING)
    server = Cluster(folder)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'incidents.db'}"
    return str(request.getfixturevalue("cluster").new_schema())


def killed(url: str, root: Path, outlet: str, chance: random.Random) -> list[str]:
    """Write in a process of its own, kill it at some moment, and return what it had acknowledged."""
    command = [sys.executable, "-m", "tests.store.writing", url, str(COUNT), outlet]
    writer = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip()]
    time.sleep(chance.uniform(0.0, 0.25))
    writer.send_signal(signal.SIGKILL)
    said += [line.strip() for line in writer.stdout.read().split("\n") if line]
    writer.wait()
    return said


def sound(store: Store, outlet: str, said: list[str]) -> None:
    """All that was acknowledged is there, and whatever is there is whole."""
    assert store.keeping.check() == []
    for line in said:
        number = int(line.rpartition(" ")[2])
        stored = store.articles.get(numbered(number, outlet).id)
        assert stored.reports == 1
        if line.startswith("note"):
            (name,) = [one.id for one in store.articles.reports(stored.article.id)]
            assert [one.value for one in store.reviews.of_report(name)] == [{"text": f"note {number}"}]
    page = store.query.features(Filter(), limit=10_000)
    assert page.matched == len(page.features)


def rounds(url: str, root: Path, count: int) -> int:
    """How many writes were acknowledged over all rounds."""
    Store.open(url).close()
    chance = random.Random(5)
    acknowledged = 0
    for number in range(count):
        outlet = f"Outlet {number}"
        said = killed(url, root, outlet, chance)
        assert said and said[0] == "0", said
        store = Store.open(url)
        sound(store, outlet, said)
        store.close()
        acknowledged += len(said)
    return acknowledged


def test_ten_kills(url: str, root: Path) -> None:
    rounds(url, root, 10 if url.startswith("sqlite") else 4)


@pytest.mark.soak
def test_two_hundred_kills(url: str, root: Path, record_property: Callable[[str, object], None]) -> None:
    acknowledged = rounds(url, root, ROUNDS)
    record_property("kills", ROUNDS)
    record_property("acknowledged writes, all found again", f"{acknowledged:,}")


def test_a_kill_in_the_very_first_moment_leaves_a_usable_database(root: Path, tmp_path: Path) -> None:
    """The schema is made whole or not at all."""
    for number in range(6):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        writer = subprocess.Popen(
            [sys.executable, "-c", f"from app.store.store import Store; print(1, flush=True); Store.open({url!r})"],
            cwd=root,
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.04 * number)
        writer.kill()
        writer.wait()
        store = Store.open(url)
        one = article()
        assert store.add(one, [report(one)], RuleMerge()).created
        store.close()


def test_a_lock_that_is_held_too_long_is_busy(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'a.db'}", wait=0.2)
    one = article()
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="locked by another writer"):
        store.add(one, [report(one)], RuleMerge())
    assert store.query.count(Filter()) == 0, "readers do not wait"
    other.execute("ROLLBACK")
    assert store.add(one, [report(one)], RuleMerge()).created
    other.close()
    store.close()


def test_a_full_disk_is_told_and_survived(tmp_path: Path) -> None:
    """The size of the file is bounded as a disk's is: SQLite answers alike."""
    store = Store.open(f"sqlite:///{tmp_path / 'a.db'}")
    merge = RuleMerge()
    first = article()
    store.add(first, [report(first)], merge)
    with store._database.write() as session:
        pages = session.rows("PRAGMA page_count")[0][0]
        session.rows(f"PRAGMA max_page_count = {pages + 2}")
    big = article("A blast hit Martlow. " + "Much was said. " * 60_000)
    with pytest.raises(Full, match="no room left"):
        store.add(big, [report(big)], merge)
    assert store.articles.count() == 1 and store.query.count(Filter()) == 1
    with store._database.write() as session:
        session.rows("PRAGMA max_page_count = 1000000")
    assert store.add(big, [report(big)], merge).created
    assert store.keeping.check() == []
    store.close()


READ_ONLY = """
import os, sys
from app.store.store import Store
from app.merge.incidents import RuleMerge
from app.merge.kinship import kinship
from app.store import migrate
from tests.store.builders import article, report
import alembic.runtime.migration, sqlalchemy.dialects.sqlite.pysqlite, rapidfuzz.fuzz
migrate.head()
kinship()
os.setgid(65534); os.setuid(65534)
two = article("Something else exploded in a blast.")
try:
    store = Store.open(sys.argv[1])
    store.add(two, [report(two)], RuleMerge())
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_read_only_file_says_so(tmp_path: Path, root: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("NOT RUN: only root can become a user without rights")
    folder = Path(f"/tmp/incidents-read-only-{os.getpid()}")
    folder.mkdir()
    try:
        store = Store.open(f"sqlite:///{folder / 'a.db'}")
        one = article()
        store.add(one, [report(one)], RuleMerge())
        for path in folder.iterdir():
            path.chmod(0o644)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, f"sqlite:///{folder / 'a.db'}"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        store.close()
        lines = done.stdout.splitlines()
        assert lines[:1], done.stderr[-1500:]
        assert lines[0].startswith(ReadOnly.__name__) and "check the rights" in lines[0]
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store.open(f"sqlite:///{path}")
    for i in range(60):
        one = article(f"A blast hit Martlow, number {i}. " + "Words. " * 300, f"Outlet {i}")
        store.add(one, [report(one)], RuleMerge())
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 8192) + whole[-4096:])
    with pytest.raises(Corrupt, match="damaged"):
        damaged = Store.open(f"sqlite:///{path}")
        damaged.keeping.check()
        damaged.query.features(Filter())
        damaged.articles.list()
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(Corrupt, match="no database"):
        Store.open(f"sqlite:///{path}")


def test_a_server_that_comes_back_is_used_again(cluster: Cluster) -> None:
    store = Store.open(cluster.new_schema())
    merge = RuleMerge()
    one = article()
    store.add(one, [report(one)], merge)
    assert store.query.count(Filter()) == 1
    cluster.stop("immediate")
    two = article("An explosion rocked Martlow.", "Mail")
    try:
        for _ in range(2):
            with pytest.raises(Unavailable, match="does not answer"):
                store.query.count(Filter())
            with pytest.raises(StoreError):
                store.add(two, [report(two, "explosion")], merge)
        assert not store.healthy()
    finally:
        cluster.start()
    assert store.healthy()
    assert store.query.count(Filter()) == 1
    assert store.add(two, [report(two, "explosion")], merge).created
    assert store.keeping.check() == []
    store.close()
