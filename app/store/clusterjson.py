"""Clusters as GeoJSON."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import E7, WORLD, Columns
from app.store.sums import Totals

Array = npt.NDArray[Any]


def features(columns: Columns, totals: Totals) -> list[dict[str, Any]]:
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
