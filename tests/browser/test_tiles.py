"""Tiles of someone else's, where the service is set up with them; none by default."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.browser.fixture_server import FixtureServer
from tests.browser.test_map import loaded

Open = Callable[..., Page]
# one grey pixel
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200816b1a2f9c"
    "0000000049454e44ae426082"
)


@pytest.fixture
def tiles() -> Iterator[tuple[str, list[str]]]:
    """A server of tiles on another origin, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PNG)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()


@pytest.mark.parametrize("path", ["/{z}/{x}/{y}.png", "/wmts/{TileMatrix}/{TileRow}/{TileCol}.png"])
def test_configured_tiles_are_shown(
    browser: Browser, server: FixtureServer, tiles: tuple[str, list[str]], path: str
) -> None:
    origin, asked = tiles
    server.tiles = (origin, path, "© Somebody")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server.address}/?z=4&lat=46&lon=33")
    loaded(page)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert page.locator("canvas.leaflet-tile").count() == 0
    prefix = path.split("{")[0]
    assert asked and all(one.startswith(f"{prefix}4/") for one in asked)
    expect(page.locator(".attribution")).to_contain_text("© Somebody")
    assert said == []
    page.close()


def test_the_own_base_map_stands_in_for_tiles_that_cannot_be_had(
    browser: Browser, server: FixtureServer, tiles: tuple[str, list[str]]
) -> None:
    server.tiles = (tiles[0], "/world.pmtiles", "")
    page = browser.new_page()
    page.goto(f"{server.address}/?z=4&lat=46&lon=33")
    loaded(page)
    expect(page.locator("canvas.leaflet-tile-loaded").first).to_be_attached()
    page.close()


def test_the_policy_is_opened_for_that_host_alone(root: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'x.db'}"
    given = {"database_url": database, "gazetteer": root / "build" / "gazetteer.db", "extract_workers": 0}
    address = "https://{s}.tiles.example/{z}/{x}/{y}.png?key=1"
    with TestClient(create_app(Settings(tiles_url=address, tiles_attribution='A & "B"', **given))) as client:
        answer = client.get("/", headers={"Accept": "text/html"})
    policy = answer.headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob: https://*.tiles.example;" in policy
    assert "script-src 'self';" in policy and policy.count("https://") == 2
    assert 'data-attribution="A &amp; &quot;B&quot;"' in answer.text
    with TestClient(create_app(Settings(**given))) as client:
        answer = client.get("/", headers={"Accept": "text/html"})
    assert "https://" not in answer.headers["Content-Security-Policy"] and 'name="tiles"' not in answer.text


@pytest.mark.parametrize(
    "address", ["ftp://x/{z}/{x}/{y}", "https://x/{z}/{x}.png", "https://x/{z}/{x}/{y};script-src *"]
)
def test_an_address_that_cannot_be_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="tiles_url"):
        Settings(tiles_url=address)
