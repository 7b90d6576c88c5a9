"""Totals of cells of the curve for any filter, in one pass over the sorted base.

A piece of rows that fits the processor's cache is looked at at a time. Where much of it matches, nothing is picked
out: what does not match is masked while the values are added up, which is several times as quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import Columns, Table
from app.store.sums import Totals, nothing, runs_of

Array = npt.NDArray[Any]
PIECE = 1 << 18
DENSE = 4
"""Where at least one row of so many matches, masking is quicker than picking."""
SIGN = np.uint32(1 << 31)
"""Turned over, a signed number compares as an unsigned one."""
PICKED = ("key", "lat", "lon", "x", "y", "type", "status")
Get = Callable[[str], Array]


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of neighbouring cells, one after another; of its cells the first and last may have rows in others too."""

    cells: slice
    starts: Array
    stops: Array


def cells_of(columns: Columns, tests: list[Any], starts: Array, stops: Array) -> tuple[Totals, Array]:
    """Totals of the cells ``[start, stop)`` of the base, none of them empty, rising; and the key of one row in each.

    ``tests``: see ``app.store.select.tests_of``; all must hold. The key is meant where a cell holds one row alone.
    """
    found, first = nothing(len(starts), columns), np.zeros(len(starts), np.int64)
    table: Table = {**columns.base, "dead": columns.dead}
    if columns.dying:
        tests = [*tests, lambda get: ~get("dead")]
    for piece in _pieces(starts, stops):
        _add(table, tests, piece, found.some(piece.cells), first[piece.cells])
    return found, first


def _pieces(starts: Array, stops: Array) -> Iterator[Piece]:
    """Cells in pieces of about ``PIECE`` rows; a large cell is cut."""
    cuts = -(-(stops - starts) // PIECE)
    cell = np.repeat(np.arange(len(starts)), cuts)
    begins = starts[cell] + PIECE * (np.arange(len(cell)) - np.repeat(np.cumsum(cuts) - cuts, cuts))
    ends = np.minimum(begins + PIECE, stops[cell])
    filled = np.cumsum(ends - begins) // PIECE
    edges = [0, *(np.flatnonzero(np.diff(filled)) + 1).tolist(), len(cell)]
    for low, high in zip(edges, edges[1:], strict=False):
        if low < high:
            first = np.flatnonzero(np.diff(cell[low:high], prepend=-1)) + low  # (a cell's cuts may be of one piece)
            last = np.append(first[1:], high) - 1
            yield Piece(slice(int(cell[low]), int(cell[high - 1]) + 1), begins[first], ends[last])


def _add(table: Table, tests: list[Any], piece: Piece, found: Totals, first: Array) -> None:
    """Count what matches of a piece in; ``found`` and ``first`` are of its cells."""
    get, sizes = _getter(table, piece), piece.stops - piece.starts
    size = int(sizes.sum())
    mask = np.ones(size, bool)
    for test in tests:
        mask &= test(get)
    some = int(np.count_nonzero(mask))
    starts = np.cumsum(sizes) - sizes
    if some * DENSE < size:
        rows = np.flatnonzero(mask)
        owner = np.searchsorted(starts, rows, side="right") - 1
        begins = np.flatnonzero(np.diff(owner, prepend=-1))
        picked = {name: get(name)[rows] for name in PICKED}
        found.add_sorted(picked, slice(None), begins, owner[begins])
        first[owner[begins]] = picked["key"][begins]
        return
    counts = _add_masked(get, mask, starts, sizes, found)
    alone = np.flatnonzero(counts == 1)
    rows, owner = runs_of(starts[alone], starts[alone] + sizes[alone])
    keep = mask[rows]
    first[alone[owner[keep]]] = get("key")[rows[keep]]


def _getter(table: Table, piece: Piece) -> Get:
    """The values of a piece's rows; cells that follow one another are read as one."""
    breaks = np.flatnonzero(piece.starts[1:] != piece.stops[:-1])
    begins = piece.starts[np.concatenate([[0], breaks + 1])].tolist()
    ends = piece.stops[np.concatenate([breaks, [len(piece.stops) - 1]])].tolist()
    if len(begins) == 1:
        return lambda name: table[name][begins[0] : ends[0]]
    ranges = [slice(begin, end) for begin, end in zip(begins, ends, strict=True)]
    return lambda name: np.concatenate([table[name][one] for one in ranges])


def _add_masked(get: Get, mask: Array, starts: Array, sizes: Array, found: Totals) -> Array:
    """Add up all rows, as nothing where they do not match. How many do, cell by cell."""
    full = np.negative(mask.view(np.int8)).astype(np.int32).view(np.uint32)
    for sums, name in ((found.x, "x"), (found.y, "y")):
        sums += np.add.reduceat(get(name) & full, starts, dtype=np.uint64)
    empty = ~full
    for i, name in enumerate(("lat", "lon")):
        values = get(name).view(np.uint32) ^ SIGN
        low = (np.minimum.reduceat(values | empty, starts) ^ SIGN).view(np.int32)
        high = (np.maximum.reduceat(values & full, starts) ^ SIGN).view(np.int32)
        np.minimum(found.low[:, i], low, out=found.low[:, i])
        np.maximum(found.high[:, i], high, out=found.high[:, i])
    types, statuses = found.types.shape[1], found.statuses.shape[1]
    type_, status = np.minimum(get("type"), types - 1), np.minimum(get("status"), statuses - 1)
    if len(sizes) * types * statuses < 2 * len(mask):
        number = status.astype(np.int16) * np.int16(types) + type_
        both = _counted(number, mask, sizes, types * statuses).reshape(-1, statuses, types)
        by_type, by_status = both.sum(axis=1), both.sum(axis=2)
    else:
        by_type, by_status = _counted(type_, mask, sizes, types), _counted(status, mask, sizes, statuses)
    found.types += by_type
    found.statuses += by_status
    counts: Array = by_status.sum(axis=1)
    found.count += counts
    return counts


def _counted(kinds: Array, mask: Array, sizes: Array, most: int) -> Array:
    """Counts of shape (cells, ``most``) of rows that match; the others are counted as number 0 and left out."""
    number = np.repeat(np.arange(len(sizes)) * most + 1, sizes)
    number += kinds
    number *= mask
    return np.bincount(number, minlength=len(sizes) * most + 1)[1:].reshape(len(sizes), most)
