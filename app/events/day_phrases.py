"""Phrases that tell a day, a week, a month or a year, in the order in which their patterns are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.events.expression import TimeExpression
from app.events.month_days import MONTHS_AND_YEARS, NAMED, NUMERIC
from app.events.near_days import COUNTED, NEAR, RELATIVE
from app.events.weekdays import NIGHTS, WEEKDAYS

_CUE = re.compile(
    r"\d|(?i:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
    r"|day|night|week|fortnight|month|year|decade|centur|hour|minute|moment|morning|afternoon|evening|tomorrow)"
)
"""One of these stands in every phrase that the patterns read: a cheap test before them."""
_PATTERNS = (*NUMERIC, *NAMED, *NIGHTS, *NEAR, *WEEKDAYS, *COUNTED, *MONTHS_AND_YEARS, *RELATIVE)


def day_phrases(text: str, reference: date | None) -> Iterator[TimeExpression]:
    """All such phrases, those of the more specific patterns first; they may overlap."""
    if _CUE.search(text) is None:
        return
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            expression = read(match, reference)
            if expression is not None:
                yield expression
