"""Totals of the base by cell, status and type, made once: world views by statuses and types ask no row of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import Columns
from app.store.filter import Filter
from app.store.select import tests_of
from app.store.sums import Totals, nothing

Array = npt.NDArray[Any]
LEVEL = 5
"""Cells of zoom 3."""
HELD = "kinds"
NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class Kinds:
    """One row for each cell, status and type that there is, in the order of the curve; 41 bytes each."""

    code: Array
    status: Array
    type: Array
    count: Array
    x: Array
    y: Array
    low: Array
    """Shape (rows, 2): least lat and lon."""
    high: Array
    key: Array
    """Of one incident of each."""


def by_kind_only(wanted: Filter) -> bool:
    """Whether a filter asks for nothing but statuses and types."""
    return replace(wanted, statuses=(), types=(), groups=()) == NO_FILTER


def kinds_of(columns: Columns) -> Kinds:
    """Those of the base, made once for all moments that share it."""
    found: Kinds | None = columns.held.get(HELD)
    if found is None:
        found = columns.held[HELD] = _made(columns)
    return found


def _made(columns: Columns) -> Kinds:
    placed = int(np.searchsorted(columns.base["morton"], np.uint64(2**64 - 1)))
    base = {name: values[:placed] for name, values in columns.base.items()}
    types, statuses = len(columns.codes.types) + 1, len(columns.codes.statuses) + 1
    kinds, size = types * statuses, types * statuses << (2 * LEVEL)
    number = (base["morton"] >> np.uint64(2 * (32 - LEVEL))).astype(np.int64) * kinds
    number += np.minimum(base["status"], statuses - 1).astype(np.int64) * types
    number += np.minimum(base["type"], types - 1)
    counts = np.bincount(number, minlength=size)
    some = np.flatnonzero(counts)
    row = np.zeros(size, np.int32)
    row[some] = np.arange(len(some), dtype=np.int32)
    row = row[number]
    low, high = np.full((2, len(some)), 2**31 - 1, np.int32), np.full((2, len(some)), -(2**31), np.int32)
    for i, name in enumerate(("lat", "lon")):
        np.minimum.at(low[i], row, base[name])
        np.maximum.at(high[i], row, base[name])
    key = np.zeros(len(some), np.int32)
    key[row] = base["key"]
    x, y = (np.bincount(row, weights=base[name], minlength=len(some)) for name in ("x", "y"))
    code, kind = some // kinds, some % kinds
    return Kinds(
        code.astype(np.int16),
        (kind // types).astype(np.uint8),
        (kind % types).astype(np.uint8),
        counts[some].astype(np.int32),
        x,
        y,
        low.T.copy(),
        high.T.copy(),
        key,
    )


def cells_by_kind(columns: Columns, wanted: Filter) -> tuple[Array, Totals, Array]:
    """Cells of ``LEVEL`` of the base that a filter by kind finds something in, their totals, a key of each."""
    kinds = kinds_of(columns)
    mask = np.ones(len(kinds.code), bool)
    for test in tests_of(columns, wanted, []):
        mask &= test(lambda name: getattr(kinds, name))
    rows = np.flatnonzero(mask)
    code, count = kinds.code[rows], kinds.count[rows]
    starts = np.flatnonzero(np.diff(code, prepend=-1))
    totals = nothing(len(starts), columns)
    if not len(rows):
        return code.astype(np.uint64), totals, kinds.key[rows].astype(np.int64)
    totals.count += np.add.reduceat(count, starts)
    totals.x += np.add.reduceat(kinds.x[rows], starts)
    totals.y += np.add.reduceat(kinds.y[rows], starts)
    cell = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
    for sums, kind in ((totals.types, kinds.type[rows]), (totals.statuses, kinds.status[rows])):
        size = sums.shape[1]
        sums += np.bincount(cell * size + kind, weights=count, minlength=sums.size).astype(np.int64).reshape(-1, size)
    totals.low[:] = np.minimum.reduceat(kinds.low[rows], starts, axis=0)
    totals.high[:] = np.maximum.reduceat(kinds.high[rows], starts, axis=0)
    return code[starts].astype(np.uint64), totals, kinds.key[rows[starts]].astype(np.int64)
