"""A view as it stood at an earlier change: current features that are older, and superseded ones from the history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import orjson

from app.store.columns import Columns, followed, new_codes, table_of
from app.store.database import Session
from app.store.facts import minutes_of
from app.store.filter import Filter
from app.store.paging import page_of
from app.store.results import Page
from app.store.select import Selection, select


def frozen_features(session: Session, columns: Columns, wanted: Filter, keys: Any, seq: int, limit: int) -> Page:
    """The newest ``limit`` features of the filter at change ``seq``; ``keys``: see ``select``.

    What only the database knows (words, outlets, tags …) is looked at as it stands today.
    """
    found = select(columns, wanted, keys)
    current = found.take("key")[found.take("seq") <= seq].tolist()
    features = _current(session, current)
    old = [
        bytes(row[0])
        for row in session.rows("SELECT feature FROM history WHERE seq_from <= ? AND seq_to > ?", (seq, seq))
    ]
    past = _past(old, seq)
    chosen = select(past, wanted)
    allowed = _allowed(session, wanted, keys, old)
    features += [old[key - 1] for key in chosen.take("key").tolist() if allowed is None or key - 1 in allowed]
    ordered = _ordered(features, seq)
    names, _ = page_of(ordered, "-start", None, limit, wanted.digest)
    return Page([features[key - 1] for key in names], len(features), None, seq)


def _current(session: Session, keys: list[int]) -> list[bytes]:
    condition, value = session.among("key", keys)
    return [bytes(row[0]) for row in session.rows(f"SELECT feature FROM incident WHERE {condition}", (value,))]


def _allowed(session: Session, wanted: Filter, keys: Any, old: list[bytes]) -> set[int] | None:
    """Positions in ``old`` whose incident is among the keys today; None: the filter asks nothing of the kind."""
    if keys is None:
        return None
    ids = [orjson.loads(feature)["id"] for feature in old]
    condition, value = session.among("id", ids)
    known = dict(session.rows(f"SELECT id, key FROM incident WHERE {condition}", (value,)))  # type: ignore[var-annotated]
    among = set(np.asarray(keys).tolist())
    return {i for i, name in enumerate(ids) if known.get(name) in among}


def _past(features: list[bytes], seq: int) -> Columns:
    """Columns of rendered features; the key of each is its position + 1."""
    rows = [_row(orjson.loads(feature), i + 1, seq) for i, feature in enumerate(features)]
    codes = new_codes()
    empty = table_of((), codes)
    start = Columns(seq, codes, empty, np.zeros(0, bool), 0, empty, np.full(1, -1, np.int32))
    return followed(start, seq, rows, [row[0] for row in rows])


def _ordered(features: list[bytes], seq: int) -> Selection:
    return select(_past(features, seq), Filter())


def _row(feature: dict[str, Any], key: int, seq: int) -> tuple[Any, ...]:
    said = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
    return (
        key,
        lat,
        lon,
        _minutes(said["start_utc"]),
        _minutes(said["end_utc"]),
        said["type"],
        said["status"],
        said["country"],
        said["precision"],
        said["sources"],
        said["confidence"],
        seq,
        said["killed_min"],
    )


def _minutes(text: str | None) -> int | None:
    return minutes_of(datetime.fromisoformat(text.removesuffix("Z"))) if text else None
