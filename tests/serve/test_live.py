"""Over a real socket: several serving processes, another process that writes, an incident that went up in another."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from datetime import date

import pytest
from live import served
from world import NORTHPORT, database, fill, made

from app.merge.incidents import RuleMerge
from app.store.store import Store

HOSTILE = (
    "/incidents.geojson?q=" + "a" * 30_000,
    "/incidents.geojson?bbox=" + "1," * 10_000,
    "/incidents.geojson?limit=" + "9" * 5_000,
    "/incidents.geojson?filter=" + "(" * 20_000,
    "/incidents.geojson?q=%00",
    "/incidents.geojson?q=%ed%a0%80",
    "/incidents.geojson?datetime=99999999999-01-01",
    "/incidents.geojson?type=%27%3BDROP%20TABLE%20incident%3B--",
    "/incidents.geojson?" + "&".join(f"a{number}=1" for number in range(1000)),
    "/collections/incidents/items/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/%00",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = database(tmp_path_factory.mktemp("live"))
    fill(where).close()
    return where


@pytest.fixture(scope="module")
def base(address: str, tmp_path_factory: pytest.TempPathFactory):
    with served(address, tmp_path_factory.mktemp("log"), workers="2") as found:
        yield found


def get(address: str) -> dict:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def test_every_process_sees_what_another_one_committed(base: str, address: str) -> None:
    seen = {get(f"{base}/incidents.geojson")["numberMatched"] for _ in range(8)}
    assert len(seen) == 1
    before = seen.pop()
    store = Store.open(address)
    try:
        for number in range(3):
            row = (
                f"parade {number}",
                "protest",
                NORTHPORT,
                date(2025, 1 + number, 5),
                "New Post",
                "asserted",
                "outlet",
            )
            article, report = made(900 + number, *row, None, None)
            store.add(article, [report], RuleMerge())
            counts = {get(f"{base}/incidents.geojson")["numberMatched"] for _ in range(8)}
            assert counts == {before + number + 1}
    finally:
        store.close()


def test_an_incident_that_went_up_in_another_leads_there(base: str, address: str) -> None:
    store = Store.open(address)
    try:
        ids, reports = [], []
        for number, source in enumerate(("First Post", "Second Post")):
            row = (f"raid {number}", "raid", NORTHPORT, date(2024, 6, 1 + 12 * number), source, "asserted", "outlet")
            article, report = made(800 + number, *row, None, None)
            ids.append(store.add(article, [report], RuleMerge()).incidents[0])
            reports.append(report.id)
        version = store.query.version(ids[0])
        value = {"report_id": reports[1]}
        store.reviews.add(reports[0], "must_link", value, "tester", "the same raid", version, RuleMerge())
    finally:
        store.close()
    found = [get(f"{base}/collections/incidents/items/{id_}") for id_ in ids]
    assert found[0]["id"] == found[1]["id"]
    assert len(found[0]["reports"]) == 2


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_addresses_are_refused(base: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(base + path)
    assert 400 <= caught.value.code < 500


def test_a_broken_request_harms_nobody(base: str) -> None:
    host, port = base.removeprefix("http://").split(":")
    for line in (
        b"\x00\xff garbage\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=10) as raw:
            raw.sendall(line + b"\r\n\r\n")
            assert b" 500 " not in raw.recv(200)
    assert get(f"{base}/healthz") == {"status": "alive"}
