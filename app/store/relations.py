"""Which other incidents belong to one: asked when it is looked at, so always true of the present."""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np

from app.model.merging import Merge
from app.store.columns import E7, Columns
from app.store.database import Session
from app.store.facts import EPOCH, loaded_claim
from app.store.filter import Box, Filter, Interval
from app.store.incidents import row_of_incident
from app.store.select import Selection, select

DAY = 24 * 60
DEGREES = 5.0
KM_A_DEGREE = 111.32
WIDE = "wide areas by start"
HOLDING = ("region", "sea")
"""Precisions of areas so wide that a place in one may lie further than ``DEGREES`` from its centre."""
MAX_NEIGHBOURS = 100
MAX_RELATED = 12


def related_to(session: Session, columns: Columns, incident_id: str, merge: Merge) -> list[dict[str, str]]:
    """[{"id", "title", "why"}]. Raises as ``IncidentQuery.feature``."""
    key, lat, lon, start, end, radius = row_of_incident(
        session, "key, lat, lon, start_min, end_min, radius_km", incident_id
    )
    if lat is None or start is None:
        return []
    mine = [loaded_claim(row[0]) for row in session.rows("SELECT facts FROM report WHERE incident_key = ?", (key,))]
    interval = Interval(*(EPOCH + timedelta(minutes=minute) for minute in (start - DAY, end + DAY)))
    types = frozenset(name for claim in mine for name in merge.related_types(claim.type))
    near = select(columns, Filter(interval=interval, bbox=_around(lat, lon, radius or 0.0), types=tuple(sorted(types))))
    keys = _nearest(near, lat, lon) + _nearest(_wide(columns, start - DAY, end + DAY, types), lat, lon)
    order = {other: i for i, other in reversed(list(enumerate(keys)))}
    condition, value = session.among("i.key", [other for other in order if other != key])
    rows = session.rows(
        "SELECT i.key, i.id, i.title, r.facts FROM incident i JOIN report r ON r.incident_key = i.key "
        f"WHERE {condition}",
        (value,),
    )
    found: dict[str, dict[str, str]] = {}
    for _, other, title, facts in sorted(rows, key=lambda row: order[row[0]]):
        if other not in found and len(found) < MAX_RELATED:
            claim = loaded_claim(facts)
            why = next((said for one in mine if (said := merge.relation(one, claim))), None)
            if why is not None:
                found[other] = {"id": other, "title": title, "why": why}
    return list(found.values())


def _nearest(near: Selection, lat: float, lon: float) -> list[int]:
    """Keys of the nearest ``MAX_NEIGHBOURS``."""
    east = np.abs(near.take("lon") / E7 - lon)
    apart = np.abs(near.take("lat") / E7 - lat) + np.minimum(east, 360 - east)
    keys: list[int] = near.take("key")[np.argsort(apart, kind="stable")][: MAX_NEIGHBOURS + 1].tolist()
    return keys


def _wide(columns: Columns, first: int, last: int, types: frozenset[str]) -> Selection:
    """Incidents known as wide areas alone, of a time: they are few, so their rows of the base are kept by start."""
    codes = [columns.codes.precisions[name] for name in HOLDING]
    if WIDE not in columns.held:
        rows = np.flatnonzero(np.isin(columns.base["precision"], codes))
        rows = rows[np.argsort(columns.base["start"][rows], kind="stable")].astype(np.int32)
        columns.held[WIDE] = rows, columns.base["start"][rows], columns.base["end"][rows]
    rows, starts, ends = columns.held[WIDE]
    stop = int(np.searchsorted(starts, last))
    rows = rows[:stop][ends[:stop] > first]
    tail, kinds = columns.tail, [columns.codes.types[name] for name in types]
    rows = rows[np.isin(columns.base["type"][rows], kinds) & ~columns.dead[rows]]
    late = (
        np.isin(tail["precision"], codes)
        & np.isin(tail["type"], kinds)
        & (tail["start"] < last)
        & (tail["end"] > first)
    )
    return Selection(columns, rows, np.flatnonzero(late))


def _around(lat: float, lon: float, radius_km: float) -> Box:
    """Five degrees on all sides, and as far as the incident's own area reaches."""
    high = max(DEGREES, radius_km / KM_A_DEGREE)
    wide = max(DEGREES, radius_km / KM_A_DEGREE / max(0.1, math.cos(math.radians(lat))))
    south, north = max(-90.0, lat - high), min(90.0, lat + high)
    if wide >= 180:
        return Box(-180.0, south, 180.0, north)
    west, east = lon - wide, lon + wide
    return Box(west + 360 if west < -180 else west, south, east - 360 if east > 180 else east, north)
