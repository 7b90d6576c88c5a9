"""Whether an event happened: the cues on the way from its trigger to the root of the sentence."""

from __future__ import annotations

import re

from app.events.phrase import MONTHS, WEEKDAYS
from app.events.reading import Reading, about_subject, governing_adjective, governing_noun, wished
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.parsed import Token

_OPEN_EDGES = frozenset(
    {
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "pcomp",
        "acl",
        "attr",
        "oprd",
        "nsubj",
        "nsubjpass",
        "prep",
        "acomp",
        "agent",
        "csubj",
        "parataxis",
    }
)
"""Edges through which a governor's mood reaches down."""
_COMPLEMENTS = frozenset(
    {"xcomp", "ccomp", "dobj", "pcomp", "pobj", "acl", "prep", "attr", "nsubjpass", "oprd", "relcl"}
)
PLANS_NOUNS = frozenset({"plan", "schedule", "expect", "prepare", "await", "slate", "arrange"})
"""Verbs whose noun object is planned too ("plans a visit"); the others need an infinitive ("set to visit")."""
BELIEFS = frozenset({"think", "believe", "fear", "know"})
"""In the passive they only hedge: "five people are thought to be buried"."""


def read_status(scene: Scene, found: Found) -> Reading:
    """Walk from the trigger to the root; each cue counts within its clause."""
    reading = Reading()
    token = found.token
    _own_cues(scene, found, reading)
    seen = {token.i}
    while True:
        head = scene.tree.head(token)
        if head is None or head.i in seen:
            break
        seen.add(head.i)
        if not _step(scene, token, head, reading):
            _claims_above(scene, head, reading)
            break
        token = head
    if _is_fiction(scene, seen) or _is_staged(scene, found):
        reading.generic = True
    if scene.tree.tokens and scene.tree.tokens[-1].text == "?" and reading.factuality == "asserted":
        reading.suppose("?")
    return reading


def _is_fiction(scene: Scene, path: set[int]) -> bool:
    """ "In her novel, a bomb goes off": told of a work of art, not of the world."""
    for prep in scene.tree.tokens:
        if prep.text.lower() in {"in", "throughout"} and prep.head in path:
            works = scene.tree.dependents(prep, frozenset({"pobj"}))
            if any(work.lemma in scene.lexicon.status["fiction"] for work in works):
                return True
    return False


def _is_staged(scene: Scene, found: Found) -> bool:
    """ "The sirens were part of a drill" tells of no alert, and of no exercise of an army."""
    staged, alarms = scene.lexicon.status["staged"], scene.lexicon.status["alarms"]
    for verb in scene.tree.ancestors(found.token):
        subjects = scene.tree.dependents(verb, frozenset({"nsubj"}))
        if verb.lemma != "be" or not any(subject.lemma in alarms for subject in subjects):
            continue
        said = scene.tree.dependents(verb, frozenset({"attr"}))
        parts = [t for noun in said for t in _below(scene, noun, frozenset({"of"}))]
        return found.type in {"air_alert", "exercise"} and any(t.lemma in staged for t in (*said, *parts))
    return False


def _claims_above(scene: Scene, token: Token, reading: Reading) -> None:
    """What a side clause tells ("drones that had attacked") is said by whoever says the clause it hangs on."""
    lexicon = scene.lexicon.attribution
    for verb in [token, *scene.tree.ancestors(token)]:
        text = scene.parsed.article.text
        below = {c.dep for c in scene.tree.children(verb) if ";" not in text[c.end : verb.start]}
        if verb.lemma in lexicon["speech"] | lexicon["claim"] and below & {"ccomp", "parataxis"}:
            reading.speech.append(verb)
            reading.claimed = reading.claimed or verb.lemma in lexicon["claim"]
        if any(c.text.lower() in lexicon["claim_adverbs"] for c in scene.tree.children(verb) if c.dep == "advmod"):
            reading.claimed = True


def _own_cues(scene: Scene, found: Found, reading: Reading) -> None:
    lexicon, token = scene.lexicon, found.token
    _clause_cues(scene, token, reading)
    if any(_is_nobody(scene, arg) for arg in [*found.args.subjects, *found.args.objects]):
        reading.negated = True
    for child in scene.tree.children(token):
        low = child.text.lower()
        if child.dep in {"amod", "compound", "advmod"}:
            if low in lexicon.status["planned_adjectives"]:
                reading.plan(low)
            elif (
                low in lexicon.status["hypothetical_adjectives"]
                or child.lemma in lexicon.status["hypothetical_adjectives"]
            ):
                reading.suppose(low)
            elif low in lexicon.attribution["claim_adjectives"] or low in lexicon.attribution["claim_adverbs"]:
                reading.claimed = True
                reading.cues.append(low)
        if child.dep == "det" and low == "no" or (child.dep == "neg"):
            reading.negated = True
    if token.pos == "VERB" and _is_to(scene, token):
        reading.plan("to")
    if _is_set_for_day(scene, token):
        reading.plan(token.text.lower())
    if found.type == "visit" and token.lemma in lexicon.status["planned"]:
        reading.plan(token.lemma)  # "is due in", "is expected at"
    if found.entry.negated:
        reading.negated = False  # the event itself is that something does not happen


def _is_set_for_day(scene: Scene, verb: Token) -> bool:
    """Whether the verb itself puts the event on a day to come: put off to it, called for it, to be done by it."""
    status = scene.lexicon.status
    if verb.lemma in status["ordered"]:
        deeds = scene.tree.dependents(verb, frozenset({"xcomp", "ccomp"}))
        limits = [t for deed in (verb, *deeds) for t in _below(scene, deed, frozenset({"by", "before"}))]
        own = [*_below(scene, verb, frozenset({"on"})), *scene.tree.children(verb)]
        if not deeds or any(token.ent == "DATE" for token in own):
            return False  # "on Monday they were ordered to leave by Thursday"
        return any(token.ent in {"DATE", "TIME"} for token in limits)
    if verb.lemma in status["put_off"] and _names_new_time(scene, verb):
        return True
    return verb.lemma in status["called"] and _names_day(scene, verb)


def _names_new_time(scene: Scene, verb: Token) -> bool:
    """ "Postponed to 19 June", "adjourned until Monday"."""
    return any(child.ent in {"DATE", "TIME"} for child in _below(scene, verb, frozenset({"to", "until", "till"})))


def _names_day(scene: Scene, verb: Token) -> bool:
    """ "Called a strike for Friday", not "for three days"."""
    days = (*MONTHS, *WEEKDAYS, "tomorrow")
    return any(child.text.lower() in days for child in _below(scene, verb, frozenset({"for"})))


def _below(scene: Scene, verb: Token, prepositions: frozenset[str]) -> list[Token]:
    """What hangs on these prepositions of the verb."""
    preps = [c for c in scene.tree.children(verb) if c.dep == "prep" and c.text.lower() in prepositions]
    return [child for prep in preps for child in scene.tree.children(prep)]


def _is_nobody(scene: Scene, token: Token) -> bool:
    """ "Nobody", "no one", "no arrests"."""
    if token.text.lower() in {"nobody", "none", "nothing"}:
        return True
    children = scene.tree.children(token)
    if any(child.dep == "det" and child.text.lower() == "no" for child in children):
        return True
    one = any(child.text.lower() in {"a", "one", "single"} for child in children)
    return one and any(child.dep == "neg" for child in children)  # "not a shot"


def _clause_cues(scene: Scene, verb: Token, reading: Reading) -> None:
    """Auxiliaries, negation, conditionals and adverbs that stand directly at a verb."""
    if verb.pos not in {"VERB", "AUX"}:
        return
    lexicon = scene.lexicon
    children = scene.tree.children(verb)
    for child in children:
        low = child.text.lower()
        if child.dep in {"aux", "auxpass"}:
            if low in lexicon.status["future"] or (low == "would" and _is_reported(scene, verb)):
                if not _goes_on(scene, verb):
                    reading.plan(low)
            elif low in lexicon.status["modals"] and not any(
                c.text.lower() == "have" and c.dep == "aux" for c in children
            ):
                reading.suppose(low)
            elif low in lexicon.status["modals"]:
                reading.suppose(f"{low} have")
        elif child.dep == "neg" or (child.dep in {"advmod", "det", "preconj"} and low in lexicon.status["negation"]):
            reading.negated = True
        elif child.dep == "mark" and low in lexicon.status["conditional"]:
            reading.suppose(low)
        elif child.dep == "advmod" and low in lexicon.attribution["claim_adverbs"]:
            reading.claimed = True
            reading.cues.append(low)
        elif child.dep == "advmod" and low in {
            "often",
            "usually",
            "frequently",
            "regularly",
            "routinely",
            "rarely",
            "typically",
            "sometimes",
        }:
            reading.generic = True
    if verb.tag != "VBD" and any(c.text.lower() == "tomorrow" and c.dep == "npadvmod" for c in children):
        reading.plan("tomorrow")  # "goes on to the capital tomorrow"
    if any(c.text.lower() == "going" for c in [verb]) and any(c.dep == "xcomp" for c in children):
        reading.plan("going to")


def _goes_on(scene: Scene, verb: Token) -> bool:
    """ "Will remain closed" is closed now; "will remain closed on Monday" is a plan."""
    return verb.lemma in scene.lexicon.status["lasting"] and not any(
        token.ent in {"DATE", "TIME"}
        for owner in (verb, *scene.tree.children(verb))
        for token in [*_below(scene, owner, frozenset({"on", "from", "for"})), *scene.tree.children(owner)]
    )


def _is_reported(scene: Scene, verb: Token) -> bool:
    """ "Said it would": the future as reported speech tells it."""
    head = scene.tree.head(verb)
    speech = scene.lexicon.attribution["speech"] | scene.lexicon.attribution["claim"]
    return verb.dep == "ccomp" and head is not None and head.lemma in speech


def _step(scene: Scene, token: Token, head: Token, reading: Reading) -> bool:
    """Take in what ``head`` says of the clause of ``token``; False where the walk ends."""
    lexicon = scene.lexicon
    if token.dep in {"ccomp", "parataxis"} and ";" in scene.parsed.article.text[token.end : head.start]:
        return False  # "… sentenced him on Monday; his lawyers will appeal"
    if token.dep == "conj":
        if not _shares_clause(scene, token):
            return _above_conjunct(scene, head)
        if token.pos in {"VERB", "AUX"} and not scene.tree.dependents(token, frozenset({"aux"})):
            _clause_cues(scene, head, reading)
        elif token.pos not in {"VERB", "AUX"}:
            _noun_mood(scene, head, reading)
        return True
    if token.dep in {"advcl", "relcl"}:
        if token.dep == "relcl":
            return False
        return _is_parenthesis(scene, token, head, reading)
    if token.dep not in _OPEN_EDGES:
        return token.dep in {"npadvmod", "dep", "appos", "compound", "nmod", "amod", "poss", "punct", "advmod"}
    if token.dep == "prep" and token.text.lower() == "of" and head.text.lower() == "ahead":
        reading.plan("ahead of")  # "ahead of Sunday's vote"
        return False
    if head.pos in {"VERB", "AUX"}:
        _governing_verb(scene, token, head, reading)
    elif head.pos in {"NOUN", "PROPN"} and token.dep in {"acl", "prep", "pobj", "pcomp"}:
        governing_noun(lexicon, head, token, reading)
    elif head.pos == "ADJ":
        governing_adjective(lexicon, head, token, reading)
    return True


def _shares_clause(scene: Scene, token: Token) -> bool:
    """Whether a coordinated verb has no subject of its own, so that the first verb's mood covers it."""
    return not scene.tree.dependents(token, frozenset({"nsubj", "nsubjpass"}))


def _above_conjunct(scene: Scene, head: Token) -> bool:
    """A clause of its own still stands under the speech verb above its sister, so the walk goes on from there."""
    return head.dep in {"ccomp", "xcomp"}


def _noun_mood(scene: Scene, head: Token, reading: Reading) -> None:
    for child in scene.tree.children(head):
        if child.dep == "amod" and child.text.lower() in scene.lexicon.status["planned_adjectives"]:
            reading.plan(child.text.lower())


def _is_parenthesis(scene: Scene, token: Token, head: Token, reading: Reading) -> bool:
    """An adverbial clause ends the walk, but for "to" clauses of purpose under a plan ("flew there to sign")."""
    has_to = any(c.dep == "aux" and c.text.lower() == "to" for c in scene.tree.children(token))
    if not has_to:
        return False
    probe = Reading()
    _clause_cues(scene, head, probe)
    _governing_verb(scene, token, head, probe)
    for child in scene.tree.children(head):
        if child.dep == "acomp":
            governing_adjective(scene.lexicon, child, token, probe)
    if probe.time_relation == "planned" or probe.factuality != "asserted":
        reading.plan("to") if probe.time_relation == "planned" else reading.suppose(" ".join(probe.cues) or "to")
    return False


def _governing_verb(scene: Scene, token: Token, head: Token, reading: Reading) -> None:
    lexicon, lemma = scene.lexicon, head.lemma
    passive_subject = token.dep == "nsubjpass"
    complement = token.dep in _COMPLEMENTS or passive_subject
    status, attribution = lexicon.status, lexicon.attribution
    if lemma in attribution["speech"] | attribution["claim"] and (complement or token.dep == "parataxis"):
        reading.speech.append(head)
        if lemma in attribution["claim"]:
            reading.claimed = True
            reading.cues.append(head.text.lower())
        probe = Reading()
        _clause_cues(scene, head, probe)
        if probe.negated and lemma in {"confirm", "hear", "see", "know", "report"}:
            reading.suppose(f"not {lemma}")
        return
    if lemma in status["deny"] and complement:
        reading.denied = True
        reading.speech.append(head)
        reading.cues.append(head.text.lower())
        return
    if complement and _is_set_for_day(scene, head):
        reading.plan(head.text.lower())
        return
    infinitive = _is_infinitive(scene, token)
    if lemma in status["threatened"] and complement:
        reading.factuality = "threatened"
        reading.cues.append(head.text.lower())
    elif lemma in status["planned"] and complement and (infinitive or (token.dep != "ccomp" and lemma in PLANS_NOUNS)):
        reading.plan(head.text.lower())
    elif lemma in BELIEFS and scene.tree.is_passive(head):
        pass
    elif lemma in status["hypothetical"] and complement and wished(token, infinitive):
        reading.suppose(head.text.lower())
    elif lemma == "be" and token.dep in {"xcomp"} and infinitive:
        reading.plan("is to")
    elif lemma == "be" and token.dep in {"nsubj", "nsubjpass"}:
        about_subject(scene, head, reading)
    elif lemma in status["background_verbs"] and complement:
        reading.time_relation = "background"
        reading.cues.append(head.text.lower())
    _clause_cues(scene, head, reading)


def _is_to(scene: Scene, token: Token) -> bool:
    """ "Minister to visit the capital", as headlines say it."""
    governor = scene.tree.head(token)
    if governor is not None:
        classes = scene.lexicon.classes
        somebody = scene.is_person(governor) or scene.matches(governor, classes["statesperson"] | classes["people"])
        if token.dep not in {"relcl", "acl"} or not somebody or _is_numbered(scene, governor):
            return False
    return any(c.dep == "aux" and c.text.lower() == "to" for c in scene.tree.children(token))


_ORDINAL = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|last|latest|only"
)


def _is_numbered(scene: Scene, noun: Token) -> bool:
    """ "The fourth patient to die" has died."""
    words = (noun, *scene.tree.children(noun))
    return any(_ORDINAL.fullmatch(word.text.lower()) for word in words)


def _is_infinitive(scene: Scene, token: Token) -> bool:
    if token.tag == "VBG":
        return True
    return any(child.dep == "aux" and child.text.lower() == "to" for child in scene.tree.children(token))
