"""Whatever articles and outlets send is shown as text, everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import fixture_server
from tests.browser.fixture_data import detail
from tests.browser.fixture_server import FixtureServer

Open = Callable[..., Page]
SCRIPT = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>"
TEXTS = [
    SCRIPT,
    "\u202eevil\u202c txt",
    "🧨" * 50,
    "W" * 10_000,
    "{{constructor}} ${7*7} javascript:alert(1)",
    "&lt;b&gt; &amp; end",
]


@pytest.mark.parametrize("text", TEXTS, ids=["script", "rtl", "emoji", "long", "template", "entities"])
@pytest.mark.parametrize("path", ["/", "/embed"])
def test_hostile_text_stays_text(
    open_page: Open, server: FixtureServer, monkeypatch: pytest.MonkeyPatch, text: str, path: str
) -> None:
    def poisoned(feature: dict) -> dict:  # type: ignore[type-arg]
        whole = detail(feature)
        for report in whole["reports"]:
            report["article"].update(title=text, source=text, url=f"javascript:window.hit=1//{text[:20]}")
            report["segments"] = [{"text": text, "mark": "trigger"}, {"text": text, "mark": None}]
            report["attribution"] = [{"text": text, "kind": "party"}]
            report["reason"] = text
        return whole

    monkeypatch.setattr(fixture_server, "detail", poisoned)
    first = server.features[0]
    first["properties"].update(
        title=text, place=text, outlets=text, actors=text, attribution=text, excerpt=text, country="<b>"
    )
    page = open_page(f"{path}?id={first['id']}")
    page.wait_for_selector(".card mark" if path == "/" else ".short-card h2")
    page.wait_for_timeout(300)
    shown = page.locator(".card h2, .short-card h2").first.text_content()
    assert shown == text
    assert page.evaluate("window.hit") is None
    assert page.locator("#app script, #app img[src=x], #app a[href^='javascript']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if path == "/":
        expect(page.locator(".report mark").first).to_be_visible()
