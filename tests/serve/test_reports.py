"""The collection of reports."""

from __future__ import annotations

from starlette.testclient import TestClient

PATH = "/collections/reports/items"


def test_all_reports_page_by_page(client: TestClient) -> None:
    first = client.get(f"{PATH}?limit=100").json()
    assert first["numberReturned"] == 100 < first["numberMatched"]
    seen = [one["id"] for one in first["features"]]
    page = first
    while following := [one["href"] for one in page["links"] if one["rel"] == "next"]:
        page = client.get(following[0]).json()
        seen += [one["id"] for one in page["features"]]
    assert len(seen) == len(set(seen)) == first["numberMatched"]


def test_those_of_an_article_and_one_with_its_evidence(client: TestClient) -> None:
    listed = client.get(f"{PATH}?limit=1").json()["features"][0]
    article = listed["properties"]["article"]
    of_article = client.get(f"{PATH}?article={article}").json()
    assert {one["properties"]["article"] for one in of_article["features"]} == {article}
    assert of_article["numberMatched"] == len(of_article["features"])
    one = client.get(f"{PATH}/{listed['id']}").json()
    assert one["geometry"] == listed["geometry"] and one["report"]["id"] == listed["id"]
    assert "".join(part["text"] for part in one["report"]["segments"])
    incident = client.get(f"/collections/incidents/items/{one['properties']['incident']}").json()
    assert listed["id"] in [report["id"] for report in incident["reports"]]
    assert client.get(f"{PATH}/none").status_code == 404
    assert client.get(f"{PATH}?after=x").status_code == 400


def test_the_number_of_an_outlets_articles_is_exact(client: TestClient) -> None:
    every = client.get("/collections/articles/items?limit=1").json()
    outlet = every["features"][0]["properties"]["source"]
    found = client.get("/collections/articles/items", params={"outlet": outlet, "limit": 1000}).json()
    assert 0 < found["numberMatched"] == len(found["features"]) <= every["numberMatched"]


def test_a_tag_is_of_one_database(client: TestClient) -> None:
    """The tag of each answer changes with the store's stamp, which holds the time of its newest change."""
    store = client.app.state.service.store  # type: ignore[attr-defined]
    answer = client.get("/clusters?zoom=2")
    known = {"If-None-Match": answer.headers["etag"]}
    assert client.get("/clusters?zoom=2", headers=known).status_code == 304
    with store._database.read() as session:
        newest = session.rows("SELECT at FROM change ORDER BY seq DESC LIMIT 1")[0][0]
    assert newest in store.query.stamp()


def test_tracks_say_what_they_looked_at(client: TestClient) -> None:
    body = client.get("/tracks?status=all").json()
    assert 0 < body["incidentsConsidered"] == body["incidentsMatched"]
