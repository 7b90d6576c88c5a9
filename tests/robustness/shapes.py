"""Texts of any length that a reader of news never sees and a service must bear: name → text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import cycle

from app.settings import Settings
from gazetteer.index import Index

_SENTENCE = "A bomb exploded in Quetta on Monday, killing nine people, police said. "


def _filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _nested(size: int) -> str:
    half = size // 2
    return "(" * half + "Kyiv" + ")" * half


def _quotes(size: int) -> str:
    return _filled("“He said: ‘She said: “A bomb exploded in Quetta”’” ", size)


@cache
def _names() -> tuple[str, ...]:
    """Names of fifty thousand places, the largest first."""
    rows = Index.open(Settings().gazetteer).rows(
        "select name from feature where class = 'P' order by population desc, id limit 50000"
    )
    return tuple(dict.fromkeys(name for (name,) in rows))


_HAPPENINGS = (
    "A bomb exploded in {}, killing nine people.",
    "Flooding hit {} on 3 May.",
    "Police arrested two men in {}.",
    "A train derailed near {}, injuring 12.",
    "Rebels shelled {} on Tuesday, the army said.",
    "Protesters marched in {} on Friday.",
    "A strong earthquake struck {}.",
)


def _everywhere(size: int, unit: Callable[[str, str], str]) -> str:
    """``unit`` of a happening and a place, over and over, each place another one."""
    pieces: list[str] = []
    length = 0
    for number, name in enumerate(cycle(_names())):
        pieces.append(unit(_HAPPENINGS[number % len(_HAPPENINGS)], name))
        length += len(pieces[-1])
        if length >= size:
            return "".join(pieces)[:size]
    return ""


SHAPES: Mapping[str, Callable[[int], str]] = {
    "news": lambda size: _filled(_SENTENCE * 4 + "\n\n", size),
    "one paragraph": lambda size: _filled(_SENTENCE, size),
    "one sentence": lambda size: _filled("killed nine people in Quetta and ", size),
    "one word": lambda size: "a" * size,
    "one name": lambda size: _filled("Quetta", size),
    "names only": lambda size: _filled("Quetta Kyiv Springfield ", size),
    "names and commas": lambda size: _filled("Quetta, Kyiv, San Jose, ", size),
    "capitals": lambda size: _filled(_SENTENCE.upper(), size),
    "digits": lambda size: "7" * size,
    "numbers": lambda size: _filled("1,000,000 12 ", size),
    "dates": lambda size: _filled("12 May 2024, ", size),
    "number words": lambda size: _filled("seventy-seven thousand ", size),
    "coordinates": lambda size: _filled("48.8566N 2.3522E; ", size),
    "newlines": lambda size: "\n" * size,
    "spaces": lambda size: " " * size,
    "short lines": lambda size: _filled("Kyiv\n", size),
    "brackets": _nested,
    "open quotes": lambda size: "“" * size,
    "quotes": _quotes,
    "full stops": lambda size: "." * size,
    "initials": lambda size: _filled("A. B. ", size),
    "hyphens": lambda size: _filled("two-", size),
    "mixed scripts": lambda size: _filled("Київ взрыв 基輔 انفجار Κίεβο killed ", size),
    "combining marks": lambda size: "e" + "\u0301" * (size - 1),
    "nul": lambda size: _filled("killed\0nine ", size),
    "surrogates": lambda size: _filled("bomb \ud800 in Quetta ", size),
    "emoji": lambda size: _filled("💥👨‍👩‍👧 Quetta ", size),
    "right to left": lambda size: _filled("\u202eatteuQ ni bmob A\u202c ", size),
    "markup": lambda size: _filled("<p><b>Quetta</b>&nbsp;", size),
    "addresses": lambda size: _filled("https://example.org/killed/nine?in=Quetta ", size),
    "many places": lambda size: _everywhere(size, lambda _, name: f"{name}, "),
    "many places in lines": lambda size: _everywhere(size, lambda _, name: f"{name}\n"),
    "many places, no spaces": lambda size: _everywhere(size, lambda _, name: name.replace(" ", "")),
    "many happenings": lambda size: _everywhere(size, lambda told, name: told.format(name) + " "),
    "many happenings in lines": lambda size: _everywhere(size, lambda told, name: told.format(name) + "\n"),
    "many places of one happening": lambda size: "Rebels shelled " + _everywhere(size, lambda _, name: f"{name} and "),
    "nested clauses": lambda size: _filled("police said that residents said that a bomb in Quetta, which ", size),
    "speakers": lambda size: _filled("“Nine were killed in Quetta,” said the mayor of Kyiv. ", size),
}
