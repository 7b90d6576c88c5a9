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
    told = _Told(drafts)
    for draft in drafts:
        wholes = (other for other in told.around(draft) if other is not draft and _is_part(draft, other))
        whole = next(wholes, None)
        if whole is None:
            kept.append(draft)
        else:
            sentence = whole.sentence_index
            absorb(whole, draft)
            told.move(whole, sentence)
    return kept


class _Told:
    """Drafts by their sentence: to look at all for each would take quadratic time."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._order = {id(draft): number for number, draft in enumerate(drafts)}
        self._of: dict[int, list[Draft]] = {}
        for draft in drafts:
            self._of.setdefault(draft.sentence_index, []).append(draft)

    def around(self, draft: Draft) -> list[Draft]:
        """What is told in the sentences within reach of the draft's, in order."""
        at = draft.sentence_index
        near = [other for n in range(at - BESIDE, at + BESIDE + 1) for other in self._of.get(n, ())]
        return sorted(near, key=lambda other: self._order[id(other)])

    def move(self, draft: Draft, sentence: int) -> None:
        """Note that the draft, which stood in ``sentence``, may now stand in another one."""
        self._of[sentence] = [other for other in self._of[sentence] if other is not draft]
        self._of.setdefault(draft.sentence_index, []).append(draft)


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
