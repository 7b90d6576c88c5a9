"""Marks for a map view: clusters of a grid that stands still while the map moves, and lone incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import E7, WORLD, Columns, interleave, mercator, spread
from app.store.filter import Box, Filter
from app.store.select import box_test, select
from app.store.sums import Totals, nothing, runs_of, totals_of

Array = npt.NDArray[Any]
CELLS_A_TILE = 2
"""2² cells a side of a tile of 256 pixels: 64 pixels each."""
MAX_MARKS = 2000
MAX_CELLS = 4096
NO_FILTER = Filter()
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
    level = min(32, max(1, min(22, zoom) + CELLS_A_TILE + (4 if zoom >= LONE_ZOOM else 0)))
    if keys is None and box.west <= box.east and wanted == NO_FILTER:
        return _marks_of_all(columns, box, level)
    found = select(columns, wanted, keys, box)
    if not len(found):
        return Marks([], [], 0)
    x, y = found.take("x"), found.take("y")
    while True:
        cell, count = _cells(x, y, level)
        if len(count) <= MAX_MARKS or level <= 1:
            break
        level -= 1
    totals = nothing(len(count), columns)
    table = {name: found.take(name) for name in ("x", "y", "type", "status", "lat", "lon")}
    totals.add(table, slice(None), cell)  # type: ignore[arg-type]
    lone = found.take("key")[(count == 1)[cell]].tolist()
    return Marks(_features(columns, totals), lone, len(found))


def _marks_of_all(columns: Columns, box: Box, level: int) -> Marks:
    """Without a filter: whole cells by running sums, those at the box's edge row by row."""
    x, y = mercator(np.array([box.south, box.north]), np.array([box.west, box.east]))
    left, right, bottom, top = int(x[0]), int(x[1]), int(y[0]), int(y[1])
    while True:
        shift = 32 - level
        across = np.arange(left >> shift, (right >> shift) + 1, dtype=np.uint64)
        down = np.arange(top >> shift, (bottom >> shift) + 1, dtype=np.uint64)
        if len(across) * len(down) <= MAX_CELLS or level <= 1:
            totals, lone = _grid(columns, box, across, down, level)
            if np.count_nonzero(totals.count) <= MAX_MARKS or level <= 1:
                return Marks(_features(columns, totals), lone, int(totals.count.sum()))
        level -= 1


def _grid(columns: Columns, box: Box, across: Array, down: Array, level: int) -> tuple[Totals, list[int]]:
    """Totals of the cells of a grid, and the keys of incidents that are alone in theirs."""
    base, bits = columns.base, np.uint64(2 * (32 - level))
    codes = (spread(across)[None, :] | (spread(down)[:, None] << np.uint64(1))).ravel()
    rim = np.zeros((len(down), len(across)), bool)
    rim[0, :] = rim[-1, :] = rim[:, 0] = rim[:, -1] = True
    order = np.argsort(codes)
    codes, edge = codes[order], rim.ravel()[order]
    placed = np.searchsorted(base["morton"], np.uint64(2**64 - 1))
    starts = np.searchsorted(base["morton"], codes << bits)
    stops = np.searchsorted(base["morton"], ((codes + np.uint64(1)) << bits) - np.uint64(1), side="right")
    stops = np.minimum(stops, placed)
    totals = totals_of(columns, starts, np.where(edge, starts, stops))
    inside = box_test(box)
    rows, owner = runs_of(starts, np.where(edge, stops, starts))
    keep = inside(lambda name: base[name][rows]) & ~columns.dead[rows]
    totals.add(base, rows[keep], owner[keep])
    if columns.dying:
        _take_out_the_dead(columns, totals, starts, stops, edge)
    tail = np.flatnonzero(inside(lambda name: columns.tail[name]))
    cell = np.searchsorted(codes, columns.tail["morton"][tail] >> bits)
    totals.add(columns.tail, tail, cell)
    alone = totals.count == 1
    rows, owner = runs_of(np.where(alone, starts, 0), np.where(alone, stops, 0))
    keep = inside(lambda name: base[name][rows]) & ~columns.dead[rows]
    lone = base["key"][rows[keep]].tolist() + columns.tail["key"][tail[alone[cell]]].tolist()
    return totals, lone


def _take_out_the_dead(columns: Columns, totals: Totals, starts: Array, stops: Array, edge: Array) -> None:
    """Rows of whole cells that are no more. A cluster's bounds may be a little wide until the tail is settled."""
    dead = np.flatnonzero(columns.dead)
    owner = np.searchsorted(starts, dead, side="right") - 1
    held = (owner >= 0) & (dead < stops[owner]) & ~edge[owner]
    totals.add(columns.base, dead[held], owner[held], sign=-1)


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


def _features(columns: Columns, totals: Totals) -> list[dict[str, Any]]:
    """GeoJSON of the cells that hold more than one."""
    many = np.flatnonzero(totals.count > 1)
    count = totals.count[many]
    lon = np.round((totals.x[many] / count / WORLD - 0.5) * 360, 5).tolist()
    lat = np.round(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * totals.y[many] / count / WORLD)))), 5).tolist()
    bounds = np.concatenate([totals.low[many][:, ::-1], totals.high[many][:, ::-1]], axis=1)
    edges = np.round(bounds / E7, 6).tolist()
    types = _named(totals.types[many], list(columns.codes.types))
    statuses = _named(totals.statuses[many], list(columns.codes.statuses))
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon[i], lat[i]]},
            "properties": {
                "cluster": True,
                "count": number,
                "types": types[i],
                "statuses": statuses[i],
                "bbox": edges[i],
            },
        }
        for i, number in enumerate(count.tolist())
    ]


def _named(table: Array, names: list[str]) -> list[dict[str, int]]:
    """For each row its counts by name, none of zero; what has no name is left out."""
    found: list[dict[str, int]] = [{} for _ in range(len(table))]
    rows, kinds = np.nonzero(table[:, : len(names)])
    for row, kind, number in zip(rows.tolist(), kinds.tolist(), table[rows, kinds].tolist(), strict=True):
        found[row][names[kind]] = number
    return found
