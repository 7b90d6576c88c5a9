"""A span of text that names a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.model.article import Span
from app.model.location import Place, RunnerUp

ToponymKind = Literal["place", "demonym", "metonym", "part"]
"""place: the place itself; demonym: "Ukrainian"; metonym: "Moscow said"; part: of a longer name ("Black Sea Fleet")."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """One mention, the place that is meant, its runners-up and the reason in one sentence."""

    span: Span
    text: str
    kind: ToponymKind
    place: Place | None
    confidence: float
    """0…1: that this is a place name of this kind and that the chosen place is the one meant."""
    reason: str
    runners_up: tuple[RunnerUp, ...] = ()
