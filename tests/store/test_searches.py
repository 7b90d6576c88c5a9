"""Pairs of new reports are those that a look at every two would give."""

from __future__ import annotations

import random

import numpy as np

from app.merge.incidents import RuleMerge
from app.model.merging import Reach
from app.store import blocks
from app.store.blocks import SEARCH
from app.store.searches import Searches, block_rows, pairs_among
from tests.merge.claims import claim


def near(here: Reach, there: Reach, type_: str) -> bool:
    return (
        there.home in here.cells
        and type_ in here.types
        and here.start <= there.moment <= here.end
        and (there.until is None or (there.moment < here.closes and there.until > here.opens))
    )


def made(count: int, seed: int) -> list[tuple[int, str, Reach]]:
    chance, merge, found = random.Random(seed), RuleMerge(), []
    for key in range(1, count + 1):
        start = chance.choice((None, chance.randrange(-10_000, 10_000)))
        one = claim(
            f"r{key}",
            lat=chance.uniform(10, 12),
            lon=chance.uniform(178.5, 180),
            type=chance.choice(("explosion", "shelling", "fire", "protest")),
            start=start,
            end=None if start is None else start + chance.choice((60, 1440, 40_000)),
            published=chance.randrange(-10_000, 10_000),
            precision=chance.choice(("place", "region")),
            place_id=chance.choice(("t:1", "t:2")),
        )
        reach = merge.reach(one)
        assert reach is not None
        found.append((key, one.type, reach))
    return found


def test_as_by_looking_at_every_two(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(blocks, "PAIRS", 50)
    for seed in range(5):
        reports = made(120, seed)
        rows = block_rows([(key, reach.home, reach.moment, reach.until, type_) for key, type_, reach in reports])
        searches = Searches()
        for key, _, reach in reports:
            searches.add(key, reach)
        found = {pair for piece in pairs_among(rows, Searches(*searches.packed()).rows(), 10_000) for pair in piece}
        wanted = {
            (min(one[0], other[0]), max(one[0], other[0]))
            for one in reports
            for other in reports
            if one is not other and near(one[2], other[2], other[1])
        }
        assert found == wanted
        assert len(wanted) > 50


def test_nothing_new_has_no_pairs() -> None:
    assert list(pairs_among(block_rows([]), np.empty((0, SEARCH), np.int64), 10)) == []
