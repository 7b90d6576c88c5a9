"""Which other incidents belong to one: asked when it is looked at, so always true of the present."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from app.model.merging import Merge
from app.store.columns import E7, Columns
from app.store.database import Session
from app.store.facts import EPOCH, loaded_claim
from app.store.filter import Box, Filter, Interval
from app.store.incidents import row_of_incident
from app.store.select import select

DAY = 24 * 60
DEGREES = 5.0
MAX_NEIGHBOURS = 400
MAX_RELATED = 12


def related_to(session: Session, columns: Columns, incident_id: str, merge: Merge) -> list[dict[str, str]]:
    """[{"id", "title", "why"}]. Raises as ``IncidentQuery.feature``."""
    key, lat, lon, start = row_of_incident(session, "key, lat, lon, start_min", incident_id)
    if lat is None or start is None:
        return []
    mine = [loaded_claim(row[0]) for row in session.rows("SELECT facts FROM report WHERE incident_key = ?", (key,))]
    near = select(columns, _around(lat, lon, start))
    apart = np.abs(near.take("lat") / E7 - lat) + np.abs(near.take("lon") / E7 - lon)
    keys = near.take("key")[np.argsort(apart, kind="stable")][: MAX_NEIGHBOURS + 1].tolist()
    order = {other: i for i, other in enumerate(keys)}
    condition, value = session.among("i.key", [other for other in keys if other != key])
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


def _around(lat: float, lon: float, start: int) -> Filter:
    """Two days and five degrees on all sides: areas whose centre lies further off are not looked for."""
    west, east = lon - DEGREES, lon + DEGREES
    box = Box(
        west + 360 if west < -180 else west,
        max(-90.0, lat - DEGREES),
        east - 360 if east > 180 else east,
        min(90.0, lat + DEGREES),
    )
    first, last = (EPOCH + timedelta(minutes=start + days * DAY) for days in (-2, 3))
    return Filter(bbox=box, interval=Interval(first, last))
