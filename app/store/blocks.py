"""Reports by block and moment as sorted arrays, to be searched for thousands of new reports at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.int64]
FIELDS = 4
"""Of a row: name of the block, moment, until (``FOREVER`` for none), key of the report."""
FOREVER = 1 << 62
SPAN = 1 << 33
"""More minutes than the calendar has."""
PAIRS = 2_000_000
"""Looked at together: 50 MB."""
SEARCH = 6
"""Of a search: report, name of the block, and of ``Reach`` start, end, opens, closes."""


class Blocks:
    """Rows of shape (n, ``FIELDS``), n > 0, sorted by name, moment and key."""

    def __init__(self, rows: Array) -> None:
        """Sort them."""
        self.rows: Array = rows[np.lexsort((rows[:, 3], rows[:, 1], rows[:, 0]))]
        names = self.rows[:, 0]
        starts = np.diff(names, prepend=names[0] - 1) != 0
        self._names = names[starts]
        self._earliest = int(self.rows[:, 1].min())
        self._places = (np.cumsum(starts) - 1) * SPAN + (self.rows[:, 1] - self._earliest)

    def counts(self, searches: Array) -> tuple[Array, Array]:
        """For each search the first row in its block and time, and how many there are."""
        names, wanted = self._names, searches[:, 1]
        block = np.minimum(np.searchsorted(names, wanted), len(names) - 1)
        first = np.clip(searches[:, 2] - self._earliest, 0, SPAN - 1)
        last = np.clip(searches[:, 3] - self._earliest, -1, SPAN - 1)
        low = np.searchsorted(self._places, block * SPAN + first)
        high = np.searchsorted(self._places, block * SPAN + last, "right")
        return low, np.where(names[block] == wanted, high - low, 0).clip(0)

    def finds(self, searches: Array, low: Array, counts: Array) -> Iterator[Array]:
        """(report that searches, report found), shape (n, 2), in pieces; without what is too far off in time."""
        for chosen in _in_pieces(counts):
            owner = np.repeat(chosen, counts[chosen])
            within = np.arange(len(owner)) - np.repeat(np.cumsum(counts[chosen]) - counts[chosen], counts[chosen])
            found, mine = self.rows[low[owner] + within], searches[owner]
            near = (found[:, 2] == FOREVER) | ((found[:, 1] < mine[:, 5]) & (found[:, 2] > mine[:, 4]))
            near &= found[:, 3] != mine[:, 0]
            yield np.stack((mine[near, 0], found[near, 3]), axis=1)


def _in_pieces(counts: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """Places of the searches that found something, in pieces of ``PAIRS`` finds."""
    found = np.flatnonzero(counts)
    cuts = np.searchsorted(np.cumsum(counts[found]), np.arange(PAIRS, counts.sum(), PAIRS))
    yield from (piece for piece in np.split(found, np.unique(cuts)) if len(piece))
