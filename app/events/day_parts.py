"""Parts of a day and times of the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.events.expression import TimeExpression
from app.model.article import Span

_CLOCK = re.compile(
    r"\b(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?:\s*(?P<ap>[ap]\.?m\.?))?"
    r"|(?P<h2>1[0-2]|0?[1-9])\s*(?P<ap2>[ap]\.?m\b\.?)"
    r"|(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?=\s*(?:UTC|GMT|LT|hrs|hours|local|Z\b)))"
    r"(?:\s*(?P<zone>UTC|GMT|Z)\b)?",
    re.IGNORECASE,
)
_PART_WORDS = re.compile(
    r"\b(?:(?:in|during|at|before(?!\s+midnight)|on|by|since)\s+)?(?:the\s+)?(?P<part>early\s+hours|early\s+morning|pre-?dawn|dawn|daybreak|morning|midday|noon|lunchtime|afternoon|evening|dusk|(?:before|after)\s+midnight|midnight|night)(?:\s+hours|\s+hrs)?\b",
    re.IGNORECASE,
)


def parts_of_day(text: str) -> Iterator[TimeExpression]:
    """Clock times first, then words such as "morning" that lie in none of them; spans are places in ``text``."""
    taken: list[Span] = []
    for match in _CLOCK.finditer(text):
        clock = _clock(match, text)
        if clock is not None:
            taken.append(Span(*match.span()))
            yield TimeExpression(taken[-1], clock=clock)
    for match in _PART_WORDS.finditer(text):
        span = Span(*match.span("part"))
        if not any(span.overlaps(other) for other in taken):
            yield TimeExpression(span, part=" ".join(match["part"].lower().split()))


def _clock(match: re.Match[str], text: str) -> tuple[int, int, str | None] | None:
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["m"] or match["m3"] or -1)
    half = (match["ap"] or match["ap2"] or "").lower()
    if not half and match["h"] and text[match.start("m") - 1] == "." and not _said_as_time(text, match):
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = "UTC" if match["zone"] else None
    return hour, minute, zone


def _said_as_time(text: str, match: re.Match[str]) -> bool:
    """Whether "6.30" is a time and not a measure: only after "at" or before "local", "hours"."""
    before, after = (
        text[max(0, match.start() - 12) : match.start()].lower(),
        text[match.end() : match.end() + 8].lower(),
    )
    return bool(re.search(r"\bat\s+(?:around\s+|about\s+)?$", before)) and not re.match(
        r"\s*(?:%|per|km|mill|m\b)", after
    )
