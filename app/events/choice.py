"""Among the toponyms that may be where an event happened: the best, and those listed beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geopy.distance import great_circle

from app.events.containment import contains
from app.events.scene import Scene
from app.model.event import PlaceRelation
from app.model.toponym import Toponym

FINER = 0.45
"""A place inside the strongest one is taken instead where it is at least so strong beside it."""
_JOINTS = re.compile(
    r"^\s*(?:[,;]|[,;]?\s*(?:and|or|&|as well as|plus|also)\s*"
    r"(?:(?:also|a further|another|\w+)\s+(?=in |at |near |over ))?(?:in |at |near |over )?)\s*"
    r"(?:the )?(?:(?:villages?|towns?|cities|districts?) of )?$"
)
"""What stands between the members of a list of places."""
_QUALIFIES = re.compile(
    r"^(?:,|\s*\()?\s*(?:(?:a|an|the|in|of|on|at|located|situated|which is|town|city|village|district|county|province|"
    r"region|state|canton|mining|port|border|coastal|[\w-]*(?:north|south|east|west|central)[\w-]*|part|side)\b[\s,]*)*$",
    re.IGNORECASE,
)
"""What stands between a place and the larger one that tells where it lies: "A, a mining town in the north of B"."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A toponym seen from a trigger: how strongly it is where the event happened (0…1), and in which relation."""

    place: PlaceRelation
    score: float


def chosen(scene: Scene, strong: list[Attachment], scored: list[Attachment]) -> list[Attachment]:
    """The strongest of ``strong``; instead of it a finer place inside it; and those of ``scored`` listed beside it."""
    pairs = ((a.place.toponym, a.place.second) for a in scored)
    seconds = {second for first, second in pairs if second is not None and first.span.start < second.span.start}
    seconds |= {a.place.toponym for a in scored if _is_area_of_the_one_before(scene, a.place.toponym)}
    strong, scored = ([a for a in each if a.place.toponym not in seconds] for each in (strong, scored))
    if not strong:
        return []
    best = max(strong, key=lambda a: (a.score, -a.place.span.start))
    for other in strong:
        if other.score >= FINER * best.score and contains(best.place.toponym, other.place.toponym):
            best = other
    qualified = _qualified(scene, best, scored)
    if qualified is None:
        return []
    best = _on_the_road(scene, qualified, strong)
    sisters = [best, *(a for a in scored if a is not best and _listed(scene, a, best))]
    return [a for a in sisters if not any(o is not a and contains(a.place.toponym, o.place.toponym) for o in sisters)]


def _is_area_of_the_one_before(scene: Scene, toponym: Toponym) -> bool:
    """ "Deir Istiya, Salfit governorate": the area, known only by its town, tells where the place before it lies."""
    before = max((t for t in scene.toponyms if t.span.end <= toponym.span.start), key=_end, default=None)
    if before is None or _between(scene, before, toponym).strip() != "," or not _lies_beside(before, toponym):
        return False
    return scene.word_after(toponym) in scene.lexicon.space["heads"]


def _end(toponym: Toponym) -> int:
    return toponym.span.end


def _on_the_road(scene: Scene, best: Attachment, strong: list[Attachment]) -> Attachment:
    """ "On the A road 25 km north of B", "on the A–B highway near C": the road is long, the rest says where on it."""
    head = scene.heads[best.place.toponym]
    noun = scene.tree.head(head)
    road = (
        noun is not None
        and head.dep in {"compound", "nmod", "amod", "poss"}
        and noun.lemma in scene.lexicon.classes["route"]
    )
    if not road and best.place.second is None:
        return best
    finer = [
        a
        for a in strong
        if a is not best
        and a.place.relation in {"offset", "near"}
        and a.place.second is None
        and not _is_wider(a.place.toponym, best.place.toponym)
    ]
    return max(finer, key=lambda a: a.score, default=best)


def _between(scene: Scene, one: Toponym, other: Toponym) -> str:
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    return scene.parsed.article.text[first.end : second.start]


def _qualified(scene: Scene, best: Attachment, scored: list[Attachment]) -> Attachment | None:
    """In "A, in the canton of B" the sentence speaks of A, wherever the parse hangs what follows.

    None where the A that is meant is not the one of the gazetteer.
    """
    outer = best.place.toponym
    for other in scored:
        inner = other.place.toponym
        if inner.kind != "place" or inner.span.start > outer.span.start or inner is outer or _is_wider(inner, outer):
            continue
        if not _QUALIFIES.match(_plain(scene, _between(scene, inner, outer))):
            continue
        if contains(outer, inner) or _lies_beside(outer, inner):
            return Attachment(other.place, best.score)
        if best.place.inside and outer.place is not None and outer.place.feature.startswith("A."):
            return None
    return best


BESIDE_KM = 60.0
"""Borders of areas run otherwise in the gazetteer than on the ground by so much at most."""


def _lies_beside(outer: Toponym, inner: Toponym) -> bool:
    a, b = outer.place, inner.place
    if a is None or b is None or a.country != b.country:
        return False
    if a.admin1 is not None and a.admin1 == b.admin1:
        return True  # "in the north of Potosí" is of the area called so
    return bool(great_circle((a.lat, a.lon), (b.lat, b.lon)).km <= a.radius_km + BESIDE_KM)


def _is_wider(one: Toponym, other: Toponym) -> bool:
    a, b = one.place, other.place
    return a is None or b is None or a.radius_km > max(b.radius_km, 10.0)


def _plain(scene: Scene, words: str) -> str:
    """The words without other names among them: "in the Swiss canton of", "in Ethiopia's"."""
    for toponym in scene.toponyms:
        words = words.replace(f"{toponym.text}'s", "").replace(f"{toponym.text}’s", "").replace(toponym.text, "")
    return words


def _listed(scene: Scene, one: Attachment, best: Attachment) -> bool:
    a, b = one.place.toponym, best.place.toponym
    if contains(a, b) or contains(b, a) or not _relates_alike(one.place, best.place):
        return False
    if a.kind == b.kind == "place" and _in_one_list(scene, a, b):
        return True
    top = _list_head(scene, best)
    return top is not None and _list_head(scene, one) == top and one.score >= 0.7 * best.score


def _relates_alike(one: PlaceRelation, other: PlaceRelation) -> bool:
    return one.relation == other.relation or (one.inside and other.inside)


def _in_one_list(scene: Scene, one: Toponym, other: Toponym) -> bool:
    """Whether only commas and "and" stand between them and the places between them: "A, B, C and D"."""
    first, second = sorted((one.span.start, other.span.start))
    run = [t for t in scene.toponyms if first <= t.span.start <= second]
    if len(run) < 2 or any(t.kind != "place" for t in run):
        return False
    return all(_JOINTS.match(_between(scene, a, b)) for a, b in zip(run, run[1:], strict=False))


def _list_head(scene: Scene, attachment: Attachment) -> int | None:
    token = scene.heads[attachment.place.toponym]
    for _ in range(3):
        governor = scene.tree.head(token)
        if (
            token.dep in {"compound", "nmod"}
            and governor is not None
            and governor.lemma in scene.lexicon.space["heads"]
        ):
            token = governor
    return scene.tree.first_conjunct(token).i
