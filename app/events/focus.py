"""The place of which a whole article speaks: local news names its town once and goes on about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.model.toponym import Toponym

LEAD = 300
"""Characters at the head of a text whose names count twice: dateline, headline, first sentence."""
ENOUGH = 3
"""Weight that a focus needs at least."""
AHEAD = 2.0
"""… and how many times that of the next town."""


def focus_of(toponyms: Sequence[Toponym]) -> Toponym | None:
    """The first mention of the town or site that the text names far more often than any other; None without one."""
    named = [t for t in toponyms if t.kind == "place" and t.place is not None and t.place.feature[:1] in "PS"]
    weights: Counter[str] = Counter()
    for toponym in named:
        weights[_key(toponym)] += 2 if toponym.span.start < LEAD else 1
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < ENOUGH or (len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]):
        return None
    return next(t for t in named if _key(t) == ranked[0][0])


def _key(toponym: Toponym) -> str:
    place = toponym.place
    return f"{place.lat:.2f},{place.lon:.2f}" if place is not None else ""
