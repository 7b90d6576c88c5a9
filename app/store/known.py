"""Where the stored reports lie, kept in memory from one transaction of an import to the next.

The first transaction asks the database; with the second, the indexes of blocks and of copies are read once. Whatever
another process writes in between moves the counters, and all is read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from app.store.blocks import FIELDS, FOREVER, SEARCH, Array, Blocks
from app.store.columns import type_numbers
from app.store.database import Session
from app.store.journal import stamp_of
from app.store.searches import TYPES

DIGITS = 15
"""Of the digest of a copy (hexadecimal) that are its number."""
CHUNK = 10_000
BLOCKS = (
    f"SELECT type, home, moment, coalesce(until, {FOREVER}), key FROM report WHERE home IS NOT NULL AND NOT rejected"
)
"""Read from the index of blocks alone."""


class Known:
    """One for each import; used under the write lock alone."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._stamp: str | None = None
        self._begun = False
        self._blocks: list[Blocks] = []
        self._copies: list[Blocks] = []

    def ready(self, session: Session) -> bool:
        """Whether all stored reports are known."""
        stamp = stamp_of(session)
        if self._stamp == stamp:
            return True
        if not self._begun and session.rows("SELECT 1 FROM report LIMIT 1"):
            self._begun = True
            return False
        numbers = type_numbers()
        blocks = []
        for rows in _chunks(session, BLOCKS):
            types, *columns = zip(*rows, strict=True)
            blocks.append(np.array(columns, np.int64).T)
            blocks[-1][:, 0] = blocks[-1][:, 0] * TYPES + [numbers.get(name, TYPES - 1) for name in types]
        copies = [copy_rows(rows) for rows in _chunks(session, "SELECT copy_digest, key FROM report")]
        self._blocks, self._copies = [], []
        self._add(blocks, copies)
        self._begun, self._stamp = True, stamp
        return True

    def keep(self, session: Session, blocks: Array, copies: Array) -> None:
        """What this transaction added: to be called at its end. (If it fails, the counters will not be as here.)"""
        if self._stamp is not None:
            self._add([blocks], [copies])
            self._stamp = stamp_of(session)

    def in_blocks(self, searches: Array, most: int) -> tuple[Array, Array]:
        """(new report, stored one) for what the searches find, and the new reports that may have more than ``most``.

        ``searches``: shape (n, ``SEARCH``). Of the latter no pairs are given.
        """
        return _found(self._blocks, searches, most)

    def in_copies(self, copies: Array, most: int) -> tuple[Array, Array]:
        """The same for reports of one wording, which may be of other types or rejected; ``copies``: of new reports."""
        searches = np.zeros((len(copies), SEARCH), np.int64)
        searches[:, 0], searches[:, 1] = copies[:, 3], copies[:, 0]
        return _found(self._copies, searches, most)

    def _add(self, blocks: Sequence[Array], copies: Sequence[Array]) -> None:
        for levels, many in ((self._blocks, blocks), (self._copies, copies)):
            rows = np.concatenate([np.empty((0, FIELDS), np.int64), *many])
            while levels and 2 * len(rows) >= len(levels[-1].rows):
                rows = np.concatenate([levels.pop().rows, rows])
            if len(rows):
                levels.append(Blocks(rows))


def copy_rows(copies: Sequence[tuple[Any, ...]]) -> Array:
    """Rows for ``Blocks`` from (digest, key of the report): a block for each digest, all at one moment."""
    rows = np.empty((len(copies), FIELDS), np.int64)
    rows[:, 0] = [int(copy[:DIGITS], 16) for copy, _ in copies]
    rows[:, 1], rows[:, 2], rows[:, 3] = 0, FOREVER, [key for _, key in copies]
    return rows


def _chunks(session: Session, sql: str) -> Iterator[list[tuple[Any, ...]]]:
    rows = session.each(sql)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _found(levels: Sequence[Blocks], searches: Array, most: int) -> tuple[Array, Array]:
    empty = np.empty((0, 2), np.int64)
    if not levels or not len(searches):
        return empty, empty[:, 0]
    counted = [level.counts(searches) for level in levels]
    least = int(searches[:, 0].min())
    owners = searches[:, 0] - least
    totals = np.bincount(owners, np.sum([counts for _, counts in counted], axis=0))
    crowded = totals > most
    pieces = [
        piece
        for level, (low, counts) in zip(levels, counted, strict=True)
        for piece in level.finds(searches, low, np.where(crowded[owners], 0, counts))
    ]
    return np.concatenate([empty, *pieces]), np.flatnonzero(crowded) + least
