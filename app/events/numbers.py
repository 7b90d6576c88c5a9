"""Counts in words and figures: "at least 12", "dozens", "between five and seven"."""

from __future__ import annotations

import re

_SMALL = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
VAGUE: dict[str, tuple[int, int | None]] = {
    "tens of thousands of": (20_000, None),
    "hundreds of thousands of": (200_000, None),
    "dozens of": (24, None),
    "dozens": (24, None),
    "scores of": (40, None),
    "scores": (40, None),
    "hundreds of": (200, None),
    "hundreds": (200, None),
    "thousands of": (2000, None),
    "thousands": (2000, None),
    "several": (3, 9),
    "a few": (2, 5),
    "a dozen": (12, 12),
    "half a dozen": (6, 6),
    "two dozen": (24, 24),
    "a couple of": (2, 2),
    "a couple": (2, 2),
    "both": (2, 2),
    "no": (0, 0),
    "nobody": (0, 0),
    "no one": (0, 0),
    "a": (1, 1),
    "an": (1, 1),
}
_WORD = "|".join([*_SMALL, *_TENS, *_SCALES])
_FIGURE = r"\d{1,3}(?:,\d{3})+|\d{1,7}"
_VAGUE_RE = "|".join(sorted((re.escape(v) for v in VAGUE if v not in {"a", "an"}), key=len, reverse=True))
_PLAIN = rf"(?:{_FIGURE})(?:\s+(?:hundred|thousand|million))?|(?:(?:{_WORD})(?:[-\s]+(?:and\s+)?)?)+"
_APPROX = (
    r"at\s+least|more\s+than|over|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|upwards\s+of|at\s+most|up\s+to|"
    r"as\s+many\s+as|fewer\s+than|less\s+than|nearly|almost|about|around|some|approximately|roughly|an\s+estimated|"
    r"close\s+to|a\s+further|another|the\s+other|all|an\s+additional|only|just|the"
)
NUMBER = (
    rf"(?:(?P<approx>{_APPROX})\s+)?"
    rf"(?P<number>(?:between\s+)?(?:{_PLAIN})(?:\s*(?:-|–|to|and|or)\s*(?:{_PLAIN}))?|{_VAGUE_RE})(?P<more>\s+or\s+more)?"
)
"""A regular expression (ignoring case) with groups approx, number, more."""
_UPPER = frozenset({"at most", "up to", "as many as", "fewer than", "less than", "nearly", "almost"})
_LOWER = frozenset({"at least", "no fewer than", "no less than", "not less than", "upwards of"})


def read_number(approx: str | None, number: str, more: str | None) -> tuple[int, int | None] | None:
    """Bounds (min, max; max None is open) of a matched ``NUMBER``; None where the words are no number."""
    words = " ".join(number.lower().split())
    if words in VAGUE:
        return VAGUE[words]
    words = words.removeprefix("between ")
    parts = re.split(r"\s*(?:-|–|\bto\b|\bor\b)\s*", words) if re.search(r"\d\s*[-–]|\bto\b|\bor\b", words) else [words]
    if number.lower().startswith("between"):
        parts = re.split(r"\s+and\s+", words, maxsplit=1)
    values = [value for part in parts if (value := _value(part)) is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    how = " ".join((approx or "").lower().split())
    if how in _LOWER or more:
        return low, None
    if how in {"more than", "over"}:
        return low, None
    if how in _UPPER:
        return (
            0 if how in {"at most", "up to", "as many as", "fewer than", "less than"} and len(values) < 1 else low
        ), high
    return low, high


def _value(words: str) -> int | None:
    total, current, seen = 0, 0, False
    for word in re.split(r"[-\s]+", words.strip()):
        if word in {"and", ""}:
            continue
        if re.fullmatch(_FIGURE, word):
            current, seen = int(word.replace(",", "")), True
        elif word in _SMALL or word in _TENS:
            current, seen = current + (_SMALL.get(word) or _TENS.get(word) or 0), True
        elif word in _SCALES:
            seen = True
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        else:
            return None
    return total + current if seen else None
