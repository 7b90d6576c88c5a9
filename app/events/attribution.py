"""Who says so, of what kind that source is, and whether it is a party to what it tells."""

from __future__ import annotations

from app.events.reading import Reading
from app.events.scene import Scene
from app.events.triggers import Found
from app.model.article import Span
from app.model.event import Attestation, Attribution
from app.model.event_type import group_of
from app.model.parsed import Token

_KINDS = ("witness", "party", "official", "media")
_PARTY_GROUPS = frozenset({"armed", "seizure"})
"""Groups of events in which a military's or a movement's word is a claim."""


def attributions(scene: Scene, found: Found, reading: Reading) -> tuple[Attribution, ...]:
    """Sources of the event: subjects of the verbs of saying above it, and "according to" phrases of its sentence."""
    sources: list[Token] = []
    for verb in reading.speech:
        sources.extend(scene.tree.subjects(verb) or scene.tree.agents(verb))
    sources.extend(_according(scene))
    sources.extend(_parenthetic(scene, found, reading))
    seen: dict[int, Attribution] = {}
    for token in sources:
        if token.pos == "PRON" and token.tag in {"WDT", "WP"}:
            continue
        start, end = scene.phrase(token)
        text = scene.parsed.article.text[start:end]
        seen.setdefault(start, Attribution(Span(start, end), text, _kind(scene, token)))
    return tuple(seen.values())


def _according(scene: Scene) -> list[Token]:
    found = []
    for token in scene.tree.tokens:
        if token.lemma in scene.lexicon.attribution["according"] or token.text.lower() == "according":
            for prep in [token, *scene.tree.children(token)]:
                found.extend(scene.tree.dependents(prep, frozenset({"pobj", "dobj"})))
    return found


def _parenthetic(scene: Scene, found: Found, reading: Reading) -> list[Token]:
    """ "…, the ministry said." where the parser hangs the verb of saying below the event's clause."""
    speech = scene.lexicon.attribution["speech"] | scene.lexicon.attribution["claim"]
    known = {verb.i for verb in reading.speech}
    clause = [found.token, *(a for a in scene.tree.ancestors(found.token) if a.pos in {"VERB", "AUX"})]
    verbs = [
        c for at in clause for c in scene.tree.children(at) if c.dep in {"ccomp", "parataxis"} and c.lemma in speech
    ]
    late = [
        v
        for v in verbs
        if v.i not in known and v.i > found.token.i and not scene.tree.dependents(v, frozenset({"ccomp", "dobj"}))
    ]
    reading.speech.extend(late)
    return [subject for verb in late for subject in scene.tree.subjects(verb)]


def _kind(scene: Scene, token: Token) -> str:
    words = [token, *scene.tree.modifiers(token)]
    words += [obj for prep, obj in scene.tree.prepositions(token) if prep.lemma in {"of", "for"}]
    for name in _KINDS:
        if scene.any_matches(words, scene.lexicon.classes[name]):
            return name
    if token.ent == "ORG":
        return "organisation"
    return "unnamed"


def attestation(scene: Scene, found: Found, reading: Reading, sources: tuple[Attribution, ...]) -> Attestation:
    """By the outlet itself, by witnesses, or only claimed by a party."""
    if reading.claimed:
        return "party"
    kinds = {source.kind for source in sources}
    if kinds and kinds <= {"party"} and group_of(found.type) in _PARTY_GROUPS:
        return "party"
    return "witness" if kinds == {"witness"} else "outlet"
