"""Write what a partition says: new, changed and vanished incidents, their index rows and their changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.model.merging import Link, Merge, Part
from app.store.article_rows import now
from app.store.database import Session
from app.store.identity import keepers, new_id, successors
from app.store.incident_rows import COLUMNS, QUOTED, properties_of, row_of
from app.store.numbering import Numbers
from app.store.render import feature_bytes
from app.store.report_rows import Entry
from app.store.words import index_words

INSERT = f"INSERT INTO incident ({', '.join(QUOTED)}) VALUES ({', '.join('?' * len(COLUMNS))})"
UPDATE = f"UPDATE incident SET {', '.join(f'{name} = ?' for name in QUOTED[1:])} WHERE key = ?"
INSERT_OUTLET = "INSERT INTO outlet (source, incident_key) VALUES (?, ?)"
INSERT_CHANGE = "INSERT INTO change (seq, incident_key, incident_id, kind, at) VALUES (?, ?, ?, ?, ?)"
INSERT_HISTORY = "INSERT INTO history (incident_id, seq_from, seq_to, feature) VALUES (?, ?, ?, ?)"
INSERT_TOMBSTONE = "INSERT INTO tombstone (id, replaced_by, seq) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Before:
    """An incident as it stands in the database."""

    key: int
    id: str
    seq: int
    born: int
    feature: bytes
    updated: str
    reason: str


class Regroup:
    """One write's incidents. Call ``plan``, then ``write_incidents``, insert new reports, then ``write_rest``."""

    def __init__(self, session: Session, numbers: Numbers, merge: Merge) -> None:
        """Nothing planned yet."""
        self._session = session
        self._numbers = numbers
        self._merge = merge
        self._at = now()
        self._inserts: list[tuple[Any, ...]] = []
        self._updates: list[tuple[Any, ...]] = []
        self._history: list[tuple[Any, ...]] = []
        self._changes: list[tuple[Any, ...]] = []
        self._outlets: list[tuple[str, int]] = []
        self._moved: list[tuple[int | None, int, int]] = []
        self._gone: list[tuple[Before, str | None]] = []
        self._risen: list[tuple[str]] = []

    def plan(
        self, groups: Sequence[list[Entry]], links: Iterable[Link], forced: set[int], emptied: set[int]
    ) -> dict[str, str]:
        """Partition the components and decide what becomes of each incident; returns report id → incident id.

        ``forced``: incidents (keys) to be written anew though nothing of the feature changed. ``emptied``: incidents
        that lost reports which are in no group any more.
        """
        said = list(links)
        entries = {entry.id: entry for group in groups for entry in group}
        parts = [part for group in groups for part in self._merge.partition([one.facts.claim for one in group], said)]
        before = {name: entry.incident_key for name, entry in entries.items()}
        old = self._load({key for key in before.values() if key is not None} | emptied)
        kept = keepers(parts, before)
        gone = set(old) - {key for key in kept if key is not None}
        ids = self._names(parts, kept, old)
        named: dict[str, str] = {}
        for part, keep, incident_id in zip(parts, kept, ids, strict=True):
            members = [entries[name] for name in part.members]
            self._plan_part(part, old[keep] if keep is not None else None, incident_id, members, forced | emptied)
            named.update(dict.fromkeys(part.members, incident_id))
        for key, heir in successors(parts, before, gone).items():
            self._gone.append((old[key], ids[heir] if heir is not None else None))
        self._moved = [
            (entry.incident_key, entry.component, entry.key)
            for entry in entries.values()
            if entry.stored and (entry.incident_key, entry.component) != entry.written
        ]
        return named

    def write_incidents(self) -> None:
        """New and changed incidents."""
        session = self._session
        session.many("DELETE FROM tombstone WHERE id = ?", self._risen)
        session.many(INSERT, self._inserts)
        if self._inserts:
            index_words(session, self._inserts[0][0], self._inserts[-1][0])
        session.many(UPDATE, [(*row[1:], row[0]) for row in self._updates])
        session.many("DELETE FROM outlet WHERE incident_key = ?", [(row[0],) for row in self._updates])
        session.many(INSERT_OUTLET, self._outlets)
        session.many(INSERT_HISTORY, self._history)

    def write_rest(self) -> None:
        """Where stored reports belong now, tombstones, and the journal; last of all the counters."""
        session = self._session
        session.many("UPDATE report SET incident_key = ?, component = ? WHERE key = ?", self._moved)
        for before, heir in self._gone:
            seq = self._numbers.next("change")
            self._changes.append((seq, before.key, before.id, "gone", self._at))
            session.run("DELETE FROM outlet WHERE incident_key = ?", (before.key,))
            session.run("DELETE FROM incident WHERE key = ?", (before.key,))
            session.run(INSERT_TOMBSTONE, (before.id, heir, seq))
            session.run(INSERT_HISTORY, (before.id, before.seq, seq, before.feature))
        session.many(INSERT_CHANGE, self._changes)
        self._numbers.save()

    def _plan_part(
        self, part: Part, old: Before | None, incident_id: str, members: Sequence[Entry], forced: set[int]
    ) -> None:
        properties = properties_of(part, {entry.id: entry.facts for entry in members})
        same = old is not None and all(entry.incident_key == old.key for entry in members)
        key = old.key if old else self._numbers.next("incident")
        for entry in members:
            entry.incident_key = key
        if old and same and key not in forced and self._unchanged(old, properties):
            return
        seq = self._numbers.next("change")
        row = row_of(key, incident_id, seq, old.born if old else seq, self._at + "Z", properties)
        if old:
            self._updates.append(row)
            self._history.append((incident_id, old.seq, seq, old.feature))
        else:
            self._inserts.append(row)
        self._changes.append((seq, key, incident_id, "changed" if old else "new", self._at))
        outlets = {entry.facts.outlet.casefold() for entry in members if entry.facts.outlet}
        self._outlets += [(outlet, key) for outlet in sorted(outlets)]

    def _unchanged(self, old: Before, properties: Mapping[str, Any]) -> bool:
        shown = {**properties, "updated": old.updated}
        feature = feature_bytes(old.id, properties["lat"], properties["lon"], shown)
        return feature == old.feature and properties["reason"] == old.reason

    def _load(self, keys: set[int]) -> dict[int, Before]:
        if not keys:
            return {}
        condition, value = self._session.among("key", sorted(keys))
        rows = self._session.rows(
            f"SELECT key, id, seq, born, feature, updated, reason FROM incident WHERE {condition}", (value,)
        )
        return {row[0]: Before(*row) for row in rows}

    def _names(self, parts: Sequence[Part], kept: Sequence[int | None], old: Mapping[int, Before]) -> list[str]:
        """Kept names, and new ones that no incident has or had."""
        ids = [old[keep].id if keep is not None else new_id(part) for part, keep in zip(parts, kept, strict=True)]
        fresh = [i for i, keep in enumerate(kept) if keep is None]
        round_ = 0
        while fresh:
            taken = self._taken([ids[i] for i in fresh])
            fresh = [i for i in fresh if ids[i] in taken]
            round_ += 1
            for i in fresh:
                ids[i] = new_id(parts[i], round_)
        return ids

    def _taken(self, ids: Sequence[str]) -> set[str]:
        """Names in use; one that vanished without an heir may come back (a rejection that was undone)."""
        condition, value = self._session.among("id", ids)
        used = {row[0] for row in self._session.rows(f"SELECT id FROM incident WHERE {condition}", (value,))}
        for name, heir in self._session.rows(f"SELECT id, replaced_by FROM tombstone WHERE {condition}", (value,)):
            if heir is None:
                self._risen.append((name,))
            else:
                used.add(name)
        return used
