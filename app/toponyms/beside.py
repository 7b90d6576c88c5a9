"""Names that the text sets beside each other: "A, 20 km north of B", "A near B", "between A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.toponyms.mention import Mention
from app.toponyms.options import Option, kilometres
from app.toponyms.rank import Resolution

NEAR_KM = 60.0
"""How far apart two places may lie of which the text says that one is near the other."""
SIDE_KM = 150.0
"""… that one is north of the other."""
ROAD_KM = 80.0
"""… that something lies between them; more is no wonder, but of two namesakes the nearer is meant."""
SLACK = 1.3
"""What is told as 20 km may be 26 as the crow flies: and points of places lie in their middles."""
SURE_POPULATION = 500_000
"""A place so large is not doubted because of what stands beside it."""
TOLD = 0.7
"""How likely a place is at least that lies where the text says."""
_MILE = 1.609
_COMPASS = r"(?:(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))*(?:ern|ward)?)"
_SIDE = re.compile(
    rf"[\s,(]*(?:(?:some|about|around|roughly|just|nearly)\s+)*"
    rf"(?:(?P<number>\d[\d.,]*)\s*(?P<unit>km|kms|kilomet(?:re|er)s?|miles?)\s+)?"
    rf"(?:to\s+the\s+)?{_COMPASS}\s+of\s+(?:the\s+)?(?:(?:city|town|capital|village|port),?\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"[\s,(]*(?:(?:a|the)\s+(?:village|town|suburb|settlement)\s+)?(?:just\s+)?"
    r"(?:near|outside|close to|not far from|next to|on the outskirts of)\s+(?:the\s+)?"
    r"(?:(?:city|town|village)\s+of\s+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:(?:towns?|villages?|cities)\s+of\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Mentions number ``one`` and ``other`` lie at most ``km`` apart."""

    one: int
    other: int
    km: float
    sure: bool = True
    """Whether a place farther away cannot be meant."""


def pairs(text: str, mentions: Sequence[Mention]) -> Iterator[Pair]:
    """What the text says of neighbouring mentions, which stand in its order."""
    for i, (first, second) in enumerate(zip(mentions, mentions[1:], strict=False)):
        gap = text[first.end : second.start]
        if len(gap) > 60:
            continue
        if (side := _SIDE.fullmatch(gap)) is not None:
            yield Pair(i, i + 1, _told(side))
        elif _NEAR.fullmatch(gap):
            yield Pair(i, i + 1, NEAR_KM)
        elif _AND.fullmatch(gap) and _BETWEEN.search(text[max(0, first.start - 30) : first.start]):
            yield Pair(i, i + 1, ROAD_KM, sure=False)


def _told(match: re.Match[str]) -> float:
    if match["number"] is None:
        return SIDE_KM
    try:
        number = float(match["number"].replace(",", "."))
    except ValueError:
        return SIDE_KM
    return number * (_MILE if match["unit"].lower().startswith("mile") else 1.0) * SLACK + 15.0


def settled(text: str, mentions: Sequence[Mention], resolutions: Sequence[Resolution]) -> list[Resolution | None]:
    """The resolutions, with namesakes that lie too far from what stands beside them exchanged for nearer ones.

    None where no place called so lies near enough: the one that is meant is not in the gazetteer.
    """
    found: list[Resolution | None] = list(resolutions)
    for pair in pairs(text, mentions):
        one, other = found[pair.one], found[pair.other]
        if one is None or other is None or _apart(one, other) <= pair.km:
            continue
        first = _population(one) < SURE_POPULATION if pair.sure else _population(one) <= _population(other)
        doubted, anchor = (pair.one, other) if first else (pair.other, one)
        found[doubted] = _nearer(resolutions[doubted], anchor.belief[0][0], pair)
    return found


def _nearer(doubted: Resolution, anchor: Option, pair: Pair) -> Resolution | None:
    near = next((b for b in doubted.belief if kilometres(b[0].unit, anchor.unit) <= pair.km), None)
    if near is not None:
        others = tuple(b for b in doubted.belief if b is not near)
        return replace(doubted, belief=((near[0], max(near[1], TOLD)), *others))
    return None if pair.sure and _population(doubted) < SURE_POPULATION else doubted


def _apart(one: Resolution, other: Resolution) -> float:
    """Between points; areas may touch whatever lies between their middles."""
    if not (_is_point(one) and _is_point(other)):
        return 0.0
    return kilometres(one.belief[0][0].unit, other.belief[0][0].unit)


def _population(resolution: Resolution) -> int:
    return resolution.belief[0][0].feature.population


def _is_point(resolution: Resolution) -> bool:
    return resolution.belief[0][0].feature.feature_class in "PS"
