"""Numbers that rise with the commits: taken from ``counter`` under the write lock, written back before the commit."""

from __future__ import annotations

from app.store.database import Session


class Numbers:
    """The counters of one write transaction."""

    def __init__(self, session: Session) -> None:
        """Read them; the session must hold the write lock."""
        self._session = session
        self._values: dict[str, int] = dict(session.rows("SELECT name, value FROM counter"))
        self._stored = dict(self._values)

    def next(self, name: str) -> int:
        """The next number of a counter."""
        self._values[name] += 1
        return self._values[name]

    def take(self, name: str, count: int) -> int:
        """The first of ``count`` numbers one after another."""
        first = self._values[name] + 1
        self._values[name] += count
        return first

    def last(self, name: str) -> int:
        """The number given out last."""
        return self._values[name]

    def save(self) -> None:
        """Write back what moved."""
        moved = [(value, name) for name, value in self._values.items() if value != self._stored[name]]
        self._session.many("UPDATE counter SET value = ? WHERE name = ?", moved)
        self._stored = dict(self._values)
