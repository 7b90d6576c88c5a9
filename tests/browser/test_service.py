"""The page on the real service: one bundled article from text to card."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from app.main import create_app
from app.settings import Settings

ARTICLE = "samples/articles/ukraine-shelling-kherson.txt"
INCIDENTS = str(Path(sys.executable).with_name("incidents"))
STARTED_SECONDS = 30.0


@pytest.fixture(scope="module")
def database(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with one article."""
    address = f"sqlite:///{tmp_path_factory.mktemp('service') / 'incidents.db'}"
    command = [INCIDENTS, "ingest", str(root / ARTICLE), "--database", address]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return address


@pytest.fixture(scope="module")
def reviewer(database: str) -> str:
    """A token that may review."""
    command = [INCIDENTS, "token", "create", "--scope", "review", "--name", "Ana", "--database", database]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60, text=True)
    return done.stdout.split()[-1]


@pytest.fixture(scope="module")
def address(root: Path, database: str) -> Iterator[str]:
    """A running service with that article, on a port of its own."""
    gazetteer = root / "build" / "gazetteer.db"
    if not gazetteer.is_file():
        pytest.fail("the gazetteer is not built: make setup")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = Settings(database_url=database, gazetteer=gazetteer, extract_workers=0)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + STARTED_SECONDS
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Page]:
    """A page that must not complain nor ask another host."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else seen.append(request.url))
    yield page
    context.close()
    assert seen == []


def test_an_article_s_events_are_on_map_list_and_card(watched: Page, address: str) -> None:
    watched.goto(address)
    rows = watched.locator("#list .item")
    rows.first.wait_for()
    assert rows.count() >= 2
    assert watched.locator(".leaflet-marker-icon").count() >= 1
    rows.filter(has_text="Kherson").first.get_by_role("button").click()
    card = watched.locator(".card")
    expect(card.locator("mark.m-trigger").first).to_be_visible()
    # the place's own name, or the words that stand for it
    expect(card.locator("mark.m-place").first).to_be_visible()
    expect(card.locator(".facts")).to_contain_text("Kherson")
    card.get_by_text("Why here").first.click()
    expect(card.locator("details li").first).to_be_visible()


def test_filters_timeline_and_search_work_on_it(watched: Page, address: str) -> None:
    watched.goto(address)
    watched.locator("#list .item").first.wait_for()
    assert watched.locator(".timeline .bar").count() > 0
    watched.get_by_role("button", name="Filters").click()
    before = watched.locator("#list .item").count()
    watched.locator(".filters .boxes.inner input").first.check()
    watched.wait_for_url("**type=*")
    assert 0 < watched.locator("#list .item").count() <= before
    watched.get_by_role("button", name="Close filters").click()
    watched.get_by_role("combobox").fill("Kherson")
    expect(watched.get_by_role("option").nth(1)).to_be_visible()


def test_the_frame_works_on_it_and_names_its_incidents_without_scripts(
    browser: Browser, watched: Page, address: str
) -> None:
    watched.goto(f"{address}/embed?hide=list")
    watched.locator(".leaflet-marker-icon").first.wait_for()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{address}/embed")
    expect(plain.locator("ol.incidents a").first).to_be_visible()
    plain.context.close()


def test_two_incidents_are_merged_and_parted_again(watched: Page, address: str, reviewer: str) -> None:
    watched.goto(f"{address}/?status=all")
    rows = watched.locator("#list .item")
    expect(rows.first).to_be_visible()
    before = rows.count()
    assert before >= 2
    rows.first.locator("button").click()
    watched.wait_for_selector(".report")
    watched.get_by_role("button", name="More", exact=True).click()
    watched.get_by_role("button", name="Review", exact=True).click()
    watched.get_by_label("Access token").fill(reviewer)
    watched.get_by_label("Access token").press("Tab")
    watched.get_by_role("button", name="Merge with another incident").click()
    rows.nth(1).locator("button").click()
    expect(watched.locator(".review-bar")).to_contain_text("Saved: merged")
    expect(rows).to_have_count(before - 1)
    expect(watched.locator(".which strong")).to_contain_text("Report 1 of 2")
    watched.locator(".review-tools").get_by_role("button", name="Undo").click()
    expect(watched.locator(".review-bar")).to_contain_text("Saved: undone")
    expect(rows).to_have_count(before)
