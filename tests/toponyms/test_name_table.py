"""A table of names of conflict and disaster news of all continents: the right place stands first in ≥ 95 %.

The candidates are checked apart, so that a missing name is told from a wrong choice.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.model.toponym import Toponym
from gazetteer.index import Index

TABLE = Path(__file__).resolve().parents[1] / "gazetteer" / "data" / "name_table.yaml"
KNOWN = 0.99
RIGHT = 0.95


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    table = yaml.safe_load(TABLE.read_text("utf-8"))
    assert len(table) >= 320
    assert [row["sentence"] for row in table if row["name"] not in row["sentence"]] == []
    return list(table)


def test_the_gazetteer_knows_the_places(rows: list[dict[str, Any]], index: Index) -> None:
    missing = []
    for row in rows:
        features = [hit.feature for hit in index.lookup(row["name"])]
        if not any(_near(row, feature.lat, feature.lon) for feature in features):
            missing.append(f"{row['name']} ({row['country']}): {[(f.key, f.country) for f in features[:4]]}")
    print(f"{len(rows) - len(missing)} of {len(rows)} known", *missing, sep="\n  ")
    assert len(missing) <= (1 - KNOWN) * len(rows)


def test_the_right_place_stands_first(rows: list[dict[str, Any]], read: Callable[[str], dict[str, Toponym]]) -> None:
    wrong = [
        f"{row['name']} ({row['country']}): {told}" for row in rows if (told := _judge(row, read(row["sentence"])))
    ]
    print(f"{len(rows) - len(wrong)} of {len(rows)} right", *wrong, sep="\n  ")
    assert len(wrong) <= (1 - RIGHT) * len(rows)


def _judge(row: dict[str, Any], found: dict[str, Toponym]) -> str:
    """What is wrong with the reading of the row's mention, "" for nothing."""
    start = row["sentence"].index(row["name"])
    end = start + len(row["name"])
    over = [toponym for toponym in found.values() if toponym.span.start < end and start < toponym.span.end]
    if not over:
        return f"not recognised; found {sorted(found)}"
    place = over[0].place
    if place is None:
        return f"no place for {over[0].text!r}"
    if not _near(row, place.lat, place.lon):
        return f"taken for {place.place_id} {place.name} ({place.country}) at {place.lat:.2f}, {place.lon:.2f}"
    if row["country"] is not None and place.country not in (row["country"], None):
        return f"country {place.country}"
    return ""


def _near(row: dict[str, Any], lat: float, lon: float) -> bool:
    north = (lat - row["lat"]) * 111.2
    east = ((lon - row["lon"] + 180) % 360 - 180) * 111.2 * math.cos(math.radians(row["lat"]))
    return bool(math.hypot(north, east) <= row["tolerance_km"])
