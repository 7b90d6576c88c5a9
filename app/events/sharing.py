"""What the events of one sentence lend each other: the day, the place, the finer of two places."""

from __future__ import annotations

from dataclasses import replace

from app.events.containment import contains
from app.events.draft import Draft
from app.model.event import PlaceRelation

HANDLED = frozenset({"rescue", "evacuation", "arrest", "abduction", "deployment"})
"""Types of which even a weak verb with an object goes on about the place of the sentence: "rescued six off X"."""


def share(drafts: list[Draft]) -> None:
    """Give each draft of a sentence what it lacks and the others have."""
    _share_times(drafts)
    _share_places(drafts)
    _share_finer(drafts)


def _share_times(drafts: list[Draft]) -> None:
    """ "Due on Thursday to visit A and inspect B": events of one kind in one sentence share the day it tells."""
    for draft in drafts:
        twin = next(
            (d for d in drafts if d.time_own and d.type == draft.type and d.time_relation == draft.time_relation), None
        )
        if twin is not None and not draft.time_own:
            draft.time, draft.time_own = twin.time, True


def _share_places(drafts: list[Draft]) -> None:
    """ "Soldiers detained X in A, and declared that they had seized power": the sentence goes on about A."""
    for draft in drafts:
        handled = draft.type in HANDLED and draft.clues.get("verb") == 1.0 and draft.clues.get("object") == 1.0
        if draft.place is not None and draft.place_own or draft.factuality != "asserted":
            continue
        if draft.weak and not handled:
            continue
        told = [d for d in drafts if d.place_own and d.place_score >= 0.5 and d.time_relation == draft.time_relation]
        if told:
            nearest = min(told, key=lambda d: abs(d.trigger.start - draft.trigger.start))
            if nearest.place is not None:
                draft.place, draft.place_score = replace(nearest.place, inherited=True), 0.45


def _share_finer(drafts: list[Draft]) -> None:
    """ "In Haiti, a gang burned a station in Kenscoff and abducted a priest": both in Kenscoff."""
    for draft in drafts:
        wide = draft.place
        if wide is None or not wide.inside or not draft.place_own:
            continue
        finer = [d for d in drafts if _is_finer(d, wide) and d.time_relation == draft.time_relation]
        places = {d.place.toponym.place for d in finer if d.place is not None}
        if len(places) == 1:
            draft.place = finer[0].place


def _is_finer(draft: Draft, wide: PlaceRelation) -> bool:
    strong = draft.place_own and draft.place_score >= 0.5
    return strong and draft.place is not None and contains(wide.toponym, draft.place.toponym)
