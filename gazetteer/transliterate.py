"""Names in other scripts as Latin ones, by the rule tables in ``data/translit/*.tsv``.

A table's rows are letters, their Latin form and where that form holds: ``any``, ``initial`` or ``final`` in a word, or
``after-vowel`` (after a vowel or a soft or hard sign). ``where.tsv`` says which systems are used for whose names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

SCRIPTS = {
    "Cyrl": "\u0400-\u052f",
    "Geor": "\u10a0-\u10ff",
    "Armn": "\u0530-\u058f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
}
VOWELS = frozenset("аеёиоуыэюяйьъєіїұүөә")
PLACES = ("any", "initial", "final", "after-vowel")
NOT_OF = {
    "uk": re.compile("[ыэёъўәғқңөұүһђјљњћџ]"),
    "ru": re.compile("[іїєґўәғқңөұүһђјљњћџӣӯҳҷ]"),
    "be": re.compile("[ищъїєґ]"),
}
"""Letters that show that a name is not in that language."""
_SCRIPT = re.compile("|".join(f"(?P<{name}>[{chars}])" for name, chars in SCRIPTS.items()))
_STRESS = "\u0301"


class Rules(NamedTuple):
    """One system: (letters, place in the word) → Latin, and the length of its longest letters."""

    latin: dict[tuple[str, str], str]
    longest: int


@cache
def rules(system: str) -> Rules:
    """The table ``data/translit/<system>.tsv``; ``ValueError`` for a row that is no rule."""
    latin: dict[tuple[str, str], str] = {}
    for row in table(f"translit/{system}.tsv"):
        if len(row) != 3 or not row[0] or row[2] not in PLACES:
            raise ValueError(f"{system}.tsv: {row!r} is not letters, latin, one of {PLACES}")
        latin[row[0], row[2]] = row[1]
    return Rules(latin, max(len(letters) for letters, _ in latin))


@cache
def systems() -> dict[tuple[str, str], tuple[str, ...]]:
    """(country, script) → the systems for its names, the usual one first."""
    return {(row[0], row[1]): tuple(row[2].split()) for row in table("translit/where.tsv")}


def table(path: str) -> Iterator[list[str]]:
    """Rows of a tab-separated file below ``data/``, without comments (#) and the line of column names."""
    text = resources.files("gazetteer").joinpath("data", path).read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)
    for line in lines:
        yield line.split("\t")


def romanise(name: str, system: str) -> str:
    """``name`` in lower-case Latin letters: ``romanise("Євпаторія", "uk-kmu2010")`` is ``"yevpatoriia"``."""
    found, text = rules(system), _without_stress(name.lower())
    out: list[str] = []
    at = 0
    while at < len(text):
        size, latin = _rule_at(text, at, found)
        out.append(latin)
        at += size
    return "".join(out)


def _rule_at(text: str, at: int, found: Rules) -> tuple[int, str]:
    before = text[at - 1] if at else " "
    initial = not (before.isalpha() or before in "'’ʼ")
    for size in range(min(found.longest, len(text) - at), 0, -1):
        letters, after = text[at : at + size], text[at + size : at + size + 1]
        if initial and (latin := found.latin.get((letters, "initial"))) is not None:
            return size, latin
        if before in VOWELS and (latin := found.latin.get((letters, "after-vowel"))) is not None:
            return size, latin
        if not after.isalpha() and (latin := found.latin.get((letters, "final"))) is not None:
            return size, latin
        if (latin := found.latin.get((letters, "any"))) is not None:
            return size, latin
    return 1, text[at]


def _without_stress(text: str) -> str:
    if _STRESS not in text and text.isalpha():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(_STRESS, ""))


def script_of(name: str) -> str | None:
    """The script of the first letter that belongs to one of ``SCRIPTS``, None for names without such a letter."""
    found = _SCRIPT.search(name)
    return found.lastgroup if found else None


def romanisations(name: str, country: str | None) -> list[str]:
    """The Latin forms of a name in the systems used for ``country``; empty where there are none."""
    script = None if name.isascii() else script_of(name)
    if script is None or country is None:
        return []
    lower = name.lower()
    forms: dict[str, None] = {}
    for system in systems().get((country, script), ()):
        foreign = NOT_OF.get(system[:2])
        if foreign is None or not foreign.search(lower):
            forms[romanise(name, system)] = None
    return list(forms)
