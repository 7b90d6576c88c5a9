"""Finding every name of the gazetteer in a text, at some megabytes a second.

The file carries one 64-bit number for each name. A text's runs of up to ``MAX_WORDS`` words get their numbers by
arithmetic on arrays, so that only runs that are names cost anything. Two of a few million names have the same number
with a probability of one in a million.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from gazetteer.feature import Match
from gazetteer.normalize import APOSTROPHES, normalize, tokens

MAX_WORDS = 8
FILTER_BITS = 25
CACHED_WORDS = 200_000
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FACTOR_INT = int(_FACTOR)
_MASK = (1 << 64) - 1
_POWERS = [pow(_FACTOR_INT, n, 1 << 64) for n in range(MAX_WORDS)]
_APOSTROPHES = frozenset(APOSTROPHES)
_GAP = re.compile(r"[ \t\u00a0\u2009\u202f]*(?:\r?\n[ \t]*)?|\s*[-–‑/]\s*|[ \t\u00a0]*&[ \t\u00a0]*")
_DOT_GAP = re.compile(r"\.[ \t\u00a0\u202f]*(?:\r?\n[ \t]*)?")
ABBREVIATED = 5
"""A full stop may stand inside a name after a word of fewer letters: "St. Louis", "Sta. Cruz", "Pto. Rico"."""

Numbers = NDArray[np.uint64]


def word_number(word: str) -> int:
    """64 bits of a normalised word."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def key_numbers(keys: Iterable[str]) -> Iterator[int]:
    """Numbers of normalised names of at most ``MAX_WORDS`` words; longer ones are left out."""
    known: dict[str, int] = {}
    for key in keys:
        words = key.split(" ")
        if len(words) > MAX_WORDS:
            continue
        number = 0
        for word in words:
            if (one := known.get(word)) is None:
                one = known[word] = word_number(word)
            number = (number * _FACTOR_INT + one) & _MASK
        if len(known) > CACHED_WORDS:
            known.clear()
        yield number


class Scanner:
    """Holds the numbers of all names (8 bytes each) and a bit filter before them (4 MB)."""

    def __init__(self, numbers: Numbers) -> None:
        """``numbers`` are sorted."""
        self._numbers = numbers
        self._filter = np.zeros(1 << (FILTER_BITS - 3), dtype=np.uint8)
        bits = _bits(numbers)
        np.bitwise_or.at(self._filter, bits >> np.uint64(3), _bit_of(bits))
        self._words: dict[str, tuple[str, int]] = {}

    def scan(self, text: str, nested: bool = False) -> Iterator[Match]:
        """Runs of words that are names, in order of their start, the longer first.

        ``nested`` False: only those that lie in no longer one. Punctuation, brackets and quotation marks end a run; a
        possessive 's belongs to the run only where the name has it.
        """
        covered = 0
        for start, end, key in self._matches(text):
            if nested or end > covered:
                yield Match(start, end, key)
            covered = max(covered, end)

    def _matches(self, text: str) -> list[tuple[int, int, str]]:
        found = list(tokens(text))
        known = [self._word(token[0]) for token in found]
        if not all(word for word, _ in known):
            found = [token for token, (word, _) in zip(found, known, strict=True) if word]
            known = [pair for pair in known if pair[0]]
        if not found:
            return []
        spans = [token.span() for token in found]
        words = [word for word, _ in known]
        numbers = np.array([number for _, number in known], dtype=np.uint64)
        sections = _sections(text, spans)
        matches = [
            (spans[i][0], spans[i + n - 1][1], words[i] if n == 1 else " ".join(words[i : i + n]))
            for n, at in self._runs(numbers, np.array(sections))
            for i in at
        ]
        possessive = [i for i, token in enumerate(found) if token[0][-2:-1] in _APOSTROPHES and token[0][-1] in "sS"]
        if possessive:
            matches += self._without_possessive(text, spans, words, numbers, sections, possessive)
        matches.sort(key=_by_start_then_length)
        return matches

    def _runs(self, numbers: Numbers, section: NDArray[np.int64]) -> Iterator[tuple[int, list[int]]]:
        """(words, first words) of the runs that are names."""
        count = len(numbers)
        runs: Numbers = np.zeros(count, dtype=np.uint64)
        for n in range(1, min(MAX_WORDS, count) + 1):
            size = count - n + 1
            runs = runs[:size] * _FACTOR + numbers[n - 1 :]
            at = np.flatnonzero((section[:size] == section[n - 1 :]) & self._may_hold(runs))
            at = at[self._holds(runs[at])]
            if len(at):
                yield n, at.tolist()

    def _without_possessive(
        self, text: str, spans: list[tuple[int, int]], words: list[str], numbers: Numbers, sections: list[int],
        possessive: list[int],
    ) -> list[tuple[int, int, str]]:  # fmt: skip
        """Names that end in a word whose 's does not belong to them: "Ukraine" of "Ukraine's"."""
        runs: list[tuple[int, int, str]] = []
        sums: list[int] = []
        for last in possessive:
            start, end = spans[last][0], spans[last][1] - 2
            word, total = self._word(text[start:end])
            for first in range(last, max(last - MAX_WORDS, -1), -1):
                if sections[first] != sections[last]:
                    break
                if first < last:
                    total = (total + int(numbers[first]) * _POWERS[last - first]) & _MASK
                runs.append((spans[first][0], end, " ".join([*words[first:last], word])))
                sums.append(total)
        held = self._holds(np.array(sums, dtype=np.uint64))
        return [run for run, holds in zip(runs, held.tolist(), strict=True) if holds]

    def _may_hold(self, numbers: Numbers) -> NDArray[np.bool_]:
        bits = _bits(numbers)
        held: NDArray[np.bool_] = (self._filter[bits >> np.uint64(3)] & _bit_of(bits)) != 0
        return held

    def _holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        if not len(self._numbers):
            return np.zeros(len(numbers), dtype=bool)
        at = np.searchsorted(self._numbers, numbers)
        at[at == len(self._numbers)] = 0
        equal: NDArray[np.bool_] = self._numbers[at] == numbers
        return equal

    def _word(self, token: str) -> tuple[str, int]:
        """A token's normalised word and its number."""
        known = self._words.get(token)
        if known is None:
            if len(self._words) > CACHED_WORDS:
                self._words.clear()
            word = normalize(token)
            known = self._words[token] = (word, word_number(word))
        return known


def _bits(numbers: Numbers) -> Numbers:
    return numbers >> np.uint64(64 - FILTER_BITS)


def _bit_of(bits: Numbers) -> NDArray[np.uint8]:
    return np.left_shift(np.uint8(1), (bits & np.uint64(7)).astype(np.uint8))


def _by_start_then_length(match: tuple[int, int, str]) -> tuple[int, int]:
    return match[0], -match[1]


def _sections(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """For each word the number of its section: no name reaches from one section into the next."""
    sections, section, before = [], 0, spans[0]
    for span in spans:
        start, end = before[1], span[0]
        if end - start != 1 or text[start] != " ":
            section += not _joins(text[start:end], start - before[0])
        sections.append(section)
        before = span
    return sections


def _joins(gap: str, length: int) -> bool:
    """Whether ``gap`` between two words may stand inside a name; ``length`` is that of the word before."""
    if _GAP.fullmatch(gap):
        return True
    return length < ABBREVIATED and _DOT_GAP.fullmatch(gap) is not None
