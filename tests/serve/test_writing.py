from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from world import database, fill

from app.main import create_app
from app.settings import Settings
from app.store.store import Store

GAZETTEER = Path(__file__).resolve().parents[2] / "build" / "gazetteer.db"
TEXT = "On Monday an explosion killed three people in Odesa, the police said. 😀"
ITEMS = "/collections/incidents/items"


class Keys:
    """Secrets of tokens by scope."""

    def __init__(self, store: Store) -> None:
        self._secrets = {scope: store.tokens.create(scope, scope) for scope in ("read", "ingest", "review", "admin")}

    def __call__(self, scope: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secrets[scope]}"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return database(tmp_path_factory.mktemp("writing"))


@pytest.fixture(scope="module")
def keys(address: str) -> Keys:
    store = fill(address)
    keys = Keys(store)
    store.close()
    return keys


@pytest.fixture(scope="module")
def client(address: str, keys: Keys) -> Iterator[TestClient]:
    if not GAZETTEER.is_file():
        pytest.skip(f"NOT RUN: no gazetteer at {GAZETTEER}; make setup builds it")
    settings = Settings(database_url=address, gazetteer=GAZETTEER, max_body=200_000, max_batch=3, rate_extracts=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as found:
        yield found


def test_extract_stores_nothing_and_shows_the_evidence(client: TestClient) -> None:
    before = client.get("/incidents.geojson?status=all").json()["numberMatched"]
    answer = client.post("/extract", json={"text": TEXT, "published": "2024-05-08"})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    report = next(one for one in body["reports"] if one["type"] == "explosion")
    assert "".join(one["text"] for one in report["segments"] if one["mark"] == "trigger") == "explosion"
    assert report["location"]["name"].startswith("Ode")
    assert report["time"]["start"].startswith("2024-05-06")
    toponym = next(one for one in body["toponyms"] if one["text"] == "Odesa")
    assert TEXT[toponym["start"] : toponym["end"]] == "Odesa"
    assert client.get("/incidents.geojson?status=all").json()["numberMatched"] == before


def test_an_article_is_stored_once(client: TestClient, keys: Keys) -> None:
    body = {"text": TEXT, "published": "2024-05-08", "source": "Test Post"}
    first = client.post("/articles", json=body, headers=keys("ingest"))
    assert first.status_code == 201, first.text
    assert first.json()["created"] is True
    assert client.get(f"{ITEMS}/{first.json()['incidents'][0]}").json()["reports"]
    place = first.headers["location"]
    assert client.get(place).json()["properties"].get("text") is None
    assert client.get(place, headers=keys("read")).json()["properties"]["text"] == TEXT
    again = client.post("/articles", json=body, headers=keys("ingest"))
    assert (again.status_code, again.json()["created"]) == (200, False)


def test_pages_and_plain_texts(client: TestClient, keys: Keys) -> None:
    page = f"<html><head><title>News</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    kinds = (("text/plain; charset=utf-8", TEXT), ("text/html", page))
    for kind, body in kinds:
        headers = {**keys("ingest"), "Content-Type": kind}
        answer = client.post("/articles?published=2024-05-08&source=P", content=body.encode(), headers=headers)
        assert answer.status_code in (200, 201), answer.text


def test_a_batch_is_a_job(client: TestClient, keys: Keys) -> None:
    rows = [{"text": f"{TEXT} {number}", "published": "2024-05-08"} for number in range(2)] + [{"text": ""}]
    headers = {**keys("ingest"), "Idempotency-Key": "one"}
    answer = client.post("/articles", json=rows, headers=headers)
    assert answer.status_code == 202
    place = answer.headers["location"]
    until = time.monotonic() + 60
    while (job := client.get(place, headers=keys("ingest")).json())["state"] in ("queued", "running"):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert (job["state"], job["done"], job["total"]) == ("done", 3, 3)
    assert [one["index"] for one in job["errors"]] == [2]
    assert client.post("/articles", json=rows, headers=headers).json()["id"] == job["id"]
    assert client.post("/articles", json=rows + rows, headers=headers).status_code == 422


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": "\\ud800"}', "application/json", 400),
        (b'{"text": "a\\u0000b"}', "application/json", 422),
        (b'{"text": ""}', "application/json", 422),
        (b'{"text": 5}', "application/json", 422),
        (b'"text"', "application/json", 422),
        (b'{"text": "abc", "published": "soon"}', "application/json", 422),
        (b'{"text": "abc", "title": {"a": 1}}', "application/json", 422),
        (b"\xff\xfe", "text/plain", 422),
        (b"abc", "application/pdf", 415),
        (b'{"text": "' + b"a" * 300_000 + b'"}', "application/json", 413),
    ],
)
def test_bad_bodies(client: TestClient, keys: Keys, body: bytes, kind: str, status: int) -> None:
    for path in ("/extract", "/articles"):
        answer = client.post(path, content=body, headers={**keys("ingest"), "Content-Type": kind})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["mend"]


def test_who_may_write(client: TestClient, keys: Keys) -> None:
    assert client.post("/articles", json={"text": TEXT}).status_code == 401
    assert client.post("/articles", json={"text": TEXT}, headers=keys("read")).status_code == 403
    assert (
        client.post("/articles", json={"text": TEXT}, headers={"Authorization": "Bearer nonsense"}).status_code == 401
    )
    assert client.get("/reviews", headers=keys("ingest")).status_code == 403
    assert client.get("/reviews", headers=keys("admin")).status_code == 200
    assert "www-authenticate" in client.get("/reviews").headers


def test_a_review_moves_an_incident_and_its_undo_moves_it_back(client: TestClient, keys: Keys) -> None:
    id_ = client.get(f"{ITEMS}?type=flood").json()["features"][0]["id"]
    item = client.get(f"{ITEMS}/{id_}")
    report = item.json()["reports"][0]["id"]
    body = {"report_id": report, "action": "move", "value": {"lat": -18.0, "lon": 178.0}, "why": "map of the island"}
    assert client.post("/reviews", json=body, headers=keys("review")).status_code == 428
    old = {**keys("review"), "If-Match": item.headers["etag"]}
    done = client.post("/reviews", json=body, headers=old)
    assert done.status_code == 201, done.text
    moved = client.get(f"{ITEMS}/{id_}")
    assert moved.json()["geometry"]["coordinates"] == [178.0, -18.0]
    assert moved.headers["etag"] == done.headers["etag"]
    late = client.post("/reviews", json=body, headers=old)
    assert late.status_code == 409
    assert late.json()["current"] == moved.json()["version"]
    undo = {"report_id": report, "action": "undo", "value": {"review": done.json()["review"]["id"]}, "why": "wrong"}
    back = client.post("/reviews", json=undo, headers={**keys("review"), "If-Match": done.headers["etag"]})
    assert back.status_code == 201, back.text
    assert client.get(f"{ITEMS}/{id_}").json()["geometry"]["coordinates"] == [179.6, -17.8]
    told = client.get(f"{ITEMS}/{id_}/reviews", headers=keys("review")).json()["reviews"]
    assert [one["action"] for one in told] == ["move", "undo"]
    assert told[0]["undone_by"] == told[1]["id"]


def test_bad_reviews(client: TestClient, keys: Keys) -> None:
    item = client.get(f"{ITEMS}/{client.get(ITEMS).json()['features'][0]['id']}")
    report = item.json()["reports"][0]["id"]
    headers = {**keys("review"), "If-Match": item.headers["etag"]}
    bodies = (
        {"report_id": report, "action": "explode"},
        {"report_id": 5, "action": "confirm"},
        {"report_id": report, "action": "move", "value": {"lat": 1e9, "lon": 0}},
        {"report_id": report, "action": "move", "value": {"lat": "x"}},
        {"report_id": report, "action": "retype", "value": {"type": "banana"}},
        {"report_id": report, "action": "redate", "value": {"start": "x", "end": "y"}},
        {"report_id": "0" * 32, "action": "confirm"},
        [],
    )
    for body in bodies:
        answer = client.post("/reviews", json=body, headers=headers)
        assert answer.status_code in (400, 404, 422), answer.text


def test_reading_can_be_closed(address: str, keys: Keys) -> None:
    settings = Settings(database_url=address, open_reading=False, extract_workers=0, gazetteer=Path("nowhere"))
    with TestClient(create_app(settings)) as closed:
        assert closed.get("/incidents.geojson").status_code == 401
        assert closed.get("/incidents.geojson", headers=keys("read")).status_code == 200
        assert closed.get("/healthz").status_code == 200


def test_rates_are_limited(address: str, keys: Keys) -> None:
    settings = Settings(database_url=address, rate_reads=5, extract_workers=0, gazetteer=Path("nowhere"))
    with TestClient(create_app(settings)) as hurried:
        statuses = [hurried.get("/collections").status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        assert int(hurried.get("/collections").headers["retry-after"]) > 0
        assert hurried.get("/healthz").status_code == 200


def test_behind_a_proxy_with_a_prefix(address: str, keys: Keys) -> None:
    settings = Settings(
        database_url=address,
        root_path="/map",
        public_url="https://x.example/map",
        extract_workers=0,
        gazetteer=Path("no"),
    )
    with TestClient(create_app(settings), root_path="/map") as proxied:
        for path in ("/collections", "/map/collections"):
            body = proxied.get(path).json()
            assert body["collections"][0]["links"][0]["href"].startswith("https://x.example/map/collections/")
