"""Phrases that tell a day, a week, a month or a year: patterns, and what each means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from app.events.calendar import (
    PARTS,
    Days,
    last_weekday,
    month_of,
    next_weekday,
    one_day,
    safe_date,
    week_of,
    year_of,
)
from app.events.expression import TimeExpression, joined
from app.model.article import Span

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "several": 3, "few": 3, "a few": 3, "some": 3}

MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)\b"
_D1 = r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?"
_D2 = r"(?:\s*(?:-|–|—|and|to|or|until)\s*(?P<d2>\d{1,2})(?:st|nd|rd|th)?)?"
_WEEKDAY = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b"
)
_COUNT = (
    r"(?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|a couple of|several|"
    r"few|some)"
)
_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade|century|centurie)s?"


_CUE = re.compile(
    r"\d|(?i:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
    r"|day|night|week|fortnight|month|year|decade|centur|hour|morning|afternoon|evening|tomorrow)"
)
"""One of these stands in every phrase that the patterns below read: a cheap test before them."""


def day_phrases(text: str, reference: date | None) -> Iterator[TimeExpression]:
    """All such phrases, those of the more specific patterns first; they may overlap."""
    if _CUE.search(text) is None:
        return
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            expression = read(match, reference)
            if expression is not None:
                yield expression


def _expression(
    match: re.Match[str], past: Days | None, future: Days | None = None, explicit_year: bool = False
) -> TimeExpression | None:
    span = Span(*match.span())
    words = f"“{match.group().strip()}”"
    one = past.interval(words, span) if past else None
    two = future.interval(words, span) if future else None
    if one is None and two is None:
        return None
    return TimeExpression(span, one or two, two or one, explicit_year=explicit_year)


def _month(name: str) -> int:
    return next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3]))


def _read_iso(match: re.Match[str], _: date | None) -> TimeExpression | None:
    day = safe_date(int(match["y"]), int(match["m"]), int(match["d"]))
    return _expression(match, one_day(day), explicit_year=True) if day else None


def _read_numeric(match: re.Match[str], _: date | None) -> TimeExpression | None:
    """Day first; month first only where the other way round is no date."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 2000 if year < 100 else 0
    day = safe_date(year, b, a) or safe_date(year, a, b)
    return _expression(match, one_day(day), explicit_year=True) if day else None


def _read_month_day(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    month, first = _month(match["month"]), int(match["d1"])
    last = int(match["d2"]) if match["d2"] else first
    if last == first + 1 and _OF_NIGHT.search(match.string[: match.start()]):
        return _read_night(match, reference, month, first)
    if match["year"]:
        days = _run(int(match["year"]), month, first, last)
        return _expression(match, days, explicit_year=True) if days else None
    if reference is None:
        return None
    years = [reference.year - 1, reference.year, reference.year + 1]
    options = [days for year in years if (days := _run(year, month, first, last))]
    if not options:
        return None
    past = [days for days in options if days.first <= reference + timedelta(days=2)]
    future = [days for days in options if days.last >= reference - timedelta(days=45)]
    return _expression(match, past[-1] if past else None, future[0] if future else None)


_OF_NIGHT = re.compile(r"\bnight\s+(?:of|from)\s+$", re.IGNORECASE)
_TO_NIGHT = re.compile(r"\bnight\s+(?:to|into|before)\s+$", re.IGNORECASE)


def _read_night(match: re.Match[str], reference: date | None, month: int, first: int) -> TimeExpression | None:
    """ "The night of 3 to 4 October": the evening's date tells it."""
    year = int(match["year"]) if match["year"] else reference.year if reference else 0
    day = safe_date(year, month, first) if year else None
    if day is not None and not match["year"] and reference is not None and day > reference:
        day = safe_date(year - 1, month, first)
    expression = _expression(match, one_day(day), explicit_year=bool(match["year"])) if day else None
    return joined(expression, TimeExpression(expression.span, part="night")) if expression else None


def _read_ordinal(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "On the 11th": the nearest such day of the month, back or ahead."""
    if reference is None:
        return None
    day, month = int(match["d"]), reference.year * 12 + reference.month - 1
    near = [safe_date(at // 12, at % 12 + 1, day) for at in (month - 1, month, month + 1)]
    past = [d for d in near if d is not None and d <= reference]
    future = [d for d in near if d is not None and d >= reference]
    return _expression(match, one_day(past[-1]) if past else None, one_day(future[0]) if future else None)


def _run(year: int, month: int, first: int, last: int) -> Days | None:
    start = safe_date(year, month, first)
    end = safe_date(year, month, last) if last > first else start
    if start is None:
        return None
    return Days(start, end or start, "day")


def _read_month_year(match: re.Match[str], _: date | None) -> TimeExpression | None:
    return _expression(match, month_of(int(match["year"]), _month(match["month"])), explicit_year=True)


def _read_month(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None or match["month"] in {"may", "march", "mar", "sun"}:
        return None
    month = _month(match["month"])
    year = reference.year if month <= reference.month else reference.year - 1
    if match["how"] and match["how"].strip().lower().startswith("last") and month == reference.month:
        year -= 1
    future = reference.year if month >= reference.month else reference.year + 1
    return _expression(match, month_of(year, month), month_of(future, month))


def _read_weekday(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    weekday = next(i for i, full in enumerate(_WEEKDAYS) if full.startswith(match["weekday"].lower()[:3]))
    how = (match["how"] or "").strip().lower()
    past = last_weekday(weekday, reference, strictly=how in {"last", "previous", "past"})
    future = next_weekday(weekday, reference, strictly=how in {"next", "coming"})
    if how in {"next", "coming"}:
        past = future
    elif how in {"last", "previous", "past"}:
        future = past
    expression = _expression(match, one_day(past), one_day(future))
    part = (match["part"] or "").strip().lower()
    if expression and how in {"early", "late"} and not part:
        part = how
    if _TO_NIGHT.search(match.string[: match.start()]):
        part = "overnight"
    if expression and part in PARTS:
        expression = joined(expression, TimeExpression(expression.span, part=part))
    return expression


_NEAR_DAYS: dict[str, tuple[int, str | None]] = {
    "today": (0, None),
    "yesterday": (-1, None),
    "tomorrow": (1, None),
    "the day before yesterday": (-2, None),
    "the day after tomorrow": (2, None),
    "tonight": (0, "night"),
    "last night": (-1, "night"),
    "overnight": (0, "overnight"),
    "this morning": (0, "morning"),
    "this afternoon": (0, "afternoon"),
    "this evening": (0, "evening"),
    "yesterday morning": (-1, "morning"),
    "yesterday afternoon": (-1, "afternoon"),
    "yesterday evening": (-1, "evening"),
    "yesterday night": (-1, "night"),
    "earlier today": (0, None),
    "earlier in the day": (0, None),
}


def _read_near_day(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    shift, part = _NEAR_DAYS[" ".join(match.group().lower().split())]
    expression = _expression(match, one_day(reference + timedelta(days=shift)))
    if expression and part:
        expression = joined(expression, TimeExpression(expression.span, part=part))
    return expression


def _number(words: str) -> int:
    words = words.lower()
    return int(words) if words.isdigit() else _NUMBERS.get(words, 3)


def _read_ago(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    return _shifted(match, reference, -_number(match["count"]))


def _read_in_time(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    return _shifted(match, reference, _number(match["count"]))


def _shifted(match: re.Match[str], reference: date, count: int) -> TimeExpression | None:
    unit = match["unit"].lower()
    try:
        if unit in {"hour"}:
            return _expression(match, one_day(reference + timedelta(hours=count)))
        if unit in {"day", "night"}:
            return _expression(match, one_day(reference + timedelta(days=count)))
        if unit in {"week", "fortnight"}:
            weeks = count * (2 if unit == "fortnight" else 1)
            return _expression(match, week_of(reference + timedelta(weeks=weeks)))
        if unit == "month":
            index = reference.year * 12 + reference.month - 1 + count
            return _expression(match, month_of(index // 12, index % 12 + 1))
        scale = {"year": 1, "decade": 10}.get(unit, 100)
        return _expression(match, year_of(reference.year + count * scale))
    except (OverflowError, ValueError):
        return None


def _read_period(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """Last week, this month, next year, over the weekend."""
    if reference is None:
        return None
    how, unit = match["how"].lower(), match["unit"].lower()
    step = -1 if how in {"last", "past", "previous"} else 1 if how in {"next", "coming", "following"} else 0
    if unit == "weekend":
        saturday = last_weekday(5, reference) if step <= 0 else next_weekday(5, reference, strictly=True)
        if step < 0 and reference - saturday < timedelta(days=2):
            saturday -= timedelta(days=7)
        return _expression(match, Days(saturday, saturday + timedelta(days=1), "day"))
    if unit == "week":
        return _expression(match, week_of(reference + timedelta(weeks=step)))
    if unit == "month":
        index = reference.year * 12 + reference.month - 1 + step
        return _expression(match, month_of(index // 12, index % 12 + 1))
    return _expression(match, year_of(reference.year + step))


def _read_weekend(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    saturday = last_weekday(5, reference)
    ahead = next_weekday(5, reference)
    return _expression(
        match, Days(saturday, saturday + timedelta(days=1), "day"), Days(ahead, ahead + timedelta(days=1), "day")
    )


def _read_year(match: re.Match[str], _: date | None) -> TimeExpression | None:
    return _expression(match, year_of(int(match["year"])), explicit_year=True)


def _read_relative(match: re.Match[str], _: date | None) -> TimeExpression | None:
    """ "The next day", "the night before", "that evening": so many days from the day told before."""
    words = match.group().lower()
    part = next((name for name in ("morning", "afternoon", "evening", "night") if name in words), None)
    if words.startswith(("that", "later that")) or "same" in words:
        return TimeExpression(Span(*match.span()), shift_days=0, part=part)
    ahead = any(word in words for word in ("next", "following", "after", "later"))
    return TimeExpression(Span(*match.span()), shift_days=1 if ahead else -1, part=part)


def _read_days_from(match: re.Match[str], _: date | None) -> TimeExpression | None:
    """ "Two days earlier", "a week later": exact only for few days."""
    days = _number(match["count"]) * (7 if match["unit"].lower() == "week" else 1)
    if days > _LONGEST_SHIFT:
        return None
    ahead = match["way"].lower() in {"later", "afterwards"}
    return TimeExpression(Span(*match.span()), shift_days=days if ahead else -days)


_LONGEST_SHIFT = 14
"""Days from another event that are told exactly."""
_I = re.IGNORECASE
_HOW = r"(?P<how>(?:early|late|last|next|this|previous|past|coming|mid)[\s-]+)?"
_PART = r"(?P<part>\s+(?:early\s+)?(?:morning|afternoon|evening|night|midday))?"
_Reader = Callable[[re.Match[str], "date | None"], "TimeExpression | None"]
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"), _read_iso),
    (re.compile(r"\b(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>\d{4}|\d{2})\b"), _read_numeric),
    (
        re.compile(
            rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?{_D1}{_D2}\s+(?:of\s+)?{MONTH}(?:,?\s+{_YEAR})?",
            _I,
        ),
        _read_month_day,
    ),
    (
        re.compile(
            rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?{MONTH}\s+{_D1}\b(?![:.]\d){_D2}(?:,?\s+{_YEAR})?",
            _I,
        ),
        _read_month_day,
    ),
    (re.compile(rf"\b{MONTH}(?:\s+of)?,?\s+{_YEAR}"), _read_month_year),
    (
        re.compile(
            "|".join(sorted((k.replace(" ", r"\s+") for k in _NEAR_DAYS), key=len, reverse=True)).join(
                [r"\b(?:", r")\b"]
            ),
            _I,
        ),
        _read_near_day,
    ),
    (re.compile(rf"\b{_HOW}{_WEEKDAY}{_PART}"), _read_weekday),
    (
        re.compile(
            rf"\b(?:about\s+|around\s+|nearly\s+|over\s+|more than\s+)?{_COUNT}\s+{_UNIT}\s+(?:ago|before now|back)\b",
            _I,
        ),
        _read_ago,
    ),
    (re.compile(rf"\b(?:in|within)\s+{_COUNT}\s+{_UNIT}(?:'s?)?\s+time\b", _I), _read_in_time),
    (
        re.compile(
            r"\b(?P<how>last|this|next|past|previous|coming|following)\s+(?P<unit>week|weekend|month|year)\b", _I
        ),
        _read_period,
    ),
    (re.compile(r"\b(?:over|at|during|on)\s+the\s+weekend\b", _I), _read_weekend),
    (
        re.compile(
            r"\b(?:on|since|by)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of|floor|century|anniversary|[A-Z]))"
        ),
        _read_ordinal,
    ),
    (
        re.compile(
            rf"\b(?:in|during|since|by|until|from|of|for)\s+(?P<how>(?:early|late|mid|last)[\s-]+)?{MONTH}(?!\s+\d)"
        ),
        _read_month,
    ),
    (re.compile(rf"\b(?P<how>(?:early|late|mid|last)[\s-]+){MONTH}(?!\s+\d)"), _read_month),
    (
        re.compile(
            rf"(?<![\d.,/$€£-]){_YEAR}(?![\d,]*\d|[-/.]\d|\s*(?:people|km|kilomet|met|miles|dollars|homes|houses|troops|soldiers|cases|residents|UTC|LT|hrs|local|hours))"
        ),
        _read_year,
    ),
    (
        re.compile(
            r"\b(?:the\s+)?(?:next|following|previous|same)\s+(?:day|morning|afternoon|evening|night)\b"
            r"|\b(?:the|a)\s+(?:day|morning|afternoon|evening|night)\s+(?:earlier\b|later\b|(?:before|after)(?=\s*(?:[.,;:)]|$|and\b|but\b|by\b|in\b|at\b|when\b)))"
            r"|\b(?:later\s+)?that\s+(?:same\s+)?(?:day|morning|afternoon|evening|night)\b",
            _I,
        ),
        _read_relative,
    ),
    (
        re.compile(
            r"\b(?P<count>an?|one|two|three|four|five|six|seven|[2-9]|10)\s+(?P<unit>day|week)s?\s+(?P<way>earlier|later|afterwards|previously)\b",
            _I,
        ),
        _read_days_from,
    ),
)
