"""What the patterns of time phrases share: names of months and days, counts, and how a match becomes an expression."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from app.events.calendar import Days
from app.events.expression import TimeExpression
from app.model.article import Span

Reader = Callable[[re.Match[str], "date | None"], "TimeExpression | None"]
"""From a match and the day of publication to what the words mean; None where they mean no time."""
Patterns = tuple[tuple[re.Pattern[str], Reader], ...]

MONTHS = (
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
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTING = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
]
_NUMBERS = {word: number for number, word in enumerate(_COUNTING)}
_NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "several": 3, "few": 3, "a few": 3, "some": 3}

IGNORE = re.IGNORECASE
MONTH_NAMES = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
MONTH = rf"(?P<month>{MONTH_NAMES})\b\.?"
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)\b"
WEEKDAY_NAMES = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
WEEKDAY = rf"(?P<weekday>{WEEKDAY_NAMES})\b"
OTHER_WEEKDAY = rf"(?P<other>{WEEKDAY_NAMES})\b"
COUNT = rf"(?P<count>\d{{1,4}}|an?|{'|'.join(_COUNTING[1:])}|a few|a couple of|several|few|some)"
UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade|century|centurie)s?"


def expression_of(
    match: re.Match[str], past: Days | None, future: Days | None = None, explicit_year: bool = False
) -> TimeExpression | None:
    """The match with what it means in a report and in a plan; None where it means neither."""
    span = Span(*match.span())
    words = f"“{match.group().strip()}”"
    one = past.interval(words, span) if past else None
    two = future.interval(words, span) if future else None
    if one is None and two is None:
        return None
    return TimeExpression(span, one or two, two or one, explicit_year=explicit_year)


def month_number(name: str) -> int:
    """1 to 12 for a month's name, whole or cut."""
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a day's name, whole or cut."""
    return next(i for i, full in enumerate(WEEKDAYS) if full.startswith(name.lower()[:3]))


def number_of(words: str) -> int:
    """ "Three", "3", "a couple of"; 3 where the words say only that there are some."""
    words = words.lower()
    return int(words) if words.isdigit() else _NUMBERS.get(words, 3)


def step_of(how: str) -> int:
    """-1 for "last", 1 for "next" and their like, 0 for "this" and all else."""
    return -1 if how in {"last", "previous", "past"} else 1 if how in {"next", "coming", "following"} else 0
