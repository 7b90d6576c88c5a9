"""Reports as the item view shows them, rendered when they are asked for: a view is asked for once in a thousand times
that a report is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.store.article_rows import FIELDS, article_of
from app.store.database import Session
from app.store.facts import loaded
from app.store.render import view_bytes
from app.store.report_rows import report_of

ARTICLE = ", ".join(f"a.{name}" for name in FIELDS.split(", "))
SELECT = f"SELECT r.key, r.detail, r.facts, {ARTICLE} FROM report r JOIN article a ON a.key = r.article_key"


def views(session: Session, rest: str, values: Sequence[Any] = ()) -> list[tuple[int, bytes]]:
    """(key, view) of the reports (r, with their articles a) that ``rest`` chooses and orders."""
    return [
        (key, view_bytes(article_of(tuple(row)), report_of(detail), loaded(facts)))
        for key, detail, facts, *row in session.rows(f"{SELECT} {rest}", values)
    ]
