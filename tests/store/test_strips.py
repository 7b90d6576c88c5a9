"""Who follows an import by its strips has the columns that reading all anew gives."""

from __future__ import annotations

import numpy as np
import pytest

from app.merge.incidents import RuleMerge
from app.store import strips
from app.store.columns import NAMES, Columns, joined
from app.store.filter import Filter
from app.store.follow import Follower
from app.store.known import Known
from app.store.prepared import Incoming, prepare
from app.store.store import Store
from tests.store.test_bulk import crowded


def rows(columns: Columns) -> list[tuple[object, ...]]:
    """All living rows, countries by name, in the order of their keys."""
    alive = {name: values[~columns.dead] for name, values in columns.base.items()}
    table = joined([alive, columns.tail])
    names = {number: name for name, number in columns.codes.countries.items()}
    told = [table[name].tolist() for name in NAMES if name != "country"]
    return sorted(zip(table["key"].tolist(), [names[one] for one in table["country"].tolist()], *told, strict=True))


def test_strips_tell_what_the_rows_tell(store: Store, merge: RuleMerge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "FEWEST", 3)
    items, known, follower = crowded(120, 8), Known(), Follower(store._database)
    for start in range(0, 120, 40):
        with follower.moment():
            pass
        for one, reports in items[start : start + 3]:
            store.add(one, reports, merge)
        for begin, end in ((3, 20), (20, 35)):
            many = [Incoming(*one, None) for one in items[start + begin : start + end]]
            store.import_prepared([prepare(many, merge)], merge, known=known)
        for one, reports in items[start + 35 : start + 40]:
            store.add(one, reports, merge)
        store.replace(items[start + 10][0].id, [], merge)
        with follower.moment() as (_, followed):
            pass
        with Follower(store._database).moment() as (_, anew):
            assert followed.epoch != anew.epoch and followed.seq == anew.seq
            assert rows(followed) == rows(anew)
    with store._database.read() as session:
        assert session.rows("SELECT count(*) FROM strip")[0][0] > 3


def test_old_strips_go_and_a_purge_takes_all(store: Store, merge: RuleMerge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "FEWEST", 3)
    monkeypatch.setattr(strips, "KEPT", 20)
    items = crowded(60, 9)
    for _ in store.import_many(items, merge, batch=15):
        pass
    with store._database.read() as session:
        ((oldest, newest),) = session.rows("SELECT min(last), (SELECT max(seq) FROM change) FROM strip")
        assert newest - 30 < oldest
    store.keeping.purge(items[0][0].id, "Ana", "asked to", merge)
    with store._database.read() as session:
        assert session.rows("SELECT count(*) FROM strip") == [(0,)]
    assert store.query.count(Filter()) > 0


def test_a_strip_has_no_gaps(store: Store) -> None:
    with store._database.write() as session, pytest.raises(ValueError, match="no gaps"):
        strips.write(session, [(1, "a", number) for number in (1, 3) * strips.FEWEST])


def test_numbers_survive_packing() -> None:
    made = strips.values_of([(1, None, 2.5, None, 7, "fire", "occurred", None, None, 1, 0.5, 3, None)] * 2)
    back = strips.strip_of(strips.packed_strip(made))
    assert {name: told for name, (told, _) in back.names.items()}["type"] == ["fire"]
    for name, values in made.numbers.items():
        np.testing.assert_array_equal(back.numbers[name], values)
