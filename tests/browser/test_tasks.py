"""The six tasks of docs/tasks.md, done as someone new would; each in at most five actions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixture_server import FixtureServer
from tests.browser.screens import SCREENS, Screen
from tests.browser.test_map import id_of, loaded

Open = Callable[..., Page]
MOST_ACTIONS = 5  # one more on a phone, whose list is folded away


class Person:
    """Someone at the page, whose actions are counted."""

    def __init__(self, page: Page, screen: Screen) -> None:
        self.page = page
        self.screen = screen
        self.word = screen.word
        self.actions = 0

    def button(self, key: str) -> Locator:
        """The button with a word of the page on it."""
        return self.page.get_by_role("button", name=self.word(key), exact=True)

    def open(self, incident: str) -> None:
        """Open an incident in the list, which a phone's reader draws up first."""
        if self.screen.phone:
            self.press(self.page.locator(".handle"))
            self.page.wait_for_timeout(350)
        self.press(self.page.locator(f"#list [data-id='{incident}'] button"))

    def press(self, on: Locator) -> None:
        """Click it."""
        self.actions += 1
        on.click()

    def type(self, into: Locator, text: str) -> None:
        """Write into a field and leave it."""
        self.actions += 1
        into.fill(text)
        into.dispatch_event("change")

    def key(self, name: str) -> None:
        """Press a key."""
        self.actions += 1
        self.page.keyboard.press(name)

    def drag(self, over: Locator, start: float, end: float) -> None:
        """Drag over it, from one share of its width to another, as the reader's lines run."""
        self.actions += 1
        box = over.bounding_box()
        assert box
        if self.screen.locale == "ar":
            start, end = 1 - start, 1 - end
        self.page.mouse.move(box["x"] + box["width"] * start, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * end, box["y"] + box["height"] / 2, steps=4)
        self.page.mouse.up()


@pytest.fixture(params=[SCREENS[0], SCREENS[3], SCREENS[4]], ids=str)
def person(open_page: Open, request: pytest.FixtureRequest) -> Iterator[Person]:
    """At the page as it opens."""
    screen: Screen = request.param
    size = {"width": screen.width, "height": screen.height, "theme": screen.theme, "locale": screen.locale}
    page = loaded(open_page("/", permissions=["clipboard-read", "clipboard-write"], **size))
    someone = Person(page, screen)
    yield someone
    assert 0 < someone.actions <= MOST_ACTIONS + screen.phone


def test_what_happened_near_a_town_in_the_last_days(person: Person, server: FixtureServer) -> None:
    page = person.page
    town = next(f for f in server.features if "Kherson" in f["properties"]["title"])
    before = {"start": "2023-08-01T06:00:00", "end": "2023-08-01T12:00:00", "title": "Long before"}
    server.features.append({**town, "id": "0" * 32, "properties": {**town["properties"], **before}})
    person.type(page.locator("#search"), "Kherson")
    person.press(page.get_by_role("option", name=re.compile("Kherson")).first)
    expect(page).to_have_url(re.compile(r"z=10"))
    page.wait_for_timeout(700)
    person.drag(page.locator(".track"), 0.4, 0.999)
    expect(page).to_have_url(re.compile("datetime="))
    expect(page.locator("#list .item")).to_have_count(1)
    expect(page.locator("#list .item")).to_contain_text("Kherson")


def test_who_claims_it(person: Person, server: FixtureServer) -> None:
    page = person.page
    claimed = next(f for f in server.features if f["properties"]["status"] == "claimed" and f["geometry"])
    person.open(claimed["id"])
    card = page.locator(".card")
    expect(card.locator(".kicker")).to_contain_text(person.word("status.claimed", "Claimed by a party"))
    expect(card.locator(".facts")).to_contain_text(person.word("card.who"))
    said = card.locator("mark.m-attribution").first.inner_text()
    assert said.lower() == claimed["properties"]["attribution"].lower()


def test_one_person_s_journey(person: Person) -> None:
    page = person.page
    person.type(page.locator("#search"), "Kim")
    person.press(page.get_by_role("option", name=re.compile("Kim")).first)
    expect(page.locator("path.journey")).to_have_count(1)
    assert page.locator(".journey-stop").count() >= 2


def test_a_wrong_place_is_corrected(person: Person, server: FixtureServer) -> None:
    page = person.page
    person.open(id_of(server, "Kherson"))
    person.press(person.button("menu.more"))
    person.press(person.button("menu.review"))
    person.type(page.locator(".review-bar input"), "good")
    person.press(page.locator(".review-tools").get_by_role("button", name=re.compile("Russia|روسيا")).first)
    expect(page.locator(".review-bar")).to_contain_text(person.word("review.said.move"))
    path, body, authorization = server.posted[-1]
    assert (path, body["action"], authorization) == ("/reviews", "move", "Bearer good")


def test_a_filtered_map_is_embedded(person: Person) -> None:
    page = person.page
    if person.screen.width < 1000:
        # closed where there is little room
        person.press(page.locator(".legend summary"))
    person.press(page.locator(".legend").get_by_role("button", name=person.word("group.nature", "Nature")))
    person.press(person.button("menu.share"))
    person.press(page.get_by_role("button", name=f"{person.word('card.copy')}: {person.word('share.code')}"))
    page.wait_for_timeout(200)
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("<iframe src=") and "<script" not in code
    address = re.search(r'src="([^"]+)"', code)
    assert address and "flood" in parse_qs(urlsplit(address[1].replace("&amp;", "&")).query)["type"][0]


def test_the_data_go_to_qgis(person: Person) -> None:
    page = person.page
    person.press(person.button("menu.share"))
    link = page.get_by_role("link", name="GeoPackage")
    expect(link).to_have_attribute("href", re.compile(r"collections/incidents/items\?.*f=gpkg"))
    expect(link).to_have_attribute("download", "gpkg")
    with page.expect_download() as download:
        person.press(link)
    assert download.value.url.endswith("f=gpkg")
