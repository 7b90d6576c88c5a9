"""Contrast by the pixels on the screen, for the texts where axe cannot tell: those over the map and over others."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixture_server import FixtureServer
from tests.browser.test_map import id_of, loaded

Open = Callable[..., Page]
LEAST = 4.5
LEAST_LARGE = 3.0
OVER_THE_MAP = (
    ".cluster-number, .badge, .legend summary, .legend-line, .legend .count, .timeline-text, .timeline-ends span, "
    ".toast, .review-bar span, .tip-line, .short-card h2, .short-card .fine, .kicker, .tag"
)
# the ink of an element, and its box, where it is on the screen
INK = """
element => {
  const style = getComputedStyle(element);
  // the words themselves: what stands beside them in the same element is not their ground
  const range = document.createRange();
  const words = [...element.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    ?? [...element.children].find(child => child.textContent.trim() && child instanceof HTMLElement) ?? element;
  range.selectNodeContents(words);
  const box = range.getClientRects()[0] ?? element.getBoundingClientRect();
  const ink = element instanceof SVGElement ? style.fill : style.color;
  const heavy = Number(style.fontWeight) >= 700;
  const size = parseFloat(style.fontSize);
  const at = [box.x + box.width / 2, box.y + box.height / 2];
  const top = document.elementsFromPoint(...at)[0];
  const seen = box.width > 1 && box.height > 1 && top && (element.contains(top) || top.contains(element));
  return {ink, box: seen ? [box.x, box.y, box.width, box.height] : null, large: size >= 24 || (heavy && size >= 18.66),
          text: (element.textContent || '').trim().slice(0, 40)};
}
"""
HIDE = """
on => { for (const element of document.querySelectorAll('body, body *')) {
  element.style.setProperty('transition', on ? 'none' : '');
  element.style.setProperty('color', on ? 'transparent' : '', 'important');
  if (element instanceof SVGTextElement) element.style.setProperty('fill', on ? 'transparent' : '', 'important');
} }
"""
# the least contrast of an ink with the tenth part of a picture that is nearest to it: single pixels may be a rim's
MEASURE = """
async ({picture, ink}) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + picture;
  await image.decode();
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const ground = pen.getImageData(0, 0, image.width, image.height).data;
  const dot = new OffscreenCanvas(1, 1).getContext('2d');
  dot.fillStyle = ink;
  dot.fillRect(0, 0, 1, 1);
  const own = dot.getImageData(0, 0, 1, 1).data;
  const linear = v => v <= 10.31 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4;
  const light = (r, g, b) => [r, g, b].map(linear)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const a = light(own[0], own[1], own[2]);
  const found = [];
  for (let i = 0; i < ground.length; i += 4) {
    const b = light(ground[i], ground[i + 1], ground[i + 2]);
    found.push((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  found.sort((x, y) => x - y);
  return found[Math.floor(found.length / 10)];
}
"""


def uncertain(page: Page, root: Path) -> list[str]:
    """Selectors of the nodes whose contrast axe leaves open."""
    page.evaluate((root / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast']}})")
    return [
        node["target"][0]
        for item in found["incomplete"]
        for node in item["nodes"]
        if isinstance(node["target"][0], str)
    ]


def too_faint(page: Page, selectors: list[str]) -> list[str]:
    """The texts whose ink does not stand out, with their contrast."""
    inks: list[dict[str, Any]] = []
    for selector in selectors:
        inks += [one.evaluate(INK) for one in page.locator(selector).all() if one.is_visible()]
    inks = [one for one in inks if one["box"] and one["text"]]
    assert inks
    page.evaluate(HIDE, True)
    size = page.viewport_size
    assert size
    faint = []
    for one in inks:
        x, y, width, height = one["box"]
        clip = {
            "x": max(0, x),
            "y": max(0, y),
            "width": min(width, size["width"] - max(0, x)),
            "height": min(height, size["height"] - max(0, y)),
        }
        if min(clip["width"], clip["height"]) < 2:
            continue
        picture = base64.b64encode(page.screenshot(clip=clip)).decode()
        contrast = page.evaluate(MEASURE, {"picture": picture, "ink": one["ink"]})
        if contrast < (LEAST_LARGE if one["large"] else LEAST):
            faint.append(f"{one['text']!r} {contrast:.2f} ({one['ink']})")
    page.evaluate(HIDE, False)
    return faint


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1000), (1440, 900)])
@pytest.mark.parametrize(
    "path", ["/?z=3&lat=40&lon=30&status=all", "/embed?z=4&lat=44&lon=33&title=Around the sea", "card"]
)
def test_texts_stand_out(
    open_page: Open, server: FixtureServer, root: Path, theme: str, width: int, height: int, path: str
) -> None:
    address = f"/?id={id_of(server, 'Kherson')}" if path == "card" else path
    page = loaded(open_page(address, theme=theme, width=width, height=height))
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    page.wait_for_timeout(600)
    selectors = list(dict.fromkeys([*uncertain(page, root), OVER_THE_MAP]))
    assert too_faint(page, selectors) == []
