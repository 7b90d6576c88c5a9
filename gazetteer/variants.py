"""Other ways in which the same name is written: "St" for "Saint", without a bracket, without "City of"."""

from __future__ import annotations

import re
from collections.abc import Iterator

PAIRS = {
    "saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "point": "pt", "port": "pt", "santa": "sta",
    "santo": "sto", "general": "gen", "presidente": "pres", "doctor": "dr", "north": "n", "south": "s", "east": "e",
    "west": "w",
}  # fmt: skip
"""First word → its abbreviation; both are tried, the points of the compass only as whole first words of two or more."""
LONG = {short: long for long, short in PAIRS.items() if long not in ("port", "santa", "north", "south", "east", "west")}
PREFIXES = re.compile(r"(?:City of|Town of|Village of|Municipality of|Gorod|Misto|Selo|Kabupaten) (?=\S{3})", re.I)
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_FIRST = re.compile(r"([^\W\d_]+)\.?[ -](?=\w)")


def variants(name: str) -> Iterator[str]:
    """Forms of ``name`` other than itself; none for most names.

    >>> list(variants("Saint Petersburg"))
    ['st Petersburg']
    """
    if "(" in name or "[" in name:
        bare = _BRACKET.sub(" ", name).strip()
        if bare and bare != name:
            yield bare
    if "/" in name:
        yield from (part.strip() for part in name.split("/") if len(part.strip()) > 3)
    if not (first := _FIRST.match(name)):
        return
    if prefix := PREFIXES.match(name):
        yield name[prefix.end() :]
    word, rest = first[1].lower(), name[first.end() :]
    if word in PAIRS and len(rest) > 2:
        yield f"{PAIRS[word]} {rest}"
    elif word in LONG and len(rest) > 2:
        yield f"{LONG[word]} {rest}"
