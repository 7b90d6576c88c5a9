"""Which of a sentence's toponyms is where the event happened: paths between trigger and toponym."""

from __future__ import annotations

from dataclasses import replace

from app.events.choice import Attachment, chosen
from app.events.offsets import offset as read_offset
from app.events.offsets import other_side
from app.events.offsets import part as read_part
from app.events.paths import climb, core_of, reach_of
from app.events.place_roles import LEAVES, MOVES, first_edge, group_told, lift
from app.events.scene import Scene
from app.events.speakers import is_where_it_was_said, sits_where_it_speaks, speaks_for, tells_from
from app.events.triggers import Found
from app.events.unknown import WIDE_KM, is_half, unknown_names, unknown_part
from app.model.event import PlaceRelation
from app.model.parsed import Token
from app.model.toponym import Toponym

ENOUGH = 0.12
"""Attachments below this are no evidence that the event happened there."""
FAINT = 0.05
"""Below this a toponym's role rules it out."""


def attach(scene: Scene, found: Found, others: list[Found]) -> list[Attachment]:
    """Where the event happened: the best attachment and those coordinated with it; empty where none will do."""
    core = core_of(scene, found)
    down = reach_of(scene, found, core)
    rivals = {token for other in others if other is not found for token in core_of(scene, other)} - core
    scored = [a for toponym in scene.toponyms if (a := _attachment(scene, toponym, found, core, down, rivals))]
    strong = [a for a in scored if a.score >= ENOUGH]
    if strong:
        named = [a for a in chosen(scene, strong, scored) if unknown_part(scene, a.place) is None]
        return [a for a in named if not _told_elsewhere(scene, a, found, core, down, rivals)]
    same_kind = any(group_told(o.type) == group_told(found.type) for o in others if o is not found)
    return [] if same_kind else _only_place(scene, scored, found)


def _told_elsewhere(
    scene: Scene, best: Attachment, found: Found, core: set[int], down: dict[int, float], rivals: set[int]
) -> bool:
    """Whether a name that the gazetteer lacks stands nearer to the event than ``best``: it happened there, not here."""
    if best.place.relation == "offset" and best.place.distance_km is not None:
        return False
    place = best.place.toponym.place
    wide = place is not None and (place.feature.startswith("A.") or place.radius_km > WIDE_KM)
    unknown = 0.0
    above = {t.i for t in scene.tree.ancestors(scene.heads[best.place.toponym])}
    for token in unknown_names(scene):
        if not wide and token.i in above:
            continue  # "outside Rail Bhavan in New Delhi" is in New Delhi
        head, relation, _ = lift(scene, token)
        score, _ = first_edge(scene, head, relation, found, core, down)
        unknown = max(unknown, score * climb(scene, head, core, down, rivals))
    return unknown >= ENOUGH and unknown * (NEARER if wide else CLEARLY) > best.score


NEARER = 1.1
"""An unknown name so strong beside a wide place is taken for where it happened …"""
CLEARLY = 0.6
"""… and beside a town only where it is this much stronger: it may be a street of the town."""


def _only_place(scene: Scene, scored: list[Attachment], found: Found) -> list[Attachment]:
    """The one place that a sentence names is likely where it happened, if its role does not say otherwise."""
    named = {t.place.place_id for t in scene.toponyms if t.kind == "place" and t.place is not None}
    faint = [a for a in scored if a.score >= FAINT and a.place.toponym.kind == "place"]
    best = [a for a in faint if scene.heads[a.place.toponym].dep == "pobj"]
    if found.type in MOVES:
        best = [a for a in best if not _is_ahead(scene, a)]
    return [Attachment(best[0].place, 0.2)] if best and len(named) == 1 else []


def _is_ahead(scene: Scene, attachment: Attachment) -> bool:
    """ "Hundreds fled on foot towards Mueda"."""
    prep = scene.tree.head(scene.heads[attachment.place.toponym])
    return prep is not None and scene.lexicon.space["relations"].get(prep.text.lower()) == "direction"


def _attachment(
    scene: Scene, toponym: Toponym, found: Found, core: set[int], down: dict[int, float], rivals: set[int]
) -> Attachment | None:
    head = scene.heads.get(toponym)
    if head is None or toponym.place is None or head.i in core and not _is_modifier(head):
        return None
    token, relation, demonym_ok = lift(scene, head)
    if toponym.kind == "part" or toponym.place.feature == "L.CONT" or is_half(scene, toponym):
        return None  # nobody looks for an event in all of Asia
    if toponym.kind == "demonym" and not demonym_ok:
        spoken_for = speaks_for(scene, head, found)
        return Attachment(PlaceRelation(toponym, "in", toponym.span), 0.4) if spoken_for else None
    before = scene.parsed.article.text[scene.sentence.span.start : toponym.span.start]
    offset = read_part(scene, before, toponym) or read_offset(scene, before, toponym)
    if offset is not None and offset.relation == "context":
        return None
    score, relation = first_edge(scene, token, relation, found, core, down)
    score *= climb(scene, token, core, down, rivals, leaves=found.type in LEAVES)
    if tells_from(scene, token):
        score = max(score, 0.3)
    elif sits_where_it_speaks(scene, token, found) or is_where_it_was_said(scene, token, found):
        score *= 0.04  # below what counts as faint
    if toponym.kind == "metonym":
        score *= 0.3
    elif toponym.kind == "demonym":
        score *= 0.8
    place = offset or PlaceRelation(toponym, relation, toponym.span)
    if toponym.place.feature.startswith("A.") and (place.relation in {"border", "between"}):
        across = place.second or other_side(scene, toponym)
        place = replace(place, relation="border", second=across) if across is not None else place
    return Attachment(place, score)


def _is_modifier(token: Token) -> bool:
    return token.dep in {"compound", "nmod", "amod", "poss"}
