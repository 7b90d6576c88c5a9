"""Marks for a map view: clusters of a grid that stands still while the map moves, and lone incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import E7, WORLD, Columns, interleave
from app.store.filter import Box, Filter
from app.store.select import Selection, select

Array = npt.NDArray[Any]
CELLS_A_TILE = 2
"""2² cells a side of a tile of 256 pixels: 64 pixels each."""
MAX_MARKS = 2000
LONE_ZOOM = 16
"""From here on nothing is clustered but what lies in one point."""


@dataclass(frozen=True, slots=True)
class Marks:
    """``clusters`` as GeoJSON objects; ``lone``: keys of incidents that stand alone; ``matched`` within the box."""

    clusters: list[dict[str, Any]]
    lone: list[int]
    matched: int


def marks_of(columns: Columns, wanted: Filter, keys: Array | None, box: Box, zoom: int) -> Marks:
    """Group what lies in the box by cells of the zoom; coarser where there would be more than ``MAX_MARKS``."""
    found = select(columns, wanted, keys, box)
    if not len(found):
        return Marks([], [], 0)
    x, y = found.take("x"), found.take("y")
    level = min(32, max(1, min(22, zoom) + CELLS_A_TILE + (4 if zoom >= LONE_ZOOM else 0)))
    while True:
        cell, count = _cells(x, y, level)
        if len(count) <= MAX_MARKS or level <= 1:
            break
        level -= 1
    return _marks(found, x, y, cell, count)


def _cells(x: Array, y: Array, level: int) -> tuple[Array, Array]:
    """For each point the number of its cell (0…n−1, along the curve), and the cells' counts."""
    shift = np.uint32(32 - level)
    across, down = x >> shift, y >> shift
    left, top = int(across.min()), int(down.min())
    width, height = int(across.max()) - left + 1, int(down.max()) - top + 1
    if width * height <= 4 * len(x) + 65536:
        number = (down - np.uint32(top)).astype(np.int64) * width + (across - np.uint32(left))
        counts = np.bincount(number, minlength=width * height)
        full = np.flatnonzero(counts)
        new = np.zeros(width * height, np.int32)
        new[full] = np.arange(len(full), dtype=np.int32)
        return new[number], counts[full]
    _, cell, counts = np.unique(interleave(across, down), return_inverse=True, return_counts=True)
    return cell.astype(np.int32), counts


def _marks(found: Selection, x: Array, y: Array, cell: Array, count: Array) -> Marks:
    size = len(count)
    alone = count == 1
    keys = found.take("key")
    lone = keys[alone[cell]].tolist()
    if bool(alone.all()):
        return Marks([], lone, len(keys))
    codes = found.columns.codes
    mean_x = np.bincount(cell, weights=x, minlength=size) / count
    mean_y = np.bincount(cell, weights=y, minlength=size) / count
    types = _tally(cell, found.take("type"), size, len(codes.types))
    statuses = _tally(cell, found.take("status"), size, len(codes.statuses))
    edges = _edges(cell, found.take("lat"), found.take("lon"), size)
    lon = np.round((mean_x / WORLD - 0.5) * 360, 5)
    lat = np.round(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * mean_y / WORLD)))), 5)
    type_names, status_names = list(codes.types), list(codes.statuses)
    clusters = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon_, lat_]},
            "properties": {
                "cluster": True,
                "count": count_,
                "types": _named(types[i], type_names),
                "statuses": _named(statuses[i], status_names),
                "bbox": edges_,
            },
        }
        for i, (lon_, lat_, count_, edges_) in enumerate(
            zip(lon.tolist(), lat.tolist(), count.tolist(), edges, strict=True)
        )
        if count_ > 1
    ]
    return Marks(clusters, lone, len(keys))


def _tally(cell: Array, values: Array, size: int, kinds: int) -> Array:
    """Counts of shape (cells, kinds); numbers beyond ``kinds`` are left out."""
    counts = np.bincount(cell.astype(np.int64) * (kinds + 1) + np.minimum(values, kinds), minlength=size * (kinds + 1))
    return counts.reshape(size, kinds + 1)[:, :kinds]


def _named(row: Array, names: list[str]) -> dict[str, int]:
    return {names[i]: int(row[i]) for i in np.flatnonzero(row).tolist()}


def _edges(cell: Array, lat: Array, lon: Array, size: int) -> list[list[float]]:
    """[west, south, east, north] of each cell's points."""
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(size))
    lat, lon = lat[order], lon[order]
    bounds = (
        np.minimum.reduceat(lon, starts),
        np.minimum.reduceat(lat, starts),
        np.maximum.reduceat(lon, starts),
        np.maximum.reduceat(lat, starts),
    )
    return np.round(np.stack(bounds, axis=1) / E7, 6).tolist()  # type: ignore[no-any-return]
