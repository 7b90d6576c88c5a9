"""How right the stage is: end to end on texts, and the choice of place alone on names; with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.model.toponym import Toponym
from app.toponyms.rank import Ranker
from app.toponyms.train.corpora import Document, Gold
from app.toponyms.train.examples import WRONG_KM, Case, kilometres_between

COUNTED = frozenset({"place", "metonym"})
"""Kinds that the corpora mark; nationalities and parts of longer names are left out."""
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one document: names found and right, found, and marked."""

    right: int
    found: int
    gold: int


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with its 95 % interval, by resampling documents (whole stories)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """0.808 (0.781–0.834)."""
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def tally(document: Document, toponyms: Sequence[Toponym], within_km: float = WRONG_KM) -> Tally:
    """A marked name is right where an overlapping toponym of a counted kind has its point within ``within_km``."""
    counted = [toponym for toponym in toponyms if toponym.kind in COUNTED]
    used: set[int] = set()
    right = 0
    for gold in document.golds:
        for i, toponym in enumerate(counted):
            if i not in used and toponym.span.start < gold.end and gold.start < toponym.span.end:
                used.add(i)
                right += _is_right(gold, toponym, within_km)
                break
    return Tally(right, len(counted), len(document.golds))


def _is_right(gold: Gold, toponym: Toponym, within_km: float) -> bool:
    if gold.lat is None or gold.lon is None or toponym.place is None:
        return False
    return kilometres_between(gold.lat, gold.lon, toponym.place.lat, toponym.place.lon) <= within_km


def names_right(case: Case, ranker: Ranker, counts: Callable[[Gold], bool], within_km: float = WRONG_KM) -> Tally:
    """The choice of place for given names; names that the gazetteer lacks count as wrong."""
    resolved = ranker.resolve(list(case.mentions)) if case.mentions else []
    by_start = {mention.start: r.belief[0][0].feature for mention, r in zip(case.mentions, resolved, strict=True)}
    right = total = 0
    for gold in case.document.golds:
        if gold.lat is None or gold.lon is None or not counts(gold):
            continue
        total += 1
        feature = by_start.get(gold.start)
        if feature is not None:
            right += kilometres_between(gold.lat, gold.lon, feature.lat, feature.lon) <= within_km
    return Tally(right, total, total)


def f1(tallies: Sequence[Tally]) -> float:
    """2·right / (found + gold); with found = gold it is the accuracy."""
    whole = sum(t.found + t.gold for t in tallies)
    return 2 * sum(t.right for t in tallies) / whole if whole else 0.0


def precision(tallies: Sequence[Tally]) -> float:
    """Right of those found."""
    found = sum(t.found for t in tallies)
    return sum(t.right for t in tallies) / found if found else 0.0


def recall(tallies: Sequence[Tally]) -> float:
    """Right of those marked."""
    gold = sum(t.gold for t in tallies)
    return sum(t.right for t in tallies) / gold if gold else 0.0


def interval(groups: Sequence[Sequence[Tally]], measure: Callable[[Sequence[Tally]], float] = f1) -> Score:
    """The measure over all documents, and between which values it falls in 95 % of resamplings of whole groups."""
    chance = random.Random(0)
    values = []
    for _ in range(RESAMPLES):
        drawn = [tally for group in chance.choices(groups, k=len(groups)) for tally in group]
        values.append(measure(drawn))
    values.sort()
    whole = [tally for group in groups for tally in group]
    return Score(measure(whole), values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)])


def grouped(documents: Sequence[Document], tallies: Sequence[Tally]) -> list[list[Tally]]:
    """Tallies of one story together."""
    groups: dict[str, list[Tally]] = {}
    for document, each in zip(documents, tallies, strict=True):
        groups.setdefault(document.group, []).append(each)
    return list(groups.values())
