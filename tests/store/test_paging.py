"""Pages by a bound guessed from a sample, against sorting everything."""

from __future__ import annotations

import random

import numpy as np
import pytest

from app.store import paging
from app.store.columns import Columns, columns_of, followed
from app.store.filter import Box, Filter
from app.store.paging import SORTS, page_of
from app.store.select import select
from tests.store.test_sums import row

COUNT = 3000


@pytest.fixture(scope="module")
def columns() -> Columns:
    """With some dead, some in the tail, and many of one minute."""
    chance = random.Random(3)
    rows = [row(key, chance) for key in range(1, COUNT + 1)]
    rows = [(*one[:3], chance.choice([None, 7, 8, chance.randrange(5000)]), *one[4:]) for one in rows]
    made = columns_of([rows], COUNT)
    gone = list(range(5, COUNT, 41))
    return followed(made, COUNT + 1, [row(key, chance) for key in gone[::2]], gone)


@pytest.mark.parametrize("sort", ["-start", "start", "-killed", "updated", "-confidence"])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(statuses=("occurred", "claimed")),
        Filter(bbox=Box(29, 49, 31, 51)),
        Filter(bbox=Box(100, -60, -20, 70), types=("fire", "protest", "flood")),
        Filter(bbox=Box(29.9, 49.9, 30.1, 50.1), min_confidence=0.9),
    ],
)
def test_pages_are_those_of_sorting_everything(
    columns: Columns, wanted: Filter, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = select(columns, wanted)
    assert len(found) == len(found.take("key"))
    name, down = SORTS[sort.removeprefix("-")], sort.startswith("-")
    unknown = paging.UNKNOWN.get(name)
    pairs = zip(found.take(name).tolist(), found.take("key").tolist(), strict=True)
    sign = -1 if down else 1
    expected = [key for _, _, key in sorted((value == unknown, sign * value, sign * key) for value, key in pairs)]
    expected = [sign * key for key in expected]
    monkeypatch.setattr(paging, "SMALL", 0)
    pages, after = [], None
    for _ in range(12):
        keys, after = page_of(found, sort, after, 40, "digest")
        pages += keys
        if after is None:
            break
    assert pages == expected[: len(pages)] and len(pages) == min(len(expected), 480)


def test_what_was_looked_at_says_what_matches(columns: Columns) -> None:
    for wanted in (Filter(bbox=Box(29, 49, 31, 51)), Filter(statuses=("occurred",)), Filter()):
        found = select(columns, wanted)
        values, mask = found.seen("key")
        some = np.arange(len(values)) if mask is None else np.flatnonzero(mask)
        assert sorted(values[some].tolist()) == sorted(found.take("key").tolist())
        assert found.pick("key", some[::3]).tolist() == values[some[::3]].tolist()
