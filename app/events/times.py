"""Expressions of time in a sentence, each with what it means in the past and in a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from app.events.day_parts import parts_of_day
from app.events.day_phrases import day_phrases
from app.events.expression import TimeExpression, from_day, joined
from app.events.feast_days import Countries, feast_days
from app.model.article import Span
from app.model.event import TimeInterval


def _nowhere() -> tuple[tuple[int, str], ...]:
    return ()


def find_times(text: str, offset: int, reference: date | None, countries: Countries = _nowhere) -> list[TimeExpression]:
    """All time expressions of a sentence, in order.

    ``reference`` is the day of publication, ``offset`` is added, ``countries`` tells which countries the text speaks
    of (feasts fall on other days in each).
    """
    days = list(_non_overlapping(chain(feast_days(text, reference, countries), day_phrases(text, reference))))
    parts = [p for p in parts_of_day(text) if not any(p.span.overlaps(d.span) for d in days)]
    begins = {part.span.start for part in parts}
    found = list(_without_ends(text, _combine(text, days, parts), begins))
    return [_moved(expression, offset) for expression in _anchored(sorted(found, key=lambda e: e.span.start))]


def _anchored(found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """ "On 26 July …; that evening …": what is told from another day, by the last day that the sentence told."""
    anchor: date | None = None
    for expression in found:
        if expression.past is not None and expression.past.tells_day:
            anchor = expression.past.start.date()
        elif expression.shift_days is not None and anchor is not None:
            expression = from_day(expression, anchor)
        yield expression


def _moved(expression: TimeExpression, offset: int) -> TimeExpression:
    span = Span(expression.span.start + offset, expression.span.end + offset)

    def at(interval: TimeInterval | None) -> TimeInterval | None:
        return replace(interval, span=span) if interval else None

    return replace(expression, span=span, past=at(expression.past), future=at(expression.future))


def _non_overlapping(found: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    """Earlier patterns are more specific and win."""
    taken: list[Span] = []
    for expression in found:
        if not any(expression.span.overlaps(span) for span in taken):
            taken.append(expression.span)
            yield expression


def _combine(text: str, days: list[TimeExpression], parts: list[TimeExpression]) -> list[TimeExpression]:
    """Parts of the day and clock times joined to the day beside them ("Monday morning", "at 05:00 on 14 May")."""
    result = list(days)
    for part in parts:
        near = [
            (_gap(text, part.span, day.span), n)
            for n, day in enumerate(result)
            if day.part is None and day.clock is None and not (part.part and _has_part(day))
        ]
        near = [(gap, n) for gap, n in near if gap is not None]
        if near:
            n = min(near)[1]
            result[n] = joined(result[n], part)
        else:
            result.append(part)
    return result


def _has_part(day: TimeExpression) -> bool:
    return day.past is not None and day.past.precision == "part-of-day"


_UNTIL = re.compile(
    r"\b(?:until|till|through|up to|(?P<by>by|no later than)|(?P<before>before|ahead of|prior to)"
    r"|(?:deadline|ultimatum)(?:\s+of|\s+for|\s+on)?)"
    r"\s+(?:the\s+)?(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
"""What comes after these is when something ends."""


_OWNER = re.compile(r"['’]s\s")


def _without_ends(text: str, found: list[TimeExpression], begins: set[int]) -> Iterator[TimeExpression]:
    """All but ends ("until Friday", "before Friday"); "before dawn on Friday" is none.

    Nor are, in a plan, "by Friday" and "before Friday's vote".
    """
    for expression in found:
        match = _UNTIL.search(text[max(0, expression.span.start - 24) : expression.span.start])
        if match is None or (match["before"] and expression.span.start in begins):
            yield expression
        elif expression.future is not None and (match["by"] or _OWNER.match(text, expression.span.end)):
            yield replace(expression, past=None)


_GLUE = re.compile(
    r"[\s,:]*(?:(?:in|on|of|at|the|around|about|local|time|hours?|hrs|UTC|GMT|night|early|late|approximately|LT|shortly|after|before)\b[\s,.:]*)*"
)


def _gap(text: str, one: Span, other: Span) -> int | None:
    """Characters between two expressions with only small words between; None where something else stands there."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    between = text[first.end : second.start]
    if len(between) > 30 or not _GLUE.fullmatch(between):
        return None
    return len(between)
