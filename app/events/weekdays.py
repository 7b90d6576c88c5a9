"""Weekdays: "late on Monday", "Thursday and Friday", "Monday of last week", "overnight from Tuesday to Wednesday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.events.calendar import PARTS, Days, last_weekday, next_weekday, one_day, week_of
from app.events.expression import TimeExpression, joined
from app.events.phrase import COUNT, OTHER_WEEKDAY, WEEKDAY, Patterns, expression_of, number_of, step_of, weekday_number

_WEEK = timedelta(days=7)
_TO_NIGHT = re.compile(r"\bnight\s+(?:to|into|before)\s+$", re.IGNORECASE)


def _read_weekday(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    weekday = weekday_number(match["weekday"])
    how = (match["how"] or "").lower().split()
    steps = {step_of(word) for word in how}
    back, ahead = -1 in steps, 1 in steps
    past = last_weekday(weekday, reference, strictly=back)
    future = next_weekday(weekday, reference, strictly=ahead)
    past, future = (future, future) if ahead else (past, past) if back else (past, future)
    expression = expression_of(match, one_day(past), one_day(future))
    part = (match["part"] or "").strip().lower()
    if not part and how and how[0] in {"early", "late"}:
        part = how[0]
    if _TO_NIGHT.search(match.string[: match.start()]):
        part = "overnight"
    if expression and part in PARTS:
        expression = joined(expression, TimeExpression(expression.span, part=part))
    return expression


def _read_night(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "Overnight from Tuesday to Wednesday": the night that the first of two days leads into."""
    evening, morning = weekday_number(match["weekday"]), weekday_number(match["other"])
    if reference is None or (evening + 1) % 7 != morning:
        return None
    past, future = (
        day - timedelta(days=1) for day in (last_weekday(morning, reference), next_weekday(morning, reference))
    )
    expression = expression_of(match, one_day(past), one_day(future))
    return joined(expression, TimeExpression(expression.span, part="night")) if expression else None


def _read_weekdays(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "From Monday to Wednesday", "on Thursday and Friday": a run of days."""
    if reference is None:
        return None
    first, last = weekday_number(match["weekday"]), weekday_number(match["other"])
    length = timedelta(days=(last - first) % 7)
    end, start = last_weekday(last, reference), next_weekday(first, reference)
    return expression_of(match, Days(end - length, end, "day"), Days(start, start + length, "day"))


def _read_weekday_of_week(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "Monday of last week", "last week on Monday", "next week, on Monday"."""
    if reference is None:
        return None
    how = (match["how"] or match["how2"]).lower()
    step = step_of(how)
    weekday = weekday_number(match["weekday"] or match["other"])
    return expression_of(match, one_day(week_of(reference + step * _WEEK).first + timedelta(days=weekday)))


def _read_weekday_ago(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "A week ago on Saturday": so many weeks before the last one."""
    if reference is None:
        return None
    weeks = number_of(match["count"])
    return expression_of(match, one_day(last_weekday(weekday_number(match["weekday"]), reference) - weeks * _WEEK))


def _read_weekday_but_one(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "The Friday before last", "Thursday week", "the Monday after next"."""
    if reference is None:
        return None
    weekday = weekday_number(match["weekday"])
    if match["back"]:
        return expression_of(match, one_day(last_weekday(weekday, reference, strictly=True) - _WEEK))
    return expression_of(match, one_day(next_weekday(weekday, reference, strictly=True) + _WEEK))


_HOW = (
    r"(?P<how>(?i:(?:early|late)\s+on|(?:early|late|last|next|this|previous|past|coming|mid)"
    r"(?:[\s-]+(?:last|next|this|past))?)[\s-]+)?"
)
_PART = r"(?P<part>\s+(?:early\s+)?(?:morning|afternoon|evening|night|midday))?"
_OF_WEEK = r"(?:last|next|this|previous|past|coming|following)"
_INTO = rf"\s*(?:\b(?:in)?to\b|\band\b|\buntil\b|\bthrough\b|-|–|—)\s*{OTHER_WEEKDAY}(?:\s+(?:early\s+)?morning)?"
NIGHTS: Patterns = (
    (re.compile(rf"\b(?i:overnight|night)\s+(?:(?:from|of|between)\s+)?{WEEKDAY}(?:\s+night)?{_INTO}"), _read_night),
    (re.compile(rf"\b{WEEKDAY}\s+(?:night|evening|overnight){_INTO}"), _read_night),
)
"""Read before all that a night's words could be part of."""
NAMED_DAYS: Patterns = (
    (
        re.compile(
            rf"\b(?:{WEEKDAY}(?:\s+of|,?\s+in)?\s+(?P<how>{_OF_WEEK})\s+week"
            rf"|(?P<how2>(?i:{_OF_WEEK}))\s+week,?\s+(?:on\s+)?{OTHER_WEEKDAY})\b"
        ),
        _read_weekday_of_week,
    ),
    (re.compile(rf"\b(?i:{COUNT})\s+weeks?\s+(?:ago|before),?\s+(?:on\s+|last\s+)?{WEEKDAY}"), _read_weekday_ago),
    (
        re.compile(
            rf"\b(?:[Tt]he\s+)?{WEEKDAY}\s+(?:(?P<back>before\s+last|week\s+before\s+last)|after\s+next|week(?![-\w]|\s+\w*day))"
        ),
        _read_weekday_but_one,
    ),
    (
        re.compile(
            rf"\b(?:(?i:from|between)\s+)?{WEEKDAY}(?:,\s+(?:{OTHER_WEEKDAY.replace('other', 'third')}))?"
            rf"(?:\s*,?\s*\b(?:to|and|or|until|through)\b\s*|\s*[-–—]\s*){OTHER_WEEKDAY}"
            r"(?!\s+(?:morning|afternoon|evening|night))"
        ),
        _read_weekdays,
    ),
    (re.compile(rf"\b{_HOW}{WEEKDAY}{_PART}"), _read_weekday),
)
