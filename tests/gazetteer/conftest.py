"""The built gazetteer, opened once, and a small one of a few made-up places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gazetteer.build import build_from
from gazetteer.entry import Entry
from gazetteer.index import Index


@pytest.fixture(scope="session")
def index(root: Path) -> Index:
    """The built gazetteer; without it the tests are skipped loudly, but on CI they fail."""
    path = Path(os.environ.get("INCIDENTS_GAZETTEER", root / "build" / "gazetteer.db"))
    if not path.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"NOT RUN: no gazetteer at {path}: build it first")
    return Index.open(path)


def town(number: int, name: str, lat: float, lon: float, country: str = "UA", population: int = 1000) -> Entry:
    entry = Entry(
        key=f"gn:{number}", geonameid=number, name=name, lat=lat, lon=lon, feature_class="P", feature_code="PPL",
        source="test", country=country, admin1="07", population=population, radius_km=1.0, zone="Europe/Kyiv",
    )  # fmt: skip
    entry.add_name(name, "official")
    return entry


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An index of three towns, for tests that change it."""
    path = tmp_path / "small.db"
    towns = [
        town(1, "Alphaville", 50.0, 36.0, population=5000),
        town(2, "Betatown", 50.5, 36.5),
        town(3, "Betatown", 40.0, -100.0, "US", 90),
    ]
    build_from(path, towns)
    return path
