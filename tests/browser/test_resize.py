"""The script that fits a frame to its content, in a page of another site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.fixture_server import FixtureServer

HEIGHTS = "() => [...document.querySelectorAll('iframe')].map(frame => frame.getBoundingClientRect().height)"


@pytest.fixture
def article(server: FixtureServer) -> Iterator[str]:
    """The address of a page of someone else's with a frame, the script, and a frame of another's."""
    body = f"""<!doctype html><title>Article</title><p>Text.</p>
<iframe src="{server.address}/embed?z=5&lat=46&lon=33" style="width:100%;height:200px"></iframe>
<iframe src="/other" style="height:120px"></iframe>
<script src="{server.address}/static/dist/resize.js"></script>"""
    other = "<!doctype html><script>parent.postMessage({incidentMapHeight: 'x'}, '*')</script>"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = other if self.path == "/other" else body if self.path == "/" else ""
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("width", [360, 768])
def test_the_frame_has_its_content_s_height(browser: Browser, article: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(article)
    frame = page.frame_locator("iframe").first
    frame.locator(".count-line").wait_for()
    before = until(page, lambda heights: heights[0] > 210)
    # it fits: nothing of it is cut off
    inside = page.frames[1].evaluate("[document.querySelector('#app').scrollHeight, innerHeight]")
    assert inside[0] <= inside[1] + 1
    stage = frame.locator(".map").bounding_box()
    # its list unfolds: the frame grows with it, and the map stays as it is
    frame.locator(".embed-list summary").click()
    after = until(page, lambda heights: heights[0] > before[0] + 60)
    unfolded = frame.locator(".map").bounding_box()
    assert stage and unfolded and abs(stage["height"] - unfolded["height"]) <= 1
    # a frame of another's, which posts no number, keeps its height
    assert after[1] == before[1]
    frame.locator(".embed-list summary").click()
    until(page, lambda heights: abs(heights[0] - before[0]) <= 1)
    page.close()


def until(page: Page, true_of: Callable[[list[float]], bool]) -> list[float]:
    """The frames' heights, when they are as expected."""
    for _ in range(80):
        heights: list[float] = page.evaluate(HEIGHTS)
        if true_of(heights):
            return heights
        page.wait_for_timeout(100)
    pytest.fail(f"the frames' heights stay {heights}")
