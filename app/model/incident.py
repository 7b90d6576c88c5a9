"""One happening in the world, with the reports that speak of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.event import Status, TimeInterval
from app.model.location import Location
from app.model.report import Report


@dataclass(frozen=True, slots=True)
class Incident:
    """One type, one place, one time. Type, status, location and time are the best of its reports'."""

    id: str
    """Stable (32 hex digits): kept as reports come and go."""
    type: str
    status: Status
    location: Location | None
    time: TimeInterval | None
    reports: tuple[Report, ...]
    confidence: float
    reason: str
    """Why these reports are one incident, in words."""
    related: tuple[str, ...] = ()
    """Ids of incidents linked by containment or kinship of type."""
