"""What is known of an event's status so far, and what a noun, an adjective or a predicate above it adds."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.events.lexicon import Lexicon
from app.events.scene import Scene
from app.model.event import Factuality, TimeRelation
from app.model.parsed import Token


@dataclass(slots=True)
class Reading:
    """What the cues say: factuality, planned or past, who claims, and the words that decided it."""

    factuality: Factuality = "asserted"
    time_relation: TimeRelation = "past"
    negated: bool = False
    claimed: bool = False
    denied: bool = False
    generic: bool = False
    cues: list[str] = field(default_factory=list)
    speech: list[Token] = field(default_factory=list)
    """Verbs of saying above the event, the nearest first."""

    def suppose(self, word: str) -> None:
        """The event is only thought of; a threat found nearer stays a threat."""
        if self.factuality == "asserted":
            self.factuality = "hypothetical"
            self.cues.append(word)

    def plan(self, word: str) -> None:
        """The event lies ahead."""
        if self.time_relation == "past":
            self.time_relation = "planned"
            self.cues.append(word)


_WISH_PREPOSITIONS = frozenset({"for", "against", "of", "about", "on", "from", "over"})


def wished(token: Token, infinitive: bool) -> bool:
    """An infinitive, an object, or the object of "call for", "warn of"; not of "called to a crash"."""
    if token.dep == "prep":
        return token.text.lower() in _WISH_PREPOSITIONS
    return infinitive or token.dep in {"dobj", "pobj", "pcomp", "nsubjpass"}


def about_subject(scene: Scene, verb: Token, reading: Reading) -> None:
    """ "Talks are due on Monday": the adjective after "be" speaks of the subject."""
    for child in scene.tree.children(verb):
        if (
            child.dep in {"acomp", "attr", "prep"}
            and child.text.lower() in scene.lexicon.status["planned"] | scene.lexicon.status["planned_adjectives"]
        ):
            reading.plan(child.text.lower())
        if child.dep in {"acomp", "attr"} and child.text.lower() in {"possible", "likely", "unlikely"}:
            reading.suppose(child.text.lower())


def governing_noun(lexicon: Lexicon, head: Token, token: Token, reading: Reading) -> None:
    """ "Plans for a visit", "the threat of attacks"."""
    status = lexicon.status
    if head.lemma in status["planned_nouns"]:
        reading.plan(head.text.lower())
    elif head.lemma in status["threatened_nouns"]:
        reading.factuality = "threatened" if reading.factuality == "asserted" else reading.factuality
        reading.cues.append(head.text.lower())
    elif head.lemma in status["hypothetical_nouns"]:
        reading.suppose(head.text.lower())
    elif head.lemma in status["background_nouns"]:
        reading.time_relation = "background"
        reading.cues.append(head.text.lower())


def governing_adjective(lexicon: Lexicon, head: Token, token: Token, reading: Reading) -> None:
    """ "Due to visit", "likely to attack"."""
    low = head.text.lower()
    if token.dep in {"xcomp", "ccomp", "prep", "pcomp", "advcl"}:
        if low in lexicon.status["planned"]:
            reading.plan(low)
        elif low in {
            "ready",
            "willing",
            "able",
            "likely",
            "unlikely",
            "possible",
            "keen",
            "eager",
            "unable",
            "reluctant",
            "afraid",
            "prepared",
            "free",
        }:
            reading.suppose(low)
