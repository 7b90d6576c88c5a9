"""Who did it, to whom, and with what."""

from __future__ import annotations

from app.events.scene import Scene
from app.events.triggers import Found
from app.model.article import Span
from app.model.event import Participant
from app.model.event_type import group_of
from app.model.parsed import Token

_WEAPONS = ("drone", "missile", "artillery", "bomb", "gun", "blade", "usv", "warplane")
_MOST = 6


def participants(scene: Scene, found: Found) -> tuple[Participant, ...]:
    """Actors, targets and instruments among the trigger's arguments, at most six, in the text's order."""
    roles: dict[int, tuple[Token, str]] = {}
    passive_noun = found.token.pos in {"NOUN", "PROPN"}
    for token in found.args.subjects:
        roles.setdefault(token.i, (token, "instrument" if _is_weapon(scene, token) else "actor"))
    for token in found.args.objects:
        person = group_of(found.type) == "diplomacy" if found.type not in {"attack", "casualty"} else False
        role = "instrument" if _is_weapon(scene, token) and passive_noun else "actor" if person else "target"
        roles.setdefault(token.i, (token, role))
    for _, token in found.args.prepositions:
        if _is_weapon(scene, token):
            roles.setdefault(token.i, (token, "instrument"))
    kept = [_participant(scene, token, role) for token, role in roles.values() if _is_somebody(scene, found, token)]
    return tuple(sorted(kept, key=lambda p: p.span.start)[:_MOST])


def _is_weapon(scene: Scene, token: Token) -> bool:
    return any(scene.matches(token, scene.lexicon.classes[name]) for name in _WEAPONS)


def _is_somebody(scene: Scene, found: Found, token: Token) -> bool:
    """Not a pronoun, not the trigger itself, not the place where it happened."""
    if token.pos not in {"NOUN", "PROPN", "NUM"} or found.span.start <= token.start < found.span.end:
        return False
    return not (scene.is_place(token) and token.dep not in {"nsubj", "pobj"})


def _participant(scene: Scene, token: Token, role: str) -> Participant:
    start, end = scene.phrase(token)
    return Participant(Span(start, end), scene.parsed.article.text[start:end], role)
