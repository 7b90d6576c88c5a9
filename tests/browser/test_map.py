"""What a person sees and does on the map page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer

Open = Callable[..., Page]
GROUND_IS_PAINTED = """() => [...document.querySelectorAll('.basemap canvas')].some(tile => {
    const copy = new OffscreenCanvas(tile.width, tile.height).getContext('2d');
    copy.drawImage(tile, 0, 0);
    return copy.getImageData(tile.width / 2, tile.height / 2, 1, 1).data[3] === 255;
})"""
SIZES = [(360, 740), (768, 1000), (1440, 900)]
MOST_TABS = 15


def id_of(server: FixtureServer, part: str) -> str:
    return next(str(f["id"]) for f in server.features if part in f["properties"]["title"])


def loaded(page: Page) -> Page:
    page.wait_for_selector("#list .item", state="attached")
    return page


def test_list_and_map_show_the_same_incidents(open_page: Open) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4"))
    expect(page.locator(".count-line")).to_contain_text("15 incidents")
    assert page.locator("#list .item").count() == 15
    badges = page.locator(".mark").evaluate_all(
        "marks => marks.map(m => Number(m.querySelector('.badge')?.textContent ?? 1))"
    )
    numbers = page.locator(".leaflet-marker-pane .cluster-number").all_text_contents()
    assert sum(badges) + sum(map(int, numbers)) == 15


def test_moving_the_map_changes_list_and_address(open_page: Open) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4"))
    page.get_by_role("button", name="Zoom out").click()
    expect(page.locator(".count-line")).not_to_contain_text("15 incidents")
    page.wait_for_url("**z=5*")


def test_the_card_shows_the_evidence(open_page: Open) -> None:
    page = loaded(open_page())
    page.get_by_role("button", name="Shelling of Kherson kills three").click()
    card = page.get_by_role("article", name="Incident").first
    expect(card.locator("mark.m-trigger").first).to_have_text("shelling")
    expect(card.locator("mark.m-place").first).to_have_text("Kherson")
    expect(card.locator("mark.m-time").first).to_have_text("2023-09-12")
    expect(card.locator(".report")).to_have_count(3)
    expect(card).to_contain_text("The sources disagree")
    expect(card).to_contain_text("killed: 3 / 4 / 5")
    card.get_by_text("Why here").first.click()
    expect(card).to_contain_text("the nearest of 3 places called Kherson")
    expect(card).to_contain_text("46°38′24″N 32°36′36″E")


def test_a_mark_opens_its_card_and_back_closes_it(open_page: Open) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4"))
    page.locator(".mark.areal").last.click()
    card = page.locator(".card")
    expect(card).to_be_visible()
    page.go_back()
    expect(card).to_be_hidden()


def test_several_at_one_place_are_paged_through(open_page: Open) -> None:
    page = loaded(open_page("/?z=8&lat=50.45&lon=30.52"))
    page.locator(".mark").click()
    expect(page.locator(".pager")).to_contain_text("1 of 2")
    title = page.locator(".card h2").text_content()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".card h2")).not_to_have_text(title or "")


def test_regions_and_seas_are_areas(open_page: Open) -> None:
    page = loaded(open_page("/?z=5&lat=45&lon=34"))
    page.wait_for_selector("path.area", state="attached")
    assert page.locator("path.area").count() >= 3
    assert page.locator(".mark.areal").count() >= 3


def test_statuses_look_different(open_page: Open) -> None:
    page = loaded(open_page("/?status=all"))
    for look in ("line-dashed", "fill-hollow", "line-struck", "line-dotted", "fill-pale"):
        assert page.locator(f"#list .{look}").count() > 0, look


def test_default_statuses_are_occurred_and_claimed(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page())
    wanted = sum(f["properties"]["status"] in ("occurred", "claimed") for f in server.features)
    expect(page.locator(".count-line")).to_contain_text(f"{wanted} incidents")


def test_unplaced_incidents_are_listed(open_page: Open) -> None:
    page = loaded(open_page())
    expect(page.locator("#list .divider")).to_have_text("No place on the map")
    expect(page.locator("#list")).to_contain_text("Residents protest without a named place")


def test_filters_have_counts_and_chips(open_page: Open) -> None:
    page = loaded(open_page())
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Flood 1").check()
    expect(page.locator("#list .item")).to_have_count(1)
    page.wait_for_url("**type=flood*")
    page.get_by_role("button", name="Close filters").click()
    page.get_by_role("button", name="Remove filter Flood").click()
    expect(page.locator(".chip.set")).to_have_count(0)


def test_the_legend_filters(open_page: Open) -> None:
    page = loaded(open_page())
    page.locator(".legend").get_by_role("button", name="Diplomacy").click()
    expect(page.locator(".count-line")).to_contain_text("3 incidents")


def test_the_timeline_chooses_a_span(open_page: Open) -> None:
    page = loaded(open_page())
    slider = page.get_by_label("First day shown")
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    page.wait_for_url(re.compile("datetime="))
    expect(page.get_by_role("button", name="All dates")).to_be_visible()


def test_the_timeline_plays(open_page: Open) -> None:
    page = loaded(open_page())
    page.get_by_role("button", name="Play").click()
    page.wait_for_url(re.compile("datetime=2023-08-2"))
    expect(page).to_have_url(re.compile("datetime=2023-09"), timeout=15_000)
    page.get_by_role("button", name="Pause").click()


def test_search_goes_to_a_place(open_page: Open) -> None:
    page = loaded(open_page())
    page.get_by_role("combobox").fill("derna")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**lat=32.7*")
    expect(page.locator(".count-line")).to_contain_text("1 incident")


def test_search_for_words(open_page: Open) -> None:
    page = loaded(open_page())
    page.get_by_role("combobox").fill("explo")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=explo*")
    expect(page.locator(".count-line")).to_contain_text("3 incidents")


def test_server_clusters_where_there_are_many(open_page: Open, server: FixtureServer) -> None:
    server.cluster_from = 1
    page = loaded(open_page("/?z=3&lat=40&lon=30"))
    expect(page.locator(".cluster").first).to_be_visible()
    page.locator(".cluster").first.click()
    expect(page).not_to_have_url(re.compile("z=3&"))


def test_nothing_found_says_what_to_relax(open_page: Open) -> None:
    page = open_page("/?type=avalanche&datetime=2001-01-01/2001-01-02")
    expect(page.locator(".state")).to_contain_text("Nothing reported here")
    page.get_by_role("button", name="Any date").click()
    page.get_by_role("button", name="All types").click()
    loaded(page)


def test_an_error_is_said_and_can_be_tried_again(open_page: Open, server: FixtureServer) -> None:
    server.failing = True
    page = open_page(expected=("503",))
    expect(page.locator(".state")).to_contain_text("The database is being restored.")
    server.failing = False
    page.get_by_role("button", name="Try again").click()
    loaded(page)


def test_without_a_connection_the_last_data_stay(open_page: Open) -> None:
    page = loaded(open_page(expected=("ERR_INTERNET_DISCONNECTED",)))
    page.context.set_offline(True)
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".state")).to_contain_text("No connection")
    assert page.locator("#list .item").count() > 0
    page.context.set_offline(False)
    expect(page.locator(".state")).to_be_hidden()
    # the map's ground, too, which was not yet there
    page.wait_for_function(GROUND_IS_PAINTED)


@pytest.mark.parametrize("target", ["#list button", "#search", ".timeline input"])
def test_few_tab_presses_from_the_top(open_page: Open, target: str) -> None:
    page = loaded(open_page())
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({target!r})"):
            return
    pytest.fail(f"{target} not reached in {MOST_TABS} presses")


def test_the_keyboard_reaches_the_evidence(open_page: Open) -> None:
    page = loaded(open_page())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".card h2")).to_be_focused()
    expect(page.locator(".card mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('#list') !== null")


def test_marks_are_no_tab_stops(open_page: Open) -> None:
    page = loaded(open_page())
    assert page.locator(".leaflet-marker-icon[tabindex]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_axe_finds_nothing(
    open_page: Open, axe: Callable[[Page], list[str]], server: FixtureServer, width: int, height: int, theme: str
) -> None:
    page = loaded(open_page("/?status=all", width=width, height=height, theme=theme))
    assert axe(page) == []
    loaded_card = loaded(open_page(f"/?id={id_of(server, 'Kherson')}", width=width, height=height, theme=theme))
    loaded_card.wait_for_selector(".card mark")
    assert axe(loaded_card) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_wider_than_the_screen(open_page: Open, width: int, height: int) -> None:
    page = loaded(open_page(width=width, height=height))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_phone_has_a_sheet(open_page: Open) -> None:
    page = loaded(open_page(width=360, height=740))
    handle = page.get_by_role("button", name="List")
    low = page.locator(".panel").bounding_box()
    handle.click()
    page.wait_for_timeout(400)
    half = page.locator(".panel").bounding_box()
    assert low and half and half["height"] > low["height"] * 2
    page.locator("#list button").first.click()
    expect(page.locator(".card h2")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_world_s_view_shows_all_that_is_there(open_page: Open, width: int, height: int) -> None:
    page = open_page("/", width=width, height=height)
    loaded(page)
    page.wait_for_timeout(800)
    stage = page.locator(".leaflet-container").bounding_box()
    assert stage
    boxes = [mark.bounding_box() for mark in page.locator(".leaflet-marker-icon").all()]
    assert len(boxes) > 5
    for box in boxes:
        assert box and stage["x"] <= box["x"] and box["x"] + box["width"] <= stage["x"] + stage["width"], box


def test_the_theme_follows_system_and_address(open_page: Open) -> None:
    dark = loaded(open_page(theme="dark"))
    assert dark.evaluate("document.documentElement.dataset.theme") == "dark"
    light = loaded(open_page("/?theme=light", theme="dark"))
    assert light.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("zoom", ["3", "4.5", "6", "9.5"])
def test_the_base_map_is_drawn(open_page: Open, zoom: str) -> None:
    page = loaded(open_page(f"/?z={zoom}&lat=45.6&lon=33.4"))
    page.wait_for_timeout(1500)
    # land and sea are there: the two colours that fill most of it
    fills = page.locator(".leaflet-tile-loaded").evaluate_all(
        """tiles => [...new Set(tiles.flatMap(tile => {
            const copy = new OffscreenCanvas(tile.width, tile.height).getContext('2d');
            copy.drawImage(tile, 0, 0);
            const {data} = copy.getImageData(0, 0, tile.width, tile.height);
            const seen = [];
            for (let i = 0; i < data.length; i += 4 * 101) seen.push([data[i], data[i + 1], data[i + 2]].join());
            return seen;
        }))]"""
    )
    assert "248,246,241" in fills and "219,231,236" in fills


GROUND_AT = """([x, y]) => {
    for (const tile of document.querySelectorAll('.basemap canvas')) {
        const box = tile.getBoundingClientRect();
        if (x < box.left || x >= box.right || y < box.top || y >= box.bottom) continue;
        const pen = new OffscreenCanvas(box.width, box.height).getContext('2d');
        pen.drawImage(tile, 0, 0, box.width, box.height);
        return [...pen.getImageData(x - box.left, y - box.top, 1, 1).data];
    }
}"""


def test_names_of_towns_give_way_to_marks(open_page: Open, server: FixtureServer) -> None:
    """A town's dot is on the ground where no mark lies on it, and is not where one does: its name stands beside."""
    visit = next(feature for feature in server.features if "Visit to Kyiv" in feature["properties"]["title"])
    lon, lat = visit["geometry"]["coordinates"]
    seen = []
    for only in ("visit", "flood"):
        page = open_page(f"/?z=6&lat={lat}&lon={lon}&type={only}&status=all")
        page.wait_for_selector(".leaflet-tile-loaded")
        page.wait_for_timeout(1500)
        box = page.locator(".map").bounding_box()
        assert box
        seen.append(page.evaluate(GROUND_AT, [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]))
    under, bare = seen
    assert sum(under[:3]) > 550 and sum(bare[:3]) < 400
