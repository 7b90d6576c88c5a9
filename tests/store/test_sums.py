"""Running sums against plain counting, on some thousands of rows with dead ones and a tail."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import numpy as np
import orjson
import pytest

from app.model.event import STATUSES
from app.model.event_type import event_types
from app.store import cells, clusters
from app.store.clusters import Marks, marks_of
from app.store.columns import Columns, as_settled, columns_of, followed
from app.store.filter import Box, Filter, Interval
from app.store.kinds import by_kind_only

COUNT = 6000


def row(key: int, chance: random.Random) -> tuple[Any, ...]:
    lat, lon = (
        (chance.gauss(50, 0.2), chance.gauss(30, 0.2))
        if key % 2
        else (chance.uniform(-85, 85), chance.uniform(-180, 180))
    )
    if key % 17 == 0:
        lat = lon = None  # type: ignore[assignment]
    kind = chance.choice(list(event_types()))
    return (key, lat, lon, key, key + 60, kind, chance.choice(STATUSES), "UA", "place", 1, 0.5, key, None)


@pytest.fixture(scope="module")
def columns() -> Columns:
    chance = random.Random(1)
    made = columns_of([[row(key, chance) for key in range(1, COUNT + 1)]], COUNT)
    gone = list(range(5, COUNT, 41))
    new = [row(key, chance) for key in [*gone[: len(gone) // 2], *range(COUNT + 1, COUNT + 200)]]
    return followed(made, COUNT + 1, new, [*gone, *range(COUNT + 1, COUNT + 200)])


def by_rows(columns: Columns, box: Box, zoom: int) -> Marks:
    return marks_of(columns, Filter(min_confidence=0.01), None, box, zoom)


def comparable(marks: Marks) -> tuple[list[int], list[bytes], int]:
    shown = []
    for one in marks.clusters:
        said = {name: value for name, value in one["properties"].items() if name != "bbox"}
        shown.append(orjson.dumps([one["geometry"], said], option=orjson.OPT_SORT_KEYS))
    return sorted(marks.lone), sorted(shown), marks.matched


@pytest.mark.parametrize("zoom", [0, 1, 2, 3, 4])
@pytest.mark.parametrize(
    "box",
    [
        Box(-180, -90, 180, 90),
        Box(-180, -85, 180, 85),
        Box(20, 40, 40, 60),
        Box(29.9, 49.9, 30.1, 50.1),
        Box(-120.3, -33.3, 77.7, 61.2),
        Box(30, 50, 30, 50),
    ],
)
def test_the_same_marks_both_ways(columns: Columns, box: Box, zoom: int) -> None:
    assert comparable(marks_of(columns, Filter(), None, box, zoom)) == comparable(by_rows(columns, box, zoom))


@pytest.mark.parametrize("zoom", [6, 9, 12, 16, 20])
def test_the_same_marks_in_a_city(columns: Columns, zoom: int) -> None:
    half = 400 / 2**zoom
    box = Box(30 - half, 50 - half / 2, 30 + half, 50 + half / 2)
    assert comparable(marks_of(columns, Filter(), None, box, zoom)) == comparable(by_rows(columns, box, zoom))


@pytest.mark.parametrize("zoom", [0, 2, 4, 6])
@pytest.mark.parametrize("box", [Box(-180, -90, 180, 90), Box(20, 40, 40, 60), Box(-120.3, -33.3, 77.7, 61.2)])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(statuses=("occurred", "claimed")),
        Filter(types=("fire",), bbox=Box(0, 0, 90, 90)),
        Filter(located=False),
        Filter(located=True),
        Filter(countries=("XX",)),
    ],
)
def test_remembered_cells_say_what_rows_say(
    columns: Columns, box: Box, zoom: int, wanted: Filter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "SMALL", 0)
    tables = clusters.Tables()
    plain = comparable(marks_of(columns, wanted, None, box, zoom))
    tables.count(columns, wanted)
    assert tables.ready(columns, wanted)
    for _ in range(2):
        assert comparable(marks_of(columns, wanted, None, box, zoom, tables)) == plain
    some = np.arange(1, COUNT, 3)
    chosen = Filter(q="x", statuses=wanted.statuses)
    assert comparable(marks_of(columns, chosen, some, box, zoom, tables)) == comparable(
        marks_of(columns, chosen, some, box, zoom)
    )


@pytest.mark.parametrize("zoom", [0, 2, 3])
@pytest.mark.parametrize("box", [Box(-180, -90, 180, 90), Box(-180, -60, 180, 72), Box(-120.3, -33.3, 77.7, 61.2)])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(statuses=("occurred", "claimed")),
        Filter(types=("fire", "protest"), statuses=("occurred",)),
        Filter(groups=("armed",)),
    ],
)
def test_cells_by_kind_say_what_rows_say(
    columns: Columns, box: Box, zoom: int, wanted: Filter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert by_kind_only(wanted) and not by_kind_only(Filter(min_sources=2)) and not by_kind_only(Filter(bbox=box))
    plain = marks_of(columns, wanted, None, box, zoom)
    assert plain.matched
    monkeypatch.setattr(clusters, "SMALL", 0)
    settled_ = as_settled(columns)
    made = marks_of(columns, wanted, None, box, zoom, clusters.Tables())
    assert comparable(made) == comparable(plain)
    made = marks_of(settled_, wanted, None, box, zoom, clusters.Tables())
    assert sorted(map(orjson.dumps, made.clusters)) == sorted(
        map(orjson.dumps, marks_of(settled_, wanted, None, box, zoom).clusters)
    )


FILTERS = [
    Filter(statuses=("occurred", "claimed")),
    Filter(statuses=("occurred", "planned")),
    Filter(types=("fire", "protest"), min_confidence=0.1),
    Filter(interval=Interval(datetime(1970, 1, 2), datetime(1970, 1, 3)), bbox=Box(0, 0, 90, 90)),
    Filter(min_confidence=0.9),
]


@pytest.mark.parametrize("piece", [7, 300, 1 << 18])
@pytest.mark.parametrize("dense", [0, 10_000])
@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("box", [Box(-180, -90, 180, 90), Box(20, 40, 40, 60), Box(29.9, 49.9, 30.1, 50.1)])
def test_cells_in_pieces_say_what_a_selection_says(
    columns: Columns, box: Box, wanted: Filter, dense: int, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Masked or picked, cut or whole, against the rows that were selected; bounds where nothing died among them too."""
    monkeypatch.setattr(cells, "PIECE", piece)
    monkeypatch.setattr(cells, "DENSE", dense)
    keys = np.sort(np.concatenate([columns.base["key"][~columns.dead], columns.tail["key"]]))
    for zoom in (1, 5, 9):
        made, plain = (marks_of(columns, wanted, some, box, zoom) for some in (None, keys))
        assert comparable(made) == comparable(plain)
        assert sorted(one["properties"]["bbox"] for one in made.clusters) == sorted(
            one["properties"]["bbox"] for one in plain.clusters
        )


def test_bounds_hold_all(columns: Columns) -> None:
    for one in marks_of(columns, Filter(), None, Box(-180, -90, 180, 90), 2).clusters:
        west, south, east, north = one["properties"]["bbox"]
        lon, _ = one["geometry"]["coordinates"]
        assert west <= lon <= east and south < north
