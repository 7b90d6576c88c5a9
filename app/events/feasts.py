"""Feasts and public days as data (``lexicon/en/feasts.yaml``), and on which dates they fall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from holidays import country_holidays

from app.events.calendar import Days, safe_date
from app.events.lexicon import LexiconError, read_file

Church = Literal["western", "orthodox", "local"]
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years for which calendars are reckoned."""
_KEYS = frozenset(
    {"names", "date", "easter", "church", "holiday", "calendar", "local", "later", "plus", "days", "bare"}
)


@dataclass(frozen=True, slots=True)
class Feast:
    """One feast with its rule: ``fixed`` (month, day), ``easter`` (days from it) or ``holidays`` (names in a calendar).

    ``calendar`` is the ISO code of the country whose calendar holds where that of the country spoken of has none of
    the names, ``local`` whether the latter is asked at all; with ``later`` its day counts only where it is at most so
    many days after that of ``calendar``. ``plus`` days are added, ``length`` days it lasts.
    """

    fixed: tuple[int, int] | None = None
    easter: int | None = None
    church: Church = "local"
    holidays: tuple[str, ...] = ()
    calendar: str | None = None
    local: bool = True
    later: int | None = None
    plus: int = 0
    length: int = 1
    bare: bool = False

    def in_year(self, year: int, country: str | None) -> Iterator[Days]:
        """The days on which the feast falls in a year; none where no calendar has it."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return
        for first in self._firsts(year, country):
            first += timedelta(days=self.plus)
            yield Days(first, first + timedelta(days=self.length - 1), "day")

    def _firsts(self, year: int, country: str | None) -> list[date]:
        if self.fixed is not None:
            day = safe_date(year, *self.fixed)
            return [day] if day else []
        if self.easter is not None:
            eastern = self.church == "orthodox" or (self.church == "local" and country in feasts().orthodox)
            sunday = easter(year, EASTER_ORTHODOX if eastern else EASTER_WESTERN)
            return [sunday + timedelta(days=self.easter)]
        local = self._in_calendar(country, year) if self.local else []
        usual = self._in_calendar(self.calendar, year)
        if self.later is not None and usual:
            local = [day for day in local if any(0 <= (day - other).days <= self.later for other in usual)]
        return local or usual

    def _in_calendar(self, country: str | None, year: int) -> list[date]:
        """The days of the first of the names that the country's calendar has."""
        known = public_days(country, year) if country else {}
        return next((list(known[name]) for name in self.holidays if name in known), [])


@dataclass(frozen=True, slots=True)
class Feasts:
    """All feasts by name, the expression that finds their names, and the countries with the Orthodox Easter."""

    by_name: dict[str, Feast]
    names: str
    cues: frozenset[str]
    """First words of all names: a text with none of them has no feast."""
    orthodox: frozenset[str]

    def named(self, name: str) -> Feast:
        """The feast of a name that ``names`` has matched; ``KeyError`` for any other."""
        return self.by_name[_key(name)]


def public_feast(name: str, country: str, years: Sequence[int]) -> Feast | None:
    """A day such as "Independence Day" that is public in the country; None where its calendar has no such day."""
    wanted = _key(name)
    within = re.compile(rf"\b{re.escape(wanted)}\b")
    for year in years:
        known = {_key(n): n for n in public_days(country, year)}
        found = known.get(wanted) or next((n for key, n in known.items() if within.search(key)), None)
        if found is not None:
            return Feast(holidays=(found,), calendar=country)
    return None


@lru_cache(maxsize=256)
def public_days(country: str, year: int) -> dict[str, tuple[date, ...]]:
    """The public and religious days of a country (ISO code) in a year: English name → first days of each run."""
    try:
        languages = country_holidays(country).supported_languages
        categories = country_holidays(country).supported_categories
        language = next((code for code in ("en_US", "en_GB") if code in languages), None)
        calendar = country_holidays(country, years=year, language=language, categories=categories)
    except (NotImplementedError, ValueError):
        return {}
    found: dict[str, list[date]] = {}
    kept_instead: dict[str, list[date]] = {}
    for day in sorted(calendar):
        for name in calendar[day].split("; "):
            if not _SUBSTITUTE.search(name):
                into = kept_instead if "(observed)" in name else found
                into.setdefault(_SUFFIX.sub("", name), []).append(day)
    return {name: tuple(_starts(days)) for name, days in (kept_instead | found).items()}


_SUBSTITUTE = re.compile(r"in lieu|substituted|[Ff]ollowing|Day off|preceding")
_SUFFIX = re.compile(r"\s*\((?:estimated|observed|Spring Festival)[^)]*\)")


def _starts(days: list[date]) -> Iterator[date]:
    """The first day of each run of days."""
    for at, day in enumerate(days):
        if at == 0 or day - days[at - 1] > timedelta(days=1):
            yield day


@lru_cache(maxsize=4)
def feasts(language: str = "en") -> Feasts:
    """The feasts of a language's lexicon; LexiconError names an entry that is not of the file's form."""
    raw = read_file(language, "feasts")
    by_name = {_key(name): _feast(row) for row in raw["feasts"] for name in row["names"]}
    names = sorted((name for row in raw["feasts"] for name in row["names"]), key=len, reverse=True)
    return Feasts(
        by_name,
        "|".join(_pattern(name) for name in names),
        frozenset(re.split(r"[\s'’.-]", name)[0] for name in names),
        frozenset(raw["orthodox"]),
    )


def _feast(row: dict[str, Any]) -> Feast:
    rules = [key for key in ("date", "easter", "holiday") if key in row]
    if len(rules) != 1 or not row.keys() <= _KEYS or ("holiday" in row) != ("calendar" in row):
        raise LexiconError(f"feasts.yaml: {row['names'][0]}: one of date, easter, holiday (with calendar) is needed")
    fixed = None
    if "date" in row:
        fixed = int(row["date"][:2]), int(row["date"][3:])
        if safe_date(2024, *fixed) is None:
            raise LexiconError(f"feasts.yaml: {row['names'][0]}: no such date: {row['date']}")
    return Feast(
        fixed=fixed,
        easter=row.get("easter"),
        church=row.get("church", "local"),
        holidays=tuple(row.get("holiday", ())),
        calendar=row.get("calendar"),
        local=row.get("local", True),
        later=row.get("later"),
        plus=row.get("plus", 0),
        length=row.get("days", 1),
        bare=row.get("bare", False),
    )


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", re.sub("['’]", "", name)).casefold()


def _pattern(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+").replace("'", "['’]?")
