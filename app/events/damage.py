"""What an event's sentences say was destroyed or damaged: "three houses", "the bridge over the river"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from app.events.draft import Draft
from app.events.lexicon import read_file
from app.events.tree import Tree
from app.model.article import Span
from app.model.event_type import group_of
from app.model.parsed import Parsed, Sentence, Token

_GROUPS = frozenset({"armed", "accident", "nature", "unrest"})
_OUTSIDE = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "ccomp", "parataxis"})
_MOST = 8


def damage_of(draft: Draft, parsed: Parsed, language: str = "en") -> tuple[Span, ...]:
    """Noun phrases of the draft's sentences that suffer a verb of destruction, in the text's order, at most eight."""
    if group_of(draft.type) not in _GROUPS or draft.factuality != "asserted":
        return ()
    found: dict[int, Span] = {}
    for sentence in _sentences(parsed, (draft.sentence, *draft.evidence)):
        tree = Tree(parsed, sentence)
        for token in tree.tokens:
            for thing in _suffering(tree, token, language):
                span = _phrase(tree, thing)
                found.setdefault(span.start, span)
    return tuple(found[start] for start in sorted(found)[:_MOST])


@cache
def _verbs(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    rows: dict[str, list[str]] = read_file(language, "quantities")["damage"]
    return frozenset(rows["object"]), frozenset(rows["subject"]), frozenset(rows["things"])


def _sentences(parsed: Parsed, spans: Sequence[Span]) -> list[Sentence]:
    """The parsed sentences that begin where the spans do."""
    found = []
    for start in sorted({span.start for span in spans}):
        at = bisect_left(parsed.sentences, start, key=lambda sentence: sentence.span.start)
        if at < len(parsed.sentences) and parsed.sentences[at].span.start == start:
            found.append(parsed.sentences[at])
    return found


def _suffering(tree: Tree, token: Token, language: str) -> list[Token]:
    """Things, not people, that the verb ``token`` destroys."""
    objects, subjects, things = _verbs(language)
    if token.pos != "VERB" or any(child.dep == "neg" for child in tree.children(token)):
        return []
    patients = tree.patients(token) if token.lemma in objects else []
    patients = patients or (tree.subjects(token) if token.lemma in subjects else [])
    return [patient for patient in patients if patient.lemma in things]


def _phrase(tree: Tree, head: Token) -> Span:
    inside = [head]
    for at in inside:
        inside += [c for c in tree.children(at) if c.dep not in _OUTSIDE and (c.dep != "prep" or c.lemma == "of")]
    return Span(min(t.start for t in inside), max(t.end for t in inside))
