"""Made names lead to their place, and never stand beside a place that is truly called so."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gazetteer.build import build_from
from gazetteer.entry import Entry
from gazetteer.sources.airports import AirportCity, cities
from gazetteer.sources.respelled import name_after_cities, respell
from tests.gazetteer.conftest import town


def airport(key: str, name: str, lat: float, lon: float) -> Entry:
    entry = replace(town(0, name, lat, lon), key=key, geonameid=None, feature_class="S", feature_code="AIRP")
    entry.add_name(name, "official")
    return entry


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    frankfurt = town(3, "Frankfurt am Main", 50.11, 8.68, "DE", 700_000)
    frankfurt.add_name("Frankfurt", "alternate")
    build_from(
        tmp_path / "index.db",
        [
            town(1, "Al Jahrah", 29.3, 47.7, "KW"), town(2, "Jahrah", 10.0, 10.0, "TD"), frankfurt,
            town(4, "Frankfurt", 52.3, 14.5, "DE", 90_000), airport("air:FRA", "Rhein-Main Airport", 50.03, 8.55),
        ],
    )  # fmt: skip
    with contextlib.closing(sqlite3.connect(tmp_path / "index.db")) as database:
        yield database


def places(database: sqlite3.Connection, key: str) -> list[str]:
    query = "select f.key from name n join feature f on f.id = n.feature where n.key = ? order by 1"
    return [place for (place,) in database.execute(query, (key,))]


def test_a_respelling_leads_to_its_place_unless_another_has_that_name(database: sqlite3.Connection) -> None:
    assert respell(database) > 0
    assert places(database, "el jahrah") == ["gn:1"]
    assert places(database, "jahra") == ["gn:1"]
    assert places(database, "jahrah") == ["gn:2"]


def test_an_airport_has_the_names_of_its_city(database: sqlite3.Connection) -> None:
    assert name_after_cities(database, [AirportCity("air:FRA", "Frankfurt-am-Main", 50.03, 8.55)]) == 3
    assert places(database, "frankfurt airport") == places(database, "frankfurt am main airport") == ["air:FRA"]


def test_a_great_city_near_needs_no_name_in_the_row(database: sqlite3.Connection) -> None:
    assert name_after_cities(database, [AirportCity("air:FRA", "Rhein-Main", 50.03, 8.6)]) == 3
    assert places(database, "frankfurt am main international airport") == ["air:FRA"]


def test_a_city_elsewhere_names_no_airport(database: sqlite3.Connection) -> None:
    assert name_after_cities(database, [AirportCity("air:FRA", "Frankfurt", 0.0, 0.0)]) == 0


def test_the_cities_of_airports_are_known() -> None:
    found = {(city.airport, city.name) for city in cities()}
    assert {("air:CRL", "Brussels"), ("air:CRL", "Charleroi"), ("air:LPQ", "Luang Phabang")} <= found
    assert ("air:CRL", "International") not in found
    assert len(found) > 5000
