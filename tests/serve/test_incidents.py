from __future__ import annotations

import csv
import io
import sqlite3
import xml.etree.ElementTree as ET
from pathlib import Path

import orjson
import pytest
from starlette.testclient import TestClient

from app.serve.queryables import queryables

ITEMS = "/collections/incidents/items"
ALL = 129
DRAWN = 127


def test_plain_geojson(client: TestClient) -> None:
    answer = client.get("/incidents.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    body = answer.json()
    assert body["type"] == "FeatureCollection"
    assert body["numberMatched"] == body["numberReturned"] == len(body["features"]) == DRAWN
    assert {one["properties"]["status"] for one in body["features"]} == {"occurred", "claimed"}
    starts = [one["properties"]["start_utc"] for one in body["features"]]
    assert starts == sorted(starts, reverse=True)
    assert client.get("/incidents.geojson?status=all").json()["numberMatched"] == ALL


def test_properties_are_flat_and_are_the_queryables(client: TestClient) -> None:
    properties = client.get("/incidents.geojson").json()["features"][0]["properties"]
    assert set(queryables()) - {"id"} == set(properties) - {"zone", "label"}
    assert not any(isinstance(value, (list, dict)) for value in properties.values())


def test_pages_by_cursor_are_complete_and_without_repetition(client: TestClient) -> None:
    seen, address = [], f"{ITEMS}?limit=17&status=all"
    while address:
        body = client.get(address).json()
        assert body["numberMatched"] == ALL
        seen += [one["id"] for one in body["features"]]
        address = next((one["href"] for one in body["links"] if one["rel"] == "next"), "")
    assert len(seen) == len(set(seen)) == ALL


def test_a_cursor_of_another_filter_is_refused(client: TestClient) -> None:
    body = client.get(f"{ITEMS}?limit=5").json()
    cursor = next(one["href"] for one in body["links"] if one["rel"] == "next").split("after=")[1]
    answer = client.get(f"{ITEMS}?limit=5&type=protest&after={cursor}")
    assert answer.status_code == 400
    assert client.get(f"{ITEMS}?after=nonsense").status_code == 400


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("bbox=30,46,31,47", 3),
        ("bbox=179,-18,-179,-17&type=flood", 1),
        ("datetime=2024-03-09", 1),
        ("datetime=2024-03-08/2024-03-12&type=explosion,visit", 2),
        ("type=explosion&status=claimed", 1),
        ("source=Island%20News", 2),
        ("located=false", 1),
        ("country=FJ", 2),
        ("country=none", 1),
        ("q=Minister%20Ada", 2),
        ("status=planned", 1),
        ("group=diplomacy&status=all", 3),
        ("precision=place&type=flood", 1),
        ("min_sources=2", 0),
        ("ids=0123", 0),
    ],
)
def test_filters(client: TestClient, query: str, count: int) -> None:
    body = client.get(f"{ITEMS}?{query}").json()
    assert (body["numberMatched"], body["numberReturned"]) == (count, count)


def test_other_systems(client: TestClient) -> None:
    uri = "http://www.opengis.net/def/crs/EPSG/0/4326"
    answer = client.get(ITEMS, params={"type": "flood", "crs": uri})
    assert answer.headers["content-crs"] == f"<{uri}>"
    assert answer.json()["features"][0]["geometry"]["coordinates"] == [-17.8, 179.6]
    metres = client.get(
        ITEMS,
        params={"bbox": "3300000,5700000,3500000,5900000", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/3857"},
    )
    assert metres.json()["numberMatched"] == 3


def test_one_incident_with_its_evidence(client: TestClient) -> None:
    id_ = client.get(f"{ITEMS}?type=flood").json()["features"][0]["id"]
    body = client.get(f"{ITEMS}/{id_}").json()
    report = body["reports"][0]
    told = "".join(one["text"] for one in report["segments"])
    assert "People saw the flood at Far Island, 12 killed, police said." in told
    assert {one["mark"] for one in report["segments"]} >= {"trigger", "place", "quantity", "attribution"}
    assert report["location"]["runners_up"][0]["name"] == "Hilltown"
    assert isinstance(body["related"], list)


def test_no_such_incident(client: TestClient) -> None:
    answer = client.get(f"{ITEMS}/{'0' * 32}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["mend"]
    assert client.get(f"{ITEMS}/%00").status_code == 404
    assert client.get(f"{ITEMS}/{'a' * 5000}").status_code == 404


def test_known_versions_are_not_sent_again(client: TestClient) -> None:
    id_ = client.get(f"{ITEMS}?type=flood").json()["features"][0]["id"]
    paths = (
        "/incidents.geojson",
        f"{ITEMS}/{id_}",
        "/facets",
        "/clusters",
        "/feed.atom",
        "/api",
        f"{ITEMS}?f=csv",
        "/",
        "/embed",
    )
    for path in paths:
        etag = client.get(path).headers["etag"]
        again = client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == etag
    assert client.get("/incidents.geojson", headers={"If-None-Match": '"other"'}).status_code == 200


def test_csv_is_safe_and_whole(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{ITEMS}?f=csv&status=all").text)))
    assert len(rows) == ALL
    flood = next(row for row in rows if row["type"] == "flood")
    assert (flood["killed_min"], flood["lon"], flood["lat"]) == ("12", "179.6", "-17.8")
    assert not any(str(cell).startswith(("=", "@", "+")) for row in rows for cell in row.values())


def test_lines_and_kml(client: TestClient) -> None:
    lines = client.get(f"{ITEMS}?f=geojsonseq&status=all").content.split(b"\x1e")[1:]
    assert len([orjson.loads(line) for line in lines]) == ALL
    tree = ET.fromstring(client.get(f"{ITEMS}?f=kml&status=all").content)
    assert len(tree.findall(".//{http://www.opengis.net/kml/2.2}Placemark")) == ALL


def test_geopackage_opens(client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(client.get(f"{ITEMS}?f=gpkg&status=all").content)
    database = sqlite3.connect(path)
    assert database.execute("SELECT count(*), sum(geom IS NULL) FROM incidents").fetchone() == (ALL, 1)
    assert database.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert database.execute("SELECT srs_id FROM gpkg_geometry_columns").fetchone() == (4326,)


def test_geoparquet(client: TestClient) -> None:
    answer = client.get(f"{ITEMS}?f=parquet&status=all")
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        assert answer.status_code == 400
        return
    table = parquet.read_table(io.BytesIO(answer.content))
    assert table.num_rows == ALL
    assert orjson.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"


def test_exports_take_a_limit(client: TestClient) -> None:
    assert len(client.get(f"{ITEMS}?f=csv&limit=3").text.strip().splitlines()) == 4
