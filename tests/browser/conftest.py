"""The page in a real browser. A test fails on any console error, page error or request to another host."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from tests.browser.fixture_server import FixtureServer

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def server(root: Path) -> Iterator[FixtureServer]:
    """The fixture's server; skips loudly where the front end is not built."""
    if not (root / "static" / "dist" / "main.js").is_file():
        pytest.fail("the front end is not built: npm ci && npm run build")
    running = FixtureServer().start()
    yield running
    running.stop()


@pytest.fixture
def open_page(browser: Browser, server: FixtureServer) -> Iterator[Open]:
    """``open_page("/?z=3", width=360, theme="dark", locale="ar")`` → a page that is watched."""
    seen: list[str] = []
    contexts = []

    def open_(
        path: str = "/",
        width: int = 1440,
        height: int = 900,
        theme: str = "light",
        locale: str = "en-GB",
        expected: tuple[str, ...] = (),
        asked: list[str] | None = None,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, locale=locale, **options
        )
        contexts.append(context)

        def guard(route: Route, request: Request) -> None:
            if asked is not None:
                asked.append(request.url)
            if request.url.startswith((server.address, "data:", "blob:")):
                route.continue_()
            else:
                seen.append(f"foreign request: {request.url}")
                route.abort()

        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda message: _note(message.type, message.text, seen, expected))
        page.on("pageerror", lambda error: seen.append(f"page error: {error}"))
        page.on("websocket", lambda socket: seen.append(f"websocket: {socket.url}"))
        page.goto(server.address + path)
        page.wait_for_selector("html[data-theme]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert seen == []


def _note(kind: str, text: str, seen: list[str], expected: tuple[str, ...]) -> None:
    if kind in ("error", "warning") and not any(part in text for part in expected):
        seen.append(f"console {kind}: {text}")


@pytest.fixture(scope="session")
def axe(root: Path) -> Callable[[Page], list[str]]:
    """axe-core's violations on a page, as lines."""
    source = (root / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

    def check(page: Page) -> list[str]:
        # not by a script element: the page's own policy rightly forbids it
        page.evaluate(source)
        result = page.evaluate(
            "rules => axe.run(document, {runOnly: rules})",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        )
        return [
            f"{item['id']}: {json.dumps([node['html'][:120] for node in item['nodes'][:3]])}"
            for item in result["violations"]
        ]

    return check
