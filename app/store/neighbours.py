"""For many new reports at once: which stored ones, and which of each other, may be the same happening.

What ``Components`` asks report by report is here asked of ``Known``; where that knows nothing, or a report has very
many candidates, by one statement over a temporary table of searches, which reads the indexes alone. The rows of what
is found are then read once each, in the order of their keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from app.model.merging import Merge
from app.store.blocks import Array
from app.store.columns import type_numbers
from app.store.components import MAX_CANDIDATES, within
from app.store.database import Row, Session
from app.store.facts import loaded_claim
from app.store.known import Known, copy_rows
from app.store.searches import TYPES, block_rows, pairs_among

TABLES = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS block_search "
    "(report BIGINT, cell BIGINT, type TEXT, first BIGINT, last BIGINT, opens BIGINT, closes BIGINT)",
    "CREATE TEMPORARY TABLE IF NOT EXISTS copy_search (report BIGINT, copy TEXT, type TEXT)",
)
INSERT_BLOCK = "INSERT INTO block_search (report, cell, type, first, last, opens, closes) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_COPY = "INSERT INTO copy_search (report, copy, type) VALUES (?, ?, ?)"
SEARCHES = (
    ("copy_search", "r.copy_digest = s.copy AND r.type = s.type"),
    ("block_search", within("= s.cell", "= s.type", "s.first", "s.last", "s.closes", "s.opens")),
)
Fresh = tuple[int, str, int | None, int | None, int | None, str, str, str]
"""(key, id, home, moment, until, copy, facts, type) of a new report."""


class Neighbours:
    """Asks once for many; ``stored`` and ``tied`` hold the answers."""

    def __init__(self, session: Session, merge: Merge, known: Known) -> None:
        """Nothing found yet."""
        self._session = session
        self._known = known
        self._merge = merge
        self._claim = cache(loaded_claim)
        self.stored: dict[int, list[Row]] = {}
        """By new report the candidates as ``Components`` takes them: (key, component, incident, facts)."""
        self.tied: set[int] = set()
        """New reports that are the same as some other, stored or new, when the two are looked at alone."""
        self.blocks: Array
        """Where the new reports lie, as ``app.store.blocks``; ``copies`` likewise, by their wording."""
        self.copies: Array

    def find(self, fresh: Sequence[Fresh], searches: Array) -> None:
        """Look for the neighbours of all ``fresh`` reports; ``searches``: as ``app.store.searches``, by key."""
        facts = {row[0]: row[6] for row in fresh}
        self.copies = copy_rows([(row[5], row[0]) for row in fresh])
        self.blocks = block_rows(
            [(row[0], row[2], row[3], row[4], row[7]) for row in fresh if row[2] is not None and row[3] is not None]
        )
        self._find_stored(fresh, searches)
        for key, rows in self.stored.items():
            if any(self._same(facts[key], row[3]) for row in rows):
                self.tied.add(key)
        for pairs in (_copies(fresh), *pairs_among(self.blocks, searches, MAX_CANDIDATES)):
            for key, other in pairs:
                if (key not in self.tied or other not in self.tied) and self._same(facts[key], facts[other]):
                    self.tied |= {key, other}

    def _find_stored(self, fresh: Sequence[Fresh], searches: Array) -> None:
        found: list[tuple[int, int]] = []
        copies: Sequence[Fresh] = fresh
        if self._known.ready(self._session):
            in_blocks, crowded = self._known.in_blocks(searches, MAX_CANDIDATES)
            searches = searches[np.isin(searches[:, 0], crowded)]
            in_copies, crowded = self._known.in_copies(self.copies, MAX_CANDIDATES)
            copies = [row for row in fresh if row[0] in crowded] if len(crowded) else ()
            found += [*map(tuple, in_blocks.tolist()), *self._of_one_type(fresh, in_copies.tolist())]
        found += self._asked(copies, searches)
        wanted, value = self._session.among("key", sorted({key for _, key in found}))
        read = self._session.rows(f"SELECT key, component, NULL, facts FROM report WHERE {wanted}", (value,))
        rows = {row[0]: row for row in read}
        for report, key in found:
            self.stored.setdefault(report, []).append(rows[key])

    def _of_one_type(self, fresh: Sequence[Fresh], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Copies, of those that have one wording: they are of one type, and the stored one is not rejected."""
        if not pairs:
            return []
        wanted, value = self._session.among("key", sorted({key for _, key in pairs}))
        sql = f"SELECT key, copy_digest, type FROM report WHERE {wanted} AND NOT rejected"
        stored = {row[0]: row[1:] for row in self._session.rows(sql, (value,))}
        new = {row[0]: (row[5], row[7]) for row in fresh}
        return [(report, key) for report, key in pairs if stored.get(key) == new[report]]

    def _asked(self, fresh: Sequence[Fresh], searches: Array) -> list[tuple[int, int]]:
        """(new report, key of a candidate), from the database."""
        session, names = self._session, list(type_numbers())
        if not fresh and not len(searches):
            return []
        for statement in TABLES:
            session.run(statement)
        session.many(INSERT_COPY, [(row[0], row[5], row[7]) for row in fresh])
        session.many(
            INSERT_BLOCK,
            [(key, name // TYPES, names[name % TYPES], *times) for key, name, *times in searches.tolist()],
        )
        found: list[tuple[int, int]] = []
        for source, condition in SEARCHES:
            found += [(report, key) for report, keys in self._keys(source, condition).items() for key in keys]
            session.run(f"DELETE FROM {source}")
        return found

    def _keys(self, source: str, condition: str) -> dict[int, list[int]]:
        """For each new report the keys of its candidates; where there are too many, the first by id."""
        found: dict[int, list[int]] = defaultdict(list)
        for report, keys in self._session.rows(_statement(self._session.dialect, source, condition)):
            if keys is not None:
                found[report] += [int(key) for key in keys.split(",")]
        crowded = [report for report, keys in found.items() if len(keys) > MAX_CANDIDATES]
        if crowded:
            among, value = self._session.among("s.report", crowded)
            ids: dict[int, list[tuple[str, int]]] = defaultdict(list)
            sql = f"SELECT s.report, r.id, r.key FROM {source} s JOIN report r ON {condition} AND NOT r.rejected"
            for report, id_, key in self._session.each(f"{sql} WHERE {among}", (value,)):
                ids[report].append((id_, key))
                if len(ids[report]) > 4 * MAX_CANDIDATES:
                    ids[report] = sorted(ids[report])[:MAX_CANDIDATES]
            found |= {report: [key for _, key in sorted(many)[:MAX_CANDIDATES]] for report, many in ids.items()}
        return found

    def _same(self, first: str, second: str) -> bool:
        return self._merge.same(self._claim(first), self._claim(second))


def _statement(dialect: str, source: str, condition: str) -> str:
    """(new report, keys as text) for each row of the searches; more than ``MAX_CANDIDATES`` need not be told."""
    listed = "group_concat(key)" if dialect == "sqlite" else "string_agg(key::text, ',')"
    chosen = f"SELECT r.key FROM report r WHERE {condition} AND NOT r.rejected LIMIT {MAX_CANDIDATES + 1}"
    return f"SELECT s.report, (SELECT {listed} FROM ({chosen}) c) FROM {source} s"


def _copies(fresh: Iterable[Fresh]) -> list[tuple[int, int]]:
    """Pairs of new reports with one wording; of many only the first by id are compared with all."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    copies: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in fresh:
        name, one = (row[5], row[7]), (row[1], row[0])
        before = first.setdefault(name, one)
        if before is not one:
            copies.setdefault(name, [before]).append(one)
    found = []
    for many in copies.values():
        keys = [key for _, key in sorted(many)]
        found += [(one, other) for i, one in enumerate(keys[:MAX_CANDIDATES]) for other in keys[i + 1 :]]
    return found
