from __future__ import annotations

from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = (
    "/conformance",
    "/collections",
    "/collections/incidents",
    "/collections/incidents/items",
    "/collections/incidents/queryables",
    "/collections/incidents/schema",
    "/collections/articles/items",
    "/collections/reports/items",
    "/collections/places/items",
    "/api",
)


class Scripts(HTMLParser):
    """Collects what must not stand in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.bad.append(f"{tag} {name}={value}")
        if tag in ("script", "style", "iframe"):
            self.bad.append(tag)


@pytest.mark.parametrize("path", PAGES)
def test_pages_for_people(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    scripts = Scripts()
    scripts.feed(answer.text)
    assert scripts.bad == []
    assert client.get(path + "?utm_source=x", headers=BROWSER).status_code == 200


def test_hostile_text_stays_text(client: TestClient) -> None:
    articles = client.get("/collections/articles/items?limit=500").json()["features"]
    first = next(one for one in articles if one["properties"]["url"].startswith("javascript"))
    items = client.get(f"/collections/incidents/items?article={first['id']}").json()["features"]
    for path in (f"/collections/articles/items/{first['id']}", f"/collections/incidents/items/{items[0]['id']}"):
        answer = client.get(path, headers=BROWSER)
        scripts = Scripts()
        scripts.feed(answer.text)
        assert scripts.bad == []
        assert "&lt;script&gt;" in answer.text


def test_the_front_door_is_the_map_for_browsers_and_the_landing_page_for_programs(client: TestClient) -> None:
    assert client.get("/", headers=BROWSER).text.startswith("<!doctype html>")
    for answer in (
        client.get("/"),
        client.get("/", headers={"Accept": "application/json"}),
        client.get("/?f=json", headers=BROWSER),
    ):
        rels = {one["rel"] for one in answer.json()["links"]}
        assert {"self", "service-desc", "conformance", "data"} <= rels


def test_every_link_of_the_landing_page_and_the_collections_answers(client: TestClient) -> None:
    links = client.get("/").json()["links"]
    for one in client.get("/collections").json()["collections"]:
        links += one["links"]
    for link in links:
        assert client.get(link["href"]).status_code == 200, link


def test_embed_lists_its_view_without_a_script(client: TestClient) -> None:
    answer = client.get("/embed?type=flood&utm_source=x")
    assert "<li><a href=" in answer.text
    assert answer.text.count("<li>") == 1
    assert "frame-ancestors 'self' *" in answer.headers["content-security-policy"]
    assert client.get("/embed?type=banana&bbox=1").status_code == 200


def test_oembed(client: TestClient) -> None:
    body = client.get("/oembed", params={"url": "http://testserver/?type=flood&x=%22%3E"}).json()
    assert 'src="http://testserver/embed?type=flood"' in body["html"]
    assert client.get("/oembed", params={"url": "http://evil.example/"}).status_code == 404
    assert client.get("/oembed").status_code == 400


def test_headers_of_safety(client: TestClient) -> None:
    for path in ("/", "/incidents.geojson", "/collections", "/nothing", "/static/dist/app.js"):
        headers = client.get(path, headers=BROWSER).headers
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "referrer-policy" in headers


def test_other_sites_may_read(client: TestClient) -> None:
    answer = client.get("/incidents.geojson", headers={"Origin": "https://news.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]


@pytest.mark.parametrize("name", ["br", "gzip"])
def test_answers_are_packed(client: TestClient, name: str) -> None:
    plain = client.get("/incidents.geojson", headers={"Accept-Encoding": "identity"})
    packed = client.get("/incidents.geojson", headers={"Accept-Encoding": name})
    assert packed.headers["content-encoding"] == name
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.json()["features"] == plain.json()["features"]
    streamed = client.get("/collections/incidents/items?f=csv", headers={"Accept-Encoding": name})
    assert streamed.headers["content-encoding"] == name
    assert streamed.text.startswith("id,lon,lat,")


def test_files_of_the_front_end_are_kept_by_their_digest(client: TestClient) -> None:
    assert "immutable" in client.get("/static/dist/app-0123456789ab.js").headers["cache-control"]
    answer = client.get("/static/dist/app.js")
    assert answer.headers["cache-control"] == "no-cache"
    again = client.get("/static/dist/app.js", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/static/../app.py").status_code == 404


def test_errors_are_problems(client: TestClient) -> None:
    for answer in (client.get("/nothing"), client.delete("/collections"), client.get("/incidents.geojson?x=1")):
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= set(answer.json())
    assert client.delete("/collections").headers["allow"]


def test_operation(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert 'incidents_http_requests_total{method="GET",route="/healthz",status="200"}' in client.get("/metrics").text
