"""Places that the text names and the gazetteer lacks: "kidnapped at Ndu (Cameroon)" is not the middle of Cameroon."""

from __future__ import annotations

import re

from app.events.scene import Scene
from app.model.event import PlaceRelation

WIDE_KM = 40.0
"""A known place less wide than this says near enough where something in it happened."""
_LOCATIVES = r"in|at|near|outside|around|on|off|from|of|to|between|into|inside|hit|attacked|entered|shelled|and|village"
_NAME = r"(?:[^\W\d_a-z][\w'’.-]*)(?:[ ](?:[^\W\d_a-z][\w'’.-]*|de|la|el|al|of|du|da|do|dos))*"
_KIND = r"(?:\s+(?:village|town|township|district|area|camp|neighbou?rhood|commune|settlement|col|pass|mine|crossing))?"
_SIDE = r"(?:(?:the|far|\w*(?:north|south|east|west|central)\w*|NW|NE|SW|SE)[ -]?(?:of |part of )?)*"
_AREA = r"(?:(?:\w+\s+)?(?:region|province|district|county|state|governorate|territory|municipality|LGA|canton)\s+(?:of\s+)?)?"
_BEFORE = re.compile(
    rf"\b(?:{_LOCATIVES})\s+(?:the\s+)?(?P<name>{_NAME}){_KIND}(?:\s*\(|,|\s+in)\s*"
    rf"(?:in\s+)?(?:{_NAME}(?:\s+\w+)?,\s*|{_NAME}\s*\()?{_SIDE}{_AREA}$"
)
_NO_NAMES = frozenset({"PERSON", "DATE", "TIME", "NORP", "EVENT"})


def unknown_part(scene: Scene, place: PlaceRelation) -> str | None:
    """The name of a place inside ``place`` that the sentence tells and the gazetteer lacks; None where there is none."""
    known = place.toponym.place
    if known is None or place.relation != "in" or known.radius_km <= WIDE_KM and not known.feature.startswith("A.PCL"):
        return None
    text = scene.parsed.article.text[scene.sentence.span.start : place.toponym.span.start]
    match = _BEFORE.search(text)
    if match is None:
        return None
    start = scene.sentence.span.start + match.start("name")
    end = start + len(match["name"])
    if any(t.place is not None and t.span.start < end and start < t.span.end for t in scene.toponyms):
        return None
    inside = [t for t in scene.tree.tokens if t.start < end and start < t.end]
    if not inside or any(t.ent in _NO_NAMES for t in inside) or not any(t.pos == "PROPN" for t in inside):
        return None
    return match["name"]
