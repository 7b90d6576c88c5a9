"""From documents with known points to the rows that the ranker learns from."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from app.toponyms.containers import contains
from app.toponyms.context import Belief, Context
from app.toponyms.mention import AREAS, Mention, Sense, senses
from app.toponyms.options import Options, form_of
from app.toponyms.rank import features, prior
from app.toponyms.train.corpora import Document, Gold
from app.toponyms.words import Words

RIGHT_KM = 40.0
WRONG_KM = 161.0
"""Options nearer than the first are right, farther than the second wrong; those between teach nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """The mentions of one document that the gazetteer knows, with their gold."""

    document: Document
    mentions: tuple[Mention, ...]
    golds: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """The options of one sense: rows of features, and which are right (1), wrong (0) or neither (None)."""

    group: str
    rows: list[list[float]]
    labels: list[int | None]
    weight: float


def case_of(document: Document, options: Options, words: Words, normal: Callable[[str], str]) -> Case:
    """Mentions from the gold names themselves: no recogniser has a hand in it."""
    known = [
        (gold, entry)
        for gold in document.golds
        if (entry := options.of(normal(gold.text), form_of(gold.text))) is not None
    ]
    mentions, golds = [], []
    held = False
    for i, (gold, entry) in enumerate(known):
        container = None
        if i + 1 < len(known):
            following, outer = known[i + 1]
            between = document.text[gold.end : following.start].strip() if document.text else gold.following
            if following.start - gold.end <= 3 and between in (",", "(") and contains(outer, entry):
                container = outer
        weight = 0.5 if entry.options[0].name_kind == "demonym" else 1.0
        cues = _cues(document, gold, words) or (AREAS if held else ())
        mentions.append(Mention(gold.start, gold.end, entry, container, cues, weight=weight))
        held = container is not None
        golds.append(gold)
    return Case(document, tuple(mentions), tuple(golds))


def _cues(document: Document, gold: Gold, words: Words) -> tuple[str, ...]:
    own = words.cues_after.get(gold.text.lower().split()[-1]) if " " in gold.text else None
    if own and own[0][0] in "HT":
        return own
    if document.text is None:
        return ()
    before = document.text[max(0, gold.start - 40) : gold.start].lower().split()
    after = document.text[gold.end : gold.end + 30].lower().split()
    if len(before) > 1 and before[-1] == "of" and before[-2] in words.cues_before:
        return words.cues_before[before[-2]]
    return words.cues_after.get(after[0].strip(".,;:'’\"s"), ()) if after else ()


def examples(case: Case, beliefs: Callable[[list[Sense]], list[Belief]] | None = None) -> list[Example]:
    """One example a sense of which the right and a wrong option are known; ``beliefs`` default to the priors."""
    groups = senses(list(case.mentions))
    known = beliefs(groups) if beliefs else [prior(sense) for sense in groups]
    context = Context(groups, known)
    found = []
    for number, sense in enumerate(groups):
        gold = case.golds[sense.mentions[0]]
        if gold.lat is None or gold.lon is None:
            continue
        labels = [_label(gold, option.feature.lat, option.feature.lon) for option in sense.entry.options]
        if 1 in labels and 0 in labels:
            rows, _ = features(number, sense, context)
            found.append(Example(case.document.group, rows, labels, len(sense.mentions) ** 0.5))
    return found


def _label(gold: Gold, lat: float, lon: float) -> int | None:
    assert gold.lat is not None and gold.lon is not None
    distance = kilometres_between(gold.lat, gold.lon, lat, lon)
    return 1 if distance <= RIGHT_KM else 0 if distance > WRONG_KM else None


def kilometres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points in degrees."""
    half = math.sin(math.radians(other_lat - lat) / 2) ** 2
    half += (
        math.cos(math.radians(lat))
        * math.cos(math.radians(other_lat))
        * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
