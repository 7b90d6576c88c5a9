"""Walking the dependency tree of a parsed article."""

from __future__ import annotations

from collections.abc import Iterator

from app.model.parsed import Parsed, Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "dative", "attr", "oprd"})
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass", "pcomp"})
"""Edges below which another clause begins."""


class Tree:
    """The sentence's tokens as a tree: children, ancestors, sub-trees, arguments."""

    def __init__(self, parsed: Parsed, sentence: Sentence) -> None:
        """A view of ``sentence``; token indices are those of ``parsed.tokens``."""
        self.all = parsed.tokens
        self.sentence = sentence
        self.tokens = parsed.tokens[sentence.first : sentence.last]
        self._children: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.i:
                self._children.setdefault(token.head, []).append(token)

    def children(self, token: Token) -> list[Token]:
        """Direct dependents in the text's order."""
        return self._children.get(token.i, [])

    def head(self, token: Token) -> Token | None:
        """The governor, None for a root."""
        return None if token.head == token.i else self.all[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Governors from the nearest to the root (a cycle, which no good parser makes, ends it)."""
        seen = {token.i}
        head = self.head(token)
        while head is not None and head.i not in seen:
            seen.add(head.i)
            yield head
            head = self.head(head)

    def subtree(self, token: Token, stop: frozenset[str] = frozenset()) -> list[Token]:
        """The token and all below it, without the branches whose edge is in ``stop``."""
        found = [token]
        for at in found:
            found.extend(child for child in self.children(at) if child.dep not in stop)
        return found

    def dependents(self, token: Token, deps: frozenset[str]) -> list[Token]:
        """Children on one of these edges."""
        return [child for child in self.children(token) if child.dep in deps]

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and those coordinated under it: A, B and C."""
        found = [token]
        for at in found:
            found.extend(child for child in self.children(at) if child.dep == "conj")
        return found

    def first_conjunct(self, token: Token) -> Token:
        """The head of the coordination in which the token stands."""
        seen: set[int] = set()
        while token.dep == "conj" and token.i not in seen:
            seen.add(token.i)
            token = self.all[token.head]
        return token

    def subjects(self, verb: Token) -> list[Token]:
        """Subjects of a verb: its own, else those of the verb it is coordinated with or a complement of."""
        return self._subjects(verb, 0)

    def _subjects(self, verb: Token, depth: int) -> list[Token]:
        own = self.dependents(verb, SUBJECTS)
        if own:
            return [token for subject in own for token in self.conjuncts(self._antecedent(subject, verb))]
        head = self.head(verb)
        if head is None or depth > 6:
            return []
        to = any(child.dep == "aux" and child.text.lower() == "to" for child in self.children(verb))
        if (verb.dep == "acl" and verb.tag in {"VBG", "VBN"}) or (verb.dep in {"acl", "relcl"} and to):
            return [self._rider(head)]
        if verb.dep in {"conj", "xcomp", "advcl", "pcomp", "acomp"}:
            return self._subjects(head if head.pos != "ADP" else (self.head(head) or head), depth + 1)
        return []

    def _antecedent(self, subject: Token, verb: Token) -> Token:
        """The noun that "who", "which", "that" stand for."""
        if subject.tag in {"WDT", "WP"} and verb.dep == "relcl":
            return self.all[verb.head]
        return self._rider(subject)

    def _rider(self, subject: Token) -> Token:
        """Of "men on motorcycles" the men, whatever the parse says."""
        before = self.all[max(0, subject.i - 2) : subject.i]
        rides = len(before) == 2 and before[0].pos == "NOUN" and before[1].text.lower() in {"on", "aboard"}
        return before[0] if rides else subject

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb's subject is what suffers it ("was shelled", "a village shelled by")."""
        if any(child.dep in {"nsubjpass", "auxpass"} for child in self.children(verb)):
            return True
        if verb.dep == "conj" and not self.dependents(verb, SUBJECTS | frozenset({"dobj", "aux"})):
            head = self.all[verb.head]
            return verb.tag == "VBN" and head.tag == "VBN" and head.i != verb.i and self.is_passive(head)
        if verb.tag == "VBN" and verb.dep == "acl":
            # "Gunmen suspected to be bandits invaded a village" is often hung so; what has an object of its own acts.
            return not self.dependents(verb, frozenset({"dobj"}))
        return verb.tag == "VBN" and self._reported(verb) is not None

    def _reported(self, verb: Token) -> Token | None:
        """The passive verb of which a participle tells more: "a dhow reported seized", "five were feared drowned"."""
        head = self.head(verb)
        if verb.dep not in {"oprd", "xcomp", "acomp", "ccomp"} or head is None or head.tag != "VBN":
            return None
        if self.dependents(verb, SUBJECTS | frozenset({"aux", "auxpass", "mark"})) or not self.is_passive(head):
            return None
        return head

    def agents(self, verb: Token) -> list[Token]:
        """Who does it: the subject, or the "by" phrase of a passive."""
        if self.is_passive(verb):
            by = [child for child in self.children(verb) if child.dep == "agent"]
            return [
                token
                for prep in by
                for pobj in self.dependents(prep, frozenset({"pobj"}))
                for token in self.conjuncts(pobj)
            ]
        return self.subjects(verb)

    def patients(self, verb: Token) -> list[Token]:
        """Whom or what it is done to: the object, or the subject of a passive."""
        own = [token for child in self.dependents(verb, OBJECTS) for token in self.conjuncts(child)]
        if not self.is_passive(verb):
            return own
        if verb.dep == "acl":
            return [self.all[verb.head], *own]
        if not self.dependents(verb, SUBJECTS) and (head := self._reported(verb)) is not None:
            return [*self.patients(head), *own]
        return [*self.subjects(verb), *own]

    def prepositions(self, token: Token) -> list[tuple[Token, Token]]:
        """(preposition, object) pairs below a token; "by" of a passive left out."""
        pairs: list[tuple[Token, Token]] = []
        for prep in self.children(token):
            if prep.text.lower() == "according":
                continue  # who tells it is no part of it
            if prep.dep in {"prep", "dative"} and prep.pos in {"ADP", "SCONJ", "ADV", "VERB"}:
                for inner in [prep, *[c for c in self.children(prep) if c.dep == "prep"]]:
                    for obj in self.dependents(inner, frozenset({"pobj"})):
                        pairs.extend((inner, token) for token in self.conjuncts(obj))
        return pairs

    def modifiers(self, noun: Token) -> list[Token]:
        """Compounds, adjectives, possessors and participles before a noun."""
        return [t for t in self.children(noun) if t.dep in {"compound", "amod", "nmod", "poss", "nummod", "appos"}]

    def path_up(self, token: Token, to: Token) -> list[Token] | None:
        """Tokens from ``token`` (inclusive) up to ``to`` (exclusive); None where ``to`` is no ancestor."""
        path = [token]
        for ancestor in self.ancestors(token):
            if ancestor.i == to.i:
                return path
            path.append(ancestor)
        return [] if token.i == to.i else None
