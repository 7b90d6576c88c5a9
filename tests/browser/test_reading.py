"""Reading: what is on the card, in the list and behind the panels, by what a person sees and does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.fixture_server import FixtureServer
from tests.browser.test_map import id_of, loaded
from tests.browser.test_tools import choose

Open = Callable[..., Page]
DROP = """
(area, text) => {
  const moved = new DataTransfer();
  moved.items.add(new File([text], 'story.txt', {type: 'text/plain'}));
  area.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: moved}));
}
"""


def many(server: FixtureServer, copies: int) -> None:
    """The fixture's placed incidents so many times, each copy by itself."""
    placed = [feature for feature in server.features if feature["geometry"]]
    server.features += [{**feature, "id": f"{i:04d}{feature['id'][4:]}"} for i in range(copies) for feature in placed]


def test_the_list_goes_on_while_it_is_scrolled(open_page: Open, server: FixtureServer) -> None:
    many(server, 25)
    page = loaded(open_page("/?status=all"))
    rows = page.locator("#list .item")
    total = len(server.features)
    assert total > 600 and rows.count() < 200
    for _ in range(40):
        page.locator("#list").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        page.wait_for_timeout(120)
        if rows.count() == total:
            break
    assert rows.count() == total
    expect(page.locator("#list .more")).to_have_count(0)


def test_show_more_by_keyboard(open_page: Open, server: FixtureServer) -> None:
    many(server, 25)
    page = loaded(open_page("/?status=all"))
    page.locator("#list .more button").focus()
    page.wait_for_timeout(500)
    before = page.locator("#list .item").count()
    expect(page.locator("#list .more button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#list .item button:focus")).to_have_count(1)
    assert page.locator("#list .item").count() > before


def test_incidents_without_a_place_are_reached_from_any_view(open_page: Open) -> None:
    page = loaded(open_page("/?z=9&lat=45.2&lon=33.4"))
    page.get_by_role("button", name="without a place on the map").click()
    expect(page).to_have_url(re.compile("located=false"))
    expect(page.locator("#list")).to_contain_text("Residents protest without a named place")
    page.get_by_role("button", name="Remove filter No place on the map").click()
    expect(page.locator("#list")).not_to_contain_text("Residents protest without a named place")


def test_other_links_of_the_article(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page(f"/?id={id_of(server, 'Kherson')}"))
    report = page.locator(".report").first
    report.get_by_text("Links in the article (1)").click()
    link = report.get_by_role("link", name="https://ministry.example/statement")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    assert page.locator("a[href^='javascript']").count() == 0


def test_coordinates_are_copied_in_three_forms(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page(f"/?id={id_of(server, 'Kherson')}", permissions=["clipboard-read", "clipboard-write"]))
    page.locator(".report summary", has_text="Why here").first.click()
    for name, form in (
        ("WGS 84", r"^-?\d+\.\d+, "),
        ("DMS", r"°.*′"),
        ("MGRS", r"^\d{1,2}[A-Z] [A-Z]{2} \d{5} \d{5}$"),
    ):
        page.get_by_role("button", name=f"Copy {name}", exact=False).first.click()
        page.wait_for_timeout(100)
        assert re.search(form, page.evaluate("navigator.clipboard.readText()")), name


def test_the_card_tells_the_time_in_both_zones(open_page: Open, server: FixtureServer) -> None:
    precise = next(f for f in server.features if f["properties"]["zone"])
    precise["properties"] |= {"time_precision": "hour", "start_utc": "2023-09-14T02:00:00Z"}
    page = loaded(open_page(f"/?id={precise['id']}&status=all", timezone_id="America/New_York"))
    expect(page.locator(".facts")).to_contain_text("local time (Europe/Kyiv)")
    expect(page.locator(".facts")).to_contain_text("13 Sept, 22:00 in your time zone")


@pytest.mark.parametrize(
    ("lang", "word"), [("uk", "Вибух"), ("fr", "Explosion –"), ("es", "Explosión"), ("ar", "انفجار")]
)
def test_types_are_in_the_reader_s_language(open_page: Open, lang: str, word: str) -> None:
    page = loaded(open_page(f"/?type=explosion&lang={lang}"))
    expect(page.locator("#list .row-title").first).to_contain_text(word)


def test_a_pasted_link_says_what_to_do(open_page: Open, server: FixtureServer) -> None:
    page = loaded(open_page())
    choose(page, "Read a text")
    field = page.get_by_label("Text of the article")
    field.fill("https://news.example/story?id=7")
    expect(page.locator(".paste .hint")).to_contain_text("Pages are not fetched")
    expect(page.get_by_label("Address of the page")).to_have_value("https://news.example/story?id=7")
    field.fill("Something happened.")
    page.get_by_role("button", name="Read", exact=True).click()
    page.wait_for_selector(".said-box strong")
    assert server.posted[0][1]["url"] == "https://news.example/story?id=7"


def test_a_dropped_file_is_read(open_page: Open) -> None:
    page = loaded(open_page())
    choose(page, "Read a text")
    page.locator(".paste form").first.evaluate(DROP, "An explosion was heard.")
    expect(page.get_by_label("Text of the article")).to_have_value("An explosion was heard.")


def test_a_disputed_area_explains_itself(open_page: Open) -> None:
    page = loaded(open_page("/?z=7&lat=45.3&lon=34.3&type=avalanche"[:28]))
    page.wait_for_selector(".leaflet-tile-loaded")
    page.locator("#map").click(position={"x": 500, "y": 200})
    expect(page.locator(".map-note")).to_contain_text("Disputed:")


def test_a_line_tells_of_a_slow_answer(open_page: Open) -> None:
    page = loaded(open_page())

    def later(route: Route) -> None:
        page.wait_for_timeout(900)
        route.fallback()

    page.route("**/clusters?*", later)
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator(".progress")).to_be_visible()
    expect(page.locator(".progress")).to_be_hidden()


def test_the_page_prints_as_map_and_list(open_page: Open) -> None:
    page = loaded(open_page())
    page.emulate_media(media="print")
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator("#list .item").first).to_be_visible()
    for part in (".search", ".controls", ".actions"):
        expect(page.locator(part)).to_be_hidden()


def test_full_screen(open_page: Open) -> None:
    page = loaded(open_page())
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_timeout(400)
    assert page.evaluate("document.fullscreenElement !== null")


def test_a_frozen_frame_asks_for_what_was(open_page: Open) -> None:
    asked: list[str] = []
    page = loaded(open_page("/embed?as_of=2023-09-15T10:00:00Z", asked=asked))
    assert page.locator(".mark, .cluster").count() > 0
    data = [address for address in asked if "/incidents.geojson" in address or "/clusters" in address]
    assert data and all("updated+%3C%3D+TIMESTAMP" in address for address in data)


def test_the_frame_says_its_height_to_the_page_that_asks(open_page: Open) -> None:
    page = loaded(open_page("/embed"))
    said = page.evaluate(
        "new Promise(done => { addEventListener('message', event => done(event.data.incidentMapHeight));"
        " document.querySelector('.embed-list summary').click(); dispatchEvent(new Event('resize')); "
        " document.querySelector('.play').click(); })"
    )
    assert said > 200


def test_marks_are_drawn_when_the_language_comes_after_the_data(open_page: Open) -> None:
    page = loaded(open_page("/?lang=ar"))

    def later(route: Route) -> None:
        page.wait_for_timeout(700)
        route.fallback()

    page.route("**/part-ar.js", later)
    page.reload()
    expect(page.locator(".mark, .cluster").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_filters_have_the_panel_s_whole_height(open_page: Open, width: int) -> None:
    page = loaded(open_page(width=width, height=740))
    page.get_by_role("button", name="Filters").click()
    page.wait_for_timeout(500)
    filters = page.locator("#filters")
    for name in ("Planned", "Armed violence", "Ukraine"):
        expect(filters.locator(".box", has_text=name).first).to_be_attached()
    box = filters.bounding_box()
    assert box and min(box["y"] + box["height"], 740) - box["y"] > 450
    assert all(filters.locator(".box-label").all_text_contents())
    filters.get_by_role("button", name="Close").click()
    expect(filters).to_be_hidden()
    page.wait_for_timeout(500)
    assert page.locator(".panel").get_attribute("data-height") == "low"


def test_of_several_at_one_place_the_chosen_one_s_symbol_is_shown(open_page: Open, server: FixtureServer) -> None:
    one, other = [feature for feature in server.features if feature["geometry"]][:2]
    other["geometry"] = one["geometry"]
    for feature in (one, other):
        feature["properties"]["precision"] = "place"
    one["properties"].update(type="flood", group="nature", status="occurred")
    other["properties"].update(type="shooting", group="armed", status="occurred")
    lon, lat = one["geometry"]["coordinates"]
    page = loaded(open_page(f"/?z=8&lat={lat}&lon={lon}&id={one['id']}"))
    expect(page.locator(".mark.chosen .symbol")).to_have_class(re.compile("g-nature"))
    page.locator("#list .item", has_text=other["properties"]["title"]).locator("button.row").click()
    expect(page.locator(".mark.chosen .symbol")).to_have_class(re.compile("g-armed"))
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".mark.chosen")).to_have_count(0)


def test_before_the_first_answer_nothing_is_said_to_be_nothing(open_page: Open, server: FixtureServer) -> None:
    server.failing = True
    page = open_page(expected=("503",))
    expect(page.locator(".state")).to_contain_text("could not be loaded")
    expect(page.locator(".count-line")).to_have_text("Incidents")
    expect(page.locator(".legend details")).to_be_hidden()
    expect(page.locator(".timeline input").first).to_be_hidden()


def test_a_card_from_an_address_knows_what_is_near(open_page: Open, server: FixtureServer) -> None:
    page = open_page(f"/?z=6&lat=45.5&lon=33&id={id_of(server, 'Explosions in Yevpatoriia')}")
    rows = page.locator(".related li")
    expect(rows.first).to_be_visible()
    expect(page.locator(".related .symbol")).to_have_count(rows.count())
