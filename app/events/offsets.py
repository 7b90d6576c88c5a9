"""Places told by distance and direction: "12 km west of X", "north of X", "between X and Y"."""

from __future__ import annotations

import re

from app.events.scene import Scene
from app.model.article import Span
from app.model.event import PlaceRelation
from app.model.toponym import Toponym

_OFFSET = re.compile(
    r"(?:(?P<number>\d+(?:[.,]\d+)?|a few|several|some|one|two|three|five|ten|a dozen)\s*-?\s*"
    r"(?P<unit>kms?|kilomet(?:er|re)s?|miles?|mi|nm|nmi|nautical miles?|met(?:er|re)s?|m)\b\.?\s*"
    r"(?:\([^)]{1,25}\)\s*)?)?"
    r"(?:to\s+the\s+|due\s+|from\s+the\s+|away\s+)?"
    r"(?P<compass>\b(?:(?:north|south|east|west)[- ](?:north|south)[- ]?(?:east|west)|(?:north|south)-?(?:east|west)|"
    r"north|south|east|west|[ns][ew]|[nsew]{3})(?:wards?)?\b)?\s*"
    r"(?P<link>of|from|off|outside|away from)\s+(?:the\s+)?"
    r"(?:\w+['’]s\s+(?:(?:capital|city|port),?\s+)?|[\w-]+\s+){0,3}?$",
    re.IGNORECASE,
)
_WARDS = re.compile(r"wards?$")
_THIRD = re.compile(r"^(north|south|east|west)[- ](north|south)[- ]?(east|west)$")
_WORDS = {
    "a few": 3.0,
    "several": 5.0,
    "some": 5.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "five": 5.0,
    "ten": 10.0,
    "a dozen": 12.0,
}
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


_PART = re.compile(
    r"\b(?:(?P<compass>(?:north|south)[- ]?(?:east|west)|north|south|east|west)(?:ern)?(?:most)?\s+|"
    r"the\s+(?:far\s+|extreme\s+)?(?P<noun>(?:north|south)[- ]?(?:east|west)|north|south|east|west)"
    r"(?:(?:ern)?(?:most)?\s+(?:part|half|end|tip|corner|fringe|area|district|province|reache)s?)?\s+of\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
""" "Northern X", "the north of X", "the southern part of X"."""
PART_KM = 40.0
"""Of a smaller place a part is not told apart."""


def part(scene: Scene, before: str, toponym: Toponym) -> PlaceRelation | None:
    """ "Northern X", "the north of X" where X is an area, by the words before the toponym."""
    place = toponym.place
    if place is None or place.radius_km < PART_KM or place.feature.startswith(("P.", "S.")):
        return None
    match = _PART.search(before[-60:])
    if match is None:
        return None
    compass = re.sub(r"[- ]", "", (match["compass"] or match["noun"]).lower())
    start = toponym.span.start - (len(before[-60:]) - match.start())
    bearing = scene.lexicon.space["compass"][compass]
    return PlaceRelation(toponym, "part", Span(start, toponym.span.end), bearing=bearing)


def offset(scene: Scene, before: str, toponym: Toponym) -> PlaceRelation | None:
    """ "12 km west of X", "north of X", "between X and Y" by the words before the toponym."""
    match = _OFFSET.search(before[-90:])
    if match is None or not (match["number"] or match["compass"]):
        return _between(scene, before, toponym)
    distance = None
    if match["number"]:
        word = match["number"].lower().replace(",", ".")
        value = _WORDS.get(word) or float(word)
        unit = match["unit"].lower().rstrip(".")
        distance = value * scene.lexicon.space["units_km"].get(unit, 1.0)
    compass = _THIRD.sub(r"\1-\2\3", _WARDS.sub("", (match["compass"] or "").lower()))
    bearing = scene.lexicon.space["compass"].get(compass) if compass else None
    start = toponym.span.start - (len(before[-90:]) - match.start())
    if _follows_place(scene, start):
        return PlaceRelation(toponym, "context", toponym.span)
    return PlaceRelation(toponym, "offset", Span(start, toponym.span.end), distance, bearing)


def _follows_place(scene: Scene, start: int) -> bool:
    """Whether another place stands right before: "the village of A, 12 km west of B" is A."""
    text = scene.parsed.article.text
    for other in scene.toponyms:
        if other.kind == "place" and other.span.end <= start:
            between = text[other.span.end : start]
            if len(between) <= 30 and re.fullmatch(
                r"[\s,(]*(?:(?:which|that)\s+(?:is|lies)\s+|about\s+|some\s+|around\s+|located\s+|situated\s+|roughly\s+|approximately\s+|just\s+)*",
                between,
            ):
                return True
    return False


_BORDER = re.compile(r"\b(?:border|frontier|boundary)(?:land|s|lands)?\b", re.IGNORECASE)
_SIDES = re.compile(
    r"(?:-|–|—|/|and|['’]s|of|to|with|between|the|\w+ern|long|common|shared|land|disputed|porous|"
    r"border|frontier|boundary|borderlands|\s)+",
    re.IGNORECASE,
)
"""Between the two sides of a border: "A–B border", "A's southern border with B", "border of A and B"."""


def other_side(scene: Scene, toponym: Toponym) -> Toponym | None:
    """The other country at the border that the words around the toponym speak of."""
    text = scene.parsed.article.text
    for other in scene.toponyms:
        if other.place is None or other is toponym or not other.place.feature.startswith("A."):
            continue
        first, second = sorted((toponym.span, other.span), key=lambda span: span.start)
        between = text[first.end : second.start]
        if len(between) > 40 or not _SIDES.fullmatch(between):
            continue
        around = text[max(0, first.start - 20) : first.start] + " " + between + " " + text[second.end : second.end + 20]
        if _BORDER.search(around):
            return other
    return None


_ROAD = re.compile(
    r"\s*(?:[a-z]+ )?(?:(?:high|express|free|motor|rail)-?\s?way|railroad|road|rail|line|route|"
    r"corridor|stretch|axis)\b",
    re.IGNORECASE,
)
""" "the A–B highway": what stands after the second name."""


def _between(scene: Scene, before: str, toponym: Toponym) -> PlaceRelation | None:
    told = _BETWEEN.search(before[-60:]) is not None
    text = scene.parsed.article.text
    for other in scene.toponyms:
        if other.span.start > toponym.span.end and other.place is not None and toponym.place is not None:
            gap = text[toponym.span.end : other.span.start]
            road = re.fullmatch(r"\s?[-–—/]\s?", gap) and _ROAD.match(text, other.span.end)
            if road or told and re.fullmatch(r"\s+and\s+(?:the\s+)?(?:[\w-]+\s+){0,3}", gap):
                return PlaceRelation(toponym, "between", Span(toponym.span.start, other.span.end), second=other)
            break
    return None
