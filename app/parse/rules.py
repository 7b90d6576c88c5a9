"""A pipeline's attribute rules, each combination of word, tag and edge worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

_KNOWN = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
Step = tuple[int, int, int]
"""Of a pattern of several tokens: the pattern's number, the rule's number, the token's place in the pattern."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules say of a token by itself: those that apply, and the longer patterns it may be a step of."""

    applies: tuple[int, ...]
    steps: tuple[Step, ...]


class Rules:
    """Stands for an ``AttributeRuler`` whose patterns ask for nothing but small letters, tag, edge and white space.

    The ruler matches all its patterns against every token, which takes a tenth of the model's time; what they say of a
    token depends on its tag, its edge and, where a pattern names the word, on the word.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        """``ValueError`` where a pattern asks for something else: the ruler must then stay in the pipeline."""
        self._ruler: Any = ruler
        entries: Any = ruler.patterns
        self._lengths: list[int] = []
        self._matcher = Matcher(ruler.vocab)
        self._named: list[Callable[[str], bool]] = []
        self._standings: dict[tuple[str | None, int, int, bool], Standing] = {}
        for rule, entry in enumerate(entries):
            for pattern in entry["patterns"]:
                self._add(rule, pattern)

    def _add(self, rule: int, pattern: list[Mapping[str, Any]]) -> None:
        number = len(self._lengths)
        self._lengths.append(len(pattern))
        for step, spec in enumerate(pattern):
            if not set(spec) <= _KNOWN:
                raise ValueError(f"a pattern asks for {sorted(set(spec) - _KNOWN)}")
            if "LOWER" in spec:
                self._named.append(_names(spec["LOWER"]))
            self._matcher.add(f"{number} {rule} {step}", [[dict(spec)]])

    def standing(self, doc: Doc, i: int, tag: int, dep: int) -> Standing:
        """Of token ``i`` of ``doc``, whose tag and edge are these."""
        lexeme = doc[i].lex
        low = lexeme.lower_
        named = low if any(names(low) for names in self._named) else None
        key = (named, tag, dep, lexeme.is_space)
        standing = self._standings.get(key)
        if standing is None:
            matches = self._matcher(doc[i : i + 1], allow_missing=True)
            standing = self._standings[key] = self._matched(doc.vocab, matches)
        return standing

    def _matched(self, vocab: Vocab, matches: Iterable[tuple[int, int, int]]) -> Standing:
        found = sorted(tuple(map(int, vocab.strings[match].split())) for match, _, _ in matches)
        steps = tuple((number, rule, step) for number, rule, step in found if self._lengths[number] > 1)
        return Standing(tuple(rule for number, rule, _ in found if self._lengths[number] == 1), steps)

    def of_runs(self, standings: Mapping[int, Standing]) -> dict[int, tuple[int, ...]]:
        """The rules with patterns of several tokens that apply, by token; ``standings`` of those that may be a step."""
        found: dict[int, tuple[int, ...]] = {}
        for first, standing in standings.items():
            for number, rule, step in standing.steps:
                ahead = range(1, self._lengths[number])
                if step == 0 and all((number, rule, n) in _steps(standings.get(first + n)) for n in ahead):
                    at = first + self._ruler.indices[rule]
                    found[at] = (*found.get(at, ()), rule)
        return found

    def apply(self, doc: Doc, i: int, rules: Iterable[int]) -> None:
        """Set what the rules say of token ``i``, the later ones last."""
        index = self._ruler.indices
        self._ruler.set_annotations(doc, [(rule, 0, i - index[rule], i + 1) for rule in sorted(rules)])


def _steps(standing: Standing | None) -> tuple[Step, ...]:
    return standing.steps if standing else ()


def _names(asked: Any) -> Callable[[str], bool]:
    """A test whether a pattern's ``LOWER`` speaks of a word."""
    if isinstance(asked, str):
        return asked.__eq__
    if isinstance(asked, Mapping) and set(asked) <= {"IN", "NOT_IN"}:
        return frozenset(word for words in asked.values() for word in words).__contains__
    if isinstance(asked, Mapping) and set(asked) == {"REGEX"}:
        pattern = re.compile(asked["REGEX"])
        return lambda word: pattern.search(word) is not None
    raise ValueError(f"a pattern asks for a word by {asked!r}")
