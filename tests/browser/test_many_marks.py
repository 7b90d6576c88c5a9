"""Many marks: on one canvas, and to the reader what single ones are."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer

Open = Callable[..., Page]
SIZES = [(360, 740), (768, 1000), (1440, 900)]
# the canvas is read through a copy: reading it often would have the browser keep it off the graphics card
READ = """() => {
    const canvas = document.querySelector('canvas.marks');
    const box = canvas.getBoundingClientRect();
    const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
    pen.drawImage(canvas, 0, 0);
    const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
    const ratio = canvas.width / box.width;
    const alpha = (x, y) => {
        const [left, top] = [Math.round((x - box.left) * ratio), Math.round((y - box.top) * ratio)];
        return data[(top * canvas.width + left) * 4 + 3];
    };
"""
PAINTED = READ.replace("()", "([x, y])", 1) + "return alpha(x, y); }"
NEAREST = (
    READ
    + """
    const map = document.querySelector('.map').getBoundingClientRect();
    const found = [];
    for (let dy = -240; dy <= 240; dy += 3)
        for (let dx = -150; dx <= 150; dx += 3) {
            const [x, y] = [map.left + map.width / 2 + dx, map.top + map.height / 2 + dy];
            const around = [[0, 0], [9, 0], [-9, 0], [0, 9]].map(([right, down]) => alpha(x + right, y + down));
            if (around.every(one => one === 255)) found.push([x, y, dx * dx + dy * dy]);
        }
    return found.sort((a, b) => a[2] - b[2])[0] ?? null;
}"""
)
COLOURS = """() => {
    const canvas = document.querySelector('canvas.marks');
    const pen = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
    pen.drawImage(canvas, 0, 0);
    const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Map();
    for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255) {
            const key = [data[i], data[i + 1], data[i + 2]].join();
            seen.set(key, (seen.get(key) ?? 0) + 1);
        }
    return [...seen].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([key]) => key);
}"""
LOOKS = [("occurred", "place"), ("claimed", "place"), ("planned", "place"), ("denied", "place"), ("occurred", "region")]


def spread(server: FixtureServer, across: int = 12, down: int = 8) -> None:
    """Incidents on a grid over Europe, all at once."""
    one = next(feature for feature in server.features if feature["geometry"])
    server.features.clear()
    for row in range(down):
        for column in range(across):
            feature = copy.deepcopy(one)
            feature["id"] = f"{row * across + column:032x}"
            feature["geometry"]["coordinates"] = [-8 + column * 3.6, 38 + row * 2.4]
            status, precision = LOOKS[(row + column) % len(LOOKS)]
            feature["properties"].update(
                title=f"Number {row} {column}", status=status, precision=precision, place_id=None, radius_km=30
            )
            server.features.append(feature)


def middle_of_a_mark(page: Page) -> tuple[float, float]:
    """The point of the screen nearest to the map's middle where a mark is painted."""
    found = page.evaluate(NEAREST)
    assert found, "no mark is painted"
    return found[0], found[1]


def test_they_are_one_canvas_and_chosen_by_a_click(open_page: Open, server: FixtureServer) -> None:
    spread(server)
    page = open_page("/?z=5&lat=47&lon=12&status=all")
    page.wait_for_selector("canvas.marks")
    page.wait_for_timeout(600)
    assert page.locator(".leaflet-marker-icon").count() == 0
    x, y = middle_of_a_mark(page)
    page.mouse.move(x, y)
    expect(page.locator(".leaflet-tooltip")).to_contain_text("Number")
    assert page.locator(".map").evaluate("map => getComputedStyle(map).cursor") == "pointer"
    title = page.locator(".leaflet-tooltip").text_content() or ""
    page.mouse.click(x, y)
    expect(page.locator(".card h2")).to_have_text(title)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_clusters_on_it_open(open_page: Open, server: FixtureServer, width: int, height: int) -> None:
    spread(server, 40, 14)
    page = open_page("/?z=2&lat=30&lon=30&status=all", width=width, height=height)
    page.wait_for_selector("canvas.marks")
    page.wait_for_timeout(600)
    page.mouse.click(*middle_of_a_mark(page))
    expect(page).not_to_have_url(re.compile("z=2&"))


def test_the_theme_changes_their_colours(open_page: Open, server: FixtureServer) -> None:
    spread(server)
    page = open_page("/?z=5&lat=47&lon=12&status=all")
    page.wait_for_selector("canvas.marks")
    page.wait_for_timeout(400)
    light = page.evaluate(COLOURS)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_label("Theme").select_option("dark")
    page.wait_for_timeout(300)
    assert set(light) != set(page.evaluate(COLOURS))


def test_they_move_with_the_map_and_are_still_there_after_zooming(open_page: Open, server: FixtureServer) -> None:
    spread(server)
    page = open_page("/?z=5&lat=47&lon=12&status=all")
    page.wait_for_selector("canvas.marks")
    page.wait_for_timeout(600)
    x, y = middle_of_a_mark(page)
    page.mouse.move(x - 60, y - 60)
    page.mouse.down()
    page.mouse.move(x - 20, y - 40, steps=4)
    page.wait_for_timeout(200)  # let go at rest, else the map glides on
    page.mouse.up()
    page.wait_for_timeout(900)
    assert page.evaluate(PAINTED, [x + 40, y + 20]) == 255
    page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(900)
    middle_of_a_mark(page)


def test_a_mark_on_the_canvas_looks_like_one_of_elements(open_page: Open, server: FixtureServer) -> None:
    """The same five incidents drawn both ways: their colours' shares agree."""
    spread(server)
    many = open_page("/?z=5&lat=47&lon=12&status=all")
    many.wait_for_selector("canvas.marks")
    many.evaluate("document.querySelectorAll('.leaflet-tile-pane, .leaflet-overlay-pane').forEach(p => p.remove())")
    many.wait_for_timeout(600)
    del server.features[30:]
    few = open_page("/?z=5&lat=47&lon=12&status=all")
    few.wait_for_selector(".mark")
    few.wait_for_timeout(600)
    # the first rows of the grid lie at the same places in both
    symbols = few.locator(".mark .symbol")
    boxes = [symbols.nth(i).bounding_box() for i in range(symbols.count())]
    seen = 0
    for box in boxes:
        if not box or box["y"] > 620 or box["x"] < 420 or box["x"] > 1300 or box["y"] < 80:
            continue
        seen += 1
        clip = {"x": box["x"] - 2, "y": box["y"] - 2, "width": box["width"] + 4, "height": box["height"] + 4}
        few.evaluate("document.querySelectorAll('.leaflet-tile-pane, .leaflet-overlay-pane').forEach(p => p.remove())")
        a, b = (page.screenshot(clip=clip) for page in (few, many))
        assert _apart(few, a, b) < MOST_APART
        if seen == 5:
            break
    assert seen == 5


MOST_APART = 12.0
"""Mean difference of a pixel's channels, of 255: edges are smoothed differently."""


def _apart(page: Page, a: bytes, b: bytes) -> float:
    """The mean difference of two pictures of one size, read by the browser itself."""
    return float(
        page.evaluate(
            """async pictures => {
            const read = async bytes => {
                const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: 'image/png'}));
                const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
                pen.drawImage(bitmap, 0, 0);
                return pen.getImageData(0, 0, bitmap.width, bitmap.height).data;
            };
            const [a, b] = await Promise.all(pictures.map(read));
            let apart = 0;
            for (let i = 0; i < a.length; i++) apart += Math.abs(a[i] - b[i]);
            return apart / a.length;
        }""",
            [list(a), list(b)],
        )
    )
