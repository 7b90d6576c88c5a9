"""Prepared articles into the database, many in one transaction, with the same incidents as one by one.

A report that is the same as no other, stored or new, becomes an incident of its own from the rows that were prepared;
the few that have a neighbour go the long way of ``Components`` and ``Regroup``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.model.article import Article
from app.model.merging import Link, Merge
from app.store import article_rows, regroup, report_rows, strips
from app.store.blocks import SEARCH
from app.store.components import Components
from app.store.database import Session
from app.store.errors import Gone, StoreError
from app.store.facts import loaded
from app.store.incident_rows import dated
from app.store.known import Known
from app.store.neighbours import Neighbours
from app.store.numbering import Numbers
from app.store.prepared import Prepared, Row
from app.store.regroup import Regroup
from app.store.report_rows import Entry
from app.store.words import index_words
from app.store.writer import Writer, links_of_all

Refused = Callable[[Article, StoreError], None]


@dataclass(frozen=True, slots=True)
class Lot:
    """A prepared batch with its keys: the report at position ``i`` gets ``first + i``."""

    batch: Prepared
    articles: list[int | None]
    """Key of each article; None: it is known already."""
    first: int
    live: Sequence[int]
    """Positions of the reports whose article is new."""


class Bulk:
    """Writing within one transaction that holds the lock."""

    def __init__(self, session: Session, merge: Merge, known: Known) -> None:
        """Reads the counters."""
        self._known = known
        self._session = session
        self._merge = merge
        self._numbers = Numbers(session)
        self._at = article_rows.now()

    def store(self, batches: Sequence[Prepared], refused: Refused | None = None) -> None:
        """Store what is new. Raises what ``refused`` would be told of where there is none."""
        for article, error in [one for batch in batches for one in batch.refused]:
            _refuse(article, error, refused)
        lots = self._lots(batches, refused)
        links = links_of_all(self._session)
        neighbours = self._neighbours(lots)
        apart = neighbours.tied | self._spoken_of(lots, links)
        entries = _entries(lots, apart, self._merge)
        incident_of = self._write_lone(lots, apart)
        self._write_together(lots, entries, incident_of, links, neighbours)
        self._known.keep(self._session, neighbours.blocks, neighbours.copies)
        corrections = [one for batch in batches for one in batch.whole]
        if corrections:  # (they take reports away, which ``known`` learns by the counters)
            Writer(self._session, self._merge).store(corrections, refused)

    def _lots(self, batches: Sequence[Prepared], refused: Refused | None) -> list[Lot]:
        """Give keys, and write the articles."""
        condition, value = self._session.among("id", [row[0] for batch in batches for row in batch.articles])
        known = dict(self._session.rows(f"SELECT id, purged FROM article WHERE {condition}", (value,)))  # type: ignore[var-annotated]
        lots = []
        for batch in batches:
            keys: list[int | None] = []
            for row in batch.articles:
                if known.get(row[0]):
                    error = Gone(f"article {row[0]} was purged and is not taken again", None)
                    _refuse(article_rows.article_of((0, *row)), error, refused)
                keys.append(None if row[0] in known else self._numbers.next("article"))
                known.setdefault(row[0], False)
            first = self._numbers.take("report", len(batch.ids))
            live: Sequence[int] = range(len(batch.ids))
            if None in keys:
                live = [i for i in live if keys[batch.owners[i]] is not None]
            lots.append(Lot(batch, keys, first, live))
            rows = [(key, *row) for key, row in zip(keys, batch.articles, strict=True) if key is not None]
            self._session.many(article_rows.INSERT, rows)
        return lots

    def _neighbours(self, lots: Sequence[Lot]) -> Neighbours:
        found = Neighbours(self._session, self._merge, self._known)
        fresh, searches = [], []
        for lot in lots:
            batch, first, live = lot.batch, lot.first, lot.live
            for i in live:
                home, moment, until, copy, facts, type_ = batch.reports[i][:6]
                fresh.append((first + i, batch.ids[i], home, moment, until, copy, facts, type_))
            mine = batch.searches.rows()
            if len(live) < len(batch.ids):
                mine = mine[np.isin(mine[:, 0], live)]
            mine[:, 0] += first
            searches.append(mine)
        found.find(fresh, np.concatenate(searches) if searches else np.empty((0, SEARCH), np.int64))
        return found

    def _spoken_of(self, lots: Sequence[Lot], links: Sequence[Link]) -> set[int]:
        """Reports that a reviewer linked, and those after which an incident would get a name that was used before."""
        condition, value = self._session.among("id", [lot.batch.incidents[i][0] for lot in lots for i in lot.live])
        sql = f"SELECT id FROM incident WHERE {condition} UNION ALL SELECT id FROM tombstone WHERE {condition}"
        used = {row[0] for row in self._session.rows(sql, (value, value))}
        linked = {name for link in links for name in (link.first, link.second)}
        if not used and not linked:
            return set()
        return {
            lot.first + i
            for lot in lots
            for i in lot.live
            if lot.batch.ids[i] in linked or lot.batch.incidents[i][0] in used
        }

    def _write_lone(self, lots: Sequence[Lot], apart: set[int]) -> dict[int, int]:
        """Incidents of one report, with outlets and journal; returns report → incident."""
        incidents: list[Row] = []
        outlets: list[tuple[str, int]] = []
        changes: list[Row] = []
        incident_of: dict[int, int] = {}
        updated = self._at + "Z"
        for lot in lots:
            alone = [i for i in lot.live if lot.first + i not in apart]
            key, seq = self._numbers.take("incident", len(alone)), self._numbers.take("change", len(alone))
            for i in alone:
                name, feature, rest = lot.batch.incidents[i]
                incidents.append((key, name, seq, seq, dated(feature, updated), *rest, updated))
                changes.append((seq, key, name, "new", self._at))
                if (outlet := lot.batch.outlets[i]) is not None:
                    outlets.append((outlet, key))
                incident_of[lot.first + i] = key
                key, seq = key + 1, seq + 1
        self._session.many(regroup.INSERT, incidents)
        if incidents:
            index_words(self._session, incidents[0][0], incidents[-1][0])
        self._session.many(regroup.INSERT_OUTLET, sorted(outlets))
        self._session.many(regroup.INSERT_CHANGE, changes)
        strips.write(self._session, incidents)
        return incident_of

    def _write_together(
        self,
        lots: Sequence[Lot],
        entries: dict[int, Entry],
        incident_of: dict[int, int],
        links: Sequence[Link],
        neighbours: Neighbours,
    ) -> None:
        """Incidents of several reports, then all new reports in the order of their keys."""
        together = Regroup(self._session, self._numbers, self._merge)
        if entries:
            components = Components(self._session, self._merge)
            components.join(list(entries.values()), links, found=neighbours.stored)
            together.plan(components.groups(), links, set(), set())
            together.write_incidents()
        rows: list[Row] = []
        for lot in lots:
            batch = lot.batch
            for i in lot.live:
                key = lot.first + i
                if key in entries:
                    rows.append(report_rows.row_of(entries[key]))
                else:
                    owner = lot.articles[batch.owners[i]]
                    rows.append((key, batch.ids[i], owner, incident_of[key], key, *batch.reports[i]))
        self._session.many(report_rows.INSERT, rows)
        self._write_actors(lots)
        together.write_rest()

    def _write_actors(self, lots: Sequence[Lot]) -> None:
        rows: list[Row] = []
        for lot in lots:
            alive = set(lot.live)
            rows += [(lot.first + row[0], *row[1:]) for row in lot.batch.actors if row[0] in alive]
        self._session.many(report_rows.INSERT_ACTOR, rows)


def _entries(lots: Sequence[Lot], apart: set[int], merge: Merge) -> dict[int, Entry]:
    """Those that go the long way, by key."""
    found = {}
    for lot in lots:
        for i in lot.live:
            key = lot.first + i
            if key in apart:
                rest, facts = lot.batch.reports[i], loaded(lot.batch.reports[i][4])
                owner = lot.articles[lot.batch.owners[i]] or 0
                found[key] = Entry(key, key, None, facts, False, reach=merge.reach(facts.claim), article_key=owner)
                found[key].rest = tuple(rest)
    return found


def _refuse(article: Article, error: StoreError, refused: Refused | None) -> None:
    if refused is None:
        raise error
    refused(article, error)
