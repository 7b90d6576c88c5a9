"""What a text says happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.model.article import Span
from app.model.toponym import Toponym

TimePrecision = Literal["minute", "hour", "part-of-day", "day", "week", "month", "year"]
Factuality = Literal["asserted", "denied", "hypothetical", "threatened"]
TimeRelation = Literal["past", "background", "planned"]
Attestation = Literal["outlet", "witness", "party", "both"]
Status = Literal["occurred", "claimed", "historical", "planned", "threatened", "hypothetical", "denied"]
STATUSES: tuple[Status, ...] = (
    "occurred",
    "claimed",
    "historical",
    "planned",
    "threatened",
    "hypothetical",
    "denied",
)


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """Local civil time: ``start`` inclusive, ``end`` exclusive, naive; ``zone`` (IANA) where the place gives it."""

    start: datetime
    end: datetime
    precision: TimePrecision
    reason: str
    span: Span | None = None
    """The words that say so; None where the day was inherited."""
    zone: str | None = None

    @property
    def tells_day(self) -> bool:
        """Whether it is no wider than a day."""
        return self.precision in {"minute", "hour", "part-of-day", "day"}


@dataclass(frozen=True, slots=True)
class PlaceRelation:
    """A toponym with the relation in which the event stands to it.

    ``relation``: in, part, near, off, between, offset, border, en-route, outskirts, inherited.
    For ``offset``, ``distance_km`` (None: unstated) and ``bearing`` in degrees clockwise from north.
    For ``part`` ("northern A") the bearing alone.
    ``second`` is the other end of "between A and B", or the other side of a border.
    """

    toponym: Toponym
    relation: str
    span: Span
    distance_km: float | None = None
    bearing: float | None = None
    second: Toponym | None = None
    inherited: bool = False

    @property
    def inside(self) -> bool:
        """Whether it happened in the place itself, or in a part of it that is told."""
        return self.relation in {"in", "part"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: the words, and the kind of source."""

    span: Span
    text: str
    kind: str
    """party, official, witness, media, organisation, unnamed."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone or something in the event. ``role``: actor, target, instrument."""

    span: Span
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count with its unit (killed, wounded, missing, detained, displaced, drones, …); ``max`` None: open-ended."""

    span: Span
    text: str
    unit: str
    min: int
    max: int | None
    source: str = ""
    """Who tells the count, in the text's words; empty where the sentence names nobody."""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one or several sentences of one article tell it; every field is proved by a span."""

    type: str
    trigger: Span
    evidence: tuple[Span, ...]
    """Sentences, the one with the trigger first."""
    place: PlaceRelation | None
    time: TimeInterval | None
    factuality: Factuality
    time_relation: TimeRelation
    attestation: Attestation
    attribution: tuple[Attribution, ...]
    participants: tuple[Participant, ...]
    quantities: tuple[Quantity, ...]
    damage: tuple[Span, ...]
    confidence: float
    reason: str
    """Why this is an event of this type and status, in words."""


def status_of(factuality: Factuality, time_relation: TimeRelation, attestation: Attestation) -> Status:
    """denied > hypothetical > threatened > planned > historical > claimed > occurred."""
    if factuality != "asserted":
        return factuality
    if time_relation == "planned":
        return "planned"
    if time_relation == "background":
        return "historical"
    return "claimed" if attestation == "party" else "occurred"
