"""What a reader does most, on phones, tablets and desks, light and dark, from the left and from the right."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer
from tests.browser.screens import SCREENS, Screen
from tests.browser.test_map import id_of, loaded

# the first is that of all other tests
pytestmark = pytest.mark.parametrize("screen", SCREENS[1:], ids=str)
At = Callable[..., Page]


@pytest.fixture
def at(open_page: Callable[..., Page], screen: Screen) -> At:
    """``at("/?z=3")`` → the page on that screen, its list there."""

    def open_(path: str = "/") -> Page:
        page = loaded(
            open_page(path, width=screen.width, height=screen.height, theme=screen.theme, locale=screen.locale)
        )
        root = page.locator("html")
        expect(root).to_have_attribute("dir", "rtl" if screen.locale == "ar" else "ltr")
        expect(root).to_have_attribute("data-theme", screen.theme)
        return page

    return open_


def opened_list(page: Page, screen: Screen) -> None:
    if screen.phone:
        page.locator(".panel > button").first.click()
        page.wait_for_timeout(350)


def chosen(page: Page, screen: Screen, key: str) -> None:
    page.get_by_role("button", name=screen.word("menu.more"), exact=True).click()
    page.get_by_role("button", name=screen.word(key), exact=True).click()


def inside(page: Page, part: str) -> bool:
    """Whether it lies wholly between the window's two sides."""
    box = page.locator(part).first.bounding_box()
    width = page.evaluate("innerWidth")
    return bool(box) and box["x"] >= 0 and box["x"] + box["width"] <= width


def test_filters(at: At, screen: Screen) -> None:
    page = at()
    page.locator(".filters-button").click()
    flood = page.locator(".filters .box", has_text=screen.word("type.flood", "Flood")).first
    flood.locator("input").check()
    expect(page.locator("#list .item")).to_have_count(1)
    page.get_by_role("button", name=screen.word("filters.close")).click()
    page.locator(".chip.set").first.click()
    expect(page.locator(".chip.set")).to_have_count(0)


def test_the_card_and_back(at: At, screen: Screen, server: FixtureServer) -> None:
    page = at("/?z=6&lat=46.6&lon=32.6")
    opened_list(page, screen)
    page.locator(f"#list [data-id='{id_of(server, 'Kherson')}'] button").click()
    card = page.locator(".card")
    expect(card.locator("mark.m-place").first).to_have_text("Kherson")
    expect(card).to_contain_text(screen.word("card.differ"))
    assert inside(page, ".card")
    # the incident is not under the card that tells of it
    page.wait_for_timeout(500)
    mark = page.locator(".leaflet-marker-pane .chosen").first.bounding_box()
    over = card.bounding_box()
    assert mark and over
    x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
    assert not (over["x"] < x < over["x"] + over["width"] and over["y"] < y < over["y"] + over["height"])
    page.go_back()
    expect(card).to_be_hidden()


def test_the_timeline_by_mouse_and_keyboard(at: At, screen: Screen) -> None:
    page = at()
    box = page.locator(".track").bounding_box()
    assert box
    # the last fifth of the time lies where the reader's lines end
    start, end = (0.2, 0.002) if screen.locale == "ar" else (0.8, 0.998)
    page.mouse.move(box["x"] + box["width"] * start, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"datetime=2023-09-2\d/\.\."))
    page.get_by_role("button", name=screen.word("timeline.all")).click()
    expect(page).not_to_have_url(re.compile("datetime="))
    slider = page.get_by_label(screen.word("timeline.from"))
    expect(page.locator("#list .item").nth(5)).to_be_attached()
    slider.focus()
    slider.press("ArrowUp")
    expect(page).to_have_url(re.compile(r"datetime=2023-08-26/\.\."))


def test_search_by_keyboard(at: At, screen: Screen) -> None:
    page = at()
    page.get_by_role("combobox").fill("derna")
    expect(page.get_by_role("option")).to_have_count(3)
    assert inside(page, "#search-list")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"lat=32\.7"))
    expect(page.locator("#list .item:not(.unplaced)").first).to_contain_text("Derna")


def test_paste(at: At, screen: Screen) -> None:
    page = at()
    chosen(page, screen, "menu.paste")
    page.locator(".paste textarea").fill("Something happened.")
    page.locator(".paste button[type=submit]").first.click()
    expect(page.locator(".said-box strong")).to_be_visible()
    expect(page.locator("#list .item")).to_have_count(3)
    assert inside(page, ".paste")


def test_review(at: At, screen: Screen, server: FixtureServer) -> None:
    page = at(f"/?id={id_of(server, 'Kherson')}")
    page.wait_for_selector(".report")
    chosen(page, screen, "menu.review")
    page.locator(".review-bar input").fill("good")
    page.locator(".review-bar input").press("Tab")
    page.locator(".review-tools").get_by_role("button", name=screen.word("review.confirm")).first.click()
    expect(page.locator(".review-bar")).to_contain_text(screen.word("review.said.confirm"))
    assert [body["action"] for path, body, _ in server.posted if path == "/reviews"] == ["confirm"]
    bar, controls = page.locator(".review-bar").bounding_box(), page.locator(".controls").first.bounding_box()
    assert bar and controls
    apart = max(controls["x"] - bar["x"] - bar["width"], bar["x"] - controls["x"] - controls["width"])
    assert apart >= 10, "the bar touches the map's buttons"


def test_an_area_by_keyboard(at: At, screen: Screen) -> None:
    page = at("/?z=5&lat=45.6&lon=33.4")
    page.get_by_role("button", name=screen.word("map.draw"), exact=True).click()
    page.get_by_role("button", name=screen.word("map.draw.circle"), exact=True).click()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("area=circle"))
    expect(page.locator("path.filter-area")).to_have_count(1)
