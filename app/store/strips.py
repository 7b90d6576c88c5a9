"""The new incidents of an import's transaction as one packed row: what ``app.store.columns`` holds of them.

Whoever follows the journal takes in thousands at once, without reading their rows, while readers wait. Strips are only
a short cut: they go when they are old, and the journal alone tells the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from msgspec.msgpack import decode, encode

from app.store import columns, incident_rows
from app.store.columns import Values, values_of
from app.store.database import Row, Session

KEPT = 100_000
"""Changes for which strips are kept; who is further behind reads all anew."""
FEWEST = 100
"""Of fewer incidents no strip is made."""
_in_columns = itemgetter(*(incident_rows.COLUMNS.index(name) for name in columns.COLUMNS))
_seq = incident_rows.COLUMNS.index("seq")


def write(session: Session, incidents: Sequence[Sequence[Any]]) -> None:
    """A strip of new incidents, rows of ``incident_rows.COLUMNS`` in the order of their changes, which are one run."""
    if len(incidents) < FEWEST:
        return
    first, last = incidents[0][_seq], incidents[-1][_seq]
    if last - first + 1 != len(incidents):
        raise ValueError("a strip has no gaps")
    packed = packed_strip(values_of([_in_columns(row) for row in incidents]))
    session.run("INSERT INTO strip (first, last, packed) VALUES (?, ?, ?)", (first, last, packed))
    session.run("DELETE FROM strip WHERE last <= ?", (last - KEPT,))


def packed_strip(values: Values) -> bytes:
    """Numbers as they stand in memory."""
    names = {name: (told, places.tobytes()) for name, (told, places) in values.names.items()}
    return encode(({name: column.tobytes() for name, column in values.numbers.items()}, names))


def strip_of(packed: bytes) -> Values:
    """Back from ``packed_strip``."""
    numbers, names = decode(packed)
    return Values(
        {name: np.frombuffer(column, np.float64) for name, column in numbers.items()},
        {name: (told, np.frombuffer(places, np.uint16)) for name, (told, places) in names.items()},
    )


def strips_after(session: Session, seq: int) -> list[Row]:
    """(first, last, packed) of those that begin after a change, in order."""
    return session.rows("SELECT first, last, packed FROM strip WHERE first > ? ORDER BY first", (seq,))
