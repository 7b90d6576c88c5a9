"""Where what may be the same as a new report can lie, as rows of numbers; and which new ones lie there themselves."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from app.model.merging import Reach
from app.store.blocks import FIELDS, FOREVER, SEARCH, Array, Blocks
from app.store.columns import type_numbers

Block = tuple[int, int, int, int | None, str]
"""(key, home, moment, until, type) of a new report."""
TYPES = 1 << 10
"""More than there are types."""


class Searches:
    """The searches of many reports, written down so that adding one costs a microsecond."""

    def __init__(self, names: bytes = b"", times: bytes = b"") -> None:
        """``names`` and ``times`` as ``packed`` gave them."""
        self._names, self._times = array("q", names), array("q", times)

    def add(self, report: int, reach: Reach) -> None:
        """All cells and types of one report's reach."""
        names = _names(reach.cells, reach.types)
        self._names.frombytes(names)
        self._times.extend((report, len(names) // 8, reach.start, reach.end, reach.opens, reach.closes))

    def packed(self) -> tuple[bytes, bytes]:
        """For another process."""
        return self._names.tobytes(), self._times.tobytes()

    def rows(self) -> Array:
        """Shape (n, ``SEARCH``)."""
        times = np.frombuffer(self._times, np.int64).reshape(-1, SEARCH)
        found = np.repeat(times, times[:, 1], axis=0)
        found[:, 1] = np.frombuffer(self._names, np.int64)
        return found


@lru_cache(maxsize=32_768)
def _names(cells: tuple[int, ...], types: tuple[str, ...]) -> bytes:
    numbers = type_numbers()
    return array("q", [cell * TYPES + numbers[type_] for cell in cells for type_ in types]).tobytes()


def block_rows(blocks: Sequence[Block]) -> Array:
    """As ``Blocks`` takes them."""
    numbers = type_numbers()
    rows = [
        (home * TYPES + numbers[type_], at, FOREVER if until is None else until, key)
        for key, home, at, until, type_ in blocks
    ]
    return np.array(rows, np.int64).reshape(-1, FIELDS)


def pairs_among(rows: Array, searches: Array, most: int) -> Iterator[list[tuple[int, int]]]:
    """Pairs of new reports that one's search finds the other by (the smaller key first), each pair once in a list.

    ``rows``: as ``block_rows``; ``searches``: shape (n, ``SEARCH``). A search that finds more than ``most`` gives the
    first by time.
    """
    if not len(rows) or not len(searches):
        return
    blocks = Blocks(rows)
    low, counts = blocks.counts(searches)
    for pairs in blocks.finds(searches, low, np.minimum(counts, most + 1)):
        if len(pairs):
            pairs.sort(axis=1)
            yield [(one, other) for one, other in np.unique(pairs, axis=0).tolist()]
