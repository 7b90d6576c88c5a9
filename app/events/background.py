"""Events that a sentence speaks of by the way: as the topic of talks, in a work of art, in a warning, on a jubilee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from app.events.draft import Draft
from app.events.lexicon import read_file
from app.events.reading import Reading
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.parsed import Token

MADE_BY_TALKS = frozenset({"agreement", "meeting"})
"""Types of which talks are about to make one: "talks on a ceasefire" tell of the talks alone."""
FORECAST = frozenset({"storm"})
"""Types that a warning puts on a day to come; others it only holds possible."""

CALLED_OUT = frozenset({"air_alert", "strike", "protest", "evacuation", "exercise"})
"""Types that a warning or an alert is itself a part of."""
_AFTER = frozenset({"after", "following", "since", "during"})


@cache
def asides(language: str) -> dict[str, frozenset[str]]:
    """``asides.yaml`` of one language: lists of lemmas by what they are for."""
    return {name: frozenset(words) for name, words in read_file(language, "asides").items()}


def reconsider(scene: Scene, found: Found, reading: Reading) -> None:
    """Change what was read of an event's status where the sentence only speaks of it by the way."""
    words = asides(scene.lexicon.language)
    noun = found.token
    if _told_by_a_work(scene, words, noun):
        reading.generic = True
    if noun.pos == "VERB":
        return
    if noun.tag == "NNS" and (_is_habit(scene, words, noun) or _has_history(scene, noun)):
        reading.generic = True
    if _is_counted_so_far(scene, words, noun):
        reading.generic = True
    path = [noun, *scene.tree.ancestors(noun)]
    inside = [token for token in path if found.span.start <= token.start < found.span.end]
    above = path[path.index(inside[-1]) :] if inside else path
    _as_topic(words, found, above, reading)
    _as_warning(words, found, above, reading)


def _as_topic(words: dict[str, frozenset[str]], found: Found, above: list[Token], reading: Reading) -> None:
    if found.type in MADE_BY_TALKS and _hangs_on(above, words["topic_prepositions"], words["talks"]) is not None:
        reading.generic = True


def _as_warning(words: dict[str, frozenset[str]], found: Found, above: list[Token], reading: Reading) -> None:
    cue = _hangs_on(above, words["warning_prepositions"], words["warns"])
    qualifies = found.token.dep in {"compound", "nmod"} and len(above) > 1
    if cue is None and qualifies and above[1].lemma in words["notices"]:
        cue = above[1]
    if cue is None or found.type in CALLED_OUT or reading.factuality != "asserted":
        return
    if found.type in FORECAST:
        reading.plan(cue.text.lower())
    else:
        reading.suppose(cue.text.lower())


def _hangs_on(above: list[Token], prepositions: frozenset[str], heads: frozenset[str]) -> Token | None:
    """The one of the heads on which an event's noun hangs by one of the prepositions."""
    at = 0
    while at + 1 < len(above) and above[at].dep in {"conj", "compound", "nmod"}:
        at += 1
    if at + 2 >= len(above) or above[at].dep != "pobj" or above[at + 1].dep != "prep":
        return None
    prep, head = above[at + 1 : at + 3]
    return head if prep.text.lower() in prepositions and head.lemma in heads else None


def _told_by_a_work(scene: Scene, words: dict[str, frozenset[str]], token: Token) -> bool:
    """ "The opera ends with a flood", "the novel tells how a bomb went off"."""
    path = [token, *scene.tree.ancestors(token)]
    telling = [verb for verb in path[1:] if verb.pos == "VERB" and verb.lemma in words["ends"]]
    return any(s.lemma in words["works"] for verb in telling for s in scene.tree.subjects(verb) if s not in path)


def _is_habit(scene: Scene, words: dict[str, frozenset[str]], noun: Token) -> bool:
    """ "A church that survived three fires", "homes that suffer outages": so many of them are no single event."""
    verb = scene.tree.head(noun)
    if verb is None or noun.dep != "dobj":
        return False
    if verb.lemma in words["outlives"]:
        return True
    alone = verb.dep == "relcl" and verb.tag in {"VBP", "VBZ"} and not scene.tree.dependents(verb, _AUXILIARIES)
    return alone and not scene.tree.dependents(noun, _COUNTED)


def _has_history(scene: Scene, noun: Token) -> bool:
    """ "Cattle raids have a long history in the north"."""
    verb = scene.tree.head(noun)
    if verb is None or noun.dep != "nsubj" or verb.lemma not in {"have", "be"}:
        return False
    return any(t.lemma in {"history", "tradition"} for t in scene.tree.dependents(verb, _COMPLEMENTS))


def _is_counted_so_far(scene: Scene, words: dict[str, frozenset[str]], noun: Token) -> bool:
    """ "It is the seventh homicide in the city since January": told before, and the day is where the count begins."""
    verb = scene.tree.head(noun)
    subjects = scene.tree.subjects(verb) if verb is not None and noun.dep == "attr" else []
    if not any(subject.text.lower() in {"it", "this"} for subject in subjects):
        return False
    nth = any(t.text.lower() in words["ordinals"] or _NTH.match(t.text) for t in scene.tree.children(noun))
    later = [t.text.lower() for t in scene.tree.tokens if t.start > noun.start]
    return nth and ("since" in later or any(pair in _THIS_YEAR for pair in zip(later, later[1:], strict=False)))


_NTH = re.compile(r"\d+(?:st|nd|rd|th)$")
_THIS_YEAR = frozenset({("this", "year"), ("this", "month"), ("so", "far")})
_COMPLEMENTS = frozenset({"dobj", "attr"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_COUNTED = frozenset({"det", "nummod", "poss"})


def jubilee(scene: Scene, found: Found) -> bool:
    """Whether the event stands after "it is 17 years since"."""
    words = asides(scene.lexicon.language)
    tokens = scene.tree.tokens
    for at, token in enumerate(tokens):
        if token.start >= found.span.start:
            return False
        if token.text.lower() == "since" and _counts_years(words, tokens[max(0, at - 6) : at]):
            return True
    return False


def _counts_years(words: dict[str, frozenset[str]], before: Sequence[Token]) -> bool:
    """ "17 years next week", "ten years have passed"."""
    spans = [i for i, token in enumerate(before) if token.lemma in words["spans"]]
    return any(i and (before[i - 1].tag == "CD" or before[i - 1].text.lower() in words["numbers"]) for i in spans)


def set_back(scene: Scene, drafts: list[Draft], hits: list[Found]) -> None:
    """What came after a happening that the sentence dates long ago is as old: "cut off after the quake of 2016"."""
    of = {(hit.span.start, hit.span.end): hit for hit in hits}
    told = {hit.token.i: draft for draft in drafts if (hit := of.get((draft.trigger.start, draft.trigger.end)))}
    old = {at: draft for at, draft in told.items() if draft.time_own and draft.time_relation == "background"}
    for draft in drafts if old else ():
        hit = of.get((draft.trigger.start, draft.trigger.end))
        if hit is None or draft.time_own or draft.time_relation != "past":
            continue
        stems = [hit.token, *([hit.governor] if hit.governor is not None else [])]
        preps = [prep for stem in stems for prep in scene.tree.children(stem) if prep.text.lower() in _AFTER]
        causes = [old[t.i] for prep in preps for t in scene.tree.children(prep) if t.i in old]
        if causes:
            draft.time_relation, draft.time = "background", causes[0].time
            draft.place = None if draft.place is not None and draft.place.inherited else draft.place
