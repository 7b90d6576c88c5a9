"""What the text says contains what: "X, Region", "X (Country)", "X in northern Country", "X, the capital of Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from app.toponyms.evidence import Candidate
from app.toponyms.options import Entry, Option, kilometres
from app.toponyms.words import english_words

REACH = 60
"""Characters that may stand between a name and what contains it."""
LOOKED_AT = 8
"""Candidates after a name that are looked at: nested ones lie between."""
_SIDE = r"(?:(?:north|south|east|west|central|mid)[\w-]*\s+(?:of\s+)?)?"
_INSIDE = re.compile(
    rf"\s*(?:,\s*(?:an?|the|its|his|her)\s+[\w -]{{2,24}}?\s+(?:in|of|on)|,?\s+in)\s+(?:the\s+)?{_SIDE}", re.IGNORECASE
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_NEXT_SIDE = re.compile(r"\s*,\s*(?:the\s+)?(?:far\s+)?(?:north|south|east|west|central|mid)[\w-]*\s+", re.IGNORECASE)
"""X, eastern Y"""
_LISTED = re.compile(r"(?:,[^,.;:()\n]{2,32}){0,6},?\s+(?:and|or|as well as|&)\s+(?:(?:in|the)\s+){0,2}[A-Z]")
"""What goes on after "X, Y" where they are a list: ", Z and W"."""
_OWNER = re.compile(rf"['’]s\s+{_SIDE}")


_WHERE = re.compile(r",?\s+(?:where|in which)\s[^.;:(),]{3,100}")
"""A, where … B: most likely a B of A, though B may be from elsewhere."""


def container_of(text: str, candidates: Sequence[Candidate], i: int) -> tuple[int, str] | None:
    """The number of the candidate that contains number ``i``, and how: next, inside, owner or where."""
    for j, how in claims(text, candidates, i):
        if contains(candidates[j].entry, candidates[i].entry):
            return j, how
    return None


@cache
def _chain() -> re.Pattern[str]:
    """X village, Y · X district (Y · X (Y LGA, Z · X town of Y"""
    kind = _kind()
    links = rf"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}(?: {kind})?,\s*){{0,2}}"
    return re.compile(
        rf"(?:\s+{kind}\s*[,(]|\s*\()\s*{links}(?:the\s+)?{_SIDE}|\s+{kind}\s+(?:of|in)\s+(?:the\s+)?{_SIDE}"
    )


@cache
def _side_name() -> re.Pattern[str]:
    """But a direction: "the Eastern province of Prince Edward Island" is none of the Eastern Provinces."""
    return re.compile(
        rf"(?:north|south|east|west|central)[\w-]*(?:[ -]\w+)? (?:{_kind()}|province|state)", re.IGNORECASE
    )


def _kind() -> str:
    kinds = sorted(english_words().kinds_of_area, key=len, reverse=True)
    return rf"(?i:{'|'.join(map(re.escape, kinds))})"


def is_denied(text: str, candidates: Sequence[Candidate], i: int) -> bool:
    """The text puts the name into a country or area in which the gazetteer has no place called so."""
    told = [(candidates[j], how) for j, how in claims(text, candidates, i) if how != "where"]
    told = [(outer, how) for outer, how in told if outer.entry.kinds != {"demonym"}]  # "in the Indian state of" goes on
    outside = any(how == "owner" or _is_told(text, outer, how) for outer, how in told)
    return outside and not any(_may_hold(outer.entry, candidates[i].entry) for outer, _ in told)


def _is_told(text: str, outer: Candidate, how: str) -> bool:
    """Whether it is sure that this country or area is meant to hold the name, and they are no list."""
    area = outer.entry.best in ("country", "admin1")
    return area and (how != "next" or _LISTED.match(text, outer.end) is None)


def claims(text: str, candidates: Sequence[Candidate], i: int) -> Iterator[tuple[int, str]]:
    """Candidates that the text says to hold number ``i``, whether or not the gazetteer agrees."""
    c = candidates[i]
    for j in range(i + 1, min(i + 1 + LOOKED_AT, len(candidates))):
        other = candidates[j]
        gap = text[c.end : other.start]
        if other.start >= c.end and len(gap) <= REACH:
            if gap.strip() == ",":
                yield j, "next"
            elif (
                _INSIDE.fullmatch(gap)
                or _NEXT_SIDE.fullmatch(gap)
                or _chain().fullmatch(gap)
                or _is_side_of(text[c.start : c.end], gap)
            ):
                yield j, "inside"
    for j in range(max(0, i - 3), i):
        if candidates[j].end <= c.start and _OWNER.fullmatch(text[candidates[j].end : c.start]):
            yield j, "owner"
        elif candidates[j].end <= c.start and _WHERE.fullmatch(text[candidates[j].end : c.start]):
            yield j, "where"


def _is_side_of(name: str, gap: str) -> bool:
    return _OF.fullmatch(gap) is not None and _side_name().fullmatch(name) is not None


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether some place of the inner name lies in a country or first-order area of the outer name."""
    areas = [o for o in outer.options if o.level in ("country", "admin1") and o.name_kind != "demonym"]
    return any(holds(area, option) for area in areas for option in inner.options)


def _may_hold(outer: Entry, inner: Entry) -> bool:
    """Whether some place of the inner name lies in or, since small areas are redrawn, not far from the outer one."""
    areas = [o for o in outer.options if o.level == "admin1" and o.name_kind != "demonym"]
    near = (
        option.feature.country == area.feature.country and _beside(area, option)
        for area in areas
        for option in inner.options
    )
    return contains(outer, inner) or any(near)


def holds(area: Option, option: Option) -> bool:
    """Whether the option lies in the country or area; by the distance where its own area is not known."""
    if option.level in ("country", "continent") or area.feature.id == option.feature.id:
        return False
    if area.level == "country" and option.feature.country:
        return option.feature.country == area.feature.country
    if area.level == "admin1" and option.level == "admin1":
        return False
    if area.level == "admin1" and option.admin:
        return option.admin == area.admin
    if option.feature.country not in (None, area.feature.country):
        return False
    return _beside(area, option)


def _beside(area: Option, option: Option) -> bool:
    return kilometres(option.unit, area.unit) < 1.2 * area.feature.radius_km + 30
