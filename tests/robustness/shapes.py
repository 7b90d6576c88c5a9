"""Texts of any length that a reader of news never sees and a service must bear: name → text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_SENTENCE = "A bomb exploded in Quetta on Monday, killing nine people, police said. "


def _filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _nested(size: int) -> str:
    half = size // 2
    return "(" * half + "Kyiv" + ")" * half


def _quotes(size: int) -> str:
    return _filled("“He said: ‘She said: “A bomb exploded in Quetta”’” ", size)


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
}
