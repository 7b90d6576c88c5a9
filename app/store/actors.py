"""One key for the spellings of an actor's name within an article: "Kim" is Kim Jong Un where he was named in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.store.facts import normal

NAME = re.compile(r"[^\W\d_][\w'’.-]*")
MAX_KEY = 120


def proper_name(text: str) -> str:
    """The longest run of capitalised words, "" where there is none ("the president Ana Ruiz" → Ana Ruiz)."""
    runs: list[list[str]] = [[]]
    for word in text.split():
        bare = word.strip("\"'“”‘’(),;")
        found = NAME.match(bare)
        if found and bare[:1].isupper():
            runs[-1].append(found.group().rstrip(".'’"))
        elif bare.isdigit() and runs[-1]:
            runs[-1].append(bare)
        else:
            runs.append([])
    longest: list[str] = max(runs, key=len)
    return " ".join(longest)


def actor_keys(texts: Sequence[str]) -> list[str]:
    """A key for each text of one article; "" for those without a proper name."""
    names = [_key(text) for text in texts]
    if len(set(names)) == 1:
        return names
    longest = sorted({name for name in names if name}, key=lambda name: (-len(name.split()), name))
    return [_fullest(name, longest) for name in names]


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return normal(proper_name(text))[:MAX_KEY]


def _fullest(name: str, longest: Sequence[str]) -> str:
    """The longest name of the article that holds all words of this one."""
    words = set(name.split())
    return next((other for other in longest if words and words <= set(other.split())), name)
