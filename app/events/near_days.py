"""Days counted from the day of publication or from another day: "yesterday", "two weeks ago"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.events.calendar import Days, last_weekday, month_of, next_weekday, one_day, week_of, year_of
from app.events.expression import TimeExpression, joined
from app.events.phrase import COUNT, IGNORE, UNIT, Patterns, expression_of, number_of, step_of
from app.model.article import Span

_WEEK = timedelta(days=7)


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
    "tomorrow morning": (1, "morning"),
    "tomorrow afternoon": (1, "afternoon"),
    "tomorrow evening": (1, "evening"),
    "tomorrow night": (1, "night"),
    "earlier today": (0, None),
}


def _read_near_day(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    shift, part = _NEAR_DAYS[" ".join(match.group().lower().split())]
    expression = expression_of(match, one_day(reference + timedelta(days=shift)))
    if expression and part:
        expression = joined(expression, TimeExpression(expression.span, part=part))
    return expression


_ABOUT = {
    "about": (-1, 1),
    "around": (-1, 1),
    "roughly": (-1, 1),
    "nearly": (0, 2),
    "almost": (0, 2),
    "over": (-3, 0),
    "more than": (-3, 0),
}
"""Days around "a week ago" that such a word leaves open."""


def _read_ago(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    count, about = number_of(match["count"]), " ".join((match["about"] or "").lower().split())
    if match["unit"].lower() == "week" and count == 1 and match["count"].lower() in {"a", "one", "1"}:
        day = reference - _WEEK
        low, high = _ABOUT.get(about, (0, 0))
        first, last = day + timedelta(days=low), day + timedelta(days=high)
        return expression_of(match, Days(first, last, "week") if low != high else one_day(day))
    return _shifted(match, reference, -count)


def _read_in_time(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    return None if reference is None else _shifted(match, reference, number_of(match["count"]))


_SEASONS_BACK = timedelta(days=456), timedelta(days=30)
"""Where the last of a season lies, whichever it is and on whichever half of the earth."""


def _read_last_season(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    first, last = (reference - back for back in _SEASONS_BACK)
    return expression_of(match, Days(first, last, "year"))


def _read_past_span(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "In the past 24 hours", "over the last three days": up to the day of publication."""
    if reference is None:
        return None
    count = number_of(match["count"])
    days = {"hour": max(round(count / 24), 1), "day": count, "night": count, "week": 7 * count}.get(
        match["unit"].lower()
    )
    if days is None or days > _LONGEST_SHIFT:
        return None
    return expression_of(match, Days(reference - timedelta(days=days), reference, "day" if days <= 3 else "week"))


def _shifted(match: re.Match[str], reference: date, count: int) -> TimeExpression | None:
    unit = match["unit"].lower()
    try:
        if unit == "hour":
            days = round(count / 24) if abs(count) >= 24 else 0
            return expression_of(match, one_day(reference + timedelta(days=days)))
        if unit in {"day", "night"}:
            return expression_of(match, one_day(reference + timedelta(days=count)))
        if unit in {"week", "fortnight"}:
            weeks = count * (2 if unit == "fortnight" else 1)
            return expression_of(match, week_of(reference + weeks * _WEEK))
        if unit == "month":
            index = reference.year * 12 + reference.month - 1 + count
            return expression_of(match, month_of(index // 12, index % 12 + 1))
        scale = {"year": 1, "decade": 10}.get(unit, 100)
        return expression_of(match, year_of(reference.year + count * scale))
    except (OverflowError, ValueError):
        return None


def _read_period(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """Last week, this month, next year, over the weekend."""
    if reference is None:
        return None
    how, unit, within = match["how"].lower(), match["unit"].lower(), (match["within"] or "").strip().lower()
    step = step_of(how)
    if unit == "weekend":
        saturday = last_weekday(5, reference) if step <= 0 else next_weekday(5, reference, strictly=True)
        if step < 0 and reference - saturday < timedelta(days=2):
            saturday -= _WEEK
        return expression_of(match, Days(saturday, saturday + timedelta(days=1), "day"))
    if unit == "week":
        return expression_of(match, *_in_week(week_of(reference + step * _WEEK), reference, within))
    if unit == "month":
        index = reference.year * 12 + reference.month - 1 + step
        month = month_of(index // 12, index % 12 + 1)
        return expression_of(match, *_in_month(month, reference, within)) if month else None
    return expression_of(match, year_of(reference.year + step))


def _in_week(week: Days, reference: date, within: str) -> tuple[Days, Days]:
    """The week, or its first or last days: in a report up to the day of publication, in a plan from it on."""
    holds_today = week.first <= reference <= week.last
    middle = week.first + timedelta(days=3)
    if within and not holds_today:
        days = Days(week.first, middle - timedelta(days=1), "week") if within == "early" else week
        days = Days(middle, week.last, "week") if within == "late" else days
        return days, days
    if not holds_today:
        return week, week
    return Days(week.first, reference, "week"), Days(reference, week.last, "week")


def _in_month(month: Days, reference: date, within: str) -> tuple[Days, Days]:
    """The month; "earlier this month" up to the day of publication, "later this month" from it on."""
    if within not in {"earlier", "later"} or not month.first <= reference <= month.last:
        return month, month
    return Days(month.first, reference, "month"), Days(reference, month.last, "month")


def _read_weekend(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    if reference is None:
        return None
    saturday, ahead = last_weekday(5, reference), next_weekday(5, reference)
    return expression_of(
        match, Days(saturday, saturday + timedelta(days=1), "day"), Days(ahead, ahead + timedelta(days=1), "day")
    )


def _read_relative(match: re.Match[str], _: date | None) -> TimeExpression | None:
    """ "The next day", "the night before", "that evening": so many days from the day told before."""
    words = match.group().lower()
    part = next((name for name in ("morning", "afternoon", "evening", "night") if name in words), None)
    if words.startswith(("that", "later", "earlier")) or "same" in words:
        return TimeExpression(Span(*match.span()), shift_days=0, part=part)
    ahead = any(word in words for word in ("next", "following", "after", "later"))
    return TimeExpression(Span(*match.span()), shift_days=1 if ahead else -1, part=part)


def _read_days_from(match: re.Match[str], _: date | None) -> TimeExpression | None:
    """ "Two days earlier", "a week later": exact only for few days; "hours later" is on the same one."""
    unit = match["unit"].lower()
    count = number_of(match["count"] or "some")
    if unit in {"hour", "minute", "moment"}:
        return TimeExpression(Span(*match.span()), shift_days=0) if count < _SAME_DAY else None
    days = count * (7 if unit == "week" else 1)
    if days > _LONGEST_SHIFT or not match["count"]:
        return None
    ahead = match["way"].lower() in {"later", "afterwards", "on"}
    return TimeExpression(Span(*match.span()), shift_days=days if ahead else -days)


_LONGEST_SHIFT = 14
"""Days from another event that are told exactly."""
_SAME_DAY = 7
"""Hours that most often leave it the same day."""
NEAR: Patterns = (
    (
        re.compile(
            "|".join(sorted((k.replace(" ", r"\s+") for k in _NEAR_DAYS), key=len, reverse=True)).join(
                [r"\b(?:", r")\b"]
            ),
            IGNORE,
        ),
        _read_near_day,
    ),
)
AGO: Patterns = (
    (
        re.compile(
            rf"\b(?:just\s+)?(?:(?P<about>about|around|roughly|nearly|almost|over|more than)\s+)?{COUNT}\s+{UNIT}\s+"
            r"(?:ago|before now|back)\b",
            IGNORE,
        ),
        _read_ago,
    ),
    (
        re.compile(rf"\bit(?:'s|\s+is|\s+has\s+been|\s+was)\s+(?P<about>about\s+)?{COUNT}\s+{UNIT}\s+since\b", IGNORE),
        _read_ago,
    ),
)
COUNTED: Patterns = (
    (
        re.compile(
            rf"\b(?:in|over|during|within)\s+the\s+(?:past|last|previous)\s+(?P<count>\d{{1,2}}|two|three|four|five)\s+{UNIT}\b",
            IGNORE,
        ),
        _read_past_span,
    ),
    (re.compile(rf"\b(?:in|within)\s+{COUNT}\s+{UNIT}(?:'s?)?\s+time\b", IGNORE), _read_in_time),
    (
        re.compile(
            r"\b(?P<within>(?:earl(?:y|ier)|lat(?:e|er))\s+)?"
            r"(?P<how>last|this|next|past|previous|coming|following)\s+(?P<unit>week|weekend|month|year)\b",
            IGNORE,
        ),
        _read_period,
    ),
    (re.compile(r"\blast\s+(?:spring|summer|autumn|fall|winter)\b", IGNORE), _read_last_season),
    (re.compile(r"\b(?:over|at|during|on)\s+the\s+weekend\b", IGNORE), _read_weekend),
)
RELATIVE: Patterns = (
    (
        re.compile(
            r"\b(?:the\s+)?(?:next|following|previous|same)\s+(?:day|morning|afternoon|evening|night)\b"
            r"|\b(?:the|a)\s+(?:day|morning|afternoon|evening|night)\s+(?:earlier\b|later\b"
            r"|(?:before|after)(?=\s*(?:[.,;:)]|$|and\b|but\b|by\b|in\b|at\b|when\b)))"
            r"|\b(?:(?:later|earlier)\s+)?that\s+(?:same\s+)?(?:day|morning|afternoon|evening|night)\b"
            r"|\b(?:later|earlier)\s+in\s+the\s+day\b",
            IGNORE,
        ),
        _read_relative,
    ),
    (
        re.compile(
            r"\b(?:(?P<count>an?|one|two|three|four|five|six|seven|several|a\s+few|[2-9]|10)\s+)?"
            r"(?P<unit>hour|minute|moment|day|week)s?\s+(?P<way>earlier|later|afterwards|previously|on(?=[\s,]*[,.;]))\b",
            IGNORE,
        ),
        _read_days_from,
    ),
)
