"""One acknowledged unit of writing: articles, reports, incidents, index rows and the journal, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from app.model.article import Article
from app.model.merging import Link, Merge
from app.model.report import Report
from app.store import article_rows, report_rows
from app.store.components import Components
from app.store.database import Session
from app.store.errors import Gone, StoreError
from app.store.numbering import Numbers
from app.store.prepared import Incoming, check, extractor_of
from app.store.regroup import Regroup
from app.store.report_rows import Entry
from app.store.results import Acknowledged
from app.store.succession import Succession
from app.store.verdict import links_of, review_of_row

REVIEW_FIELDS = "id, subject, action, value, before, why, who, at, undone_by"


class Writer:
    """Writing within one transaction that holds the lock."""

    def __init__(self, session: Session, merge: Merge) -> None:
        """Reads the counters."""
        self._session = session
        self._merge = merge
        self._numbers = Numbers(session)

    def add(self, batch: Sequence[Incoming]) -> list[Acknowledged]:
        """As ``store``, and say of each article what became of it."""
        fresh = self.store(batch)
        seq = self._numbers.last("change")
        found = []
        for one in batch:
            created = one.article.id in fresh
            fresh.discard(one.article.id)
            found.append(self._acknowledged(one.article.id, created, seq))
        return found

    def store(
        self, batch: Sequence[Incoming], refused: Callable[[Article, StoreError], None] | None = None
    ) -> set[str]:
        """Store articles that are new, with their reports; known ones are left as they are. Returns the new ones' ids.

        Raises Invalid (a report of another article, text that cannot be stored) and Gone (a purged article), or tells
        ``refused`` of it and leaves that article out.
        """
        known = self._known([one.article.id for one in batch])
        fresh: dict[str, Incoming] = {}
        for one in batch:
            try:
                self._check(one, known)
            except StoreError as error:
                if refused is None:
                    raise
                refused(one.article, error)
                continue
            if one.article.id not in known:
                fresh.setdefault(one.article.id, one)
        entries = self._insert_articles(list(fresh.values()))
        succession = Succession(self._session, self._merge)
        for one in fresh.values():
            if one.article.revises:
                succession.withdraw(one.article.revises, entries[one.article.id])
        self._regroup([entry for many in entries.values() for entry in many], succession)
        return set(fresh)

    def replace(self, incoming: Incoming) -> Acknowledged:
        """The reports of a newer extractor in place of the old ones."""
        rows = self._session.rows("SELECT key FROM article WHERE id = ?", (incoming.article.id,))
        if not rows:
            return self.add([incoming])[0]
        self._check(incoming, {})
        succession = Succession(self._session, self._merge)
        fresh = self._entries(rows[0][0], incoming)
        succession.replace(incoming.article.id, fresh)
        self._session.run("UPDATE article SET extractor = ? WHERE key = ?", (extractor_of(incoming), rows[0][0]))
        self._regroup(fresh, succession)
        return self._acknowledged(incoming.article.id, False, self._numbers.last("change"))

    def redraw(self, changed: Sequence[Entry], succession: Succession, forced: set[int]) -> None:
        """Stored reports whose facts changed (their rows are written already), or that went."""
        self._regroup([], succession, changed, forced)

    def _known(self, ids: Sequence[str]) -> dict[str, bool]:
        condition, value = self._session.among("id", ids)
        return {
            row[0]: bool(row[1])
            for row in self._session.rows(f"SELECT id, purged FROM article WHERE {condition}", (value,))
        }

    def _check(self, incoming: Incoming, known: Mapping[str, bool]) -> None:
        check(incoming)
        if known.get(incoming.article.id, False):
            raise Gone(f"article {incoming.article.id} was purged and is not taken again", None)

    def _insert_articles(self, batch: Sequence[Incoming]) -> dict[str, list[Entry]]:
        rows, entries, stored_at = [], {}, article_rows.now()
        for one in batch:
            key = self._numbers.next("article")
            rows.append(article_rows.row_of(key, one.article, extractor_of(one), stored_at))
            entries[one.article.id] = self._entries(key, one)
        self._session.many(article_rows.INSERT, rows)
        return entries

    def _entries(self, article_key: int, incoming: Incoming) -> list[Entry]:
        return [
            report_rows.entry_of(self._numbers.next("report"), article_key, incoming.article, report, None, self._merge)
            for report in incoming.reports
        ]

    def _regroup(
        self,
        fresh: Sequence[Entry],
        succession: Succession,
        changed: Sequence[Entry] = (),
        forced: set[int] | None = None,
    ) -> None:
        """Merge, then write incidents, reports and journal in the order that foreign keys want."""
        links = self._links()
        components = Components(self._session, self._merge)
        if succession.components or changed:
            components.dissolve(succession.components, changed, links)
        components.join([entry for entry in fresh if not (entry.verdict or {}).get("rejected")], links)
        regroup = Regroup(self._session, self._numbers, self._merge)
        regroup.plan(components.groups(), links, forced or set(), succession.emptied)
        regroup.write_incidents()
        self._insert_reports(fresh)
        regroup.write_rest()

    def _insert_reports(self, fresh: Sequence[Entry]) -> None:
        of_article: dict[int, list[tuple[int, Report]]] = {}
        for entry in fresh:
            if entry.report is not None:
                of_article.setdefault(entry.article_key, []).append((entry.key, entry.report))
        self._session.many(report_rows.INSERT, [report_rows.row_of(entry) for entry in fresh])
        self._session.many(
            report_rows.INSERT_ACTOR, [row for many in of_article.values() for row in report_rows.actor_rows(many)]
        )

    def _links(self) -> list[Link]:
        return links_of_all(self._session)

    def _acknowledged(self, article_id: str, created: bool, seq: int) -> Acknowledged:
        rows = self._session.rows(
            "SELECT i.id FROM report r JOIN article a ON a.key = r.article_key "
            "LEFT JOIN incident i ON i.key = r.incident_key WHERE a.id = ? ORDER BY r.trigger_start, r.key",
            (article_id,),
        )
        incidents = tuple(dict.fromkeys(row[0] for row in rows if row[0] is not None))
        return Acknowledged(article_id, created, len(rows), incidents, seq)


def links_of_all(session: Session, ids: Iterable[str] | None = None) -> list[Link]:
    """The reviewers' links that stand, all of them or those that touch some reports."""
    sql = f"SELECT {REVIEW_FIELDS}, other FROM review WHERE action IN ('must_link', 'cannot_link')"
    reviews = []
    for *row, other in session.rows(sql):
        review = review_of_row((*row, False))
        review.value["report_id"] = other
        reviews.append(review)
    if ids is None:
        return links_of(reviews)
    wanted = set(ids)
    return [link for link in links_of(reviews) if link.first in wanted or link.second in wanted]
