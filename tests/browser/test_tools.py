"""The page's tools and the frame for other pages, by what a person sees and does."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer
from tests.browser.test_map import id_of, loaded

Open = Callable[..., Page]


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=name).click()


def test_share_writes_a_frame_that_shows_the_view(open_page: Open) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4&type=explosion"))
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_label("Title", exact=True).first.fill('Black "Sea" <b>')
    page.get_by_label("Title", exact=True).first.press("Tab")
    code = page.get_by_label("Code", exact=True).input_value()
    assert code.startswith('<iframe src="http://127.0.0.1:') and "type=explosion" in code and "<script" not in code
    assert 'title="Black &quot;Sea&quot; &lt;b>"' in code
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text('Black "Sea" <b>')
    expect(frame.locator(".count-line")).to_contain_text("2 incidents")
    page.get_by_label("Shape").select_option(label="Aspect ratio 16:9")
    assert "aspect-ratio:16 / 9" in page.get_by_label("Code", exact=True).input_value()
    links = page.locator(".downloads a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert any("f=csv" in link and "type=explosion" in link for link in links)
    assert any(link.startswith("feed.atom") for link in links)


def test_the_frame_on_a_small_phone(open_page: Open, axe: Callable[[Page], list[str]]) -> None:
    page = open_page("/embed?title=September&z=5&lat=46&lon=33", width=320, height=480)
    page.wait_for_selector(".mark")
    for part in (".timeline", ".legend", "h1", ".embed-foot"):
        expect(page.locator(part).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("a.open").get_attribute("href") == "./?z=5&lat=46&lon=33"
    assert axe(page) == []


def test_the_frame_shows_a_short_card(open_page: Open, server: FixtureServer) -> None:
    page = open_page(f"/embed?id={id_of(server, 'Kherson')}")
    expect(page.locator(".short-card h2")).to_have_text("Shelling of Kherson kills three")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".short-card")).to_be_hidden()


def test_parts_of_the_frame_can_be_hidden(open_page: Open) -> None:
    page = open_page("/embed?hide=title,legend,timeline,list")
    page.wait_for_selector(".mark")
    for part in (".timeline", ".legend", ".embed-list", "h1"):
        expect(page.locator(part).first).to_be_hidden()


def test_without_javascript_the_frame_is_a_list_with_links(browser: object, server: FixtureServer) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]
    page.goto(f"{server.address}/embed")
    expect(page.locator("noscript ol a, main.noscript ol a")).to_have_count(1)
    page.context.close()


def test_a_pasted_text_shows_its_events_at_once(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page())
    choose(page, "Read a text")
    page.get_by_label("Text of the article").fill("Something happened.")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator(".paste")).to_contain_text("3 events found")
    expect(page.locator("#list .item")).to_have_count(3)
    page.locator("#list button").first.click()
    expect(page.locator(".card mark").first).to_be_visible()
    page.get_by_label("Access token").fill("good")
    page.get_by_role("button", name="Store the article").click()
    expect(page.locator(".paste")).to_be_hidden()
    assert [path for path, _, _ in server.posted] == ["/extract", "/articles"]
    assert server.posted[1][1]["text"] == "Something happened." and server.posted[1][2] == "Bearer good"


def test_review_by_keyboard(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page("/?type=shelling,flood"))
    choose(page, "Review")
    page.get_by_label("Access token").fill("good")
    page.get_by_label("Access token").press("Tab")
    page.wait_for_selector(".review-tools")
    first = page.locator(".card h2").text_content()
    page.locator(".card h2").focus()
    page.keyboard.press("c")
    expect(page.locator(".review-bar")).to_contain_text("Saved: confirm")
    page.locator(".card h2").focus()
    page.keyboard.press("1")
    expect(page.locator(".review-bar")).to_contain_text("Saved: move")
    page.locator(".card h2").focus()
    page.keyboard.press("n")
    expect(page.locator(".card h2")).not_to_have_text(first or "")
    actions = [body["action"] for path, body, _ in server.posted if path == "/reviews"]
    assert actions == ["confirm", "move"]


def test_a_refused_review_says_why(open_page: Open) -> None:
    page = loaded(open_page("/?type=shelling", expected=("401",)))
    choose(page, "Review")
    page.wait_for_selector(".review-tools")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".review-bar")).to_contain_text("A token is needed.")


def test_an_actor_s_journey_is_drawn(open_page: Open) -> None:
    page = loaded(open_page("/?status=all&actor=Kim%20Jong%20Un"))
    expect(page.locator("#list .item")).to_have_count(2)
    expect(page.locator("path.journey")).to_have_count(1)
    expect(page.locator(".journey-stop")).to_have_count(2)


@pytest.mark.parametrize("shape", ["Box", "Circle", "Polygon"])
def test_an_area_by_keyboard(open_page: Open, shape: str) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4"))
    page.get_by_role("button", name="Draw an area").click()
    page.get_by_role("button", name=shape).click()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"area={shape.lower()}"))
    expect(page.get_by_role("button", name="Remove filter Drawn area")).to_be_visible()
    expect(page.locator("path.filter-area")).to_have_count(1)


def test_an_area_by_dragging(open_page: Open) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4"))
    page.get_by_role("button", name="Draw an area").click()
    page.get_by_role("button", name="Box").click()
    page.mouse.move(800, 200)
    page.mouse.down()
    page.mouse.move(1000, 500, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile("area=box"))


def test_near_me(open_page: Open) -> None:
    page = loaded(open_page(geolocation={"latitude": 32.7, "longitude": 22.6}, permissions=["geolocation"]))
    page.get_by_role("button", name="Near me").click()
    page.wait_for_url(re.compile(r"lat=32\.(69|7)"))


def test_the_map_is_saved_as_a_picture(open_page: Open) -> None:
    page = loaded(open_page("/?z=6&lat=45.6&lon=33.4", accept_downloads=True))
    page.get_by_role("button", name="More", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as picture").click()
    picture = waiting.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    stage = page.locator(".map").bounding_box()
    assert stage and width == int(stage["width"]) * 2
    # title above, legend and sources below
    assert height > stage["height"] * 2 + 2 * (44 + 26 + 26)


def test_views_are_saved_in_the_browser(open_page: Open) -> None:
    page = loaded(open_page("/?type=flood"))
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_label("Name of the view").fill("Floods <b>")
    page.get_by_role("button", name="Save this view").click()
    link = page.get_by_role("link", name="Floods <b>")
    expect(link).to_have_attribute("href", re.compile("type=flood"))
    page.get_by_role("button", name="Delete Floods <b>").click()
    expect(link).to_have_count(0)


def test_new_incidents_are_told(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page())
    page.wait_for_timeout(500)
    server.changes.append({"seq": 1})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".toast")).to_contain_text("1 new or changed")


@pytest.mark.parametrize("lang", ["uk", "fr", "es", "ar"])
def test_languages(open_page: Open, axe: Callable[[Page], list[str]], lang: str) -> None:
    page = loaded(open_page(locale=lang))
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
    expect(page.locator(".filters-button")).not_to_contain_text("Filters")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []


def test_right_to_left_puts_the_list_right(open_page: Open) -> None:
    page = loaded(open_page("/?lang=ar"))
    panel = page.locator(".panel").bounding_box()
    assert panel and panel["x"] > 700


def test_the_menus_pass_axe(open_page: Open, axe: Callable[[Page], list[str]]) -> None:
    page = loaded(open_page())
    page.get_by_role("button", name="More", exact=True).click()
    page.wait_for_selector(".popover:not([hidden])")
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filters").click()
    assert axe(page) == []
