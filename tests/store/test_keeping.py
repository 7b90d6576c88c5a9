"""Backup, restore, check and purge."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from app.merge.incidents import RuleMerge
from app.store.errors import Corrupt, Gone, Invalid, NotFound, Unavailable
from app.store.filter import Filter
from app.store.keeping import restore
from app.store.store import Store
from tests.store.builders import article, report


def opened(path: Path) -> Store:
    return Store.open(f"sqlite:///{path}")


def fill(store: Store, count: int, name: str = "Outlet") -> None:
    for i in range(count):
        one = article(f"A blast hit Martlow, number {i}.", f"{name} {i}")
        store.add(one, [report(one)], RuleMerge())


def test_a_backup_taken_while_others_write_is_whole(tmp_path: Path) -> None:
    store = opened(tmp_path / "a.db")
    fill(store, 5)
    writer = threading.Thread(target=fill, args=(store, 40, "Other"))
    writer.start()
    store.keeping.backup(str(tmp_path / "copy.db"))
    writer.join()
    copy = opened(tmp_path / "copy.db")
    assert copy.keeping.check() == []
    assert 5 <= copy.articles.count() <= 45
    copy.close()
    with pytest.raises(Invalid, match="exists already"):
        store.keeping.backup(str(tmp_path / "copy.db"))
    store.close()
    restore(str(tmp_path / "copy.db"), str(tmp_path / "a.db"))
    again = opened(tmp_path / "a.db")
    assert again.articles.count() <= 45 and again.keeping.check() == []
    again.close()


def test_a_restore_refuses_what_is_unsound(tmp_path: Path) -> None:
    (tmp_path / "junk.db").write_bytes(b"junk" * 4000)
    with pytest.raises(Corrupt, match="no sound backup"):
        restore(str(tmp_path / "junk.db"), str(tmp_path / "a.db"))
    with pytest.raises(Unavailable, match="no backup"):
        restore(str(tmp_path / "none.db"), str(tmp_path / "a.db"))
    store = opened(tmp_path / "a.db")
    fill(store, 1)
    store.keeping.backup(str(tmp_path / "copy.db"))
    with pytest.raises(Invalid, match="in use"):
        restore(str(tmp_path / "copy.db"), str(tmp_path / "a.db"))
    store.close()


def test_the_check_sees_what_is_wrong(tmp_path: Path) -> None:
    store = opened(tmp_path / "a.db")
    fill(store, 3)
    store.close()
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("UPDATE report SET incident_key = NULL")
    connection.execute("DELETE FROM change WHERE seq = 2")
    connection.commit()
    connection.close()
    store = opened(tmp_path / "a.db")
    faults = " / ".join(store.keeping.check())
    assert "incidents without a report: 1" in faults
    assert "in no incident" in faults and "gaps" in faults
    store.close()


def test_a_purge_leaves_no_word(tmp_path: Path, merge: RuleMerge) -> None:
    secret = "Xyzzyquux"
    store = opened(tmp_path / "a.db")
    one = article(f"A blast hit Martlow, said {secret}. Many fled.", "Courier")
    said = report(one, actor=secret)
    incident = store.add(one, [said], merge).incidents[0]
    version = store.query.version(incident)
    store.reviews.add(said.id, "note", {"text": f"ask {secret}"}, "ana", f"{secret}?", version, merge)
    other = article("An explosion rocked Martlow, police said.", "Mail")
    store.add(other, [report(other, "explosion")], merge)
    store.keeping.purge(one.id, "legal desk", "takedown", merge)
    assert store.articles.get(one.id).purged and store.articles.get(one.id).article.text == ""
    assert store.query.count(Filter(q=secret)) == 0
    assert [(one.who, one.action) for one in store.reviews.list()] == [("ana", "note"), ("legal desk", "purge")]
    assert store.query.count(Filter()) == 1
    assert store.keeping.check() == []
    with pytest.raises(Gone, match="purged"):
        store.add(one, [said], merge)
    with pytest.raises(NotFound):
        store.keeping.purge("0" * 32, "x", "y", merge)
    store.close()
    for path in tmp_path.iterdir():
        assert secret.encode() not in path.read_bytes(), path.name
        assert secret.casefold().encode() not in path.read_bytes(), path.name


def test_a_postgres_backup(store: Store, merge: RuleMerge, tmp_path: Path, url: str) -> None:
    if not url.startswith("postgresql"):
        pytest.skip("the backup of SQLite has tests of its own")
    fill(store, 2)
    store.keeping.backup(str(tmp_path / "dump"))
    assert (tmp_path / "dump").read_bytes()[:5] == b"PGDMP"
