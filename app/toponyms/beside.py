"""Names that the text sets beside each other: "A, 20 km north of B", "A near B", "between A and B"."""

from __future__ import annotations

import math
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
CLOSE_KM = 12.0
"""Nearer ones are not told by their direction: where the middle of a town lies is a matter of taste."""
AGAINST = -0.35
"""Cosine between the direction told and the one on the map below which they contradict each other."""
SURE_POPULATION = 500_000
"""A place so large is not doubted because of what stands beside it."""
TOLD = 0.7
"""How likely a place is at least that lies where the text says."""
_MILE = 1.609
_COMPASS = r"(?:(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))*(?:ern|ward)?)"
_SIDE = re.compile(
    rf"[\s,(]*(?:(?:some|about|around|roughly|just|nearly)\s+)*"
    rf"(?:(?P<number>\d[\d.,]*)\s*(?P<unit>km|kms|kilomet(?:re|er)s?|miles?)\s+)?"
    rf"(?:to\s+the\s+)?(?P<way>{_COMPASS})\s+of\s+(?:the\s+)?(?:(?:city|town|capital|village|port),?\s+(?:of\s+)?)?",
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
    way: tuple[int, int] = (0, 0)
    """On which side of ``other`` ``one`` lies: north +1, south −1; east +1, west −1."""


def pairs(text: str, mentions: Sequence[Mention]) -> Iterator[Pair]:
    """What the text says of neighbouring mentions, which stand in its order."""
    for i, (first, second) in enumerate(zip(mentions, mentions[1:], strict=False)):
        gap = text[first.end : second.start]
        if len(gap) > 60:
            continue
        if (side := _SIDE.fullmatch(gap)) is not None:
            yield Pair(i, i + 1, _told(side), way=_way(side["way"].lower()))
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


def _way(compass: str) -> tuple[int, int]:
    return ("north" in compass) - ("south" in compass), ("east" in compass) - ("west" in compass)


def settled(text: str, mentions: Sequence[Mention], resolutions: Sequence[Resolution]) -> list[Resolution | None]:
    """The resolutions, with namesakes that lie too far from what stands beside them exchanged for nearer ones.

    None where no place called so lies near enough: the one that is meant is not in the gazetteer.
    """
    found: list[Resolution | None] = list(resolutions)
    for pair in pairs(text, mentions):
        one, other = found[pair.one], found[pair.other]
        if one is None or other is None or _fit(one.belief[0][0], other.belief[0][0], pair):
            continue
        first = _population(one) < SURE_POPULATION if pair.sure else _population(one) <= _population(other)
        doubted = pair.one if first else pair.other
        found[doubted] = _nearer(resolutions[doubted], (other if first else one).belief[0][0], pair, first)
    return found


def _nearer(doubted: Resolution, anchor: Option, pair: Pair, first: bool) -> Resolution | None:
    fits = (b for b in doubted.belief if _fit(*((b[0], anchor) if first else (anchor, b[0])), pair))
    near = next(fits, None)
    if near is not None:
        others = tuple(b for b in doubted.belief if b is not near)
        return replace(doubted, belief=((near[0], max(near[1], TOLD)), *others))
    return None if pair.sure and _population(doubted) < SURE_POPULATION else doubted


def _fit(one: Option, other: Option, pair: Pair) -> bool:
    """Whether these lie as the text says; areas may touch whatever lies between their middles."""
    if not (_is_point(one) and _is_point(other)):
        return True
    return kilometres(one.unit, other.unit) <= pair.km and not _on_the_other_side(one, other, pair.way)


def _on_the_other_side(one: Option, other: Option, way: tuple[int, int]) -> bool:
    """Whether ``one`` lies clearly against the direction that is told: "north of" is often north-east of."""
    if way == (0, 0) or kilometres(one.unit, other.unit) < CLOSE_KM:
        return False
    north = one.feature.lat - other.feature.lat
    across = (one.feature.lon - other.feature.lon + 180.0) % 360.0 - 180.0
    east = across * math.cos(math.radians(other.feature.lat))
    return (north * way[0] + east * way[1]) / (math.hypot(north, east) * math.hypot(*way)) < AGAINST


def _population(resolution: Resolution) -> int:
    return resolution.belief[0][0].feature.population


def _is_point(option: Option) -> bool:
    return option.feature.feature_class in "PS"
