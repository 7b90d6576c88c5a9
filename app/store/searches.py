"""Where what may be the same as a new report can lie, as rows of numbers; and which new ones lie there themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from app.model.event_type import event_types
from app.model.merging import Reach

Array = npt.NDArray[np.int64]
FIELDS = 7
"""Of a search: report, cell, number of the type, and of ``Reach`` start, end, opens, closes."""
Block = tuple[int, int, int, int | None, str]
"""(key, home, moment, until, type) of a new report."""
TYPES = 1 << 10
"""More than there are types."""
SPAN = 1 << 33
"""More minutes than the calendar has."""
FOREVER = 1 << 62
PAIRS = 2_000_000
"""Looked at together: 50 MB."""


@cache
def type_numbers() -> dict[str, int]:
    """A number for each type: its place in the table of types."""
    return {name: number for number, name in enumerate(event_types())}


def searches_of(report: int, reach: Reach) -> Iterator[int]:
    """Numbers of the searches of one report, one after another."""
    numbers = type_numbers()
    times = reach.start, reach.end, reach.opens, reach.closes
    for cell in reach.cells:
        for type_ in reach.types:
            yield from (report, cell, numbers[type_], *times)


def pairs_among(blocks: Sequence[Block], searches: Array, most: int) -> Iterator[list[tuple[int, int]]]:
    """Pairs of new reports that one's search finds the other by (the smaller key first), each pair once in a list.

    ``searches``: shape (n, ``FIELDS``). A search that finds more than ``most`` gives the first by time.
    """
    if not blocks or not len(searches):
        return
    numbers = type_numbers()
    rows: Array = np.array(
        [(key, home * TYPES + numbers[type_], at, FOREVER if until is None else until, until is not None)
         for key, home, at, until, type_ in blocks],
        np.int64,
    )  # fmt: skip
    rows = rows[np.lexsort((rows[:, 0], rows[:, 2], rows[:, 1]))]
    names = np.unique(rows[:, 1])
    earliest = rows[:, 2].min()
    places = np.searchsorted(names, rows[:, 1]) * SPAN + (rows[:, 2] - earliest)
    wanted = searches[:, 1] * TYPES + searches[:, 2]
    block = np.minimum(np.searchsorted(names, wanted), len(names) - 1)
    first = np.clip(searches[:, 3] - earliest, 0, SPAN - 1)
    last = np.clip(searches[:, 4] - earliest, -1, SPAN - 1)
    low = np.searchsorted(places, block * SPAN + first)
    high = np.searchsorted(places, block * SPAN + last, "right")
    counts = np.where(names[block] == wanted, np.minimum(high - low, most + 1), 0).clip(0)
    for chosen in _in_pieces(counts):
        pairs = _expanded(rows, searches[chosen], low[chosen], counts[chosen])
        if len(pairs):
            yield [(one, other) for one, other in np.unique(pairs, axis=0).tolist()]


def _in_pieces(counts: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """Places of the searches that found something, in pieces of ``PAIRS`` finds."""
    found = np.flatnonzero(counts)
    cuts = np.searchsorted(np.cumsum(counts[found]), np.arange(PAIRS, counts.sum(), PAIRS))
    yield from (piece for piece in np.split(found, np.unique(cuts)) if len(piece))


def _expanded(rows: Array, searches: Array, low: npt.NDArray[Any], counts: npt.NDArray[Any]) -> Array:
    """(smaller key, larger key) of what the searches find, but for themselves and what is too far off in time."""
    owner = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    found, mine = rows[low[owner] + within], searches[owner]
    near = (found[:, 4] == 0) | ((found[:, 2] < mine[:, 6]) & (found[:, 3] > mine[:, 5]))
    near &= found[:, 0] != mine[:, 0]
    pairs: Array = np.sort(np.stack((found[near, 0], mine[near, 0]), axis=1), axis=1)
    return pairs
