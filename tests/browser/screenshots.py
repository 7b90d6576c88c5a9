"""Pictures of the main states, for looking at and for the README: ``make screenshots`` → artifacts/screenshots/."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.fixture_data import incidents
from tests.browser.fixture_server import FixtureServer

OUT = Path(__file__).parents[2] / "artifacts" / "screenshots"
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


def main() -> None:
    """Take them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    server = FixtureServer().start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            for theme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
                )
                page = context.new_page()
                for name, path in VIEWS.items():
                    page.goto(server.address + path)
                    page.wait_for_load_state("networkidle")
                    page.wait_for_timeout(600)
                    page.screenshot(path=OUT / f"{name}-{size}-{theme}.png")
                context.close()
        browser.close()
    server.stop()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


if __name__ == "__main__":
    main()
