"""Rendered features that were asked for lately: what a map shows is asked for again and again.

A feature is good as long as its incident's last change is the one that the columns of the asker's moment know.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from app.store.columns import Columns
from app.store.database import Session

MOST_BYTES = 64 << 20
HELD = "features"
NONE = (-2, b"")
"""Of no version."""
CELLS = "SELECT key, feature FROM incident WHERE "


class FeatureCache:
    """At most ``MOST_BYTES`` of features; the ones that came first go first."""

    def __init__(self) -> None:
        """Empty."""
        self._known: dict[int, tuple[int, bytes]] = {}
        self._bytes = 0
        self._guard = threading.Lock()

    def features(self, session: Session, columns: Columns, keys: Sequence[int]) -> list[bytes]:
        """In the order of ``keys``, which are all of the moment of session and columns."""
        versions = _versions(columns, keys)
        kept = [self._known.get(key, NONE) for key in keys]
        found = [one[1] if one[0] == version else None for one, version in zip(kept, versions, strict=True)]
        missing = [key for key, one in zip(keys, found, strict=True) if one is None] if None in found else []
        read = read_features(session, missing)
        self._keep(dict(zip(keys, versions, strict=True)) if missing else {}, read)
        return [read[key] if one is None else one for key, one in zip(keys, found, strict=True)]

    def _keep(self, versions: dict[int, int], read: dict[int, bytes]) -> None:
        with self._guard:
            for key, feature in read.items():
                if versions[key] >= 0:
                    gone = self._known.pop(key, None)
                    self._bytes += len(feature) - (len(gone[1]) if gone else 0)
                    self._known[key] = versions[key], feature
            while self._bytes > MOST_BYTES:
                first = next(iter(self._known))
                self._bytes -= len(self._known.pop(first)[1])


def shown_of(columns: Columns) -> FeatureCache:
    """The one that goes with the base of these columns: when they are read anew, it begins anew."""
    cache: FeatureCache = columns.held.setdefault(HELD, FeatureCache())
    return cache


def read_features(session: Session, keys: Sequence[int]) -> dict[int, bytes]:
    """From the database, by key."""
    if not keys:
        return {}
    condition, value = session.among("key", keys)
    return {key: bytes(feature) for key, feature in session.rows(f"{CELLS}{condition}", (value,))}


def _versions(columns: Columns, keys: Sequence[int]) -> list[int]:
    """Number of each incident's last change; −1 for those in the tail, which are not kept."""
    wanted = np.array(keys, np.int64)
    rows = columns.places[np.minimum(wanted, len(columns.places) - 1)]
    kept = (wanted < len(columns.places)) & (rows >= 0)
    kept &= ~columns.dead[np.maximum(rows, 0)] if len(columns.dead) else False
    base = columns.base["seq"]
    found: list[int] = np.where(kept, base[np.maximum(rows, 0)] if len(base) else -1, -1).tolist()
    return found
