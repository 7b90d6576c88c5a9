"""Dates that name a month or a year, in words or in numbers: "14 September", "Sept. 14, 2023", "14/9/2023"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.events.calendar import Days, month_of, one_day, part_of_month, safe_date, year_of
from app.events.expression import TimeExpression, joined
from app.events.phrase import IGNORE, MONTH, MONTH_NAMES, WEEKDAY_NAMES, YEAR, Patterns, expression_of, month_number

AHEAD = timedelta(days=2)
"""A day without a year can lie so far after the publication and still be past: the article's date may be early."""
_BEHIND = timedelta(days=45)
"""A day without a year in a plan is not sought further back than this."""


def _read_iso(match: re.Match[str], _: date | None) -> TimeExpression | None:
    day = safe_date(int(match["y"]), int(match["m"]), int(match["d"]))
    return expression_of(match, one_day(day), explicit_year=True) if day else None


def _read_numeric(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """Day first; month first where the other way round is no date, or one still to come."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 2000 if year < 100 else 0
    day, swapped = safe_date(year, b, a), safe_date(year, a, b)
    if day is None or (reference is not None and swapped is not None and swapped <= reference < day):
        day = swapped
    return expression_of(match, one_day(day), explicit_year=True) if day else None


def _read_short(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "On 9/14", "on 14/9": of two readings the one nearest before the day of publication."""
    if reference is None:
        return None
    a, b = int(match["a"]), int(match["b"])
    runs = [run for m, d in ((a, b), (b, a)) for run in [_near_years(reference, m, d, d)] if run != (None, None)]
    past = [p for p, _ in runs if p is not None]
    future = [f for _, f in runs if f is not None]
    return expression_of(
        match,
        max(past, key=lambda days: days.first) if past else None,
        min(future, key=lambda days: days.first) if future else None,
    )


def _read_named(match: re.Match[str], _: date | None) -> TimeExpression | None:
    """ "14-Sep-2023"."""
    day = safe_date(int(match["year"]), month_number(match["month"]), int(match["d1"]))
    return expression_of(match, one_day(day), explicit_year=True) if day else None


def _read_month_day(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    month, first = month_number(match["month"]), int(match["d1"])
    last = int(match["d2"]) if match["d2"] else first
    if last == first + 1 and _OF_NIGHT.search(match.string[: match.start()]):
        return _read_night(match, reference, month, first)
    if match["year"]:
        days = _run(int(match["year"]), month, first, last)
        return expression_of(match, days, explicit_year=True) if days else None
    if reference is None:
        return None
    return expression_of(match, *_near_years(reference, month, first, last))


def _near_years(reference: date, month: int, first: int, last: int) -> tuple[Days | None, Days | None]:
    """The days of a month in the year that makes them the nearest past, and the nearest to come."""
    years = [reference.year - 1, reference.year, reference.year + 1]
    options = [days for year in years if (days := _run(year, month, first, last))]
    past = [days for days in options if days.first <= reference + AHEAD]
    future = [days for days in options if days.last >= reference - _BEHIND]
    return past[-1] if past else None, future[0] if future else None


_OF_NIGHT = re.compile(r"\bnight\s+(?:of|from|between)\s+(?:the\s+)?$", re.IGNORECASE)


def _read_night(match: re.Match[str], reference: date | None, month: int, first: int) -> TimeExpression | None:
    """ "The night of 3 to 4 October": what is told after it without a day was mostly on the morning's."""
    year = int(match["year"]) if match["year"] else reference.year if reference else 0
    day = safe_date(year, month, first) if year else None
    if day is not None and not match["year"] and reference is not None and day > reference:
        day = safe_date(year - 1, month, first)
    morning = one_day(day + timedelta(days=1)) if day and day < date.max else None
    expression = expression_of(match, morning, explicit_year=bool(match["year"])) if morning else None
    return joined(expression, TimeExpression(expression.span, part="overnight")) if expression else None


def _read_run(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "From 28 August to 2 September": a run over the end of a month, or of a year."""
    told = {name.rstrip("b"): value for name, value in match.groupdict().items() if value is not None}
    if told["joint"].strip().lower().startswith("and") and "between" not in told:
        return None
    first, last = (month_number(told["m1"]), int(told["d1"])), (month_number(told["m2"]), int(told["d2"]))
    end: date | None = None
    if "y2" in told:
        end = safe_date(int(told["y2"]), *last)
    elif reference is not None:
        near = _near_years(reference, *last, last[1])[0]
        end = near.last if near else None
    if end is None:
        return None
    start = safe_date(int(told["y1"]) if "y1" in told else end.year - (first > last), *first)
    if start is None or not timedelta() <= end - start <= _LONGEST_RUN:
        return None
    return expression_of(match, Days(start, end, "day"), explicit_year="y2" in told)


_LONGEST_RUN = timedelta(days=366)


def _read_ordinal(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "On the 11th": the nearest such day of the month, back or ahead."""
    if reference is None:
        return None
    day, month = int(match["d"]), reference.year * 12 + reference.month - 1
    near = [safe_date(at // 12, at % 12 + 1, day) for at in (month - 1, month, month + 1)]
    return _nearest(match, near, reference)


def _nearest(match: re.Match[str], days: list[date | None], reference: date) -> TimeExpression | None:
    """The last of the days back from the day of publication, and the first ahead."""
    past = [d for d in days if d is not None and d <= reference]
    future = [d for d in days if d is not None and d >= reference]
    return expression_of(match, one_day(past[-1]) if past else None, one_day(future[0]) if future else None)


def _run(year: int, month: int, first: int, last: int) -> Days | None:
    start = safe_date(year, month, first)
    end = safe_date(year, month, last) if last > first else start
    if start is None:
        return None
    return Days(start, end or start, "day")


_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            *_ONES, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth", "nineteenth", "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first",
        ),
        1,
    )
}  # fmt: skip


def _read_worded_day(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "The nineteenth of June", with the year or of the nearest."""
    day, month, told = _ORDINALS[match["word"].lower()], month_number(match["month"]), match["year"]
    if told:
        exact = safe_date(int(told), month, day)
        return expression_of(match, one_day(exact), explicit_year=True) if exact else None
    if reference is None:
        return None
    return _nearest(match, [safe_date(reference.year + step, month, day) for step in (-1, 0, 1)], reference)


def _read_month(match: re.Match[str], reference: date | None) -> TimeExpression | None:
    """ "In July", "late July 2023", "the first week of July": of a year that is told, or the nearest."""
    told = match.groupdict()
    month, how = month_number(match["month"]), re.findall(r"[a-z]+", (told.get("how") or "").lower())
    part = " ".join(word for word in how if word not in {"the", "of", "in"} and how != ["last"])
    if told.get("year"):
        days = part_of_month(int(match["year"]), month, part)
        return expression_of(match, days, explicit_year=True) if days else None
    if reference is None:
        return None
    year = reference.year - (month > reference.month or (how == ["last"] and month == reference.month))
    past = part_of_month(year, month, part)
    if past is not None and past.first > reference + AHEAD:
        past = part_of_month(year - 1, month, part)
    return expression_of(match, past, part_of_month(reference.year + (month < reference.month), month, part))


def _read_year(match: re.Match[str], _: date | None) -> TimeExpression | None:
    return expression_of(match, year_of(int(match["year"])), explicit_year=True)


def _read_bare_month_year(match: re.Match[str], _: date | None) -> TimeExpression | None:
    return expression_of(match, month_of(int(match["year"]), month_number(match["month"])), explicit_year=True)


_D1 = r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?"
_MORE = r"(?:,\s*\d{1,2}(?:st|nd|rd|th)?(?=[\s,]))*"
_NO_COUNT = r"(?!\s+(?:people|men|women|children|others|more|(?!days|hours)[a-z]{3,}s)\b)"
_JOINT = r"\s*(?:-|–|—|,?\s*and|to|or|until|through)\s*(?:the\s+)?"
_D2 = rf"(?:{_MORE}{_JOINT}(?P<d2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?{_NO_COUNT})?"
_NAMED_DAY = rf"(?:(?:{WEEKDAY_NAMES})\.?,?\s+)?(?:the\s+)?"
_PART_OF_MONTH = (
    r"(?P<how>(?:early(?:\s+in)?|late(?:\s+in)?|mid(?:way\s+through)?|last)[\s-]+"
    r"|(?:the\s+)?(?:beginning|start|middle|end|(?:first|second|third|fourth|last|final)\s+(?:week|half|days))\s+of\s+)"
)


def _run_pattern(kind: str, month_first: bool) -> str:
    """Two dates with a joint between; the groups' names end in ``kind``."""

    def end(n: int) -> str:
        day, month = rf"(?P<d{n}{kind}>\d{{1,2}})(?:st|nd|rd|th)?", rf"(?P<m{n}{kind}>{MONTH_NAMES})\b\.?"
        named = rf"{month}\s+{day}\b" if month_first else rf"{day}\s+(?:of\s+)?{month}"
        return rf"(?:the\s+)?{named}(?:,?\s+(?P<y{n}{kind}>\d{{4}})\b)?"

    between = rf"(?:(?P<between{kind}>between)\s+)?"
    return rf"(?:{between}{end(1)}\s*(?P<joint{kind}>-|–|—|\b(?:to|until|till|through|and)\b)\s*{end(2)})"


NUMERIC: Patterns = (
    (re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"), _read_iso),
    (re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|(?<=[./])\d{2})\b"), _read_numeric),
    (re.compile(rf"\b{_D1}[-/](?P<month>{MONTH_NAMES})[-/](?P<year>\d{{4}})\b", IGNORE), _read_named),
    (re.compile(r"(?:(?<=\b[Oo]n )|^)(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])"), _read_short),
)
NAMED: Patterns = (
    (re.compile(rf"\b(?:{_run_pattern('', False)}|{_run_pattern('b', True)})", IGNORE), _read_run),
    (re.compile(rf"\b{_NAMED_DAY}{_D1}{_D2}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?", IGNORE), _read_month_day),
    (re.compile(rf"\b{_NAMED_DAY}{MONTH}\s+{_D1}\b(?![:.]\d){_D2}(?:,?\s+{YEAR})?", IGNORE), _read_month_day),
    (
        re.compile(rf"\b(?:the\s+)?(?P<word>{'|'.join(reversed(_ORDINALS))})\s+of\s+{MONTH}(?:,?\s+{YEAR})?", IGNORE),
        _read_worded_day,
    ),
    (re.compile(rf"\b(?i:{_PART_OF_MONTH}){MONTH}(?:(?:\s+of)?,?\s+{YEAR})?(?!\s+\d)"), _read_month),
    (re.compile(rf"\b{MONTH}(?:\s+of)?,?\s+{YEAR}"), _read_bare_month_year),
)
MONTHS_AND_YEARS: Patterns = (
    (
        re.compile(
            r"\b(?:on|since|by)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b"
            r"(?!\s+(?:of|floor|century|anniversary|[A-Z]))"
        ),
        _read_ordinal,
    ),
    (
        re.compile(rf"\b(?i:in|during|since|by|until|from|of|for|this|next)\s+{MONTH}(?!\s+\d)"),
        _read_month,
    ),
    (
        re.compile(
            rf"(?<![\d.,/$€£-]){YEAR}(?![\d,]*\d|[-/.]\d|\s*(?:people|km|kilomet|met|miles|dollars|homes|houses|troops"
            r"|soldiers|cases|residents|UTC|LT|hrs|local|hours))"
        ),
        _read_year,
    ),
)
"""The least specific ones: read where no other has."""
