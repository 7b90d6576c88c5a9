"""The same filters over PostgreSQL with PostGIS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from test_cql2 import MATCHES
from world import fill

from app.main import create_app
from app.settings import Settings
from tests.store.postgres import MISSING, Cluster, programs


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    folder = programs()
    if folder is None:
        pytest.skip(MISSING)
    server = Cluster(folder)
    try:
        address = str(server.new_schema())
        fill(address, 120).close()
        settings = Settings(database_url=address, extract_workers=0, gazetteer=Path("nowhere.db"))
        with TestClient(create_app(settings), raise_server_exceptions=False) as found:
            yield found
    finally:
        server.close()


@pytest.mark.parametrize(("text", "types"), MATCHES)
def test_filter(client: TestClient, text: str, types: set[str]) -> None:
    answer = client.get("/collections/incidents/items", params={"filter": text, "status": "all"})
    assert answer.status_code == 200, answer.text
    assert {one["properties"]["type"] for one in answer.json()["features"]} - {"protest"} == types - {"protest"}


@pytest.mark.parametrize(
    "path",
    [
        "/incidents.geojson?q=Minister%20Ada",
        "/clusters?zoom=3",
        "/histogram",
        "/facets",
        "/tracks?q=minister",
        "/search?q=minis",
        "/changes",
        "/feed.atom",
        "/collections/incidents/items?f=csv",
        "/collections/incidents/items?f=gpkg",
        "/collections/articles/items",
        "/readyz",
    ],
)
def test_views(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content
