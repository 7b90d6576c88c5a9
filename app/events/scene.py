"""One sentence with its tree, its toponyms and the lexicon: what the event rules look at."""

from __future__ import annotations

from app.events.lexicon import Lexicon
from app.events.tree import Tree
from app.model.parsed import Parsed, Token
from app.model.toponym import Toponym

_PERSON_PRONOUNS = frozenset({"he", "she"})
_NUMBER_WORDS = frozenset({"dozens", "scores", "hundreds", "thousands", "several", "many", "multiple"})


class Scene:
    """Questions about the words of one sentence."""

    def __init__(
        self,
        parsed: Parsed,
        tree: Tree,
        toponyms: tuple[Toponym, ...],
        lexicon: Lexicon,
        figures: frozenset[str] = frozenset(),
    ) -> None:
        """``tree`` is the sentence's; ``toponyms`` are those of it, in the text's order.

        ``figures`` are names of statespeople.
        """
        self.figures = figures
        self.parsed = parsed
        self.sentence = tree.sentence
        self.lexicon = lexicon
        self.tree = tree
        self.toponyms = toponyms
        self._toponym_of: dict[int, Toponym] = {}
        self.heads: dict[Toponym, Token] = {}
        for toponym in toponyms:
            inside = [t for t in self.tree.tokens if t.start < toponym.span.end and toponym.span.start < t.end]
            for token in inside:
                self._toponym_of[token.i] = toponym
            if inside:
                self.heads[toponym] = self._topmost(inside)
        self.lower = [token.text.lower() for token in self.tree.tokens]

    def _topmost(self, inside: list[Token]) -> Token:
        """The token of a name that governs the others: the one whose head lies outside."""
        indices = {token.i for token in inside}
        outside = [token for token in inside if token.head not in indices or token.head == token.i]
        return outside[-1] if outside else inside[-1]

    def toponym_at(self, token: Token) -> Toponym | None:
        """The toponym that the token is part of."""
        return self._toponym_of.get(token.i)

    def word_after(self, toponym: Toponym) -> str:
        """The word that follows a toponym in the sentence, in small letters; empty at its end."""
        return next((t.text.lower() for t in self.tree.tokens if t.start >= toponym.span.end), "")

    def is_place(self, token: Token) -> bool:
        """Whether the token is (part of) the name of a place itself, not a demonym or part of another name."""
        toponym = self._toponym_of.get(token.i)
        return toponym is not None and toponym.kind in {"place", "metonym"}

    def is_peak(self, token: Token) -> bool:
        """Whether the token is (part of) the name of a mountain or an island."""
        toponym = self._toponym_of.get(token.i)
        return toponym is not None and toponym.place is not None and toponym.place.feature.startswith("T.")

    def is_person(self, token: Token) -> bool:
        """A named person, or he and she."""
        if token.lemma in _PERSON_PRONOUNS:
            return True
        if token.i in self._toponym_of and self._toponym_of[token.i].kind == "place":
            return False
        return token.ent == "PERSON" and token.pos in {"PROPN", "NOUN"}

    def is_figure(self, token: Token, states: bool) -> bool:
        """Somebody in public office: by title or by a name that has one in the article; with ``states`` a state too."""
        if self.matches(token, self.lexicon.classes["statesperson"]) or token.text in self.figures:
            return True
        if token.lemma in _PERSON_PRONOUNS:
            return self._stands_for_figure(token)
        return states and (token.ent in {"GPE", "NORP", "ORG"} or token.i in self._toponym_of)

    def _stands_for_figure(self, pronoun: Token) -> bool:
        """Whether the last person named or titled, within eighty tokens before a pronoun, is in public office."""
        titles = self.lexicon.classes["statesperson"]
        for token in reversed(self.parsed.tokens[max(0, pronoun.i - 80) : pronoun.i]):
            if token.lemma in titles and token.pos in {"NOUN", "PROPN"}:
                return True
            if token.ent == "PERSON" and token.pos == "PROPN":
                return token.text in self.figures
        return False

    def is_number(self, token: Token) -> bool:
        """A number, or a noun with one ("twelve people", "dozens")."""
        if token.tag == "CD" or token.text.lower() in _NUMBER_WORDS:
            return True
        return any(child.dep == "nummod" for child in self.tree.children(token))

    def matches(self, token: Token, words: frozenset[str]) -> bool:
        """Whether the token (alone or with the words that modify it) is one of ``words`` or of the classes there."""
        if not words:
            return False
        low = token.text.lower()
        if token.lemma in words or low in words:
            return True
        if "@place" in words and self.is_place(token):
            return True
        if "@peak" in words and self.is_peak(token):
            return True
        if "@person" in words and self.is_person(token):
            return True
        if "@number" in words and self.is_number(token):
            return True
        return any(f"{before} {last}" in words for before in self._before(token) for last in (token.lemma, low))

    def _before(self, token: Token) -> list[str]:
        """Modifiers that may form one term with a noun: "fighter" of "fighter jet", "prime" of "prime minister"."""
        found = []
        for child in self.tree.children(token):
            if child.dep in {"compound", "amod", "nmod"} and child.i < token.i:
                found.extend([child.lemma, child.text.lower()])
        return found

    def any_matches(self, tokens: list[Token], words: frozenset[str]) -> bool:
        """Whether one of the tokens, or of the modifiers of a noun among them, matches."""
        return any(self.matches(token, words) for token in tokens)

    def phrase(self, token: Token) -> tuple[int, int]:
        """Code-point bounds of the noun phrase around a head, without clauses and what follows a preposition."""
        stop = frozenset(
            {"relcl", "acl", "prep", "appos", "punct", "cc", "conj", "advcl", "ccomp", "parataxis", "xcomp"}
        )
        inside = self.tree.subtree(token, stop)
        return min(t.start for t in inside), max(t.end for t in inside)
