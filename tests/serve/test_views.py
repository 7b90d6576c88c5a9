from __future__ import annotations

import xml.etree.ElementTree as ET

from starlette.testclient import TestClient


def test_clusters_hold_every_located_incident(client: TestClient) -> None:
    for zoom in (0, 3, 9):
        body = client.get(f"/clusters?zoom={zoom}&status=all").json()
        total = sum(one["properties"].get("count", 1) for one in body["features"])
        assert total == body["numberMatched"] == 128
        assert body["unlocated"] == 1
        for one in body["features"]:
            properties = one["properties"]
            assert properties.get("cluster", False) is ("id" not in one)
            if "id" not in one:
                assert sum(properties["types"].values()) == sum(properties["statuses"].values()) == properties["count"]


def test_clusters_of_a_view(client: TestClient) -> None:
    body = client.get("/clusters?bbox=30,46,31,47&zoom=18").json()
    assert body["numberMatched"] == 3


def test_histogram_counts_what_has_a_time(client: TestClient) -> None:
    body = client.get("/histogram?bins=12&status=all").json()
    assert len(body["bins"]) <= 12
    assert sum(one["count"] for one in body["bins"]) == body["numberMatched"] == 129


def test_facets(client: TestClient) -> None:
    body = client.get("/facets?country=FJ").json()
    assert body["types"] == {"visit": 1, "flood": 1}
    assert body["numberMatched"] == 2


def test_tracks_follow_an_actor(client: TestClient) -> None:
    features = client.get("/tracks?q=minister").json()["features"]
    assert [one["properties"]["name"] for one in features] == ["Minister Ada Vale"]
    assert features[0]["geometry"]["coordinates"] == [[179.6, -17.8], [30.7, 46.5]]


def test_search(client: TestClient) -> None:
    body = client.get("/search?q=minis").json()
    assert [one["name"] for one in body["actors"]] == ["Minister Ada Vale"]
    found = client.get("/search?q=Northport").json()
    assert {one["properties"]["place"] for one in found["incidents"]} == {"Northport"}
    assert client.get("/search").json() == {"places": [], "incidents": [], "actors": []}


def test_changes_can_be_followed_to_their_end(client: TestClient) -> None:
    since, seen = 0, []
    while True:
        body = client.get(f"/changes?since={since}&limit=50").json()
        seen += [one["id"] for one in body["changes"]]
        since = body["next"]
        if not body["more"]:
            break
    assert len(seen) == len(set(seen)) == 129
    assert client.get(f"/changes?since={since}").json()["changes"] == []


def test_feed_is_atom_with_points(client: TestClient) -> None:
    tree = ET.fromstring(client.get("/feed.atom?type=flood").content)
    entry = tree.find("{http://www.w3.org/2005/Atom}entry")
    assert entry is not None
    assert entry.findtext("{http://www.georss.org/georss}point") == "-17.8 179.6"


def test_style_for_qgis_is_xml(client: TestClient) -> None:
    tree = ET.fromstring(client.get("/qgis.qml").content)
    rules, symbols = tree.findall(".//rule"), tree.findall(".//symbol")
    assert {one.get("symbol") for one in rules} == {one.get("name") for one in symbols}


def test_as_of_freezes_a_view(client: TestClient) -> None:
    assert client.get("/incidents.geojson?as_of=3&status=all").json()["numberMatched"] == 3
