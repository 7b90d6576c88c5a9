"""Tiles of someone else's, where the service is set up with them; none by default."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.browser.fixture_server import FixtureServer
from tests.browser.test_map import loaded
from tests.browser.tile_server import GREEN, LAST_ZOOM, TileServer, raster_pmtiles, vector_pmtiles

Open = Callable[..., Page]


@pytest.fixture
def tiles() -> Iterator[TileServer]:
    """A server of tiles on another origin."""
    running = TileServer()
    yield running
    running.stop()


def on_tiles(
    browser: Browser, server: FixtureServer, tiles: TileServer, path: str, zoom: int
) -> tuple[Page, list[str]]:
    """The page over Crimea on configured tiles, and what its console says."""
    server.tiles = (tiles.origin, path, "© Somebody")
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server.address}/?z={zoom}&lat=46&lon=33")
    loaded(page)
    return page, said


@pytest.mark.parametrize("path", ["/{z}/{x}/{y}.png", "/wmts/{TileMatrix}/{TileRow}/{TileCol}.png"])
def test_configured_tiles_are_shown(browser: Browser, server: FixtureServer, tiles: TileServer, path: str) -> None:
    page, said = on_tiles(browser, server, tiles, path, 4)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert page.locator("canvas.leaflet-tile").count() == 0
    prefix = path.split("{")[0]
    assert tiles.asked and all(one.startswith(f"{prefix}4/") for one in tiles.asked)
    expect(page.locator(".attribution")).to_contain_text("© Somebody")
    assert said == []
    page.close()


@pytest.mark.parametrize("zoom", [2, LAST_ZOOM, LAST_ZOOM + 3])
def test_one_file_of_pictures_is_read_by_ranges(
    browser: Browser, server: FixtureServer, tiles: TileServer, zoom: int
) -> None:
    tiles.files["/world.pmtiles"] = raster_pmtiles()
    page, said = on_tiles(browser, server, tiles, "/world.pmtiles", zoom)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert page.locator("canvas.leaflet-tile").count() == 0
    assert set(tiles.asked) == {"/world.pmtiles"} and said == []
    assert colour_of_the_ground(page) == GREEN
    page.close()


@pytest.mark.parametrize("zoom", [2, LAST_ZOOM, LAST_ZOOM + 3])
def test_vector_tiles_are_drawn_light_and_dark(
    browser: Browser, server: FixtureServer, tiles: TileServer, zoom: int
) -> None:
    tiles.files["/world.pmtiles"] = vector_pmtiles("earth")
    page, said = on_tiles(browser, server, tiles, "/world.pmtiles", zoom)
    expect(page.locator(".vector-tiles canvas.leaflet-tile-loaded").first).to_be_attached()
    page.wait_for_timeout(1000)
    light = colour_of_the_ground(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    dark = colour_of_the_ground(page)
    assert min(light) > 200 and max(dark) < 80, (light, dark)
    assert set(tiles.asked) == {"/world.pmtiles"} and said == []
    page.close()


def test_vector_tiles_of_an_unknown_kind_are_refused_with_a_word(
    browser: Browser, server: FixtureServer, tiles: TileServer
) -> None:
    tiles.files["/world.pmtiles"] = vector_pmtiles("parcels")
    page, said = on_tiles(browser, server, tiles, "/world.pmtiles", 4)
    expect(page.locator(".basemap canvas.leaflet-tile-loaded").first).to_be_attached()
    assert len(said) == 1 and "other layers than those of the Protomaps base map" in said[0]
    page.close()


def test_tiles_of_others_are_in_the_saved_picture(browser: Browser, server: FixtureServer, tiles: TileServer) -> None:
    page, _ = on_tiles(browser, server, tiles, "/{z}/{x}/{y}.png", 4)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    page.wait_for_timeout(500)
    assert colour_of_the_ground(page) == GREEN
    expect(page.locator(".toast")).to_be_hidden()
    page.close()


def test_a_picture_without_tiles_that_may_not_be_read_says_so(browser: Browser, server: FixtureServer) -> None:
    tiles = TileServer(open_=False)
    page, _ = on_tiles(browser, server, tiles, "/{z}/{x}/{y}.png", 4)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    assert colour_of_the_ground(page) != GREEN
    expect(page.locator(".toast")).to_contain_text("does not allow it")
    page.close()
    tiles.stop()


def colour_of_the_ground(page: Page) -> tuple[int, ...]:
    """The colour that most of the saved picture has."""
    picture = saved_picture(page)
    found = page.evaluate(
        """async bytes => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: 'image/png'}));
        const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        pen.drawImage(bitmap, 0, 0);
        const {data} = pen.getImageData(0, 0, bitmap.width, bitmap.height);
        const seen = new Map();
        for (let i = 0; i < data.length; i += 40) {
            const key = [data[i], data[i + 1], data[i + 2]].join();
            seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        return [...seen].sort((a, b) => b[1] - a[1])[0][0].split(',').map(Number);
    }""",
        list(picture),
    )
    return tuple(found)


def saved_picture(page: Page) -> bytes:
    """What the menu's line saves."""
    page.get_by_role("button", name="More", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as picture").click()
    return waiting.value.path().read_bytes()


def test_the_own_base_map_stands_in_for_tiles_that_cannot_be_had(
    browser: Browser, server: FixtureServer, tiles: TileServer
) -> None:
    page, _ = on_tiles(browser, server, tiles, "/world.pmtiles", 4)
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
