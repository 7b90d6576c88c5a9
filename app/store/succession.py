"""What becomes of old reports, and of the reviews on them, when their article is read anew or corrected.

A report is recognised by an overlapping trigger and its group of types (in a corrected text, where offsets moved, by
group and place). Reviews go over to the successor; a reviewed report without one stays as it was, flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.event_type import group_of
from app.model.merging import Merge
from app.model.report import Report
from app.store.database import Session
from app.store.facts import facts_of
from app.store.report_rows import Entry, report_of
from app.store.verdict import review_of_row, verdict_of


@dataclass(frozen=True, slots=True)
class Old:
    """A stored report that may have to go."""

    key: int
    id: str
    incident_key: int | None
    component: int
    report: Report
    """As the extractor made it."""
    reviewed: bool
    rejected: bool


class Succession:
    """Collects the components to be taken apart and the incidents that lost reports."""

    def __init__(self, session: Session, merge: Merge) -> None:
        """Nothing has gone yet."""
        self._session = session
        self._merge = merge
        self.components: set[int] = set()
        self.emptied: set[int] = set()

    def replace(self, article_id: str, fresh: Sequence[Entry]) -> None:
        """Hand over from all old reports of an article to ``fresh`` ones of the same text; old rows are deleted."""
        self._hand_over(self._old(article_id), fresh, same_text=True)

    def withdraw(self, article_id: str, fresh: Sequence[Entry]) -> None:
        """Hand over from the reports of a corrected article to those of its correction."""
        self._hand_over(self._old(article_id), fresh, same_text=False)

    def remove_all(self, article_id: str) -> None:
        """Delete all reports of an article, reviewed or not (a purge)."""
        for one in self._old(article_id):
            self._note(one)
            self._delete(one)

    def _old(self, article_id: str) -> list[Old]:
        rows = self._session.rows(
            "SELECT r.key, r.id, r.incident_key, r.component, r.detail, r.reviewed, r.rejected "
            "FROM report r JOIN article a ON a.key = r.article_key WHERE a.id = ? ORDER BY r.key",
            (article_id,),
        )
        return [
            Old(key, id_, incident, component, report_of(detail), bool(reviewed), bool(rejected))
            for key, id_, incident, component, detail, reviewed, rejected in rows
        ]

    def _hand_over(self, old: Sequence[Old], fresh: Sequence[Entry], same_text: bool) -> None:
        left = list(fresh)
        for one in old:
            heir = next((entry for entry in left if _succeeds(entry, one, same_text)), None)
            if heir is None and one.reviewed:
                self._session.run("UPDATE report SET flagged = ? WHERE key = ?", (True, one.key))
                continue
            self._note(one)
            if heir is not None:
                left.remove(heir)
                self._inherit(one, heir)
            self._delete(one)

    def _note(self, one: Old) -> None:
        if not one.rejected:
            self.components.add(one.component)
        if one.incident_key is not None:
            self.emptied.add(one.incident_key)

    def _inherit(self, old: Old, heir: Entry) -> None:
        """The incident's name, and the reviews."""
        heir.incident_key = old.incident_key
        if old.id != heir.id:
            self._session.run("UPDATE review SET subject = ? WHERE subject = ?", (heir.id, old.id))
            self._session.run("UPDATE review SET other = ? WHERE other = ?", (heir.id, old.id))
        rows = self._session.rows(
            "SELECT id, subject, action, value, before, why, who, at, undone_by FROM review "
            "WHERE subject = ? ORDER BY id",
            (heir.id,),
        )
        if rows and heir.article is not None and heir.report is not None:
            heir.verdict = verdict_of(review_of_row((*row, False)) for row in rows)
            heir.facts = facts_of(heir.article, heir.report, heir.verdict)
            heir.reach = self._merge.reach(heir.facts.claim)

    def _delete(self, old: Old) -> None:
        self._session.run("DELETE FROM actor WHERE report_key = ?", (old.key,))
        self._session.run("DELETE FROM report WHERE key = ?", (old.key,))


def _succeeds(entry: Entry, old: Old, same_text: bool) -> bool:
    if entry.report is None or group_of(entry.report.event.type) != group_of(old.report.event.type):
        return False
    if same_text:
        return entry.report.event.trigger.overlaps(old.report.event.trigger)
    here, there = entry.report.location, old.report.location
    return (here.place.place_id if here else None) == (there.place.place_id if there else None)
