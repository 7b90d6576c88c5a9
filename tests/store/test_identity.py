"""Which part keeps which name."""

from __future__ import annotations

from app.model.merging import Part
from app.store.identity import keepers, new_id, successors


def part(*members: str) -> Part:
    return Part(tuple(sorted(members)), "fire", "occurred", 1, members[0], None, None, 0.5, "")


def test_the_part_with_most_reports_keeps_the_name() -> None:
    parts = [part("a"), part("b", "c")]
    assert keepers(parts, {"a": 1, "b": 1, "c": 1}) == [None, 1]


def test_the_oldest_wins_a_tie() -> None:
    assert keepers([part("a", "b")], {"a": 7, "b": 3}) == [3]
    assert keepers([part("a"), part("b")], {"a": 3, "b": 3}) == [3, None]


def test_two_incidents_that_swap_reports_keep_apart() -> None:
    parts = [part("a", "b", "x"), part("c", "y")]
    assert keepers(parts, {"a": 1, "b": 1, "c": 2, "x": 2, "y": None}) == [1, 2]


def test_an_heir_is_where_most_went() -> None:
    parts = [part("a", "b"), part("c")]
    before = {"a": 9, "b": 9, "c": 9}
    assert successors(parts, before, {9, 8}) == {9: 0, 8: None}


def test_new_names_differ() -> None:
    assert new_id(part("a")) != new_id(part("b")) != new_id(part("b"), 1)
    assert new_id(part("b", "a")) == new_id(part("a", "b"))
