"""A time expression: its words, and what they mean in a report and in a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.events.calendar import one_day, with_clock, with_part
from app.model.article import Span
from app.model.event import TimeInterval


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time. ``past`` and ``future`` are what they mean in a report and in a plan.

    ``relative`` ones ("the next day") lean on the event told before: ``shift_days`` from its day. A bare part of the
    day or clock time has ``part`` or ``clock`` and neither past nor future: its day comes from elsewhere.
    """

    span: Span
    past: TimeInterval | None = None
    future: TimeInterval | None = None
    shift_days: int | None = None
    part: str | None = None
    clock: tuple[int, int, str | None] | None = None
    explicit_year: bool = False

    def on(self, planned: bool) -> TimeInterval | None:
        """The interval for a report (False) or a plan (True)."""
        return self.future if planned and self.future is not None else self.past


def apply_part(interval: TimeInterval, part: TimeExpression) -> TimeInterval:
    """The day's part or clock time on a day that is known from elsewhere."""
    if part.clock is not None:
        return with_clock(interval, *part.clock)
    return with_part(interval, part.part) if part.part else interval


def from_day(relative: TimeExpression, day: date) -> TimeExpression:
    """What "the next day" or "that evening" means by the day told before."""
    try:
        told = one_day(day + timedelta(days=relative.shift_days or 0))
    except OverflowError:
        return relative
    interval = told.interval("counted from the day told before", relative.span)
    at = apply_part(interval, relative) if interval else None
    return replace(relative, past=at, future=at, shift_days=None, part=None, clock=None)


def joined(day: TimeExpression, part: TimeExpression) -> TimeExpression:
    """The day with the part or clock time that stands beside it."""
    span = Span(min(day.span.start, part.span.start), max(day.span.end, part.span.end))

    def at(interval: TimeInterval | None) -> TimeInterval | None:
        return apply_part(interval, part) if interval else None

    return replace(day, span=span, past=at(day.past), future=at(day.future))
