"""Counts in words and figures: "at least 12", "dozens", "between five and seven"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.events.lexicon import read_file

Bounds = tuple[int, int | None]
"""At least, at most; None where there is no upper bound."""
_FIGURE = r"\d{1,3}(?:,\d{3})+|\d{1,7}"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language (``numbers.yaml``) and the expression that finds numbers."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, Bounds]
    lower: frozenset[str]
    upper: frozenset[str]
    pattern: str
    """A regular expression (ignoring case) with groups approx, number, more."""

    def read(self, approx: str | None, number: str, more: str | None) -> Bounds | None:
        """Bounds of a match of ``pattern``; None where the words are no number."""
        words = " ".join(number.lower().split())
        if words in self.vague:
            return self.vague[words]
        values = [value for part in _parts(words) if (value := self._value(part)) is not None]
        if not values:
            return None
        how = " ".join((approx or "").lower().split())
        if how in self.lower or more:
            return min(values), None
        return min(values), max(values)

    def _value(self, words: str) -> int | None:
        total, current, seen = 0, 0, False
        for word in re.split(r"[-\s]+", words.strip()):
            if word in {"and", ""}:
                continue
            if re.fullmatch(_FIGURE, word):
                current, seen = int(word.replace(",", "")), True
            elif word in self.values:
                current, seen = current + self.values[word], True
            elif word in self.scales:
                seen = True
                current = max(current, 1) * self.scales[word]
                if self.scales[word] >= 1000:
                    total, current = total + current, 0
            else:
                return None
        return total + current if seen else None


def _parts(words: str) -> list[str]:
    """The numbers of a span: "five to seven", "10-12", "between 5 and 7"."""
    if words.startswith("between "):
        return re.split(r"\s+and\s+", words.removeprefix("between "), maxsplit=1)
    if re.search(r"\d\s*[-–]|\bto\b|\bor\b", words):
        return re.split(r"\s*(?:-|–|\bto\b|\bor\b)\s*", words)
    return [words]


@cache
def number_words(language: str = "en") -> NumberWords:
    """The number words of ``language``."""
    raw: dict[str, Any] = read_file(language, "numbers")
    values = {**raw["small"], **raw["tens"]}
    vague = {words: (low, high) for words, (low, high) in raw["vague"].items()}
    word = _any([*values, *raw["scales"]])
    scale = _any(raw["scales"])
    plain = rf"(?:{_FIGURE})(?:\s+(?:{scale}))?|(?:(?:{word})(?:[-\s]+(?:and\s+)?)?)+(?<![\s-])"
    approx = _any([*raw["lower"], *raw["upper"], *raw["plain"]])
    pattern = (
        rf"(?:(?P<approx>{approx})\s+)?(?P<number>(?:{_any(vague)})\b|(?:{raw['between']}\s+)?(?:{plain})"
        rf"(?:\s*(?:-|–|{_any(raw['joins'], around=True)})\s*(?:{plain}))?)"
        rf"(?P<more>\s+{raw['more'].replace(' ', chr(92) + 's+')})?"
    )
    return NumberWords(values, raw["scales"], vague, frozenset(raw["lower"]), frozenset(raw["upper"]), pattern)


def _any(words: Iterable[str], around: bool = False) -> str:
    """The words as alternatives, the longest first, any white space between them."""
    edge = r"\b" if around else ""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(edge + re.escape(w).replace(r"\ ", r"\s+") + edge for w in longest)
