"""Outlines of the index: first-order areas, countries, curated regions and seas; which of them hold a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

CACHED_SHAPES = 512
Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


class Shapes:
    """Outlines of an index, read when they are asked for."""

    def __init__(self, rows: Rows) -> None:
        """``rows``: all rows of a query on the index's file. Reads nothing yet."""
        self._rows = rows
        self.outline = lru_cache(CACHED_SHAPES)(self._read)

    def _read(self, feature_id: int, rough: bool = False) -> BaseGeometry | None:
        """The outline of a place in (lon, lat), None where there is none. ``rough``: a box is better than nothing."""
        rows = self._rows("select wkb from shape where feature = ? and exact >= ?", (feature_id, int(not rough)))
        if not rows:
            return None
        outline: BaseGeometry = shapely.from_wkb(rows[0][0])
        shapely.prepare(outline)
        return outline

    @cached_property
    def _boxes(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        rows = self._rows("select feature, west, south, east, north from shape where exact order by area", ())
        return np.array([row[0] for row in rows], dtype=np.int64), np.array([row[1:] for row in rows], dtype=np.float64)

    def holding(self, lat: float, lon: float) -> list[int]:
        """Rows of the places in whose outline the point lies, the smallest area first."""
        ids, boxes = self._boxes
        if not len(ids):
            return []
        found: list[int] = []
        for east in (lon, lon + 360, lon - 360):
            point = shapely.Point(east, lat)
            near = (boxes[:, 0] <= east) & (boxes[:, 2] >= east) & (boxes[:, 1] <= lat) & (boxes[:, 3] >= lat)
            for id_ in ids[near].tolist():
                outline = self.outline(id_)
                if outline is not None and outline.covers(point):
                    found.append(id_)
        return found
