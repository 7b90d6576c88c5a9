from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings

GAZETTEER = Path(__file__).resolve().parents[2] / "build" / "gazetteer.db"
ITEMS = "/collections/places/items"


@pytest.fixture(scope="module")
def placed(address: str) -> Iterator[TestClient]:
    if not GAZETTEER.is_file():
        pytest.skip(f"NOT RUN: no gazetteer at {GAZETTEER}; make setup builds it")
    with TestClient(create_app(Settings(database_url=address, gazetteer=GAZETTEER, extract_workers=0))) as found:
        yield found


def test_search_finds_places_by_name_beginning_and_direction(placed: TestClient) -> None:
    assert placed.get("/search?q=Kyiv").json()["places"][0]["country"] == "UA"
    assert placed.get("/search?q=Vladivos").json()["places"][0]["name"] == "Vladivostok"
    offset = placed.get("/search", params={"q": "10 km west of Kyiv"}).json()["places"]
    assert offset[0]["lon"] < 30.5


def test_a_region_has_an_outline_and_a_town_a_point(placed: TestClient) -> None:
    crimea = placed.get("/search?q=Crimea").json()["places"][0]
    region = placed.get(f"{ITEMS}/{crimea['place_id']}").json()
    assert region["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert region["properties"]["country"] == "UA"
    town = placed.get("/search?q=Vladivostok").json()["places"][0]
    assert placed.get(f"{ITEMS}/{town['place_id']}").json()["geometry"]["type"] == "Point"


def test_places_in_a_box_come_in_pages(placed: TestClient) -> None:
    seen, address = [], f"{ITEMS}?bbox=30,50,31,51&limit=40"
    while address:
        body = placed.get(address).json()
        seen += [one["id"] for one in body["features"]]
        address = next((one["href"] for one in body["links"] if one["rel"] == "next"), "")
    assert len(seen) == len(set(seen)) == body["numberMatched"] > 40


def test_no_such_place(placed: TestClient) -> None:
    answer = placed.get(f"{ITEMS}/gn:0")
    assert (answer.status_code, bool(answer.json()["mend"])) == (404, True)
    assert placed.get(f"{ITEMS}?after=x").status_code == 400
