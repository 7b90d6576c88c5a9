"""Sums over runs of the sorted base in constant time a block: what clusters without a filter are made from.

Blocks of ``BLOCK`` rows have their counts by type and status, their sums of x and y and their bounds computed once;
a run is its whole blocks, by differences of running sums, and the loose rows at its two ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import Columns, Table

Array = npt.NDArray[Any]
BLOCK = 256
HELD = "sums"


@dataclass(slots=True)
class Totals:
    """One row for each run."""

    count: Array
    x: Array
    y: Array
    types: Array
    """Shape (runs, types + 1); the last is for unknown ones."""
    statuses: Array
    low: Array
    """Shape (runs, 2): least lat and lon; an empty run has the largest number."""
    high: Array

    def add(self, table: Table, rows: Array, owner: Array, sign: int = 1) -> None:
        """Count rows in (``sign`` 1) or out (−1: bounds stay as they are) of the runs that own them."""
        runs = len(self.count)
        self.count += sign * np.bincount(owner, minlength=runs)
        self.x += sign * np.bincount(owner, weights=table["x"][rows], minlength=runs)
        self.y += sign * np.bincount(owner, weights=table["y"][rows], minlength=runs)
        for sums, name in ((self.types, "type"), (self.statuses, "status")):
            kinds = sums.shape[1]
            number = owner * kinds + np.minimum(table[name][rows], kinds - 1)
            sums += sign * np.bincount(number, minlength=runs * kinds).reshape(runs, kinds)
        if sign > 0 and len(owner):
            self._widen(table, rows, owner)

    def add_sorted(self, table: Table, rows: Any, starts: Array, runs: Array) -> None:
        """Count rows in whose owners are ``runs``, one after another: the i-th owns those from ``starts[i]`` on."""
        if not len(starts):
            return
        size = int(len(table["key"][rows]))
        self.count[runs] += np.diff(np.append(starts, size))
        owner = np.repeat(runs, np.diff(np.append(starts, size)))
        for sums, name in ((self.x, "x"), (self.y, "y")):
            sums[runs] += np.add.reduceat(table[name][rows], starts, dtype=np.float64)
        for table_, name in ((self.types, "type"), (self.statuses, "status")):
            kinds = table_.shape[1]
            number = owner * kinds + np.minimum(table[name][rows], kinds - 1)
            table_ += np.bincount(number, minlength=table_.size).reshape(table_.shape)
        for i, name in enumerate(("lat", "lon")):
            values = table[name][rows]
            self.low[runs, i] = np.minimum(self.low[runs, i], np.minimum.reduceat(values, starts))
            self.high[runs, i] = np.maximum(self.high[runs, i], np.maximum.reduceat(values, starts))

    def some(self, runs: Array | slice) -> Totals:
        """Those of some runs; of a slice the same numbers, so that what is added there is added here."""
        return Totals(
            self.count[runs],
            self.x[runs],
            self.y[runs],
            self.types[runs],
            self.statuses[runs],
            self.low[runs],
            self.high[runs],
        )

    def _widen(self, table: Table, rows: Array, owner: Array) -> None:
        """Bounds, run by run: rows in the order of their owners, then one reduction over each stretch."""
        order = np.argsort(owner, kind="stable")
        sorted_ = owner[order]
        starts = np.flatnonzero(np.concatenate([[True], sorted_[1:] != sorted_[:-1]]))
        runs = sorted_[starts]
        for i, name in enumerate(("lat", "lon")):
            values = table[name][rows][order]
            self.low[runs, i] = np.minimum(self.low[runs, i], np.minimum.reduceat(values, starts))
            self.high[runs, i] = np.maximum(self.high[runs, i], np.maximum.reduceat(values, starts))


@dataclass(frozen=True, slots=True)
class Sums:
    """Running sums over whole blocks; row ``b`` holds what lies before block ``b``."""

    x: Array
    y: Array
    types: Array
    statuses: Array
    low: Array
    high: Array


def sums_of(columns: Columns) -> Sums:
    """Those of the base, made once for all moments that share it."""
    found = columns.held.get(HELD)
    if found is None:
        found = columns.held[HELD] = _made(columns)
    return found


def _made(columns: Columns) -> Sums:
    base, kinds = columns.base, len(columns.codes.types) + 1
    blocks = len(base["key"]) // BLOCK
    rows = blocks * BLOCK
    number = np.repeat(np.arange(blocks, dtype=np.int32), BLOCK)

    def running(name: str, size: int) -> Array:
        values = np.minimum(base[name][:rows], size - 1)
        counts = np.bincount(number * size + values, minlength=blocks * size).reshape(blocks, size)
        return np.concatenate([np.zeros((1, size), np.int32), np.cumsum(counts, axis=0, dtype=np.int32)])

    def added(name: str) -> Array:
        parts = base[name][:rows].reshape(blocks, BLOCK).sum(axis=1, dtype=np.float64)
        return np.concatenate([[0.0], np.cumsum(parts)])

    bounds = [base[name][:rows].reshape(blocks, BLOCK) for name in ("lat", "lon")]
    low = np.stack([one.min(axis=1) for one in bounds], axis=1) if blocks else np.zeros((0, 2), np.int32)
    high = np.stack([one.max(axis=1) for one in bounds], axis=1) if blocks else np.zeros((0, 2), np.int32)
    return Sums(
        added("x"), added("y"), running("type", kinds), running("status", len(columns.codes.statuses) + 1), low, high
    )


def runs_of(starts: Array, stops: Array) -> tuple[Array, Array]:
    """All rows of some runs, and to which run each belongs."""
    lengths = np.maximum(stops - starts, 0)
    owner = np.repeat(np.arange(len(starts)), lengths)
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return starts[owner] + np.arange(len(owner)) - before, owner


def nothing(runs: int, columns: Columns) -> Totals:
    """Totals of empty runs."""
    kinds, statuses = len(columns.codes.types) + 1, len(columns.codes.statuses) + 1
    return Totals(
        np.zeros(runs, np.int64),
        np.zeros(runs),
        np.zeros(runs),
        np.zeros((runs, kinds), np.int64),
        np.zeros((runs, statuses), np.int64),
        np.full((runs, 2), 2**31 - 1, np.int64),
        np.full((runs, 2), -(2**31), np.int64),
    )


def totals_of(columns: Columns, starts: Array, stops: Array) -> Totals:
    """Totals of the runs ``[start, stop)`` of the base, the dead included."""
    sums, found = sums_of(columns), nothing(len(starts), columns)
    first, last = -(-starts // BLOCK), stops // BLOCK
    whole = np.flatnonzero(last > first)
    begin, end = first[whole], last[whole]
    found.count[whole] += (end - begin) * BLOCK
    for into, running in (
        (found.x, sums.x),
        (found.y, sums.y),
        (found.types, sums.types),
        (found.statuses, sums.statuses),
    ):
        into[whole] += running[end] - running[begin]
    if len(whole):
        edges = np.stack([begin, end], axis=1).ravel()
        found.low[whole] = np.minimum.reduceat(np.append(sums.low, sums.low[-1:], axis=0), edges, axis=0)[::2]
        found.high[whole] = np.maximum.reduceat(np.append(sums.high, sums.high[-1:], axis=0), edges, axis=0)[::2]
    inner = last > first
    for begins, ends in (
        (starts, np.where(inner, first * BLOCK, stops)),
        (np.where(inner, last * BLOCK, stops), stops),
    ):
        rows, owner = runs_of(begins, ends)
        found.add(columns.base, rows, owner)
    return found
