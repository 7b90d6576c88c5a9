"""Which drafts are events to report, and how sure that is."""

from __future__ import annotations

from app.events.draft import Draft

_UNREAL = frozenset({"hypothetical", "threatened", "denied"})


def stands_alone(draft: Draft) -> bool:
    """Whether the draft is an event to report: it names one, and a weak word for it has a place of its own."""
    if draft.type == "casualty" or (draft.type == "interception" and not draft.place_own):
        return False
    if draft.factuality == "hypothetical":
        clear = draft.place_own and draft.place_score >= 0.75 and not draft.referential
        return clear and (draft.type == "visit" or not draft.weak and not _is_wide(draft))
    if draft.referential:
        proved = draft.time_own or bool(draft.quantities)
        return draft.place_own and draft.place_score >= (0.3 if proved else 0.6)
    if draft.weak:
        return draft.place is not None and draft.place_score >= 0.2
    return True


def confidence(draft: Draft) -> float:
    """0…1 that type, place and status are right; fitted by eye to hand-annotated articles."""
    score = 0.55 + 0.3 * min(draft.place_score, 1.0)
    score += 0.08 if draft.time_own else 0.0
    score += 0.05 if draft.mentions > 1 else 0.0
    score -= 0.12 if draft.weak else 0.0
    score -= 0.15 if draft.referential else 0.0
    score -= 0.15 if draft.factuality in _UNREAL else 0.0
    score -= 0.2 if draft.place is None or draft.place.inherited else 0.0
    if draft.place is not None:
        score *= 0.6 + 0.4 * draft.place.toponym.confidence
    return round(min(max(score, 0.05), 0.99), 3)


def _is_wide(draft: Draft) -> bool:
    place = draft.place.toponym.place if draft.place is not None else None
    return place is not None and (place.feature.startswith(("A.PCL", "L.", "A.ADM1")) or place.radius_km > 100)
