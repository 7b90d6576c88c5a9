"""For many new reports at once: which stored ones, and which of each other, may be the same happening.

What ``Components`` asks report by report is here one statement over a temporary table of searches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from app.model.merging import Merge
from app.store.components import MAX_CANDIDATES
from app.store.database import Row, Session
from app.store.facts import loaded_claim

TABLES = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS block_search "
    "(report BIGINT, cell BIGINT, type TEXT, first BIGINT, last BIGINT)",
    "CREATE TEMPORARY TABLE IF NOT EXISTS copy_search (report BIGINT, copy TEXT, type TEXT)",
)
INSERT_BLOCK = "INSERT INTO block_search (report, cell, type, first, last) VALUES (?, ?, ?, ?, ?)"
INSERT_COPY = "INSERT INTO copy_search (report, copy, type) VALUES (?, ?, ?)"
SEARCHES = (
    ("copy_search", "r.copy_digest = s.copy AND r.type = s.type"),
    ("block_search", "r.home = s.cell AND r.type = s.type AND r.moment BETWEEN s.first AND s.last"),
)
Fresh = tuple[int, str, int | None, int | None, str, str, str]
"""(key, id, home, moment, copy, facts, type) of a new report."""
Search = tuple[int, int, str, int, int]
"""(key, cell, type, first, last)."""


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

    def find(self, fresh: Sequence[Fresh], searches: Sequence[Search]) -> None:
        """Look for the neighbours of all ``fresh`` reports."""
        facts = {row[0]: row[5] for row in fresh}
        if self._session.rows("SELECT 1 FROM report LIMIT 1"):
            self._find_stored(fresh, searches)
            for key, rows in self.stored.items():
                if any(self._same(facts[key], row[3]) for row in rows):
                    self.tied.add(key)
        for key, others in _among(fresh, searches):
            for other in others:
                if (key not in self.tied or other not in self.tied) and self._same(facts[key], facts[other]):
                    self.tied |= {key, other}

    def _find_stored(self, fresh: Iterable[Fresh], searches: Iterable[Search]) -> None:
        session = self._session
        for statement in TABLES:
            session.run(statement)
        session.many(INSERT_COPY, [(key, copy, type_) for key, _, _, _, copy, _, type_ in fresh])
        session.many(INSERT_BLOCK, searches)
        for source, condition in SEARCHES:
            found: dict[int, list[Row]] = defaultdict(list)
            for row in session.rows(_statement(session.dialect, source, condition)):
                found[row[0]].append(row)
            for key, rows in found.items():
                rows.sort(key=lambda row: str(row[2]))
                self.stored.setdefault(key, []).extend((row[1], row[3], None, row[4]) for row in rows[:MAX_CANDIDATES])
            session.run(f"DELETE FROM {source}")

    def _same(self, first: str, second: str) -> bool:
        return self._merge.same(self._claim(first), self._claim(second))


def _statement(dialect: str, source: str, condition: str) -> str:
    """The first ``MAX_CANDIDATES`` by id for each row of the searches: (new report, key, id, component, facts)."""
    chosen = f"FROM report r WHERE {condition} AND NOT r.rejected ORDER BY r.id || '' LIMIT {MAX_CANDIDATES}"
    if dialect == "sqlite":
        return (
            f"SELECT s.report, c.key, c.id, c.component, c.facts FROM {source} s "
            f"CROSS JOIN report c ON c.key IN (SELECT r.key {chosen})"
        )
    return f"SELECT s.report, c.* FROM {source} s CROSS JOIN LATERAL (SELECT key, id, component, facts {chosen}) c"


def _among(fresh: Iterable[Fresh], searches: Iterable[Search]) -> Iterable[tuple[int, list[int]]]:
    """For new reports the other new ones that may be the same, at most ``MAX_CANDIDATES`` of each kind."""
    copies: dict[tuple[str, str], list[int]] = defaultdict(list)
    blocks: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for key, _, home, moment, copy, _, type_ in sorted(fresh, key=lambda row: row[1]):
        copies[copy, type_].append(key)
        if home is not None and moment is not None:
            blocks[home, type_].append((moment, key))
    for many in copies.values():
        if len(many) > 1:
            for key in many:
                yield key, many[:MAX_CANDIDATES]
    crowded: Mapping[tuple[int, str], list[tuple[int, int]]] = {name: sorted(rows) for name, rows in blocks.items()}
    for key, cell, type_, first, last in searches:
        rows = crowded.get((cell, type_))
        if rows is not None:
            near = rows[bisect_left(rows, (first, 0)) : bisect_right(rows, (last, 2**63))]
            if others := [other for _, other in near[:MAX_CANDIDATES] if other != key]:
                yield key, others
