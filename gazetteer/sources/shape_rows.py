"""Outlines into the index: ``data/outlines.geojson.gz`` (from ``gazetteer.sources.outlines``) and the curated rings."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.curated import CuratedPlace
from gazetteer.database import cell_of
from gazetteer.outline import largest_part, radius_km
from gazetteer.tables import admin1_points
from gazetteer.world_tables import DisputedArea

MOST = 0.9
GOOD_PART = 0.3


def stored_outlines() -> Iterator[tuple[str, BaseGeometry]]:
    """(area, outline) of the data file: "UA.11", or "UA" for parts of a country that no first-order area got."""
    with (
        resources.files("gazetteer").joinpath("data/outlines.geojson.gz").open("rb") as packed,
        gzip.open(packed, "rt", encoding="utf-8") as lines,
    ):
        for line in lines:
            feature = json.loads(line)
            yield feature["properties"]["area"], shapely.from_geojson(json.dumps(feature["geometry"]))


def assigned_outlines(disputed: Iterable[DisputedArea]) -> Iterator[tuple[str, BaseGeometry]]:
    """The stored outlines, with what the table of disputed areas gives to another country cut out and given to it.

    The table's rings are coarse: an area loses what lies in a ring only where that is most of it or a good part of the
    ring, so that neighbours of the ring keep their borders.
    """
    rings = [(area.country, shapely.Polygon(area.polygon)) for area in disputed if area.country]
    for area, outline in stored_outlines():
        for country, ring in rings:
            if area.startswith(str(country)) or not ring.intersects(outline):
                continue
            part = shapely.intersection(ring, outline)
            if part.area >= MOST * outline.area:
                part = outline
            elif part.area < GOOD_PART * ring.area:
                continue
            yield str(country), part
            outline = shapely.difference(outline, part)
        if not outline.is_empty:
            yield area, outline


def store_shapes(
    database: sqlite3.Connection, curated: Iterable[CuratedPlace], disputed: Iterable[DisputedArea]
) -> None:
    """Fill ``shape``; areas get their radius from their outline, first-order areas their point if no table has it."""
    rows = database.execute(
        "select id, country, admin1 from feature where class in ('A', 'L') and code != 'ADM2' and key like 'gn:%'"
    ).fetchall()
    ids = {f"{country}.{admin1}" if admin1 else country: id_ for id_, country, admin1 in rows}
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for area, outline in assigned_outlines(disputed):
        parts[area[:2]].append(outline)
        if area in ids and "." in area:
            _store(database, ids[area], outline)
            _move(database, ids[area], area, outline)
    for country, outlines in parts.items():
        if country in ids:
            whole = shapely.union_all(np.array(outlines))
            _store(database, ids[country], whole)
            database.execute("update feature set radius_km = ? where id = ?", (radius_km(whole), ids[country]))
    keys: dict[str, int] = dict(database.execute("select key, id from feature where key like 'cur:%'"))
    for place in curated:
        if place.key in keys and place.polygon:
            ring = shapely.make_valid(shapely.Polygon(place.polygon))
            _store(database, keys[place.key], ring)
        elif place.key in keys and place.bbox:
            west, south, east, north = place.bbox
            _store(database, keys[place.key], shapely.box(west, south, east + 360 * (west > east), north), exact=False)


def _store(database: sqlite3.Connection, id_: int, outline: BaseGeometry, exact: bool = True) -> None:
    west, south, east, north = outline.bounds
    row = (id_, west, south, east, north, outline.area, int(exact), shapely.to_wkb(outline))
    database.execute("insert or replace into shape values (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _move(database: sqlite3.Connection, id_: int, area: str, outline: BaseGeometry) -> None:
    point = largest_part(outline).centroid
    if not outline.covers(point):
        point = largest_part(outline).representative_point()
    database.execute("update feature set radius_km = ? where id = ?", (radius_km(outline), id_))
    if area not in admin1_points():
        lat, lon = round(point.y, 4), round(point.x, 4)
        database.execute(
            "update feature set lat = ?, lon = ?, cell = ? where id = ?", (lat, lon, cell_of(lat, lon), id_)
        )
