"""Articles as accidents leave them: cut, doubled, mixed, recoded, with numbers and dates that cannot be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ODD = "\0\u202e\u200b\ufeff\ud800\u0301💥«»“”()[]{}<>|\\\t\r\n \u2028,;:.!?-–—'\"0123456789éПД基ع"
_DATES = ("31 February 2024", "0000-00-00", "99/99/9999", "the 45th", "12 May 9999", "Monday", "1 January 1500")
_NUMBERS = ("0", "9999999", "1,000,000,000,000", "minus five", "hundreds of thousands of", "a million million", "1.5")
_PLACES = ("90N 180E", "48.85, 2.35", "-91.0000, 200.0000", "between A and B", "9,000 km north of the North Pole")


def mangled(texts: list[str], dice: random.Random) -> str:
    """One of ``texts`` after one to six accidents."""
    text = dice.choice(texts)
    for _ in range(dice.randint(1, 6)):
        text = dice.choice(_ACCIDENTS)(text, texts, dice)
    return text[:20_000]


def _cut(text: str, _: list[str], dice: random.Random) -> str:
    at = sorted(dice.randrange(len(text) + 1) for _ in range(2))
    return text[at[0] : at[1]]


def _drop(text: str, _: list[str], dice: random.Random) -> str:
    share = dice.choice((0.01, 0.1, 0.5))
    return "".join(c for c in text if dice.random() > share)


def _double(text: str, _: list[str], dice: random.Random) -> str:
    start = dice.randrange(len(text) + 1)
    piece = text[start : start + dice.randint(1, 200)]
    return text[:start] + piece * dice.randint(2, 20) + text[start:]


def _mix(text: str, texts: list[str], dice: random.Random) -> str:
    other = dice.choice(texts)
    return text[: dice.randrange(len(text) + 1)] + other[dice.randrange(len(other)) :]


def _shuffle(text: str, _: list[str], dice: random.Random) -> str:
    between = dice.choice((r"(?<=[.!?])\s+", r"\s+", r"\n+"))
    pieces = re.split(between, text)
    dice.shuffle(pieces)
    return " ".join(pieces)


def _case(text: str, _: list[str], dice: random.Random) -> str:
    return dice.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _sprinkle(text: str, _: list[str], dice: random.Random) -> str:
    for _ in range(dice.randint(1, 60)):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(_ODD) + text[at:]
    return text


def _insert(text: str, _: list[str], dice: random.Random) -> str:
    words = text.split(" ")
    for _ in range(dice.randint(1, 12)):
        words.insert(dice.randrange(len(words) + 1), dice.choice(_DATES + _NUMBERS + _PLACES))
    return " ".join(words)


def _renumber(text: str, _: list[str], dice: random.Random) -> str:
    return re.sub(r"\d+", lambda match: dice.choice((match[0] * 5, "0", dice.choice(_NUMBERS))), text)


def _lines(text: str, _: list[str], dice: random.Random) -> str:
    return text.replace("\n", " ") if dice.random() < 0.5 else text.replace(" ", "\n")


def _recode(text: str, _: list[str], __: random.Random) -> str:
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


_ACCIDENTS: tuple[Callable[[str, list[str], random.Random], str], ...] = (
    *(_cut, _drop, _double, _mix, _shuffle, _case, _sprinkle, _insert, _renumber, _lines, _recode),
)
