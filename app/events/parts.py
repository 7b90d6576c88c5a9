"""Events that are a part of another one told beside them."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from app.events.draft import Draft
from app.events.gather import absorb, mood, places_fit
from app.model.event_type import event_types

BESIDE = 1
"""Sentences that part and whole may stand apart."""


def without_parts(drafts: list[Draft]) -> list[Draft]:
    """The drafts; what is a part of another one of the same place has gone into it as evidence."""
    kept: list[Draft] = []
    for draft in drafts:
        whole = next((other for other in drafts if other is not draft and _is_part(draft, other)), None)
        if whole is None:
            kept.append(draft)
        else:
            absorb(whole, draft)
    return kept


def _is_part(draft: Draft, whole: Draft) -> bool:
    if whole.type not in parts().get(draft.type, ()) or whole.referential or mood(draft) != mood(whole):
        return False
    if abs(draft.sentence_index - whole.sentence_index) > BESIDE or draft.place is None or whole.place is None:
        return False
    return draft.another is False and places_fit(whole, draft)


@cache
def parts() -> dict[str, frozenset[str]]:
    """``lexicon/parts.yaml``: type → types of which it can be a part; ValueError for an unknown type."""
    text = resources.files("app.events").joinpath("lexicon", "parts.yaml").read_text("utf-8")
    table = {part: frozenset(wholes) for part, wholes in yaml.safe_load(text).items()}
    unknown = {name for part, wholes in table.items() for name in (part, *wholes)} - set(event_types())
    if unknown:
        raise ValueError(f"parts.yaml names unknown event types: {', '.join(sorted(unknown))}")
    return table
