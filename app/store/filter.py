"""One filter for every way of asking for incidents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A box in degrees WGS 84; ``west > east`` crosses the 180th meridian. Edges belong to it."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Interval:
    """UTC instants, naive, ``start`` inclusive and ``end`` exclusive; None is open. ``start == end`` is an instant."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What to ask for. An empty tuple or None means "any"; all that is given must hold, each tuple is an "or"."""

    bbox: Box | None = None
    interval: Interval | None = None
    """Incidents whose time intersects it; those without a time match only where this is None."""
    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2; ``""`` for incidents in no country."""
    precisions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Outlets by name (case does not matter)."""
    min_sources: int = 0
    min_confidence: float = 0.0
    q: str | None = None
    """Words that must all stand in title, place, actors, outlets or excerpt; the last may be a beginning."""
    ids: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    """Canonical keys of actors (see ``IncidentQuery.tracks``)."""
    articles: tuple[str, ...] = ()
    """Ids of articles that report the incident."""
    tags: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    reviewed: bool | None = None
    located: bool | None = None
    area: str | None = None
    """A polygon or multipolygon as WKT, lon lat order: only incidents whose point lies in it."""
    where: Any = None
    """A boolean SQLAlchemy expression over ``app.store.tables.Incident`` (made from CQL2 by app.serve)."""

    @property
    def in_memory(self) -> bool:
        """Whether the columns answer it without a query of the database and without looking at shapes."""
        asked = (self.q, self.sources, self.place_ids, self.actors, self.articles, self.tags, self.grades)
        return not any(asked) and self.reviewed is None and self.area is None and self.where is None

    @property
    def digest(self) -> str:
        """Twelve hex digits that name this filter, for cursors and ETags."""
        said = "\x00".join(
            f"{field.name}={getattr(self, field.name)}" for field in fields(self) if field.name != "where"
        )
        if self.where is not None:
            compiled = self.where.compile()
            said += f"\x00where={compiled}{sorted(compiled.params.items())}"
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
