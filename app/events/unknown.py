"""Places that the text names and the gazetteer lacks: "kidnapped at Ndu (Cameroon)" is not the middle of Cameroon."""

from __future__ import annotations

import re

from app.events.scene import Scene
from app.model.event import PlaceRelation
from app.model.parsed import Token
from app.model.toponym import Toponym

WIDE_KM = 40.0
"""A known place less wide than this says near enough where something in it happened."""
REACH = 160
"""Characters before the known place in which the unknown one is looked for."""
_CAPITAL = r"[^\W\d_a-z][\w'’.-]*"
_NAME = rf"{_CAPITAL}(?:[ ](?:{_CAPITAL}|de|la|el|al|of|du|da|do|dos))*"
_LEADS = (
    r"in|at|near|outside|around|on|off|from|of|to|between|into|inside|and|village|the|hit|struck|invaded|attacked|"
    r"entered|stormed|raided|shelled|bombed|captured|seized|reached|overran"
)
_MAY_LEAD_PEOPLE = frozenset(
    {"of", "from", "to", "and", "between", "the", "hit", "struck", "attacked", "captured", "seized"}
)
_KIND = (
    r"(?:\s+(?:village|town|township|district|area|camp|neighbou?rhood|commune|settlement|col|pass|mine|crossing|island|"
    r"reserve|forest))?"
)
_WORD = (
    r"(?:an?|the|in|of|on|to|just|its|small|remote|rural|village|town|city|community|settlement|hamlet|suburb|island|part|side|"
    r"edge|region|province|district|county|state|governorate|territory|municipality|canton|department|prefecture|"
    r"\w+ing|border|coastal|far|\w*(?:north|south|east|west|central)\w*)"
)
_BEFORE = re.compile(
    rf"\b(?P<lead>{_LEADS})\s+(?:villages?\s+of\s+|town\s+of\s+)?(?P<name>{_NAME})"
    rf"(?:{_KIND}(?:\s*\(|,|\s+in\b)|\s+(?:area|locality|neighbou?rhood|quarter|suburb)\s+of\b)"
    rf"\s*(?:(?:{_WORD}|{_CAPITAL}[,(]?)[\s-]+){{0,14}}\(?$"
)
_NO_NAMES = frozenset({"DATE", "TIME", "EVENT"})


def unknown_part(scene: Scene, place: PlaceRelation) -> str | None:
    """The name of a place inside ``place`` that the gazetteer lacks; None where the sentence tells none."""
    known = place.toponym.place
    if known is not None and place.relation == "offset" and place.distance_km is None:
        return _named_before(scene, place)
    if known is None or not place.inside:
        return None
    wide = known.radius_km > WIDE_KM or known.feature.startswith("A.PCL") or scene.word_after(place.toponym) in _AREAS
    return _named_before(scene, place) if wide else None


_AREAS = frozenset({"district", "county", "tehsil", "taluk", "taluka", "upazila", "province", "governorate", "region"})

""" "Barkhan district", of which the gazetteer has the town alone, is wide."""


def _named_before(scene: Scene, place: PlaceRelation) -> str | None:
    first = max(scene.sentence.span.start, place.toponym.span.start - REACH)
    text = scene.parsed.article.text[first : place.toponym.span.start]
    match = _BEFORE.search(text)
    if match is None:
        return None
    start = first + match.start("name")
    end = start + len(match["name"])
    if any(t.place is not None and t.span.start < end and start < t.span.end for t in scene.toponyms):
        return None
    inside = [t for t in scene.tree.tokens if t.start < end and start < t.end]
    if not inside or any(t.ent in _NO_NAMES for t in inside) or not any(_is_name(t) for t in inside):
        return None
    if match["lead"].lower() in _MAY_LEAD_PEOPLE and len(inside) > 1 and any(t.ent == "PERSON" for t in inside):
        return None  # a single word taken for a person is as often a village
    return match["name"]


_PLACING = frozenset({"in", "at", "near", "outside", "off", "around", "inside"})
_OTHER_THINGS = frozenset({"DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "NORP", "ORG", "MONEY"})


def _is_name(token: Token) -> bool:
    """A proper noun, or a capitalised one that is taken for a plural without a plural's ending ("at Mbau")."""
    plural = token.tag in {"NNS", "NNPS"} and token.text[:1].isupper() and not token.text.endswith("s")
    return token.tag == "NNP" or plural


def unknown_names(scene: Scene) -> list[Token]:
    """Heads of proper names after a preposition of place that no place of the gazetteer covers."""
    return [token for token in scene.tree.tokens if _is_name(token) and _is_unknown(scene, token)]


_LOCAL = frozenset({"park", "street", "avenue", "road", "boulevard", "lane", "square", "gardens", "plaza"})


def is_local(scene: Scene, name: Token) -> bool:
    """Whether the name is a park's or a school's, which lies in the town that the text speaks of."""
    word = name.text.lower()
    return word in _LOCAL or word in scene.lexicon.classes["building"]


def _is_unknown(scene: Scene, token: Token) -> bool:
    toponym = scene.toponym_at(token)
    if toponym is not None or not token.text[:1].isupper():
        return False
    called_so = _is_called(scene, token)  # "the village of Gorram", whatever the name is taken for
    if token.ent in _OTHER_THINGS and not called_so:
        return False
    noun = scene.tree.head(token)
    if token.dep in {"compound", "nmod"} and noun is not None and _may_be_called(scene, noun):
        token = noun
    prep = scene.tree.head(token)
    placed = token.dep == "pobj" and prep is not None and prep.text.lower() in _PLACING
    return placed or called_so


_TOWNS = ("P.PPL", "P.PPLX", "P.PPLL")
"""Places after which no quarter is named without a comma, as it is after a large city ("in Nairobi Gikomba")."""


def is_half(scene: Scene, toponym: Toponym) -> bool:
    """ "An ambush at Carrefour Peye": a town's name is the first half of one that the gazetteer lacks."""
    head = scene.heads[toponym]
    noun = scene.tree.head(head)
    if toponym.place is None or toponym.place.feature not in _TOWNS or noun is None or noun.i != head.i + 1:
        return False
    named = noun.tag == "NNP" and noun.dep == "pobj" and scene.toponym_at(noun) is None
    if head.dep != "compound" or not named or _may_be_called(scene, noun) or is_local(scene, noun):
        return False
    prep = scene.tree.head(noun)
    return prep is not None and prep.text.lower() in _PLACING and head.ent == noun.ent in {"LOC", "GPE", "FAC"}


def _may_be_called(scene: Scene, noun: Token) -> bool:
    """Nouns of places that bear a name: "at Miramshah bazaar", "in Matta tehsil"."""
    return noun.lemma in scene.lexicon.space["heads"] or noun.lemma in scene.lexicon.classes["building"]


def _is_called(scene: Scene, token: Token) -> bool:
    """Whether the name is what a village or town in the role of a place is called: "near the village of Gorram"."""
    of = scene.tree.head(token)
    noun = scene.tree.head(of) if of is not None and of.text.lower() == "of" else None
    if token.dep != "pobj" or noun is None or noun.lemma not in scene.lexicon.space["heads"]:
        return False
    if noun.dep in {"dobj", "nsubjpass"}:
        return True  # "shelling hit the village of Gorram"
    prep = scene.tree.head(noun)
    return noun.dep == "pobj" and prep is not None and prep.text.lower() in _PLACING
