"""Rendered features that were asked for lately: what a map shows is asked for again and again.

What lives in the sorted base has not changed since it was sorted in, so its feature is good for all moments that share
the base and in which it lives.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.store.columns import Columns
from app.store.database import Session

MOST_BYTES = 64 << 20
HELD = "features"
CELLS = "SELECT key, feature FROM incident WHERE "


class FeatureCache:
    """At most ``MOST_BYTES`` of features; the ones that came first go first."""

    def __init__(self) -> None:
        """Empty."""
        self._known: dict[int, bytes] = {}
        self._bytes = 0
        self._guard = threading.Lock()

    def features(self, session: Session, columns: Columns, keys: Sequence[int]) -> list[bytes]:
        """In the order of ``keys``, which are all of the moment of session and columns."""
        living = _living(columns, keys)
        found = list(map(self._known.get, keys))
        if not living.all():
            found = [one if lives else None for one, lives in zip(found, living.tolist(), strict=True)]
        missing = [place for place, one in enumerate(found) if one is None] if None in found else []
        read = read_features(session, [keys[place] for place in missing])
        for place in missing:
            found[place] = read[keys[place]]
        self._keep({keys[place]: read[keys[place]] for place in missing if living[place]})
        return found  # type: ignore[return-value]

    def _keep(self, read: dict[int, bytes]) -> None:
        with self._guard:
            for key, feature in read.items():
                if key not in self._known:
                    self._bytes += len(feature)
                    self._known[key] = feature
            while self._bytes > MOST_BYTES:
                self._bytes -= len(self._known.pop(next(iter(self._known))))


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


def _living(columns: Columns, keys: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Whether each incident is one of the sorted base, as it was sorted in."""
    wanted = np.array(keys, np.int64)
    if not len(columns.dead):
        return np.zeros(len(wanted), bool)
    rows = columns.places[np.minimum(wanted, len(columns.places) - 1)]
    return (wanted < len(columns.places)) & (rows >= 0) & ~columns.dead[np.maximum(rows, 0)]
