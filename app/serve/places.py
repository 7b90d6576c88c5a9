"""The gazetteer for the service: places by words, by key, by box, with their outlines."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from app.store.filter import Box
from gazetteer.feature import Feature
from gazetteer.index import GazetteerMissingError, Index
from gazetteer.search import Search

LOG = logging.getLogger("incidents.serve")
TOLERANCE = 0.01
"""Outlines are simplified to so many degrees (about 1 km)."""
Json = dict[str, Any]


class Places:
    """Reads the index file; without one it finds nothing, and the rest of the service goes on."""

    def __init__(self, path: Path) -> None:
        """``path`` of the gazetteer's file."""
        self._index: Index | None = None
        self._search: Search | None = None
        try:
            self._index = Index.open(path)
            self._search = Search(self._index)
        except GazetteerMissingError as error:
            LOG.warning("%s; search finds no places and places have no outlines", error)

    def search(self, words: str, limit: int) -> list[Json]:
        """Places for what someone typed, the best first: names, beginnings, slips, "12 km west of X"."""
        if self._search is None:
            return []
        return [self._row(hit.feature) for hit in self._search.search(words, limit)]

    def _row(self, feature: Feature) -> Json:
        assert self._index is not None
        area = self._index.admin1(feature.country, feature.admin1) if feature.country and feature.admin1 else None
        return {
            "place_id": feature.key,
            "name": feature.name,
            "country": feature.country,
            "admin1": area.name if area else None,
            "feature": f"{feature.feature_class}.{feature.feature_code}",
            "lat": feature.lat,
            "lon": feature.lon,
            "radius_km": feature.radius_km,
            "population": feature.population,
        }

    def get(self, key: str) -> Json | None:
        """A place as a GeoJSON feature: its outline where there is one, else its point. None: no such place."""
        if self._index is None:
            return None
        feature = self._index.by_key(key)
        return self._feature(feature, outline=True) if feature else None

    def within(self, box: Box | None, limit: int, after: int) -> tuple[int, list[Json], int | None]:
        """Places in a box (all of them without one): how many, a page of features by row, and where the next begins."""
        if self._index is None:
            return 0, [], None
        where, values = _in_box(box)
        matched = int(self._index.rows(f"select count(*) from feature f where {where}", values)[0][0])
        tail = f"where {where} and f.id > ? order by f.id limit ?"
        rows = self._index.features(tail, [*values, after, limit + 1])
        more = rows[limit - 1].id if len(rows) > limit else None
        return matched, [self._feature(row, outline=False) for row in rows[:limit]], more

    def _feature(self, feature: Feature, outline: bool) -> Json:
        row = self._row(feature)
        geometry: Json = {"type": "Point", "coordinates": [feature.lon, feature.lat]}
        shape = self._outline(feature) if outline else None
        if shape is not None:
            geometry = mapping(shape)
        kept = {name: value for name, value in row.items() if name not in ("place_id", "lat", "lon")}
        properties = {"place_id": feature.key, **kept, "note": feature.note, "source": feature.source}
        return {"type": "Feature", "id": feature.key, "geometry": geometry, "properties": properties}

    def _outline(self, feature: Feature) -> BaseGeometry | None:
        """The outline, or at least a box around the place."""
        assert self._index is not None
        shape = self._index.shapes.outline(feature.id) or self._index.shapes.outline(feature.id, True)
        if shape is None:
            return None
        simple: BaseGeometry = shapely.simplify(shape, TOLERANCE)
        return shape if simple.is_empty else simple


def _in_box(box: Box | None) -> tuple[str, list[float]]:
    if box is None:
        return "1", []
    between = "f.lat between ? and ?"
    if box.west <= box.east:
        return f"{between} and f.lon between ? and ?", [box.south, box.north, box.west, box.east]
    return f"{between} and (f.lon >= ? or f.lon <= ?)", [box.south, box.north, box.west, box.east]
