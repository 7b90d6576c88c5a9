"""What the store hands out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.article import Article


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One article is stored for good (synced to disk)."""

    article_id: str
    created: bool
    """False where the very same article was there already: nothing was changed."""
    reports: int
    incidents: tuple[str, ...]
    """Ids of the incidents that its reports belong to now."""
    seq: int
    """Number of the newest change that belongs to it: ``changes(since=seq)`` shows what came after."""


@dataclass(frozen=True, slots=True)
class Item:
    """One incident: ``body`` is its feature with ``reports`` and ``related``."""

    version: int
    stamp: str
    """See ``IncidentQuery.stamp``."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page of features, each a GeoJSON Feature as UTF-8 bytes: ``b",".join(page.features)``."""

    features: list[bytes]
    matched: int
    """Exactly how many match the filter, over all pages."""
    next: str | None
    """Cursor for ``after`` of the next page, None on the last."""
    seq: int
    """Number of the newest change that this page knows of (for ETags)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one incident. ``kind``: new, changed, gone."""

    seq: int
    incident_id: str
    kind: str
    at: datetime
    """UTC, naive; for people only: order is ``seq``."""
    replaced_by: str | None = None
    feature: bytes | None = None
    """The incident as it stands now; None where it is gone."""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Changes after a number, oldest first; an incident that changed twice stands here once, at its newest."""

    changes: list[Change]
    next: int
    """Hand this in as the next ``since``."""
    more: bool


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what the store knows about it."""

    article: Article
    stored_at: datetime
    revised_by: str | None
    purged: bool
    reports: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Incidents whose time starts in ``[start, end)`` (UTC, naive), by status."""

    start: datetime
    end: datetime
    count: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many incidents of the filter fall on each value; each facet ignores its own part of the filter."""

    types: dict[str, int]
    statuses: dict[str, int]
    countries: dict[str, int]
    precisions: dict[str, int]
    sources: dict[str, int]
    """Outlets, the fifty most frequent."""
    matched: int


@dataclass(frozen=True, slots=True)
class Track:
    """An actor's incidents in order of time: ``points`` are (lon, lat, incident id, start as local ISO text)."""

    actor: str
    name: str
    points: list[tuple[float, float, str, str]]


@dataclass(frozen=True, slots=True)
class Tracks:
    """``considered``: how many incidents were looked at, the newest of all that are ``matched``."""

    tracks: list[Track]
    considered: int
    matched: int


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with the number of incidents in which it takes part."""

    key: str
    name: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Review:
    """One entry of the append-only list of reviews."""

    id: int
    report_id: str
    action: str
    """confirm, move, retype, redate, must_link, cannot_link, reject, grade, note, tag, undo."""
    value: dict[str, object]
    before: dict[str, object]
    """What stood there before."""
    why: str
    who: str
    at: datetime
    """UTC, naive."""
    undone_by: int | None = None
    flagged: bool = False
    """True where re-extraction no longer finds the report it speaks of."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token for writing, without its secret."""

    id: int
    name: str
    scope: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A batch under way. ``state``: queued, running, done, failed."""

    id: str
    state: str
    total: int
    done: int
    errors: tuple[dict[str, object], ...]
    created_at: datetime
    updated_at: datetime
