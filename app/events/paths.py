"""How far a word of a sentence is from an event, along the edges of its tree."""

from __future__ import annotations

from app.events.scene import Scene
from app.events.triggers import Found
from app.model.parsed import Token

OCCASIONS = frozenset({"after", "following", "since", "before", "despite", "over", "because", "amid", "during", "due"})
"""Prepositions that bring in another happening; where the sentence's own took place says nothing of it."""
BEFOREHAND = frozenset({"after", "following", "before", "since"})
"""Of these the place of the other happening is the sentence's own only where nothing better is told."""
LOCALS = frozenset({"resident", "villager", "inhabitant", "townspeople", "townsfolk", "local", "trader", "dweller"})
"""People who are where they are named after: "residents of X barricaded the road"."""
_UP = {
    "pobj": 0.95, "prep": 0.95, "dobj": 0.95, "nsubjpass": 0.95, "agent": 0.8, "attr": 0.9, "nsubj": 0.75, "conj": 0.85,
    "acl": 0.4, "relcl": 0.3, "advcl": 0.25, "ccomp": 0.2, "xcomp": 0.9, "parataxis": 0.4, "compound": 0.85,
    "poss": 0.7,
    "nmod": 0.85, "amod": 0.85, "appos": 0.85, "pcomp": 0.8, "npadvmod": 0.7, "advmod": 0.9, "dep": 0.6, "dative": 0.8,
}  # fmt: skip
_DOWN = {
    "nsubj": 0.9, "nsubjpass": 0.9, "dobj": 0.75, "attr": 0.85, "xcomp": 0.9, "ccomp": 0.2, "advcl": 0.55,
    "relcl": 0.45,
    "acl": 0.5, "conj": 0.5, "pobj": 0.75, "prep": 0.8, "pcomp": 0.6, "compound": 0.8, "appos": 0.7, "parataxis": 0.4,
    "agent": 0.8, "dep": 0.6, "npadvmod": 0.6, "amod": 0.7, "oprd": 0.8, "acomp": 0.8,
}  # fmt: skip
_OTHER_EDGE = 0.4


def core_of(scene: Scene, found: Found) -> set[int]:
    """The tokens that are the event: the trigger, its light verb, verbs that only lend it tense or aspect."""
    core = {t.i for t in scene.tree.tokens if found.span.start <= t.start < found.span.end}
    if found.governor is not None:
        core.add(found.governor.i)
    token = found.governor or found.token
    while token.dep == "xcomp" and (head := scene.tree.head(token)) is not None:
        if (
            head.lemma
            not in scene.lexicon.status["realis"]
            | scene.lexicon.status["failed_but_real"]
            | scene.lexicon.status["planned"]
        ):
            break
        core.add(head.i)
        token = head
    return core


def reach_of(scene: Scene, found: Found, core: set[int]) -> dict[int, float]:
    """For each ancestor of the event: how well what hangs there still belongs to the event."""
    reach: dict[int, float] = dict.fromkeys(core, 1.0)
    token, weight = found.governor or found.token, 1.0
    for ancestor in scene.tree.ancestors(token):
        edge = token.dep
        if ancestor.i not in reach:
            weight *= _DOWN.get(edge, _OTHER_EDGE)
            if edge in {"pobj", "pcomp"} and ancestor.lemma in OCCASIONS or ancestor.text.lower() == "ahead":
                weight *= 0.25
            reach[ancestor.i] = weight
        token = ancestor
    return reach


def climb(
    scene: Scene, token: Token, core: set[int], down: dict[int, float], rivals: set[int], leaves: bool = False
) -> float:
    """The rest of the way from the toponym's noun up to the event or to an ancestor of the event.

    ``leaves``: people are taken from where they are ("the evacuation of families from X").
    """
    weight, seen = 1.0, set()
    while token.i not in down:
        if token.i in seen:
            return 0.0
        seen.add(token.i)
        governor = scene.tree.head(token)
        if governor is None:
            return 0.0
        if governor.i not in core:
            weight *= 0.5 if token.i in rivals else 1.0
            weight *= _edge(scene, token, governor, leaves)
        elif token.dep in {"nsubj", "agent"}:
            weight *= 0.8
        elif token.dep in {"relcl", "acl"} and governor.pos in {"NOUN", "PROPN"}:
            weight *= 0.9
        elif token.dep in {"relcl", "acl", "advcl", "ccomp", "conj"}:
            weight *= _UP[token.dep]
        token = governor
    if token.i in core:
        return weight
    return weight * down[token.i] * (0.5 if token.i in rivals else 1.0)


def _edge(scene: Scene, token: Token, governor: Token, leaves: bool) -> float:
    if token.dep == "conj" and token.pos in {"NOUN", "PROPN"}:
        return 1.0
    weight = _UP.get(token.dep, _OTHER_EDGE)
    if token.dep == "prep" and token.text.lower() in BEFOREHAND and governor.pos == "VERB":
        return weight * 0.5
    if token.dep == "prep" and governor.pos in {"NOUN", "PROPN"}:
        word = token.text.lower()
        free = governor.lemma in LOCALS or leaves and word == "from"
        if word in {"from", "of"} and not free and scene.matches(governor, scene.lexicon.classes["people"]):
            return weight * 0.4
        if word in {"of", "to", "for"} and scene.matches(governor, scene.lexicon.space["roles"]):
            return weight * 0.5
    return weight
