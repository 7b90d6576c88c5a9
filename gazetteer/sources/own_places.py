"""Places of the user's own: CSV with a header, GeoJSON (a collection, or one feature a line).

Fields, of which name, lat and lon (GeoJSON: name and the geometry) are needed: id, name, lat, lon, names (further ones,
parted by "|"), country, admin1, admin2, population, radius_km, feature ("P.PPL"), zone, note.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.entry import Entry, town_radius_km
from gazetteer.normalize import normalize
from gazetteer.outline import radius_km
from gazetteer.sources.dump import degrees, whole
from gazetteer.sources.lines import Line, Malformed, read_lines

FIELDS = frozenset(
    {"id", "name", "lat", "lon", "names", "country", "admin1", "admin2", "population", "radius_km", "feature", "zone",
     "note"}
)  # fmt: skip
OTHER_WORDS = {"latitude": "lat", "longitude": "lon", "lng": "lon", "x": "lon", "y": "lat", "title": "name"}
MOST_GEOJSON = 256 * 1024 * 1024


class OwnPlace(NamedTuple):
    """Number of the line or feature, with the entry and its outline, or with what is wrong."""

    number: int
    entry: Entry | None
    outline: BaseGeometry | None
    problem: str | None


def own_places(path: Path) -> Iterator[OwnPlace]:
    """The places of a CSV or GeoJSON file, told apart by its first character; raises ``Malformed`` for neither."""
    first = next((line for line in read_lines(path) if line.text and line.text.strip()), None)
    if first is None or first.text is None:
        raise Malformed(f"{path.name} is empty or not UTF-8")
    if first.text.lstrip().startswith("{"):
        yield from _geojson(path, first.text)
    else:
        yield from _csv(path, first.text)


def _csv(path: Path, header: str) -> Iterator[OwnPlace]:
    delimiter = max(",;\t", key=header.count)
    names = [name.strip().strip('"').lower() for name in next(csv.reader([header], delimiter=delimiter))]
    fields = [OTHER_WORDS.get(name, name) for name in names]
    if missing := {"name", "lat", "lon"} - set(fields):
        raise Malformed(f"{path.name} has no column {', '.join(sorted(missing))}; its header is {header[:200]!r}")
    lines = read_lines(path)
    numbers: list[int] = []

    def texts() -> Iterator[str]:
        for line in lines:
            numbers.append(line.number)
            yield (line.text or "") + "\n"

    reader = csv.reader(texts(), delimiter=delimiter)
    for i, cells in enumerate(reader):
        number, numbers[:] = numbers[0] if numbers else 0, []
        if i == 0 or not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(fields):
            yield OwnPlace(number, None, None, f"{len(cells)} columns instead of {len(fields)}")
            continue
        yield _checked(number, dict(zip(fields, cells, strict=True)), None)


def _geojson(path: Path, first: str) -> Iterator[OwnPlace]:
    try:
        one = json.loads(first)
    except ValueError:
        one = None
    if isinstance(one, dict) and one.get("type") == "Feature":
        for line in read_lines(path):
            if line.text != "":
                yield _feature_of_line(line)
        return
    if path.stat().st_size > MOST_GEOJSON:
        raise Malformed(f"{path.name} is larger than {MOST_GEOJSON >> 20} MB: write one feature a line instead")
    try:
        document = json.loads(path.read_text("utf-8-sig"))
        features = document["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise Malformed(f"{path.name} is no GeoJSON FeatureCollection: {error}") from error
    for number, feature in enumerate(features, 1):
        yield _feature(number, feature)


def _feature_of_line(line: Line) -> OwnPlace:
    try:
        feature = json.loads((line.text or "").lstrip("\x1e"))
    except ValueError as error:
        return OwnPlace(line.number, None, None, line.problem or f"no JSON: {error}")
    return _feature(line.number, feature)


def _feature(number: int, feature: Any) -> OwnPlace:
    try:
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        properties = {OTHER_WORDS.get(name.lower(), name.lower()): v for name, v in feature["properties"].items()}
        if geometry is None or geometry.is_empty:
            raise Malformed("no geometry")
    except (KeyError, TypeError, AttributeError, ValueError, shapely.errors.GEOSException) as error:
        return OwnPlace(number, None, None, f"no GeoJSON feature: {error}")
    areal = geometry.geom_type in ("Polygon", "MultiPolygon")
    if areal and not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
    cells = {"id": feature.get("id"), **properties, "lat": point.y, "lon": point.x}
    if areal and not cells.get("radius_km"):
        cells["radius_km"] = radius_km(geometry)
    return _checked(number, cells, geometry if areal else None)


def _checked(number: int, cells: Mapping[str, Any], outline: BaseGeometry | None) -> OwnPlace:
    try:
        return OwnPlace(
            number, _entry({k: "" if v is None else str(v).strip() for k, v in cells.items()}), outline, None
        )
    except Malformed as error:
        return OwnPlace(number, None, None, str(error))


def _entry(cells: Mapping[str, str]) -> Entry:
    name = cells.get("name", "")
    if not normalize(name):
        raise Malformed("no name")
    lat, lon = degrees(cells.get("lat", ""), "lat", 90), degrees(cells.get("lon", ""), "lon", 180)
    feature_class, _, code = (cells.get("feature") or "P.PPL").partition(".")
    if len(feature_class) != 1 or not code:
        raise Malformed(f"feature {cells['feature']!r} is not like P.PPL")
    country = cells.get("country", "").upper() or None
    if country is not None and (len(country) != 2 or not country.isalpha()):
        raise Malformed(f"country {cells['country']!r} is no code of two letters")
    population = whole(cells.get("population") or "0", "population", 0)
    radius = degrees(cells.get("radius_km") or "0", "radius_km", 20_000)
    own_id = cells.get("id") or f"{normalize(name).replace(' ', '-')}@{lat:.4f},{lon:.4f}"
    entry = Entry(
        key=f"usr:{own_id}", name=name, lat=lat, lon=lon, feature_class=feature_class, feature_code=code,
        source="own places", country=country, admin1=cells.get("admin1") or None, admin2=cells.get("admin2") or None,
        population=population, radius_km=radius or (town_radius_km(population) if feature_class == "P" else 1.0),
        zone=cells.get("zone") or None, note=cells.get("note") or None,
    )  # fmt: skip
    entry.add_name(name, "official")
    for further in cells.get("names", "").split("|"):
        if further.strip():
            entry.add_name(further, "alternate")
    return entry
