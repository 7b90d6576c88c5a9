"""Tokens for writing: only digests of their secrets are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from app.store.article_rows import now
from app.store.database import Database, Row
from app.store.errors import Invalid, NotFound
from app.store.numbering import Numbers
from app.store.results import Token

SCOPES = ("read", "ingest", "review", "admin")
FIELDS = "id, name, scope, created_at, revoked_at"


class Tokens:
    """A secret has 256 bits of chance, so a plain digest is as good as a slow one."""

    def __init__(self, database: Database) -> None:
        """All of it in one database."""
        self._database = database

    def create(self, name: str, scope: str) -> str:
        """Make a token of scope read, ingest, review or admin, and return its secret, this once. Raises Invalid."""
        if scope not in SCOPES:
            raise Invalid(f"scope {scope!r} is unknown: use one of {', '.join(SCOPES)}")
        secret = secrets.token_urlsafe(32)
        with self._database.write() as session:
            numbers = Numbers(session)
            session.run(
                "INSERT INTO token (id, digest, name, scope, created_at) VALUES (?, ?, ?, ?, ?)",
                (numbers.next("token"), _digest(secret), name, scope, now()),
            )
            numbers.save()
        return secret

    def check(self, secret: str) -> Token | None:
        """The token of a secret, None for an unknown or revoked one."""
        with self._database.read() as session:
            rows = session.rows(f"SELECT {FIELDS} FROM token WHERE digest = ?", (_digest(secret),))
        token = _token(rows[0]) if rows else None
        return token if token is not None and token.revoked_at is None else None

    def list(self) -> Sequence[Token]:
        """All tokens, oldest first."""
        with self._database.read() as session:
            return [_token(row) for row in session.rows(f"SELECT {FIELDS} FROM token ORDER BY id")]

    def revoke(self, token_id: int) -> None:
        """Make it worthless. Raises NotFound."""
        with self._database.write() as session:
            if not session.rows("SELECT 1 FROM token WHERE id = ?", (token_id,)):
                raise NotFound(f"there is no token {token_id}")
            session.run("UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (now(), token_id))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _token(row: Row) -> Token:
    revoked = datetime.fromisoformat(row[4]) if row[4] else None
    return Token(row[0], row[1], row[2], datetime.fromisoformat(row[3]), revoked)
