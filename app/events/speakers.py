"""Places after which those who tell of an event are named: do they speak of where they are?"""

from __future__ import annotations

from app.events.background import asides
from app.events.paths import LOCALS
from app.events.place_roles import group_told
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.parsed import Token

WITNESSES = frozenset({"hospital", "clinic", "morgue", "mortuary", "police", "firefighter", "prosecutor", "mayor"})
"""They speak of what happened around them."""


def speaks_for(scene: Scene, demonym: Token, found: Found) -> bool:
    """ "The South African health ministry confirmed 160 cases": of disease and disaster a state speaks for itself."""
    noun = scene.tree.head(demonym)
    if noun is None or group_told(found.type) not in {"health", "nature"}:
        return False
    return noun.dep == "nsubj" and scene.matches(noun, scene.lexicon.classes["official"])


def tells_from(scene: Scene, token: Token) -> bool:
    """ "Police in X say that …": officials are named after the place of which they tell."""
    prep = scene.tree.head(token)
    noun = scene.tree.head(prep) if prep is not None else None
    verb = scene.tree.head(noun) if noun is not None else None
    if (
        token.dep != "pobj"
        or prep is None
        or noun is None
        or verb is None
        or prep.text.lower() not in {"in", "at", "of"}
    ):
        return False
    place = scene.toponym_at(token)
    if noun.dep != "nsubj" or place is None or place.place is None:
        return False
    if place.place.feature == "P.PPLC" and noun.lemma != "police":
        return False  # spokespeople of a state sit in its capital
    if _is_wide_service(scene, noun):
        return False
    if verb.lemma in scene.lexicon.attribution["speech"] and noun.lemma in LOCALS:
        return True
    if verb.lemma in scene.lexicon.attribution["speech"]:
        return scene.matches(noun, scene.lexicon.classes["official"])
    # "Police in X have opened an investigation after …": they work where it happened.
    return noun.lemma in {"police", "prosecutor", "firefighter", "detective"} and not scene.tree.is_passive(verb)


def sits_where_it_speaks(scene: Scene, token: Token, found: Found) -> bool:
    """ "…, the army in Bamako said": where a speaker sits is not where it happened.

    Unless it tells of itself ("officers in Libreville declared that they had taken power"). Read from the order of the
    words, since the parse often hangs such a speaker on the name before the comma.
    """
    if any(subject.pos == "PRON" for subject in found.args.subjects):
        return False
    tokens = scene.tree.tokens
    last, first = _ends(scene, token)
    follows = next((t for t in tokens[last + 1 : last + 4] if t.pos in {"VERB", "AUX", "PUNCT", "ADP"}), None)
    rates = asides(scene.lexicon.language)["rates"]
    if follows is None or follows.pos != "VERB" or follows.lemma not in scene.lexicon.attribution["speech"] | rates:
        return False
    speaker: list[Token] = []
    for before in reversed(tokens[:first]):
        if before.pos in {"PUNCT", "VERB", "AUX", "SCONJ", "CCONJ"}:
            break
        speaker.append(before)
    if len(speaker) < 2 or speaker[0].pos != "ADP":
        return False
    local = any(t.lemma in LOCALS | WITNESSES for t in speaker) and not _speaks_for_the_state(scene, token, speaker)
    return not local and any(t.pos in {"NOUN", "PROPN"} for t in speaker[1:])


def _is_wide_service(scene: Scene, noun: Token) -> bool:
    """A weather service or an institute with a name tells of all the country around its office."""
    words = asides(scene.lexicon.language)
    named = noun.pos == "PROPN" and noun.text.lower() in words["wide_services"]
    return named and not any(c.text.lower() in words["local_services"] for c in scene.tree.children(noun))


def _speaks_for_the_state(scene: Scene, token: Token, speaker: list[Token]) -> bool:
    """ "A police spokesman in Nairobi": in a capital they speak of the whole country."""
    toponym = scene.toponym_at(token)
    capital = toponym is not None and toponym.place is not None and toponym.place.feature == "P.PPLC"
    return capital and any(t.lemma in asides(scene.lexicon.language)["spokespeople"] for t in speaker)


def _ends(scene: Scene, token: Token) -> tuple[int, int]:
    """Positions in the sentence of the last and the first token of the name that the token is part of."""
    at = token.i - scene.tree.tokens[0].i
    toponym = scene.toponym_at(token)
    name = [] if toponym is None else [i for i, t in enumerate(scene.tree.tokens) if scene.toponym_at(t) is toponym]
    return max(name, default=at), min(name, default=at)


def is_where_it_was_said(scene: Scene, token: Token, found: Found) -> bool:
    """ "The judge said in X that …": of the place the sentence tells only that somebody spoke there."""
    prep = scene.tree.head(token)
    verb = scene.tree.head(prep) if prep is not None else None
    if prep is None or verb is None or token.dep != "pobj" or verb.lemma not in scene.lexicon.attribution["speech"]:
        return False
    tokens = scene.tree.tokens
    last, _ = _ends(scene, token)
    clause = next(iter(tokens[last + 1 : last + 2]), None)
    told = prep.start > verb.start and clause is not None and clause.text.lower() == "that"
    return told and found.token.start > prep.start and verb.i != found.token.i
