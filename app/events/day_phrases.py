"""Phrases that tell a day, a week, a month or a year, in the order in which their patterns are tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.events.expression import TimeExpression
from app.events.month_days import MONTHS_AND_YEARS, NAMED, NUMERIC
from app.events.near_days import AGO, COUNTED, NEAR, RELATIVE
from app.events.phrase import MONTHS, WEEKDAYS, Patterns
from app.events.weekdays import NAMED_DAYS, NIGHTS

_DIGITS = tuple("0123456789")
_MONTHS = tuple(name[:3] for name in MONTHS)
_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
_GROUPS: tuple[tuple[tuple[str, ...], Patterns], ...] = (
    (_DIGITS, NUMERIC),
    (_MONTHS, NAMED),
    (_WEEKDAYS, NIGHTS),
    (("today", "yesterday", "tomorrow", "tonight", "night", "morning", "afternoon", "evening"), NEAR),
    (_WEEKDAYS, NAMED_DAYS),
    (("ago", "before now", "back", "since"), AGO),
    (("hour", "day", "week", "fortnight", "month", "year", "decade"), COUNTED),
    ((*_DIGITS, *_MONTHS), MONTHS_AND_YEARS),
    (
        ("day", "night", "morning", "afternoon", "evening", "earlier", "later", "afterwards", "previous", " on"),
        RELATIVE,
    ),
)
"""Each group with the letters of which some stand in all that it reads: a cheap test before its patterns."""


def day_phrases(text: str, reference: date | None) -> Iterator[TimeExpression]:
    """All such phrases, those of the more specific patterns first; they may overlap."""
    plain = text.lower()
    for cues, patterns in _GROUPS:
        if not any(cue in plain for cue in cues):
            continue
        for pattern, read in patterns:
            for match in pattern.finditer(text):
                expression = read(match, reference)
                if expression is not None:
                    yield expression
