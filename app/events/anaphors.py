"""Nouns that stand for a place named before: "the town", "the island", "there"."""

from __future__ import annotations

import re
from dataclasses import replace

from app.events.containment import contains
from app.events.tree import Tree
from app.model.article import Span
from app.model.location import Place
from app.model.parsed import Token
from app.model.toponym import Toponym

CLASSES = {
    **dict.fromkeys(("town", "city", "village", "port", "suburb", "settlement", "township"), "P"),
    **dict.fromkeys(("district", "province", "region", "county", "state", "governorate", "oblast", "department"), "A"),
    "capital": "P",
    "island": "T",
    "camp": "S",
    "area": "PAST",
    "there": "@",
}
"""The words, and the feature classes of what they can stand for, the likelier first; @: any town or site but where
somebody came from."""
REACH = 3
"""How many sentences back they may point."""
_POINTING = frozenset({"the", "that", "this", "itself", "'s", "’s"})
_POINTS = frozenset("PS")
_FROM = re.compile(
    r"(?:\bfrom|\b(?:kilomet(?:er|re)s?|km|miles?|\w*(?:north|south|east|west)) of)(?: the)?\s+$", re.IGNORECASE
)
"""Before a name: the text goes on elsewhere."""
DOUBT = 0.9
"""What an anaphor keeps of the confidence of the name it stands for."""


class Anaphors:
    """The places named so far, by feature class, as the sentences are read in order."""

    def __init__(self) -> None:
        """Nothing named yet."""
        self._named: dict[str, dict[Place, tuple[int, Toponym]]] = {}

    def read(self, sentence: int, tree: Tree, toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
        """``toponyms`` of the sentence with those that its anaphors stand for, in the text's order.

        Remembers what the sentence names.
        """
        found = list(toponyms)
        waiting = list(toponyms)
        for token in tree.tokens:
            while waiting and waiting[0].span.start <= token.start:
                self._remember(sentence, waiting.pop(0), tree)
            if token.lemma in CLASSES and _points(tree, token) and not any(_inside(token, t) for t in toponyms):
                found.extend(self._stands_for(sentence, token, toponyms))
        for toponym in waiting:
            self._remember(sentence, toponym, tree)
        return tuple(sorted(found, key=lambda t: t.span.start))

    def _remember(self, sentence: int, toponym: Toponym, tree: Tree) -> None:
        if toponym.kind != "place" or toponym.place is None or _is_country(toponym):
            return
        kind = toponym.place.feature[:1]
        there = kind in _POINTS and not _FROM.search(_words_before(tree, toponym))
        for key in (kind, "@") if there else (kind,):
            named = self._named.setdefault(key, {})
            named.pop(toponym.place, None)  # the last named stands last
            named[toponym.place] = (sentence, toponym)

    def _stands_for(self, sentence: int, token: Token, here: tuple[Toponym, ...]) -> list[Toponym]:
        for kind in CLASSES[token.lemma]:
            named = self._meant(sentence, self._named.get(kind, {}), here)
            if token.lemma == "capital":
                named = self._capital(named)
            if named is None or named.place is None:
                continue
            return [
                replace(
                    named,
                    span=Span(token.start, token.end),
                    text=token.text,
                    confidence=named.confidence * DOUBT,
                    reason=f"“{token.text}” stands for {named.place.name}, named before",
                )
            ]
        return []

    def _capital(self, last: Toponym | None) -> Toponym | None:
        """The one capital of a country that was named, however long before; else the last town, if it is a capital.

        The seat of an area is one only where that area was named.

        A capital of another country than that of the last town is not meant.
        """
        of_states = [t for place, (_, t) in self._named.get("P", {}).items() if place.feature == "P.PPLC"]
        here = last.place if last is not None else None
        if len(of_states) == 1 and (here is None or _country(of_states[0]) == here.country):
            return of_states[0]
        if last is None or here is None or here.feature == "P.PPLC":
            return last
        areas = [area for _, area in self._named.get("A", {}).values()]
        of_area = here.feature.startswith("P.PPLA") and any(contains(area, last) for area in areas)
        return last if of_area else None

    def _meant(
        self, sentence: int, named: dict[Place, tuple[int, Toponym]], here: tuple[Toponym, ...]
    ) -> Toponym | None:
        """The last one named in the area of which the sentence speaks, else the last one in reach."""
        areas = [area for area in here if not _is_country(area)]
        for _, toponym in reversed(named.values()) if areas else ():
            if any(contains(area, toponym) for area in areas):
                return toponym
        at, last = next(reversed(named.values()), (0, None))
        return last if sentence - at <= REACH else None


def speaks_of_unnamed_capital(tree: Tree, toponyms: tuple[Toponym, ...]) -> bool:
    """Whether something is told of "the capital", which stands for none of the ``toponyms``."""
    return any(
        token.lemma == "capital"
        and token.dep in {"pobj", "dobj"}
        and _points(tree, token)
        and not any(_inside(token, toponym) for toponym in toponyms)
        for token in tree.tokens
    )


def _country(toponym: Toponym) -> str | None:
    return toponym.place.country if toponym.place is not None else None


def _is_country(toponym: Toponym) -> bool:
    return toponym.place is None or toponym.place.feature.startswith("A.PCL")


def _words_before(tree: Tree, toponym: Toponym) -> str:
    return " ".join(t.text for t in tree.tokens if t.end <= toponym.span.start) + " "


def _points(tree: Tree, token: Token) -> bool:
    if token.lemma == "there":
        return token.dep not in {"expl", "det"}
    words = {child.text.lower() for child in tree.children(token) if child.dep in {"det", "poss", "case", "npadvmod"}}
    others = [c for c in tree.children(token) if c.dep in {"amod", "compound", "nmod", "poss", "nummod", "appos"}]
    of = any(c.dep == "prep" and c.text.lower() == "of" for c in tree.children(token))
    return token.pos == "NOUN" and token.tag == "NN" and bool(words & _POINTING) and not others and not of


def _inside(token: Token, toponym: Toponym) -> bool:
    return toponym.span.start <= token.start < toponym.span.end
