"""Expressions of time in a sentence, each with what it means in the past and in a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
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
    ordered = _spans_of_hours(text, sorted(found, key=lambda e: e.span.start))
    return [_moved(expression, offset) for expression in _anchored(ordered)]


_TO_HOUR = re.compile(r"\s*(?:\band\b|\bto\b|\buntil\b|-|–)\s*")
_HALF = re.compile(r"[ap]\.?m", re.IGNORECASE)
_HALF_DAY = 12


def _spans_of_hours(text: str, ordered: list[TimeExpression]) -> list[TimeExpression]:
    """ "Between 2:15 and 2:40 a.m. on Monday": one expression, from the first hour on."""
    found: list[TimeExpression] = []
    for expression in ordered:
        last = found[-1] if found else None
        between = text[last.span.end : expression.span.start] if last is not None else ""
        whole = expression.past is not None and expression.past.precision == "minute"
        if last is None or last.clock is None or last.past or not whole or not _TO_HOUR.fullmatch(between):
            found.append(expression)
            continue
        hour, minute, zone = last.clock
        end = expression.past.start.hour if expression.past else 0
        halves = _HALF.search(text[last.span.start : last.span.end]), _HALF.search(text[expression.span.start :][:12])
        hour += _HALF_DAY * (halves[0] is None and halves[1] is not None and hour + _HALF_DAY <= end)
        found[-1] = joined(_whole_day(expression), replace(last, clock=(hour, minute, zone)))
    return found


def _whole_day(expression: TimeExpression) -> TimeExpression:
    def widened(interval: TimeInterval | None) -> TimeInterval | None:
        if interval is None:
            return None
        start = datetime.combine(interval.start.date(), time())
        reason = interval.reason.partition(",")[0]
        return replace(interval, start=start, end=start + timedelta(days=1), precision="day", reason=reason)

    return replace(expression, past=widened(expression.past), future=widened(expression.future))


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
    r"\b(?:until|till|(?P<through>through)|up to|(?P<by>by|no later than)|(?P<before>before|ahead of|prior to)"
    r"|(?:deadline|ultimatum)(?:\s+of|\s+for|\s+on)?)"
    r"\s+(?:the\s+)?(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
"""What comes after these is when something ends."""


_PART = re.compile(r"\b(?:morning|afternoon|evening|night)$", re.IGNORECASE)
""" "Through Monday night" is during it."""
_OWNER = re.compile(r"['’]s\s")


def _without_ends(text: str, found: list[TimeExpression], begins: set[int]) -> Iterator[TimeExpression]:
    """All but ends ("until Friday", "before Friday"); "before dawn on Friday" is none.

    Nor are, in a plan, "by Friday" and "before Friday's vote".
    """
    for expression in found:
        match = _UNTIL.search(text[max(0, expression.span.start - 24) : expression.span.start])
        within = match is not None and match["through"] and _PART.search(text[: expression.span.end])
        if match is None or within or (match["before"] and expression.span.start in begins):
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
