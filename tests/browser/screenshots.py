"""Pictures of the main states: ``make screenshots`` → artifacts/screenshots/; those of the docs → docs/images/."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.fixture_data import incidents
from tests.browser.fixture_server import FixtureServer

ROOT = Path(__file__).parents[2]
OUT = ROOT / "artifacts" / "screenshots"
IMAGES = ROOT / "docs" / "images"
KHERSON = next(feature["id"] for feature in incidents() if "Kherson" in feature["properties"]["title"])
VIEWS = {
    "world": "/",
    "z3": "/?z=3&lat=38&lon=30",
    "z6": "/?z=6&lat=46&lon=33.4",
    "z9": "/?z=9&lat=45.2&lon=33.4",
    "card": f"/?z=6&lat=46.5&lon=33&id={KHERSON}",
    "statuses": "/?z=5&lat=46&lon=33&status=all",
    "empty": "/?type=avalanche",
    "arabic": "/?z=5&lat=46&lon=33&lang=ar",
    "embed": "/embed?z=5&lat=46&lon=33&title=Around the Black Sea",
}
SIZES = {"phone": (360, 740), "tablet": (768, 1000), "desktop": (1440, 900)}
THEMES = ("light", "dark")
IN_DOCS = {
    "card-desktop-light": "map",
    "z6-desktop-dark": "map-dark",
    "card-phone-light": "phone",
    "embed-phone-light": "embed-phone",
    "arabic-desktop-light": "arabic",
    "review-desktop-light": "review",
    "share-desktop-light": "share",
}


def more(page: Page, line: int) -> None:
    """A line of the menu behind More."""
    page.locator(".actions .popover-host > button").nth(1).click()
    page.locator(".menu-line").nth(line).click()


def review(page: Page) -> None:
    """Review mode with a merge under way."""
    more(page, 1)
    page.wait_for_selector(".review-tools")
    page.locator(".card h2").focus()
    page.keyboard.press("m")


def share(page: Page) -> None:
    """The panel that writes the frame's code."""
    page.locator(".actions .popover-host > button").first.click()
    page.wait_for_selector(".embed-maker")
    page.wait_for_timeout(2500)


def paste(page: Page) -> None:
    """A text's events before it is stored."""
    more(page, 0)
    page.locator(".paste textarea").fill("Something happened.")
    page.locator(".paste button[type=submit]").click()
    page.wait_for_selector(".said-box strong")


def filters(page: Page) -> None:
    """The filters with their counts."""
    page.evaluate("document.querySelector('.filters-button').click()")


ACTED: dict[str, tuple[str, Callable[[Page], None]]] = {
    "review": (f"/?z=5&lat=46.5&lon=33&id={KHERSON}", review),
    "share": ("/?z=5&lat=46&lon=33", share),
    "paste": ("/", paste),
    "filters": ("/", filters),
}


def main() -> None:
    """Take them all, or those whose names begin with a word of the command line."""
    OUT.mkdir(parents=True, exist_ok=True)
    server = FixtureServer().start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for theme in THEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
                )
                for name, path in VIEWS.items():
                    take(context.new_page(), server.address + path, f"{name}-{size}-{theme}")
                for name, (path, act) in ACTED.items():
                    take(context.new_page(), server.address + path, f"{name}-{size}-{theme}", act)
                context.close()
        browser.close()
    server.stop()
    for name, picture in IN_DOCS.items():
        if wanted(name):
            shutil.copyfile(OUT / f"{name}.png", IMAGES / f"{picture}.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def wanted(name: str) -> bool:
    """Whether the picture was asked for."""
    return len(sys.argv) < 2 or any(name.startswith(word) for word in sys.argv[1:])


def take(page: Page, address: str, name: str, act: Callable[[Page], None] | None = None) -> None:
    """One picture, when nothing moves any more."""
    if wanted(name):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_selector(".leaflet-tile-loaded", state="attached")
        if act:
            act(page)
        page.wait_for_timeout(1200)
        page.screenshot(path=OUT / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
