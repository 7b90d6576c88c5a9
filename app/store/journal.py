"""What changed since a number: the journal as a reader sees it."""

from __future__ import annotations

from datetime import datetime

from app.store.database import Session
from app.store.results import Change, ChangePage


def changes_since(session: Session, since: int, limit: int, features: bool) -> ChangePage:
    """Each incident once, at its newest change; ``new`` where it was born after ``since``."""
    rows = session.rows(
        "SELECT c.seq, c.incident_id, c.kind, c.at, c.incident_key FROM change c "
        "LEFT JOIN incident i ON i.key = c.incident_key "
        "WHERE c.seq > ? AND (i.seq = c.seq OR i.key IS NULL AND c.kind = 'gone') ORDER BY c.seq LIMIT ?",
        (since, limit + 1),
    )
    page = rows[:limit]
    condition, value = session.among("key", [row[4] for row in page])
    shown = "key, born, feature" if features else "key, born, NULL"
    alive = {row[0]: row for row in session.rows(f"SELECT {shown} FROM incident WHERE {condition}", (value,))}
    condition, value = session.among("id", [row[1] for row in page if row[2] == "gone"])
    heirs = dict(session.rows(f"SELECT id, replaced_by FROM tombstone WHERE {condition}", (value,)))  # type: ignore[var-annotated]
    found = []
    for seq, incident_id, kind, at, key in page:
        incident = alive.get(key)
        if incident is not None:
            kind = "new" if incident[1] > since else "changed"
        feature = bytes(incident[2]) if incident is not None and incident[2] is not None else None
        found.append(Change(seq, incident_id, kind, datetime.fromisoformat(at), heirs.get(incident_id), feature))
    return ChangePage(found, page[-1][0] if page else since, len(rows) > limit)


def stamp_of(session: Session) -> str:
    """What differs whenever anything was written: see ``IncidentQuery.stamp``."""
    numbers = session.rows("SELECT value FROM counter ORDER BY name")
    newest = session.rows("SELECT at FROM change ORDER BY seq DESC LIMIT 1")
    return "-".join(str(value[0]) for value in numbers) + (f"-{newest[0][0]}" if newest else "")
