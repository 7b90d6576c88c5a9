"""Reading articles and reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.model.article import Article
from app.model.report import Report
from app.store.article_rows import FIELDS, article_of, stored_of
from app.store.database import Database, Row, Session
from app.store.errors import Invalid, NotFound
from app.store.report_rows import report_of
from app.store.results import StoredArticle
from app.store.views import views


class ArticleQuery:
    """Articles are listed by number, newest first; their reports come as the extractor made them."""

    def __init__(self, database: Database) -> None:
        """Reads only."""
        self._database = database

    def get(self, article_id: str) -> StoredArticle:
        """One article. Raises NotFound."""
        with self._database.read() as session:
            rows = session.rows(f"SELECT {FIELDS} FROM article WHERE id = ?", (article_id,))
            if not rows:
                raise NotFound(f"there is no article {article_id}")
            return _stored(session, rows)[0]

    def list(
        self, limit: int = 100, after: str | None = None, source: str | None = None
    ) -> tuple[Sequence[StoredArticle], str | None, int]:
        """Articles, newest stored first (their texts left out: ""), the cursor of the next page, and how many match."""
        condition, values = ("source = ?", (source,)) if source is not None else ("1 = 1", ())
        with self._database.read() as session:
            rows = session.rows(
                f"SELECT {FIELDS} FROM article WHERE {condition} AND key < ? ORDER BY key DESC LIMIT ?",
                (*values, _place(after), limit + 1),
            )
            page = rows[:limit]
            found = [replace(one, article=replace(one.article, text="")) for one in _stored(session, page)]
            matched = session.rows(f"SELECT count(*) FROM article WHERE {condition}", values)[0][0]
        return found, str(page[-1][0]) if len(rows) > limit and page else None, int(matched)

    def reports(self, article_id: str) -> Sequence[Report]:
        """The reports of an article, in order of the text."""
        return self._reports(
            "SELECT r.detail FROM report r JOIN article a ON a.key = r.article_key WHERE a.id = ? "
            "ORDER BY r.trigger_start, r.id",
            article_id,
        )

    def reports_of(self, incident_id: str) -> Sequence[Report]:
        """The reports of an incident, the surest first."""
        return self._reports(
            "SELECT r.detail FROM report r JOIN incident i ON i.key = r.incident_key WHERE i.id = ? "
            "ORDER BY r.confidence DESC, r.id",
            incident_id,
        )

    def views_of_article(self, article_id: str) -> Sequence[bytes]:
        """The reports of an article as the item view shows them, in order of the text."""
        with self._database.read() as session:
            return [view for _, view in views(session, "WHERE a.id = ? ORDER BY r.trigger_start, r.id", (article_id,))]

    def view(self, report_id: str) -> bytes:
        """One report as the item view shows it. Raises NotFound."""
        with self._database.read() as session:
            found = views(session, "WHERE r.id = ?", (report_id,))
        if not found:
            raise NotFound(f"there is no report {report_id}")
        return found[0][1]

    def report_views(
        self, limit: int = 100, after: str | None = None, articles: Sequence[str] = ()
    ) -> tuple[Sequence[bytes], str | None, int]:
        """Reports (of some articles), newest stored first, the cursor of the next page, and how many match."""
        with self._database.read() as session:
            condition, values = "1 = 1", ()
            if articles:
                inner, value = session.among("id", articles)
                condition, values = f"r.article_key IN (SELECT key FROM article WHERE {inner})", (value,)  # type: ignore[assignment]
            found = views(
                session,
                f"WHERE {condition} AND r.key < ? ORDER BY r.key DESC LIMIT ?",
                (*values, _place(after), limit + 1),
            )
            count = session.rows(f"SELECT count(*) FROM report r WHERE {condition}", values)[0][0]
        page = found[:limit]
        return [view for _, view in page], str(page[-1][0]) if len(found) > limit and page else None, int(count)

    def incident_of(self, report_id: str) -> str | None:
        """The incident that a report belongs to now, None for a rejected report. Raises NotFound."""
        with self._database.read() as session:
            rows = session.rows(
                "SELECT i.id FROM report r LEFT JOIN incident i ON i.key = r.incident_key WHERE r.id = ?", (report_id,)
            )
        if not rows:
            raise NotFound(f"there is no report {report_id}")
        return rows[0][0]  # type: ignore[no-any-return]

    def count(self) -> int:
        """How many articles there are."""
        with self._database.read() as session:
            return int(session.rows("SELECT count(*) FROM article")[0][0])

    def to_reextract(self, extractor: str) -> Iterator[Article]:
        """Articles that another version of the extractor read; reads on while others (and the caller) write."""
        last = 0
        while True:
            with self._database.read() as session:
                rows = session.rows(
                    f"SELECT {FIELDS} FROM article WHERE key > ? AND (extractor IS NULL OR extractor <> ?) "
                    "AND purged = ? ORDER BY key LIMIT 100",
                    (last, extractor, False),
                )
            if not rows:
                return
            last = rows[-1][0]
            yield from (article_of(row) for row in rows)

    def _reports(self, sql: str, value: str) -> Sequence[Report]:
        with self._database.read() as session:
            return [report_of(row[0]) for row in session.rows(sql, (value,))]


def _place(after: str | None) -> int:
    """The key before which a page begins. Raises Invalid for a damaged cursor."""
    if after is None:
        return 2**62
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise Invalid("the cursor is damaged: start from the first page")
    return int(after)


def _stored(session: Session, rows: Sequence[Row]) -> list[StoredArticle]:
    """With the revision that replaced each and the number of its reports."""
    condition, value = session.among("revises", [row[1] for row in rows])
    heirs = dict(session.rows(f"SELECT revises, id FROM article WHERE {condition} ORDER BY key", (value,)))  # type: ignore[var-annotated]
    condition, value = session.among("article_key", [row[0] for row in rows])
    counts = dict(  # type: ignore[var-annotated]
        session.rows(f"SELECT article_key, count(*) FROM report WHERE {condition} GROUP BY article_key", (value,))
    )
    return [stored_of(row, heirs.get(row[1]), counts.get(row[0], 0)) for row in rows]
