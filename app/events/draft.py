"""An event while it is being put together: one sentence's reading, before sentences are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.events.expression import TimeExpression
from app.model.article import Span
from app.model.event import (
    Attestation,
    Attribution,
    Factuality,
    Participant,
    PlaceRelation,
    Quantity,
    TimeInterval,
    TimeRelation,
)


@dataclass(slots=True)
class Draft:
    """What one trigger of one sentence says. ``place_score`` and ``time_own`` tell how it came by place and time."""

    type: str
    trigger: Span
    sentence: Span
    sentence_index: int
    paragraph: int
    factuality: Factuality
    time_relation: TimeRelation
    attestation: Attestation
    attribution: tuple[Attribution, ...]
    participants: tuple[Participant, ...]
    quantities: tuple[Quantity, ...]
    place: PlaceRelation | None
    place_score: float
    time: TimeInterval | None
    time_own: bool
    part: TimeExpression | None
    weak: bool
    referential: bool
    another: bool
    cues: list[str]
    headline: bool = False
    built: bool = False
    evidence: list[Span] = field(default_factory=list)
    mentions: int = 1
    clues: dict[str, float] = field(default_factory=dict)
    """What its sentence and its place say of how sure it is; see ``clues``."""

    @property
    def place_own(self) -> bool:
        """Whether its own sentence names the place."""
        return self.place is not None and not self.place.inherited
