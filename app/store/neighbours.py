"""For many new reports at once: which stored ones, and which of each other, may be the same happening.

What ``Components`` asks report by report is here one statement over a temporary table of searches. It reads the index
of blocks alone; the rows of what it finds are then read once each, in the order of their keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from app.model.merging import Merge
from app.store.components import MAX_CANDIDATES
from app.store.database import Row, Session
from app.store.facts import loaded_claim
from app.store.searches import Array, pairs_among, type_numbers

TABLES = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS block_search "
    "(report BIGINT, cell BIGINT, type TEXT, first BIGINT, last BIGINT, opens BIGINT, closes BIGINT)",
    "CREATE TEMPORARY TABLE IF NOT EXISTS copy_search (report BIGINT, copy TEXT, type TEXT)",
)
INSERT_BLOCK = "INSERT INTO block_search (report, cell, type, first, last, opens, closes) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_COPY = "INSERT INTO copy_search (report, copy, type) VALUES (?, ?, ?)"
SEARCHES = (
    ("copy_search", "r.copy_digest = s.copy AND r.type = s.type"),
    (
        "block_search",
        "r.home = s.cell AND r.type = s.type AND r.moment BETWEEN s.first AND s.last "
        "AND (r.until IS NULL OR r.moment < s.closes AND r.until > s.opens)",
    ),
)
Fresh = tuple[int, str, int | None, int | None, int | None, str, str, str]
"""(key, id, home, moment, until, copy, facts, type) of a new report."""


class Neighbours:
    """Asks once for many; ``stored`` and ``tied`` hold the answers."""

    def __init__(self, session: Session, merge: Merge) -> None:
        """Nothing found yet."""
        self._session = session
        self._merge = merge
        self._claim = cache(loaded_claim)
        self.stored: dict[int, list[Row]] = {}
        """By new report the candidates as ``Components`` takes them: (key, component, incident, facts)."""
        self.tied: set[int] = set()
        """New reports that are the same as some other, stored or new, when the two are looked at alone."""

    def find(self, fresh: Sequence[Fresh], searches: Array) -> None:
        """Look for the neighbours of all ``fresh`` reports; ``searches``: as ``app.store.searches``, by key."""
        facts = {row[0]: row[6] for row in fresh}
        if self._session.rows("SELECT 1 FROM report LIMIT 1"):
            self._find_stored(fresh, searches)
            for key, rows in self.stored.items():
                if any(self._same(facts[key], row[3]) for row in rows):
                    self.tied.add(key)
        blocks = [
            (row[0], row[2], row[3], row[4], row[7]) for row in fresh if row[2] is not None and row[3] is not None
        ]
        for pairs in (_copies(fresh), *pairs_among(blocks, searches, MAX_CANDIDATES)):
            for key, other in pairs:
                if (key not in self.tied or other not in self.tied) and self._same(facts[key], facts[other]):
                    self.tied |= {key, other}

    def _find_stored(self, fresh: Iterable[Fresh], searches: Array) -> None:
        session, names = self._session, list(type_numbers())
        for statement in TABLES:
            session.run(statement)
        session.many(INSERT_COPY, [(row[0], row[5], row[7]) for row in fresh])
        session.many(
            INSERT_BLOCK, [(key, cell, names[type_], *times) for key, cell, type_, *times in searches.tolist()]
        )
        found: list[tuple[int, list[int]]] = []
        for source, condition in SEARCHES:
            found += self._keys(source, condition).items()
            session.run(f"DELETE FROM {source}")
        wanted, value = session.among("key", sorted({key for _, keys in found for key in keys}))
        read = session.rows(f"SELECT key, component, NULL, facts FROM report WHERE {wanted}", (value,))
        rows = {row[0]: row for row in read}
        for report, keys in found:
            self.stored.setdefault(report, []).extend([rows[key] for key in keys])

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
    copies: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for row in fresh:
        copies[row[5], row[7]].append((row[1], row[0]))
    found = []
    for many in copies.values():
        if len(many) > 1:
            keys = [key for _, key in sorted(many)]
            found += [(one, other) for i, one in enumerate(keys[:MAX_CANDIDATES]) for other in keys[i + 1 :]]
    return found
