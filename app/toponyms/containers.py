"""What the text says contains what: "X, Region", "X (Country)", "X in northern Country", "X, the capital of Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.toponyms.evidence import Candidate
from app.toponyms.options import Entry

REACH = 48
"""Characters that may stand between a name and what contains it."""
LOOKED_AT = 6
"""Candidates after a name that are looked at: nested ones lie between."""
_SIDE = r"(?:(?:north|south|east|west|central|mid)[\w-]*\s+(?:of\s+)?)?"
_INSIDE = re.compile(
    rf"\s*(?:,\s*(?:an?|the|its|his|her)\s+[\w -]{{2,24}}?\s+(?:in|of|on)|,?\s+in)\s+(?:the\s+)?{_SIDE}", re.IGNORECASE
)


def container_of(text: str, candidates: Sequence[Candidate], i: int) -> tuple[int, str] | None:
    """The number of the candidate that contains number ``i``, and how the text says so: "next" or "inside"."""
    c = candidates[i]
    for j in range(i + 1, min(i + 1 + LOOKED_AT, len(candidates))):
        other = candidates[j]
        if other.start < c.end:
            continue
        gap = text[c.end : other.start]
        if len(gap) > REACH:
            return None
        how = "next" if len(gap) <= 3 and gap.strip() in (",", "(") else "inside" if _INSIDE.fullmatch(gap) else None
        if how and contains(other.entry, c.entry):
            return j, how
    return None


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether some place of the inner name lies in a country or first-order area of the outer name."""
    countries = {o.feature.country for o in outer.options if o.level == "country" and o.name_kind != "demonym"}
    admins = {o.admin for o in outer.options if o.level == "admin1"}
    return any(
        (o.feature.country in countries and o.level != "country")
        or (o.admin in admins and o.level not in ("country", "admin1"))
        for o in inner.options
        if o.feature.country
    )
