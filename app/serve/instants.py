"""Times in requests: RFC 3339 instants, dates, months and years, and intervals of them (OGC API - Features 7.15.4)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from app.store.filter import Interval

SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[Tt ]"
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<part>[.,]\d{1,9})?)?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?)?)?)?"
)
MEND = (
    "Use a date (2023-09-14), an instant (2023-09-14T06:00:00Z) or two of them (2023-09-01/2023-10-01); '..' is open."
)
LAST = datetime(9999, 12, 31, 23, 59, 59)
FIRST = datetime(1, 1, 1)


def read_interval(text: str) -> Interval:
    """``datetime`` as an interval of naive UTC instants, end exclusive; a lone instant has ``start == end``.

    Raises:
        ValueError: with why it cannot be read.
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError("has more than one slash")
    if len(parts) == 1:
        start, end = read_extent(parts[0])
        return Interval(start, end)
    first = None if parts[0] in ("", "..") else read_extent(parts[0])
    last = None if parts[1] in ("", "..") else read_extent(parts[1])
    if first and last and last[0] < first[0]:
        raise ValueError("ends before it starts")
    return Interval(first[0] if first else None, _closed_end(last) if last else None)


def _closed_end(extent: tuple[datetime, datetime]) -> datetime:
    """The exclusive end after the last moment of ``extent``; an instant is itself part of the interval."""
    start, end = extent
    return end if end > start else min(end, LAST - timedelta(seconds=1)) + timedelta(seconds=1)


def read_extent(text: str) -> tuple[datetime, datetime]:
    """Start and exclusive end (naive UTC) of a year, month, day or instant; an instant's are equal.

    Raises:
        ValueError: it is no time.
    """
    match = SHAPE.fullmatch(text)
    if match is None or not text.isascii():
        raise ValueError("is no time")
    got = {name: int(value) for name, value in match.groupdict().items() if value and name not in ("part", "zone")}
    if got["year"] == 0:
        raise ValueError("has the year 0, which the calendar lacks")
    try:
        if "hour" in got:
            moment = _instant(got, match["part"], match["zone"])
            return moment, moment
        start = datetime(got["year"], got.get("month", 1), got.get("day", 1))
    except ValueError as error:
        raise ValueError(f"is no time: {error}") from None
    return start, _after(start, got)


def _instant(got: dict[str, int], part: str | None, zone: str | None) -> datetime:
    """A naive UTC instant; a leap second is the last second of its minute; no zone means UTC."""
    second = min(got.get("second", 0), 59) if got.get("second", 0) <= 60 else got["second"]
    moment = datetime(got["year"], got["month"], got["day"], got["hour"], got["minute"], second, tzinfo=UTC)
    if part:
        moment += timedelta(microseconds=int(part[1:7].ljust(6, "0")))
    naive = moment.replace(tzinfo=None)
    if not zone or zone in "Zz":
        return naive
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 23 or minutes > 59:
        raise ValueError("the offset is too large")
    offset = timedelta(hours=hours, minutes=minutes)
    try:
        return naive - offset if zone[0] == "+" else naive + offset
    except OverflowError:
        return FIRST if zone[0] == "+" else LAST


def _after(start: datetime, got: dict[str, int]) -> datetime:
    """The start of the next day, month or year; the calendar's last moment where there is none."""
    try:
        if "day" in got:
            return start + timedelta(days=1)
        if "month" in got:
            return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        return start.replace(year=start.year + 1)
    except (OverflowError, ValueError):
        return LAST
