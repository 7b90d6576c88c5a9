"""What a toponym's own grammatical role in a sentence says of an event's being there."""

from __future__ import annotations

from app.events.paths import LOCALS
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.event_type import group_of
from app.model.parsed import Token

COURTS = frozenset({"court", "tribunal", "jury", "magistrate", "judge"})
"""They sit where they are named after: "a Moscow court jailed"."""
MOVES = frozenset({"visit", "deployment", "migration", "evacuation", "transport_accident"})
"""Types whose destination is where they happen."""
LEAVES = frozenset({"evacuation", "rescue", "abduction", "migration", "robbery", "piracy", "weapons_test"})
"""Types that happen where somebody or something is taken from."""
SUFFERS = frozenset({"flood", "outage", "eruption", "closure", "election", "air_alert", "outbreak"})
"""Types whose verb's subject is where they happen ("the airport closed", "the volcano erupted")."""
SUPPLIED = frozenset({"nsubj", "nsubjpass", "dobj", "compound"})
"""Roles of what is cut: "water supply to X", "the road to X"."""
COUNTED = frozenset({"health", "nature", "accident"})
"""Groups of events that places themselves report ("Canada reported five cases")."""
SITES = frozenset({"port", "seaport", "harbour", "harbor", "airport", "airfield", "crossing", "terminal", "refinery"})
"""What closes by halting its own traffic: "the port of X suspended loading"."""
FORCES = frozenset({"arrest", "raid", "trial", "rescue"})
"""Types done by people who are named after where they work: "Leeds police arrested two men"."""
WAGED = frozenset({"air_strike", "drone_attack", "missile_strike", "shelling", "naval_attack"})
"""Types of which a state's name before the trigger tells who did it: "a US drone strike"."""


def lift(scene: Scene, head: Token) -> tuple[Token, str | None, bool]:
    """ "the outskirts of X", "the X region": the noun that stands for the place, and what it does to the relation."""
    heads = scene.lexicon.space["heads"]
    token, relation, lifted = head, None, False
    for _ in range(4):
        governor = scene.tree.head(token)
        if governor is None:
            break
        if token.dep == "pobj" and governor.text.lower() == "of" and (outer := scene.tree.head(governor)) is not None:
            if outer.lemma not in heads or scene.toponym_at(outer) is not None:
                break
            token = outer
        elif (
            token.dep in {"compound", "amod", "nmod", "poss", "appos"}
            and governor.lemma in heads
            and scene.toponym_at(governor) is None
        ):
            token = governor
        else:
            break
        lifted = True
        kind = heads[token.lemma]
        relation = kind if kind != "in" else relation
    return token, relation, lifted


def first_edge(
    scene: Scene, token: Token, relation: str | None, found: Found, core: set[int], down: dict[int, float]
) -> tuple[float, str]:
    """What the toponym's own grammatical role says, and the relation it gives."""
    governor = scene.tree.head(token)
    top = scene.tree.first_conjunct(token)
    if top.i != token.i:
        return first_edge(scene, top, relation, found, core, down)
    if governor is None:
        return 0.6, relation or "in"
    dep = token.dep
    if dep == "pobj" or (dep == "pcomp" and governor.pos == "ADP"):
        return _preposition(scene, token, governor, relation, found, core)
    if dep in {"dobj", "dative", "oprd", "attr"}:
        return (1.0 if governor.i in core else 0.35), relation or "in"
    if dep == "nsubjpass":
        return (1.0 if governor.i in core else 0.4), relation or "in"
    if dep == "nsubj":
        return _subject(scene, token, governor, found, core), relation or "in"
    if dep in {"compound", "nmod", "amod", "poss"}:
        return _modifier(scene, token, governor, found, core), relation or "in"
    if dep == "appos":
        if scene.toponym_at(governor) is not None:
            return first_edge(scene, governor, relation, found, core, down)
        return 0.8, relation or "in"
    return 0.65, relation or "in"


def _preposition(
    scene: Scene, token: Token, prep: Token, relation: str | None, found: Found, core: set[int]
) -> tuple[float, str]:
    relations = scene.lexicon.space["relations"]
    holder = scene.tree.head(prep)
    together = f"{holder.text} {prep.text}".lower() if holder is not None else ""
    said = relations.get(together) or relations.get(prep.text.lower())
    direct = holder is not None and holder.i in core
    if said == "between" and found.token.pos in {"NOUN", "PROPN"} and direct and relation != "border":
        return 0.1, said
    if said in {"in", "near", "off", "between"}:
        return 1.0, relation if relation and said == "in" else said
    if said == "destination":
        if group_told(found.type) == "infrastructure" and holder is not None and holder.dep in SUPPLIED:
            return 0.9, relation or "in"
        moves = found.type in MOVES and (direct or (holder is not None and holder.pos in {"VERB", "NOUN"}))
        return (
            1.0 if moves and direct else 0.75 if moves and found.type != "transport_accident" else 0.12
        ), relation or "in"
    if said == "origin":
        return _origin(scene, token, holder, found, core), relation or "in"
    if said == "direction":
        return (0.8 if found.type == "storm" and direct else 0.12), relation or "in"
    if said == "against":
        return (0.8 if direct else 0.3), relation or "in"
    if said == "of":
        return _of(scene, holder, core), relation or "in"
    return 0.25, relation or "in"


def _origin(scene: Scene, token: Token, holder: Token | None, found: Found, core: set[int]) -> float:
    """ "Rescued from a boat off X", "the evacuation of families from X": where they are taken from."""
    if found.type not in LEAVES or holder is None:
        return 0.12
    if holder.i in core:
        return 0.9
    place = scene.toponym_at(token)
    whole = place is not None and place.place is not None and place.place.feature.startswith("A.PCL")
    return 0.9 if not whole and any(holder.i == taken.i for taken in found.args.objects) else 0.12


def _of(scene: Scene, holder: Token | None, core: set[int]) -> float:
    if holder is None:
        return 0.3
    if holder.i in core:
        return 1.0
    if holder.lemma in LOCALS:
        return 0.6
    if scene.matches(holder, scene.lexicon.space["roles"]) or holder.ent in {"PERSON", "ORG"}:
        return 0.05
    if scene.matches(holder, scene.lexicon.classes["people"]):
        return 0.3
    return 0.7


def _subject(scene: Scene, token: Token, verb: Token, found: Found, core: set[int]) -> float:
    """A place as subject: where something happens to it ("Kherson came under fire"), not where it acts."""
    if found.type == "capture" and verb.i in core and verb.lemma == "fall":
        return 1.0
    if found.token.i == verb.i:
        acts = found.type == "closure" and any(child.dep in {"dobj", "obj"} for child in scene.tree.children(verb))
        acts = acts and not _is_site(scene, token)  # "Munich airport closed its runways"
        return 0.9 if found.type in SUFFERS and not acts else 0.05
    speaks = verb.lemma in scene.lexicon.attribution["speech"] and group_told(found.type) not in COUNTED
    if verb.lemma in scene.lexicon.space["place_subjects"] and not speaks:
        return 0.8
    return 0.15


def _modifier(scene: Scene, token: Token, noun: Token, found: Found, core: set[int]) -> float:
    toponym = scene.toponym_at(token)
    state = toponym is not None and toponym.place is not None and toponym.place.feature.startswith("A.PCL")
    if noun.i in core:
        return 0.1 if state and found.type in WAGED else 0.95
    governor = scene.tree.head(noun)
    if noun.dep == "pobj" and governor is not None and governor.lemma in {"in", "at", "outside", "near", "inside"}:
        return 0.8
    if found.type in FORCES and (noun.lemma in COURTS or scene.matches(noun, scene.lexicon.classes["police"])):
        return 0.9 if noun.lemma in COURTS else 0.5
    if scene.matches(noun, scene.lexicon.space["roles"]) or noun.ent in {"PERSON"} or scene.is_person(noun):
        return 0.05
    if scene.matches(noun, scene.lexicon.classes["people"]) or scene.matches(noun, scene.lexicon.classes["armed"]):
        return 0.25
    if state:
        # "Russia's launch facility" tells whose it is; where in that country it stands is not said.
        return 0.3
    if scene.matches(noun, scene.lexicon.classes["building"]):
        return 0.85
    return 0.45


def _is_site(scene: Scene, token: Token) -> bool:
    """An airport or a port, by its name or by the noun before its "of X"."""
    toponym = scene.toponym_at(token)
    named = toponym is not None and toponym.place is not None and toponym.place.feature.startswith("S.")
    return named or scene.matches(token, scene.lexicon.classes["building"]) or token.lemma in SITES


def group_told(type_: str) -> str:
    """The type's group; people harmed, of which nothing better is told, are one of their own."""
    return "casualty" if type_ == "casualty" else group_of(type_)
