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
_POSSESSIVE = re.compile(f"[{APOSTROPHES}][sS]$")
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
        self._words: dict[str, int] = {}
        self._keys: dict[str, str] = {}

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
        if not found:
            return []
        words = [self._word(token[0]) for token in found]
        keep = [i for i, word in enumerate(words) if word]
        found, words = [found[i] for i in keep], [words[i] for i in keep]
        starts, ends = [token.start() for token in found], [token.end() for token in found]
        bare = {i: cut.start() for i, token in enumerate(found) if (cut := _POSSESSIVE.search(token[0]))}
        numbers = np.fromiter((self._number(word) for word in words), dtype=np.uint64, count=len(words))
        section = np.cumsum(
            [0, *(not _joins(text, ends[i], starts[i + 1], ends[i] - starts[i]) for i in range(len(words) - 1))]
        )
        matches = [
            (starts[i], ends[i + n - 1], " ".join(words[i : i + n]))
            for n, at in self._runs(numbers, numbers, section)
            for i in at
        ]
        if bare:
            lasts = numbers.copy()
            bare_words = {i: normalize(found[i][0][:length]) for i, length in bare.items()}
            for i, word in bare_words.items():
                lasts[i] = self._number(word)
            only = np.zeros(len(words), dtype=bool)
            only[list(bare)] = True
            for n, at in self._runs(numbers, lasts, section, only):
                for i in at:
                    last = i + n - 1
                    key = " ".join([*words[i:last], bare_words[last]])
                    matches.append((starts[i], starts[last] + bare[last], key))
        matches.sort(key=lambda match: (match[0], -match[1]))
        return matches

    def _runs(
        self, numbers: Numbers, lasts: Numbers, section: NDArray[np.int64], only: NDArray[np.bool_] | None = None
    ) -> Iterator[tuple[int, list[int]]]:
        """(words, first words) of the runs that are names; ``lasts`` stands for a run's last word, in ``only``."""
        count = len(numbers)
        before: Numbers = np.zeros(count, dtype=np.uint64)
        for n in range(1, min(MAX_WORDS, count) + 1):
            size = count - n + 1
            candidates = before[:size] * _FACTOR + lasts[n - 1 :]
            allowed = section[:size] == section[n - 1 :]
            if only is not None:
                allowed &= only[n - 1 :]
            at = np.flatnonzero(allowed & self._may_hold(candidates))
            at = at[self._holds(candidates[at])]
            if len(at):
                yield n, at.tolist()
            before = before[:size] * _FACTOR + numbers[n - 1 :]

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

    def _word(self, token: str) -> str:
        word = self._keys.get(token)
        if word is None:
            if len(self._keys) > CACHED_WORDS:
                self._keys.clear()
            word = self._keys[token] = normalize(token)
        return word

    def _number(self, word: str) -> int:
        number = self._words.get(word)
        if number is None:
            if len(self._words) > CACHED_WORDS:
                self._words.clear()
            number = self._words[word] = word_number(word)
        return number


def _bits(numbers: Numbers) -> Numbers:
    return numbers >> np.uint64(64 - FILTER_BITS)


def _bit_of(bits: Numbers) -> NDArray[np.uint8]:
    return np.left_shift(np.uint8(1), (bits & np.uint64(7)).astype(np.uint8))


def _joins(text: str, end: int, start: int, length: int) -> bool:
    """Whether the characters between two words may stand inside a name; ``length`` is that of the word before."""
    gap = text[end:start]
    if gap == " ":
        return True
    if _GAP.fullmatch(gap):
        return True
    return length < ABBREVIATED and _DOT_GAP.fullmatch(gap) is not None
