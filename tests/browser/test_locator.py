"""The small map that says where the view lies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
SIZES = [(360, 740), (768, 1000), (1440, 900)]
COLOURS = """canvas => {
    const {width, height} = canvas;
    const pen = new OffscreenCanvas(width, height).getContext('2d', {willReadFrequently: true});
    pen.drawImage(canvas, 0, 0);
    const {data} = pen.getImageData(0, 0, width, height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4 * 7) seen.add([data[i], data[i + 1], data[i + 2], data[i + 3]].join());
    return [...seen];
}"""


def painted(page: Page, *colours: str) -> None:
    """Waits until the small map's ground has these colours."""
    for _ in range(100):
        seen = page.locator(".locator canvas").evaluate(COLOURS)
        if set(colours) <= set(seen):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the locator has the colours {seen[:8]}")


@pytest.mark.parametrize("path", ["/", "/embed"])
@pytest.mark.parametrize("locale", ["en-GB", "ar"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_it_shows_the_view_s_frame_on_land_and_sea(
    open_page: Open, axe: Callable[[Page], list[str]], width: int, height: int, locale: str, path: str
) -> None:
    page = open_page(f"{path}?z=6&lat=46&lon=33.4&locator=true", width=width, height=height, locale=locale)
    locator = page.locator(".locator")
    expect(locator).to_be_visible()
    painted(page, "248,246,241,255", "219,231,236,255")
    box, frame = locator.bounding_box(), page.locator(".locator-frame").bounding_box()
    controls = page.locator(".controls").bounding_box()
    assert box and frame and controls
    assert box["x"] <= frame["x"] and frame["x"] + frame["width"] <= box["x"] + box["width"]
    assert box["y"] <= frame["y"] and frame["y"] + frame["height"] <= box["y"] + box["height"]
    # not under the buttons, and within the screen
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert box["x"] + box["width"] <= controls["x"] or box["x"] >= controls["x"] + controls["width"]
    assert axe(page) == []


def test_the_frame_follows_the_map_and_the_world_has_none(open_page: Open) -> None:
    page = open_page("/?z=6&lat=46&lon=33.4&locator=true")
    frame = page.locator(".locator-frame")
    expect(frame).to_be_visible()
    far = frame.bounding_box()
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url("**z=7*")
    page.wait_for_timeout(1000)
    near = frame.bounding_box()
    assert far and near
    # a region at zoom 2 becomes its part at zoom 3: the frame keeps its size, the ground under it changes
    assert abs(near["width"] - far["width"]) < 2
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_timeout(800)
    expect(page.locator(".locator")).to_be_hidden()


def test_it_is_off_until_the_menu_or_the_address_asks_for_it(open_page: Open) -> None:
    page = open_page("/?z=6&lat=46&lon=33.4")
    page.wait_for_selector("#list .item", state="attached")
    expect(page.locator(".locator")).to_have_count(0)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_label("Overview map").check()
    expect(page.locator(".locator")).to_be_visible()
    page.wait_for_url("**locator=true*")
    page.get_by_label("Overview map").uncheck()
    expect(page.locator(".locator")).to_have_count(0)


def test_the_frame_s_code_has_it_where_it_was_wished(open_page: Open) -> None:
    page = open_page("/?z=6&lat=46&lon=33.4")
    page.wait_for_selector("#list .item", state="attached")
    page.get_by_role("button", name="Share", exact=True).click()
    code = page.locator(".embed-maker textarea")
    assert "locator" not in code.input_value()
    page.locator(".embed-maker").get_by_label("Overview map").check()
    assert "locator=true" in code.input_value()
    expect(page.frame_locator(".embed-maker iframe").locator(".locator")).to_be_attached()


def test_it_is_painted_for_the_theme(open_page: Open) -> None:
    page = open_page("/?z=6&lat=46&lon=33.4&locator=true", theme="dark")
    expect(page.locator(".locator")).to_be_visible()
    painted(page, "28,38,46,255")
