"""The exported page in a real browser: from disk, without a network."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from app.snapshot.page import snapshot_page
from tests.test_snapshot import HOSTILE, feature


def test_from_disk_without_a_network_the_map_shows_the_incidents(built: Path, tmp_path: Path, browser: Browser) -> None:
    features = [feature(title=HOSTILE), feature(title="Planned visit", status="planned"), feature(precision="region")]
    features.append({**feature(title="Nowhere"), "geometry": None})
    file = tmp_path / "map.html"
    file.write_text(snapshot_page(features, built, HOSTILE, date(2026, 11, 24)), "utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    problems: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    assert page.locator("aside li:visible").count() == 3
    assert page.locator(".leaflet-overlay-pane path").count() == 3
    legend = json.loads((built / "legend.json").read_text("utf-8"))
    wanted = legend["groups"][legend["types"]["explosion"]["group"]]["color"]["light"]
    assert page.locator(".leaflet-overlay-pane path").first.get_attribute("stroke") == wanted
    page.locator("aside li:visible button").first.press("Enter")
    assert page.locator(".leaflet-popup .card h2").text_content() == HOSTILE
    page.get_by_label("Planned").check()
    assert page.locator("aside li:visible").count() == 4
    assert page.evaluate("window.hit") is None
    assert problems == []
    assert requests == [file.as_uri()]
    context.close()
