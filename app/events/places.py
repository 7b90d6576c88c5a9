"""Which of a sentence's toponyms is where the event happened: paths between trigger and toponym."""

from __future__ import annotations

from dataclasses import replace

from app.events.choice import Attachment, chosen
from app.events.offsets import offset as read_offset
from app.events.offsets import other_side
from app.events.offsets import part as read_part
from app.events.scene import Scene
from app.events.triggers import Found
from app.events.unknown import WIDE_KM, unknown_names, unknown_part
from app.model.event import PlaceRelation
from app.model.event_type import group_of
from app.model.parsed import Token
from app.model.toponym import Toponym

ENOUGH = 0.12
"""Attachments below this are no evidence that the event happened there."""
OCCASIONS = frozenset({"after", "following", "since", "before", "despite", "over", "because", "amid", "during", "due"})
"""Prepositions that bring in another happening; where the sentence's own took place says nothing of it."""
BEFOREHAND = frozenset({"after", "following", "before", "since"})
"""Of these the place of the other happening is the sentence's own only where nothing better is told."""
LOCALS = frozenset({"resident", "villager", "inhabitant", "townspeople", "townsfolk", "local", "trader", "dweller"})
"""People who are where they are named after: "residents of X barricaded the road"."""
WITNESSES = frozenset({"hospital", "clinic", "morgue", "mortuary", "police", "firefighter", "prosecutor", "mayor"})
"""They speak of what happened around them."""
COURTS = frozenset({"court", "tribunal", "jury", "magistrate", "judge"})
"""They sit where they are named after: "a Moscow court jailed"."""
FAINT = 0.05
"""Below this a toponym's role rules it out."""
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
FORCES = frozenset({"arrest", "raid", "trial", "rescue"})
"""Types done by people who are named after where they work: "Leeds police arrested two men"."""
WAGED = frozenset({"air_strike", "drone_attack", "missile_strike", "shelling", "naval_attack"})
"""Types of which a state's name before the trigger tells who did it: "a US drone strike"."""

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
    same_kind = any(_group(o.type) == _group(found.type) for o in others if o is not found)
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
        head, relation, _ = _lift(scene, token)
        score, _ = _first_edge(scene, head, relation, found, core, down)
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


def _attachment(
    scene: Scene, toponym: Toponym, found: Found, core: set[int], down: dict[int, float], rivals: set[int]
) -> Attachment | None:
    head = scene.heads.get(toponym)
    if head is None or toponym.place is None or head.i in core and not _is_modifier(head):
        return None
    token, relation, demonym_ok = _lift(scene, head)
    if toponym.kind == "part" or toponym.place.feature == "L.CONT":  # nobody looks for an event in all of Asia
        return None
    if toponym.kind == "demonym" and not demonym_ok:
        spoken_for = _speaks_for(scene, head, found)
        return Attachment(PlaceRelation(toponym, "in", toponym.span), 0.4) if spoken_for else None
    before = scene.parsed.article.text[scene.sentence.span.start : toponym.span.start]
    offset = read_part(scene, before, toponym) or read_offset(scene, before, toponym)
    if offset is not None and offset.relation == "context":
        return None
    score, relation = _first_edge(scene, token, relation, found, core, down)
    score *= climb(scene, token, core, down, rivals, leaves=found.type in LEAVES)
    if _tells_from(scene, token):
        score = max(score, 0.3)
    elif _sits_where_it_speaks(scene, token, found):
        score *= 0.05
    if toponym.kind == "metonym":
        score *= 0.3
    elif toponym.kind == "demonym":
        score *= 0.8
    place = offset or PlaceRelation(toponym, relation, toponym.span)
    if toponym.place.feature.startswith("A.") and (place.relation in {"border", "between"}):
        across = place.second or other_side(scene, toponym)
        place = replace(place, relation="border", second=across) if across is not None else place
    return Attachment(place, score)


def _speaks_for(scene: Scene, demonym: Token, found: Found) -> bool:
    """ "The South African health ministry confirmed 160 cases": of disease and disaster a state speaks for itself."""
    noun = scene.tree.head(demonym)
    if noun is None or _group(found.type) not in {"health", "nature"}:
        return False
    return noun.dep == "nsubj" and scene.matches(noun, scene.lexicon.classes["official"])


def _tells_from(scene: Scene, token: Token) -> bool:
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
    if verb.lemma in scene.lexicon.attribution["speech"] and noun.lemma in LOCALS:
        return True
    if verb.lemma in scene.lexicon.attribution["speech"]:
        return scene.matches(noun, scene.lexicon.classes["official"])
    # "Police in X have opened an investigation after …": they work where it happened.
    return noun.lemma in {"police", "prosecutor", "firefighter", "detective"} and not scene.tree.is_passive(verb)


def _sits_where_it_speaks(scene: Scene, token: Token, found: Found) -> bool:
    """ "…, the army in Bamako said": where a speaker sits is not where it happened.

    Unless it tells of itself ("officers in Libreville declared that they had taken power"). Read from the order of the
    words, since the parse often hangs such a speaker on the name before the comma.
    """
    if any(subject.pos == "PRON" for subject in found.args.subjects):
        return False
    tokens = scene.tree.tokens
    at = token.i - tokens[0].i
    follows = next((t for t in tokens[at + 1 : at + 4] if t.pos in {"VERB", "AUX", "PUNCT", "ADP"}), None)
    if follows is None or follows.pos != "VERB" or follows.lemma not in scene.lexicon.attribution["speech"]:
        return False
    speaker: list[Token] = []
    for before in reversed(tokens[:at]):
        if before.pos in {"PUNCT", "VERB", "AUX", "SCONJ", "CCONJ"}:
            break
        speaker.append(before)
    if len(speaker) < 2 or speaker[0].pos != "ADP":
        return False
    local = any(t.lemma in LOCALS | WITNESSES for t in speaker)
    return not local and any(t.pos in {"NOUN", "PROPN"} for t in speaker[1:])


def _is_modifier(token: Token) -> bool:
    return token.dep in {"compound", "nmod", "amod", "poss"}


def _lift(scene: Scene, head: Token) -> tuple[Token, str | None, bool]:
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


def _first_edge(
    scene: Scene, token: Token, relation: str | None, found: Found, core: set[int], down: dict[int, float]
) -> tuple[float, str]:
    """What the toponym's own grammatical role says, and the relation it gives."""
    governor = scene.tree.head(token)
    top = scene.tree.first_conjunct(token)
    if top.i != token.i:
        return _first_edge(scene, top, relation, found, core, down)
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
        return _subject(scene, governor, found, core), relation or "in"
    if dep in {"compound", "nmod", "amod", "poss"}:
        return _modifier(scene, token, governor, found, core), relation or "in"
    if dep == "appos":
        if scene.toponym_at(governor) is not None:
            return _first_edge(scene, governor, relation, found, core, down)
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
        if _group(found.type) == "infrastructure" and holder is not None and holder.dep in SUPPLIED:
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


def _subject(scene: Scene, verb: Token, found: Found, core: set[int]) -> float:
    """A place as subject: where something happens to it ("Kherson came under fire"), not where it acts."""
    if found.type == "capture" and verb.i in core and verb.lemma == "fall":
        return 1.0
    if found.token.i == verb.i:
        acts = found.type == "closure" and any(child.dep in {"dobj", "obj"} for child in scene.tree.children(verb))
        return 0.9 if found.type in SUFFERS and not acts else 0.05
    speaks = verb.lemma in scene.lexicon.attribution["speech"] and _group(found.type) not in COUNTED
    if verb.lemma in scene.lexicon.space["place_subjects"] and not speaks:
        return 0.8
    return 0.15


def _group(type_: str) -> str:
    return "casualty" if type_ == "casualty" else group_of(type_)


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
