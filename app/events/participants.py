"""Who did it, to whom, and with what."""

from __future__ import annotations

from app.events.scene import Scene
from app.events.triggers import Found
from app.model.article import Span
from app.model.event import Participant
from app.model.event_type import group_of
from app.model.parsed import Token

_WEAPONS = ("drone", "missile", "artillery", "bomb", "gun", "blade", "usv", "warplane")
_FORCES = ("storms", "water", "slope", "disaster", "disease")
"""Classes of what happens rather than acts: a tornado is no participant."""
_WITH_WEAPONS = frozenset({"armed", "seizure", "state", "unrest"})
"""Groups of types whose events are done with a weapon; an aircraft that crashes is no instrument."""
_SUFFERED = frozenset({"accident", "nature", "health"})
"""Groups whose people suffer the event even as a subject ("six people perished")."""
_OUTSIDE = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "ccomp", "parataxis", "xcomp", "advmod"})
"""Edges at which a readable noun phrase ends."""
_MOST = 6


def participants(scene: Scene, found: Found) -> tuple[Participant, ...]:
    """Actors, targets and instruments among the trigger's arguments, at most six, in the text's order."""
    group = group_of(found.type) if found.type not in {"attack", "casualty"} else "armed"
    roles: dict[int, tuple[Token, str]] = {}
    for token in found.args.subjects:
        roles.setdefault(token.i, (token, _subject_role(scene, token, group)))
    for token in found.args.objects:
        roles.setdefault(token.i, (token, _object_role(scene, token, group, found)))
    for _, token in found.args.prepositions:
        if _is_weapon(scene, token, group):
            roles.setdefault(token.i, (token, "instrument"))
    kept = [_participant(scene, token, role) for token, role in roles.values() if _is_somebody(scene, found, token)]
    return tuple(sorted(kept, key=lambda p: p.span.start)[:_MOST])


def _subject_role(scene: Scene, token: Token, group: str) -> str:
    if _is_weapon(scene, token, group):
        return "instrument"
    return "target" if group in _SUFFERED and scene.matches(token, scene.lexicon.classes["people"]) else "actor"


def _object_role(scene: Scene, token: Token, group: str, found: Found) -> str:
    if found.token.pos in {"NOUN", "PROPN"} and _is_weapon(scene, token, group):
        return "instrument"
    return "actor" if group == "diplomacy" else "target"


def _is_weapon(scene: Scene, token: Token, group: str) -> bool:
    """Whether it is a weapon of the event; "fighters" and "bombers" are people."""
    classes = scene.lexicon.classes
    if group not in _WITH_WEAPONS or scene.matches(token, classes["people"] | classes["armed"]):
        return False
    return any(scene.matches(token, classes[name]) for name in _WEAPONS)


def _is_somebody(scene: Scene, found: Found, token: Token) -> bool:
    """Not a pronoun, not the trigger itself, not the place where it happened, not a force of nature."""
    if (
        token.pos not in {"NOUN", "PROPN", "NUM"}
        or token.ent in {"DATE", "TIME"}
        or found.span.start <= token.start < found.span.end
    ):
        return False
    if any(scene.matches(token, scene.lexicon.classes[name]) for name in _FORCES):
        return False
    return not (scene.is_place(token) and (token.dep not in {"nsubj", "pobj"} or _is_natural(found)))


def _is_natural(found: Found) -> bool:
    """Whether a place as subject is what erupts or floods, not a state that acts."""
    return found.type not in {"attack", "casualty"} and group_of(found.type) == "nature"


def _participant(scene: Scene, token: Token, role: str) -> Participant:
    """The noun phrase around the head with its "of" phrase, without clauses: "fighters of the front"."""
    tree = scene.tree
    inside = [token]
    for at in inside:
        for child in tree.children(at):
            outside = child.lemma != "of" if child.dep == "prep" else child.dep in _OUTSIDE
            if not outside:
                inside.append(child)
    run = _unbroken(sorted(inside, key=lambda t: t.i), token)
    start, end = run[0].start, run[-1].end
    return Participant(Span(start, end), scene.parsed.article.text[start:end], role)


def _unbroken(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens around ``head`` without a gap of more than a hyphen between them."""
    at = tokens.index(head)
    first = last = at
    while first > 0 and tokens[first].i - tokens[first - 1].i <= 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 1:
        last += 1
    return tokens[first : last + 1]
