"""Features that are kept in memory are those of the moment."""

from __future__ import annotations

import pytest

from app.merge.incidents import RuleMerge
from app.store import featurecache
from app.store.featurecache import shown_of
from app.store.filter import Filter
from app.store.follow import Follower
from app.store.store import Store
from tests.store.builders import article, report


def test_a_change_is_seen_at_once_and_an_old_moment_keeps_its_own(store: Store, merge: RuleMerge) -> None:
    first = article("A blast hit Martlow on Tuesday. Two people were killed.")
    store.add(first, [report(first, killed=2)], merge)
    old = store.query.features(Filter()).features
    store.query._follower._columns = None  # all in the base, nothing in the tail
    assert store.query.features(Filter()).features == old
    second = article("A blast hit Martlow on Tuesday. Two people were killed.", source="Other")
    with store.query._follower.moment() as (session, columns):
        store.add(second, [report(second, killed=2)], merge)
        assert shown_of(columns).features(session, columns, [1]) == old
    new = store.query.features(Filter()).features
    assert new != old and b'"sources":2' in new[0]
    assert store.query.features(Filter()).features == new


def test_what_came_first_goes_first(store: Store, merge: RuleMerge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(featurecache, "MOST_BYTES", 3000)
    for number in range(9):
        one = article(f"A blast hit Martlow, case {number}.", source=f"Outlet {number}")
        store.add(one, [report(one, hours=(number * 2, number * 2 + 1))], merge)
    store.query._follower = Follower(store._database)
    for _ in range(2):
        page = store.query.features(Filter())
        assert page.features == [store.query.feature(one.split(b'"id":"')[1][:32].decode()) for one in page.features]
    with store.query._follower.moment() as (_, columns):
        shown = shown_of(columns)
    assert 0 < shown._bytes <= 3000 and shown._bytes == sum(map(len, shown._known.values()))
