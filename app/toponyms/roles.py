"""When a capital or a country stands for its government."""

from __future__ import annotations

from app.toponyms.evidence import Candidate
from app.toponyms.reading import Reading
from app.toponyms.words import Words

_AGENT_PREPOSITIONS = frozenset({"by", "with", "against"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})


def is_metonym(reading: Reading, c: Candidate, words: Words) -> bool:
    """Whether the name is a government in its sentence: "Moscow said", "talks with Tehran", "condemned by France"."""
    if not any(option.level in ("country", "capital") for option in c.entry.options[:4]):
        return False
    if reading.text[max(0, c.start - 5) : c.start].lower().endswith(("pro-", "anti-")):
        return True
    tokens = reading.tokens
    token = tokens[c.last - 1]
    while token.dep == "compound" and c.first <= token.head < c.last:
        token = tokens[token.head]
    head = tokens[token.head]
    if token.dep in _SUBJECT and head.pos in ("VERB", "AUX"):
        return head.lemma in words.speech and token.dep != "nsubjpass"
    if token.dep == "dobj":
        return head.lemma in words.speech_to and head.pos == "VERB"
    if token.dep == "conj" and c.first > 0:
        first = tokens[token.head]
        return first.dep in _SUBJECT and first.pos == "PROPN" and tokens[first.head].lemma in words.speech
    if token.dep == "pobj" and head.text.lower() in _AGENT_PREPOSITIONS | {"between"}:
        governor = tokens[head.head]
        if head.text.lower() == "by":
            return governor.lemma in words.speech
        return governor.lemma in words.negotiation or (governor.lemma in words.speech and head.text.lower() == "with")
    return False
