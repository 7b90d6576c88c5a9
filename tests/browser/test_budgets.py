"""Sizes that the pages promise, in gzipped bytes of what a browser really asks for."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]


def asked_for(addresses: list[str], root: Path, part: str, ends: tuple[str, ...] = ("",)) -> int:
    paths = {urlsplit(address).path[1:] for address in addresses}
    return sum(
        len(gzip.compress((root / path).read_bytes()))
        for path in paths
        if part in path and path.endswith(ends) and (root / path).is_file()
    )


@pytest.mark.parametrize(("path", "budget"), [("/", 120_000), ("/embed", 90_000)])
def test_code(open_page: Open, root: Path, path: str, budget: int) -> None:
    asked: list[str] = []
    page = open_page(path, asked=asked)
    page.wait_for_selector(".mark")
    page.wait_for_selector(".leaflet-tile-loaded")
    size = asked_for(asked, root, "static/", (".js", ".css"))
    assert 40_000 < size <= budget


@pytest.mark.parametrize("view", ["", "?z=6&lat=45.6&lon=33.4", "?z=7&lat=50&lon=8", "?z=9&lat=51.5&lon=7"])
def test_first_view_of_the_base_map(open_page: Open, root: Path, view: str) -> None:
    asked: list[str] = []
    page = open_page(f"/{view}", asked=asked)
    page.wait_for_selector(".leaflet-tile-loaded")
    page.wait_for_timeout(1500)
    assert 50_000 < asked_for(asked, root, "/basemap/") <= 300_000
