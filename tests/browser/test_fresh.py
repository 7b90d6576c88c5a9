"""What comes in while the page is open: it stands out, and ages."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer

Open = Callable[..., Page]
SIZES = [(360, 740), (768, 1000), (1440, 900)]
VIEW = "/?z=6&lat=46&lon=33.4"


def arrives(page: Page, server: FixtureServer, lon: float = 31.4, **properties: Any) -> str:
    """A new incident in the service, of which the page then hears; its id."""
    feature = copy.deepcopy(next(one for one in server.features if one["geometry"]))
    number = len(server.changes) + 1
    feature["id"] = f"{number:032x}"
    feature["geometry"]["coordinates"] = [lon, 47.4]
    feature["properties"].update(
        {"title": f"Arrival {number}", "status": "occurred", "precision": "place", "place_id": f"new:{number}"}
        | properties
    )
    server.features.insert(0, feature)
    server.changes.append({"seq": number, "id": feature["id"], "kind": "new", "feature": feature})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    return str(feature["id"])


def watching(open_page: Open, path: str = VIEW, **options: Any) -> Page:
    """A page that has begun to listen for what is new."""
    asked: list[str] = []
    page = open_page(path, asked=asked, **options)
    page.wait_for_selector("#list .item", state="attached")
    while not any("/changes" in address for address in asked):
        page.wait_for_timeout(50)
    page.wait_for_timeout(150)
    page.clock.install()
    return page


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_new_stands_out_in_map_and_list_and_the_legend_says_so(
    open_page: Open, server: FixtureServer, axe: Callable[[Page], list[str]], width: int, height: int
) -> None:
    page = watching(open_page, width=width, height=height)
    expect(page.locator(".fresh-sample")).to_have_count(0)
    usual = page.locator(".mark:not(.areal) .mark-body").first.bounding_box()
    arrives(page, server)
    mark = page.locator(".mark.fresh .mark-body")
    expect(mark).to_be_visible()
    page.wait_for_timeout(3600)  # until the ring has done with its arrival
    large = mark.bounding_box()
    assert usual and large and large["width"] > usual["width"] * 1.2
    row = page.locator("#list .item").filter(has_text="Arrival 1")
    expect(row.locator(".tag.fresh")).to_have_text("New")
    if not page.locator(".legend details").get_attribute("open"):
        page.locator(".legend summary").click()
    expect(page.locator(".legend")).to_contain_text("came in during the last 15 minutes")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_it_fades_by_steps_until_it_is_like_all_others(open_page: Open, server: FixtureServer) -> None:
    page = watching(open_page)
    key = arrives(page, server)
    mark = page.locator(f'.leaflet-marker-pane [data-id="{key}"]')
    ring = "mark => Number(getComputedStyle(mark.querySelector('.mark-body'), '::after').opacity)"
    seen = []
    for level, until in ((4, 0), (3, 2), (2, 3), (1, 4)):
        page.clock.fast_forward(until * 60_000)
        page.wait_for_timeout(200)
        expect(page.locator(f'.fresh-{level}[data-id="{key}"]')).to_have_count(1)
        if level < 4:  # the youngest still moves
            seen.append(mark.evaluate(ring))
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == len(seen)
    page.clock.fast_forward(7 * 60_000)
    expect(page.locator(".fresh")).to_have_count(0)
    expect(mark).to_have_count(1)


@pytest.mark.parametrize(("motion", "moving"), [("reduce", 0), ("no-preference", 1)])
def test_its_ring_moves_only_for_those_who_want_motion(
    open_page: Open, server: FixtureServer, motion: str, moving: int
) -> None:
    page = watching(open_page, reduced_motion=motion)
    arrives(page, server)
    expect(page.locator(".mark.fresh")).to_be_visible()
    names = page.evaluate("document.getAnimations().map(one => one.animationName)")
    assert names.count("arrive") == moving
    ring = page.locator(".mark.fresh .mark-body")
    assert ring.evaluate("body => getComputedStyle(body, '::after').borderTopStyle") == "solid"


def test_among_clusters_it_has_a_mark_of_its_own_where_the_filters_let_it(
    open_page: Open, server: FixtureServer
) -> None:
    server.cluster_from = 1
    page = watching(open_page, "/?z=3&lat=40&lon=30")
    expect(page.locator(".cluster").first).to_be_visible()
    arrives(page, server)
    expect(page.locator(".mark.fresh")).to_have_count(1)
    arrives(page, server, lon=55.0, status="denied")
    page.wait_for_timeout(600)
    expect(page.locator(".mark.fresh")).to_have_count(1)


def test_one_who_reads_is_asked_first(open_page: Open, server: FixtureServer) -> None:
    page = watching(open_page)
    page.locator("#list button.row").first.click()
    expect(page.locator(".card h2")).to_be_visible()
    before = page.locator("#list .item").count()
    arrives(page, server)
    expect(page.locator(".toast")).to_contain_text("1 new or changed")
    page.wait_for_timeout(400)
    assert page.locator("#list .item").count() == before
    page.locator(".toast button").click()
    expect(page.locator("#list .item")).to_have_count(before + 1)


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "New"), ("uk", "Нове"), ("fr", "Nouveau"), ("es", "Nuevo"), ("ar", "جديد")]
)
def test_it_is_said_in_every_language(open_page: Open, server: FixtureServer, lang: str, word: str) -> None:
    page = watching(open_page, locale=lang)
    arrives(page, server)
    expect(page.locator(".tag.fresh")).to_have_text(word)
    expect(page.locator(".legend")).to_contain_text("15")
