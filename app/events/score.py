"""How sure a draft is, and which drafts are events to report."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

from app.events.clues import Clues
from app.events.draft import Draft

FLOOR = 0.55
"""Drafts with a place that are less likely right are not reported: they are words, not events."""

BACKGROUND_FLOOR = 0.4
"""The same for what the text itself dates as history: shown as such, it misleads nobody about the day's news."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model over clues: log-odds = bias + Σ weight · clue."""

    bias: float
    of: dict[str, float]

    def probability(self, clues: Clues) -> float:
        """0…1; unknown clues count nothing."""
        odds = self.bias + sum(self.of.get(name, 0.0) * value for name, value in clues.items())
        return 1.0 / (1.0 + math.exp(-max(min(odds, 30.0), -30.0)))


@cache
def stored_weights() -> Weights:
    """The weights that ship with the package, fitted by ``python -m tests.eval.confidence``."""
    table = json.loads(resources.files("app.events").joinpath("data", "confidence.json").read_text("utf-8"))
    return Weights(table["bias"], table["weights"])


def may_stand(draft: Draft) -> bool:
    """Whether the draft names an event at all; casualties alone and hedged mentions without a place do not."""
    if draft.type == "casualty" or (draft.type == "interception" and not draft.place_own):
        return False
    if draft.factuality == "hypothetical":
        return draft.place_own and not draft.referential
    if draft.referential or draft.weak:
        return draft.place is not None
    return True


def stands_alone(draft: Draft) -> bool:
    """Whether the draft is an event to report: it names one, and its place, where it has one, is likely right."""
    history = draft.time_relation == "background" and draft.time_own
    floor = BACKGROUND_FLOOR if history or _tells_toll(draft) else FLOOR
    return may_stand(draft) and (draft.place is None or stored_weights().probability(draft.clues) >= floor)


def _tells_toll(draft: Draft) -> bool:
    """ "His death brings the toll of Saturday's blast to three": an event of before, with its day and its dead."""
    counted = any(quantity.unit == "killed" and quantity.min for quantity in draft.quantities)
    return draft.referential and draft.time_own and counted and draft.time_relation == "past"


def confidence(draft: Draft) -> float:
    """0…1: that an analyst would sign type, place and day. Without a place nothing can be compared: half of it."""
    likely = stored_weights().probability(draft.clues)
    return round(min(max(likely if draft.place is not None else likely / 2, 0.01), 0.99), 3)
