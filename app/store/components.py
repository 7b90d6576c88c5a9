"""Which reports must be looked at together: components of "may be the same", kept as numbers beside the reports.

A new report joins the components of all that are alike enough to it. Where a report goes or changes, its component is
taken apart and put together anew from its members. A component never grows past ``MAX_COMPONENT`` reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.model.merging import Claim, Link, Merge, Reach
from app.store.database import Row, Session
from app.store.facts import loaded, loaded_claim
from app.store.report_rows import Entry

MAX_COMPONENT = 256
MAX_CANDIDATES = 256
CANDIDATE = "SELECT r.key, r.component, r.incident_key, r.facts FROM report r"


def within(cell: str, type_: str, start: str, end: str, closes: str, opens: str) -> str:
    """What ``Reach`` says of where a report r lies, as a condition; ``cell`` and ``type_`` with their operator."""
    return (
        f"r.home {cell} AND r.type {type_} AND r.moment BETWEEN {start} AND {end} "
        f"AND (r.until IS NULL OR r.moment < {closes} AND r.until > {opens})"
    )


class Components:
    """The components that one write touches."""

    def __init__(self, session: Session, merge: Merge) -> None:
        """Nothing touched yet; all happens within one transaction."""
        self._session = session
        self._merge = merge
        self._parent: dict[int, int] = {}
        self._size: dict[int, int] = {}
        self._fresh: dict[int, list[Entry]] = defaultdict(list)
        self._homes: dict[int, list[Entry]] = defaultdict(list)
        self._copies: dict[str, list[Entry]] = defaultdict(list)
        self._keys: set[int] = set()

    def dissolve(self, components: Iterable[int], changed: Sequence[Entry], links: Iterable[Link]) -> None:
        """Take components apart whose members changed or went; ``changed`` are members with new facts.

        The rows of those that went must be deleted or marked rejected before.
        """
        old = {entry.key: entry for entry in members(self._session, sorted(set(components)))}
        new = {entry.key: entry for entry in changed}
        for entry in [*old.values(), *new.values()]:
            entry.reach = self._merge.reach(entry.facts.claim)
            entry.component = entry.key
        said = list(links)
        self._keys |= set(old) | set(new)
        self.join([entry for key, entry in old.items() if key not in new], said, search=False)
        self.join(list(new.values()), said)

    def join(
        self,
        entries: Sequence[Entry],
        links: Iterable[Link],
        search: bool = True,
        found: Mapping[int, list[Row]] | None = None,
    ) -> None:
        """Find the neighbours of entries, in the database (``search``) and among those that came before.

        ``found``: what a search in the database gave already, by key (see ``Neighbours``).
        """
        self._keys |= {entry.key for entry in entries}
        for entry in sorted(entries, key=lambda one: one.id):
            self._touch(entry.component, 1)
            self._fresh[entry.component].append(entry)
            if found is not None:
                candidates = found.get(entry.key, [])
            else:
                candidates = self._candidates(entry.facts.claim, entry.reach) if search else []
            self._join_one(entry, candidates)
            if entry.reach is not None:
                self._homes[entry.reach.home].append(entry)
            self._copies[entry.facts.claim.copy].append(entry)
        self._join_linked(entries, links)

    def groups(self) -> list[list[Entry]]:
        """The touched components whole: new entries and those read from the database, one list each."""
        roots: dict[int, list[int]] = defaultdict(list)
        for component in self._parent:
            roots[self._root(component)].append(component)
        stored = self._stored([one for many in roots.values() if len(many) > 1 for one in many])
        found = []
        for many in roots.values():
            members = [entry for one in many for entry in (*self._fresh.get(one, ()), *stored.get(one, ()))]
            if not members:
                continue
            number = min(entry.key for entry in members)
            for entry in members:
                entry.component = number
            found.append(members)
        return found

    def _join_one(self, entry: Entry, candidates: Iterable[Row]) -> None:
        claim, reach = entry.facts.claim, entry.reach
        for key, component, _, facts in candidates:
            if (
                key not in self._keys
                and self._root_or(component) != self._root(entry.component)
                and self._merge.same(claim, loaded_claim(facts))
            ):
                self._unite(entry.component, component)
        pending = self._copies[claim.copy]
        if reach:
            pending = [*pending, *(one for cell in reach.cells for one in self._homes.get(cell, ()))]
        for one in pending:
            if self._root(one.component) != self._root(entry.component) and self._merge.same(claim, one.facts.claim):
                self._unite(entry.component, one.component)

    def _candidates(self, claim: Claim, reach: Reach | None) -> list[Row]:
        """Reports in the database that may be the same: copies, and what lies in the blocks.

        The order is by id, so that a cap takes the same ones whatever came first; ``|| ''`` keeps PostgreSQL from
        walking the whole index of ids for it.
        """
        found = self._session.rows(
            f"{CANDIDATE} WHERE copy_digest = ? AND type = ? AND NOT rejected ORDER BY id || '' LIMIT ?",
            (claim.copy, claim.type, MAX_CANDIDATES),
        )
        if reach is None:
            return found
        cells, types = ", ".join("?" * len(reach.cells)), ", ".join("?" * len(reach.types))
        return found + self._session.rows(
            f"{CANDIDATE} WHERE {within(f'IN ({cells})', f'IN ({types})', *'????')} "
            "AND NOT rejected ORDER BY id || '' LIMIT ?",
            (*reach.cells, *reach.types, reach.start, reach.end, reach.closes, reach.opens, MAX_CANDIDATES),
        )

    def _join_linked(self, entries: Sequence[Entry], links: Iterable[Link]) -> None:
        """Reviewers' links join components whatever the likeness."""
        here = {entry.id: entry.component for entry in entries}
        for link in links:
            if not link.same:
                continue
            first, second = (here.get(name) or self._component_of(name) for name in (link.first, link.second))
            if first is not None and second is not None:
                self._unite(first, second)

    def _component_of(self, report_id: str) -> int | None:
        rows = self._session.rows("SELECT component FROM report WHERE id = ? AND NOT rejected", (report_id,))
        return rows[0][0] if rows else None

    def _touch(self, component: int, size: int) -> None:
        if component not in self._parent:
            self._parent[component] = component
            self._size[component] = size

    def _root(self, component: int) -> int:
        while self._parent[component] != component:
            self._parent[component] = self._parent[self._parent[component]]
            component = self._parent[component]
        return component

    def _root_or(self, component: int) -> int:
        """The root of a component that may not have been touched yet."""
        return self._root(component) if component in self._parent else component

    def _unite(self, first: int, second: int) -> None:
        for component in (first, second):
            if component not in self._parent:
                rows = self._session.rows(
                    "SELECT (SELECT count(*) FROM report WHERE key = ? AND component = key) + "
                    "(SELECT count(*) FROM report WHERE component = ? AND component <> key)",
                    (component, component),
                )
                self._touch(component, rows[0][0])
        first, second = self._root(first), self._root(second)
        if first != second and self._size[first] + self._size[second] <= MAX_COMPONENT:
            keep, lose = min(first, second), max(first, second)
            self._parent[lose] = keep
            self._size[keep] += self._size[lose]

    def _stored(self, components: Sequence[int]) -> dict[int, list[Entry]]:
        """Entries in the database, by component."""
        found: dict[int, list[Entry]] = defaultdict(list)
        if components:
            for entry in members(self._session, components):
                if entry.key not in self._keys:
                    found[entry.component].append(entry)
        return found


def members(session: Session, components: Sequence[int]) -> list[Entry]:
    """Entries of the reports of some components that are not rejected.

    In two steps, since only reports that do not bear their own number stand in the index of components.
    """
    own, value = session.among("key", components)
    others, _ = session.among("component", components)
    rows = session.rows(
        f"{CANDIDATE} WHERE {own} AND component = key AND NOT rejected "
        f"UNION ALL {CANDIDATE} WHERE {others} AND component <> key AND NOT rejected",
        (value, value),
    )
    return [
        Entry(key, component, incident, loaded(facts), True, (incident, component))
        for key, component, incident, facts in rows
    ]
