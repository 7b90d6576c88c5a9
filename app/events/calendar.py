"""Days and their parts: from what a phrase says to an interval, given the day of publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.model.article import Span
from app.model.event import TimeInterval, TimePrecision

DAY = timedelta(days=1)

PARTS: dict[str, tuple[float, float]] = {
    "early hours": (0, 6),
    "pre-dawn": (3, 6),
    "predawn": (3, 6),
    "dawn": (4, 7),
    "daybreak": (4, 7),
    "early": (0, 9),
    "early morning": (4, 9),
    "morning": (6, 12),
    "midday": (11, 14),
    "lunchtime": (11, 14),
    "noon": (12, 13),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "late": (18, 24),
    "dusk": (18, 21),
    "night": (18, 30),
    "before midnight": (22, 24),
    "after midnight": (0, 2),
    "midnight": (23, 25),
    "overnight": (-6, 7),
}
"""Hours of the day, from midnight of the named day; more than 24 reaches into the next."""


@dataclass(frozen=True, slots=True)
class Days:
    """A run of whole days, ``last`` included, with the precision the words give."""

    first: date
    last: date
    precision: TimePrecision

    def interval(self, reason: str, span: Span | None) -> TimeInterval | None:
        """From midnight to midnight; None at the calendar's ends."""
        try:
            end = self.last + DAY
        except OverflowError:
            return None
        return TimeInterval(
            datetime.combine(self.first, time()), datetime.combine(end, time()), self.precision, reason, span
        )


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day, "day")


FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Far enough from the calendar's ends that no sum of days leaves it."""


def is_sane(year: int) -> bool:
    """Whether a year can be reckoned with."""
    return FIRST_YEAR <= year <= LAST_YEAR


def sane_day(day: date | None) -> date | None:
    """The day, None where it is none to reckon with."""
    return day if day is not None and is_sane(day.year) else None


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (30 February) and far from any news."""
    if not is_sane(year):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Days | None:
    """The whole month; None outside the calendar."""
    first = safe_date(year, month, 1)
    if first is None or (year, month) >= (9999, 12):
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(first, following - DAY, "month")


_PARTS_OF_MONTH: dict[str, tuple[int, int]] = {
    "early": (1, 10),
    "beginning": (1, 10),
    "start": (1, 10),
    "mid": (11, 20),
    "middle": (11, 20),
    "midway through": (11, 20),
    "late": (21, 31),
    "end": (21, 31),
    "first week": (1, 7),
    "second week": (8, 14),
    "third week": (15, 21),
    "fourth week": (22, 28),
    "last week": (-6, 0),
    "final week": (-6, 0),
    "first half": (1, 15),
    "second half": (16, 31),
    "last half": (16, 31),
    "first days": (1, 5),
    "last days": (-4, 0),
    "final days": (-4, 0),
}
"""First and last day; less than 1: counted back from the month's last."""


def part_of_month(year: int, month: int, part: str) -> Days | None:
    """The month, or the part of it that is named ("early", "first week"); None outside the calendar."""
    whole = month_of(year, month)
    if whole is None or part not in _PARTS_OF_MONTH:
        return whole
    length = whole.last.day
    first, last = (day if day > 0 else length + day for day in _PARTS_OF_MONTH[part])
    days = Days(whole.first.replace(day=first), whole.first.replace(day=min(last, length)), "month")
    return replace(days, precision="week") if part.endswith(("week", "days")) else days


def year_of(year: int) -> Days | None:
    """The whole year."""
    if not is_sane(year):
        return None
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def week_of(day: date) -> Days:
    """Monday to Sunday around the day."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), "week")


def last_weekday(weekday: int, reference: date, strictly: bool = False) -> date:
    """The nearest such day in the past; today counts unless ``strictly``."""
    back = (reference.weekday() - weekday) % 7
    return reference - timedelta(days=back or (7 if strictly else 0))


def next_weekday(weekday: int, reference: date, strictly: bool = False) -> date:
    """The nearest such day to come; today counts unless ``strictly``."""
    ahead = (weekday - reference.weekday()) % 7
    return reference + timedelta(days=ahead or (7 if strictly else 0))


def with_part(interval: TimeInterval, part: str) -> TimeInterval:
    """The part of a single day; an interval of more days stays as it is."""
    if interval.end - interval.start != DAY:
        return interval
    low, high = PARTS[part]
    midnight = interval.start
    return TimeInterval(
        midnight + timedelta(hours=low),
        midnight + timedelta(hours=high),
        "part-of-day",
        f"{interval.reason}, {part}",
        interval.span,
        interval.zone,
    )


def with_clock(interval: TimeInterval, hour: int, minute: int, zone: str | None) -> TimeInterval:
    """The minute (or hour, where no minutes are told: ``minute`` < 0) of a single day or of a part of one."""
    start = datetime.combine(interval.start.date(), time()) + timedelta(hours=hour, minutes=max(minute, 0))
    if interval.precision == "part-of-day":
        start += DAY if start < interval.start else timedelta()
        if not interval.start <= start < interval.end:
            return interval
    elif interval.end - interval.start != DAY:
        return interval
    exact = minute >= 0
    length = timedelta(minutes=1) if exact else timedelta(hours=1)
    words = f"{interval.reason}, at {hour:02d}:{max(minute, 0):02d}"
    return TimeInterval(
        start, start + length, "minute" if exact else "hour", words, interval.span, zone or interval.zone
    )
