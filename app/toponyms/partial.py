"""Words that a place is called by and that are only a part of a longer name: "José "Paco" Toledo", "Lyon-Est"."""

from __future__ import annotations

import re

_NICKNAME_BEFORE = re.compile(r"\b[^\W\d_a-z][\w’'-]+ [\"“‘][^\"”’\n]{2,25}[\"”’] $")
_NICKNAME_AFTER = re.compile(r" [\"“‘][^\"”’\n]{2,25}[\"”’] [^\W\d_a-z][\w’'-]+")
_PLACED = re.compile(r"\b(?:in|at|near|from|of|to|outside|around|the)(?: the)? $", re.IGNORECASE)
_JOINED = re.compile(r"\b[^\W\d_a-z][\w’']+[-–]$")
_SIDES = frozenset(
    {"est", "ouest", "nord", "sud", "norte", "sur", "este", "oeste", "centre", "center", "centro", "central", "ost"}
)
"""Sides of the world that are regions somewhere and that other names end in."""
_HEADLAND = re.compile(r" (?:cape|headland|promontory|reef|shoal)\b")
_REACH = 60
"""Characters around the words that are looked at."""


def is_partial(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is the first or the last name of a person with a nickname, the side of a town
    ("the Lyon-Est exit") or what a headland is called by ("off San Juan cape").
    """
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _NICKNAME_BEFORE.search(before):
        return True
    if _NICKNAME_AFTER.match(after) and not _PLACED.search(before):
        return True
    if _HEADLAND.match(after):
        return True
    return text[start:end].lower() in _SIDES and _JOINED.search(before) is not None
