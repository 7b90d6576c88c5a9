"""Days told by a feast: "on Christmas Eve", "the second day of Eid al-Adha", "Ukraine's Independence Day"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from app.events.calendar import Days
from app.events.expression import TimeExpression
from app.events.feasts import Feast, feasts, public_feast
from app.events.phrase import expression_of, step_of

Countries = Callable[[], Sequence[tuple[int, str]]]
"""Where in the text a country (ISO code) or a place of it is named; one at 0 stands for the whole article's."""

_WORD = re.compile(r"[A-Z][\w]*")
_PUBLIC = re.compile(r"(?P<name>(?:[A-Z][\w.'’-]+\s+){1,3}Day)\b")
_BEFORE = re.compile(
    r"\b(?:on|at|over|during|for|before|after|since|until|by|of|this|last|next|celebrat\w+|mark\w*|observ\w+)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\s+[A-Z]")
"""A feast before such a word is part of a name: "the Easter Vigil"."""
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def feast_days(text: str, reference: date | None, countries: Countries) -> Iterator[TimeExpression]:
    """All such phrases; spans are places in ``text``."""
    words = set(_WORD.findall(text))
    if not words.isdisjoint(feasts().cues):
        for match in _named().finditer(text):
            feast = feasts().named(match["name"])
            if not feast.bare or _stands_for_time(match):
                yield from _read(match, feast, reference, countries)
    if "Day" in words:
        for match in _PUBLIC.finditer(text):
            feast_ = _public(match["name"], match.start(), reference, countries)
            if feast_ is not None:
                yield from _read(match, feast_, reference, countries)


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:(?i:(?:the\s+)?(?P<eve>eve\s+of|(?:day|night)\s+before)\s+(?:the\s+)?)"
        r"|(?i:(?:the\s+)?(?P<after>day\s+after)\s+(?:the\s+)?)"
        r"|(?i:(?:the\s+)?(?P<nth>first|second|third|fourth)\s+day\s+of\s+(?:the\s+)?)"
        r"|(?i:(?P<over>during|over|throughout)\s+(?:the\s+)?)))?"
        r"(?:\b(?P<how>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<yearly>year['’]s\s+)?)?(?:\b(?P<y0>(?:19|20)\d\d)\s+)?"
        rf"\b(?P<name>{feasts().names})(?P<tail>\s+(?:[Ee]ve|weekend|holidays?)\b)?(?:,?\s+(?:in\s+|of\s+)?(?P<year>(?:19|20)\d\d)\b)?"
        r"(?![\w-])(?=(?:\s+[a-z]+){0,3}\s+(?:of|in)\s+(?P<later>(?:19|20)\d\d)\b)?"
    )


def _stands_for_time(match: re.Match[str]) -> bool:
    told = match.groupdict()
    if any(told[name] for name in ("eve", "after", "nth", "over", "tail", "year")):
        return True
    if _NAMING.match(match.string, match.end()):
        return False
    return told["how"] is not None or _BEFORE.search(match.string[: match.start()]) is not None


def _public(name: str, at: int, reference: date | None, countries: Countries) -> Feast | None:
    country = _nearest(countries(), at)
    if country is None or reference is None:
        return None
    words = name.split()
    years = range(reference.year, reference.year - 2, -1)
    tails = (" ".join(words[first:]) for first in range(len(words) - 1))
    return next((feast for tail in tails if (feast := public_feast(tail, country, years))), None)


def _read(match: re.Match[str], feast: Feast, reference: date | None, countries: Countries) -> Iterator[TimeExpression]:
    told = match.groupdict()
    year, step = _year(told, reference), step_of((told.get("how") or "").lower())
    if year is None and reference is None:
        return
    country = _nearest(countries(), match.start("name")) if feast.fixed is None else None
    years = [year] if year else [reference.year + n for n in (-1, 0, 1)] if reference else []
    runs = [_part(days, told) for one in years for days in feast.in_year(one, country)]
    past = [days for days in runs if reference is None or days.first <= reference] or (runs if year else [])
    future = [days for days in runs if reference is None or days.first >= reference]
    if step > 0 and future:
        past = future[:1]
    expression = expression_of(
        match, past[-1] if past else None, future[0] if future else None, explicit_year=year is not None
    )
    if expression is not None:
        yield expression


def _year(told: dict[str, str | None], reference: date | None) -> int | None:
    """The year that the words tell: "Easter 2019", "last year's Diwali"."""
    year = told.get("year") or told.get("y0") or told.get("later")
    if year is None and told.get("yearly") and reference is not None:
        return reference.year + step_of((told["how"] or "").lower())
    return int(year) if year else None


def _part(days: Days, told: dict[str, str | None]) -> Days:
    """The eve, the second day, the weekend: what the words about a feast make of its days."""
    first, tail = days.first, (told.get("tail") or "").strip().lower()
    if tail == "weekend":
        saturday = first + timedelta(days=(5 - first.weekday() + 3) % 7 - 3)
        return Days(saturday, saturday + timedelta(days=1), "day")
    if told.get("over"):
        return days
    shift = _NTH.get((told.get("nth") or "").lower(), 0)
    if told.get("eve") or tail == "eve":
        shift = -1
    elif told.get("after"):
        shift = 1
    day = first + timedelta(days=shift)
    return Days(day, day, "day")


def _nearest(countries: Sequence[tuple[int, str]], at: int) -> str | None:
    return min(countries, key=lambda named: abs(named[0] - at))[1] if countries else None
