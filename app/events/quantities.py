"""How many: killed, wounded, missing, detained … counted in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from app.events.lexicon import load_lexicon, read_file
from app.events.numbers import Bounds, NumberWords, number_words
from app.model.article import Span
from app.model.event import Quantity

_WORD = r"[\w’'-]+"
_STOP = r"(?!(?:and|but|were|while|when|after|an?)\b)"
_GAP = rf"(?:\s+{_STOP}{_WORD}){{0,5}}?"
_LONG = rf"(?:,?\s+{_WORD}){{0,14}}?,?"
_NAME = r"(?:[A-Z][\w’'.-]+\s+){1,4}[A-Z][\w’'-]+(?=[\s,.;:]|$)"
_AGE = r"(?:,\s+(?:aged\s+)?\d{1,3},)?"
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|year|from|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*),?\s+$"
)
_AGE_BEFORE = re.compile(r"\b(?:aged?|(?:man|woman|boy|girl|child) of) $")
_DATE_AFTER = re.compile(
    r"\s*(?:-year|year|,\s*(?:was|who|and)\b|/|:|st\b|nd\b|rd\b|th\b|am\b|pm\b|january|february|march|april|june|july"
    r"|august|sept|octo|nove|dece)"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The compiled templates of one unit of ``quantities.yaml``; ``cue`` is a cheap test before them."""

    cue: re.Pattern[str]
    number: tuple[re.Pattern[str], ...]
    one: tuple[re.Pattern[str], ...]
    listed: tuple[re.Pattern[str], ...]
    named: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """All units of one language with its number words, and what one member of a list of people looks like."""

    units: dict[str, _Unit]
    numbers: NumberWords
    member: re.Pattern[str]
    elsewhere: re.Pattern[str]
    """A number and another place, after a count: "… and two in Sumy"."""


@cache
def _words(language: str = "en") -> _Words:
    raw: dict[str, Any] = read_file(language, "quantities")
    numbers = number_words(language)
    classes = load_lexicon(language).classes
    single = (classes["people"] | classes["armed"]) - frozenset(raw["collective"])
    people = sorted((word for word in single if word.isalpha()), key=len, reverse=True)
    person = rf"(?:{'|'.join(people)})(?:e?s)?\b"
    few = r"(?:(?!and\b|in\b|of\b|or\b)[\w’'-]+\s+){0,3}?"
    aux = "|".join(word.replace(" ", r"\s+") for word in raw["auxiliaries"])
    bare = re.sub(r"\(\?P<\w+>", "(?:", numbers.pattern)
    first = r"(?:an?|one|his|her|their|the)"
    member = rf"(?:(?:(?:his|her|their)\s+)?{bare}|{first})\s+{few}{person}"
    parts = {
        "{N}": numbers.pattern,
        "{GAP}": _GAP,
        "{AUX}": rf"(?:\s+(?:{aux})\b){{0,4}}",
        "{PEOPLE}": rf"{_GAP}(?:,\s[^,;.:]{{1,70}},|\s[-–—]\s[^.;:]{{1,70}}\s[-–—])?(?:\s+(?:{aux})\b){{0,4}}\s+",
        "{TWO}": rf"(?:\s*\b{_STOP}{_WORD}\b\s*){{0,2}}?",
        "{LONG}": _LONG,
        "{NOT}": rf"(?!\s*(?:{_WORD}\s+)?(?:{'|'.join(raw['not_after_number'])})\b)",
        "{ONE}": rf"(?:(?:an?|one)\s+{few}{person}|an?\s+\d{{1,3}}-year-old\b){_AGE}",
        "{LIST}": rf"(?P<list>{member}(?:,\s+{member}){{0,4}},?\s+and\s+{member})",
        "{NAME}": _NAME,
    }
    units = {unit: _unit(rows, parts) for unit, rows in raw["units"].items()}
    one = rf"(?:(?:(?:his|her|their)\s+)?{numbers.pattern}|(?P<single>{first}))\s+{few}{person}"
    elsewhere = rf"(?:,|\band)\s+{numbers.pattern}\s+(?:more\s+|others?\s+)?(?:in|at|near)\s+(?-i:(?=[A-Z]))"
    member_of = re.compile(one, re.IGNORECASE)
    return _Words(units, numbers, member_of, re.compile(elsewhere, re.IGNORECASE))


def _unit(rows: dict[str, list[str]], parts: dict[str, str]) -> _Unit:
    def compiled(name: str, exact: bool = False) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_filled(t, parts), 0 if exact else re.IGNORECASE) for t in rows.get(name, ()))

    cue = re.compile(rf"\b(?:{'|'.join(rows['cues'])})", re.IGNORECASE)
    return _Unit(cue, compiled("number"), compiled("one"), compiled("list"), compiled("named", True), compiled("none"))


def _filled(template: str, parts: dict[str, str]) -> str:
    """A template as a regular expression: placeholders filled, blanks as any white space."""
    pattern = template.replace(" ", r"\s+")
    for name, value in parts.items():
        pattern = pattern.replace(name, value)
    return r"\b" + pattern


def may_count(text: str, units: Iterable[str]) -> bool:
    """A cheap test: whether a word that one of the units is told with stands in the text."""
    return any(_words().units[unit].cue.search(text) for unit in units)


@cache
def count_tellers(language: str = "en") -> frozenset[str]:
    """Verbs beside those of saying whose subject tells a count: "police put the toll at nine"."""
    raw: dict[str, Any] = read_file(language, "quantities")
    return frozenset(raw["tellers"])


def find_quantities(text: str, offset: int, several: bool = False) -> tuple[Quantity, ...]:
    """All counts of a sentence, the best phrase of each unit; spans are ``offset`` plus the place in ``text``.

    Where the sentence goes on with another clause ("…; the hospital spoke of eight dead"), a count of that clause that
    differs is kept as well: sources disagree. Where it tells ``several`` events, all counts are kept.
    """
    found = _best(text, offset)
    if several and found:
        found += _further(text, offset, found)
    starts = [m.start() for m in _CLAUSE.finditer(text)] if found else []
    for start, end in pairwise([*starts, len(text)]):
        further = [q for q in _best(text[start:end], offset + start) if _differs(q, found)]
        found += further
    return tuple(sorted(found, key=lambda q: q.span.start))


def _further(text: str, offset: int, found: list[Quantity]) -> list[Quantity]:
    """ "Killed four and another killed two", "four in A and two in B": the counts beside the best."""
    words, taken, kept = _words(), [q.span for q in found], []
    for unit in dict.fromkeys(quantity.unit for quantity in found):
        rows = words.units[unit]
        for match in _matches(text, (*rows.number, words.elsewhere)):
            span = Span(match.start() + offset, match.end() + offset)
            bounds = words.numbers.read(match["approx"], match["number"], match["more"])
            if bounds is None or is_date_or_age(text, match) or any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            kept.append(Quantity(span, match.group(), unit, *bounds))
    return kept


_CLAUSE = re.compile(r";\s|,?\s+(?:while|whereas|but|though|although)\s")


def _differs(quantity: Quantity, found: list[Quantity]) -> bool:
    """Whether the unit is counted already, and otherwise, elsewhere in the sentence."""
    same = [q for q in found if q.unit == quantity.unit]
    return bool(same) and all(not q.span.overlaps(quantity.span) and q.min != quantity.min for q in same)


_CUMULATIVE = re.compile(r"\b(?:bringing|brings|brought|taking|takes|raising|raises|pushing|lifting)\b[^.;]{0,60}$")
"""Before a toll that counts other events as well: "taking this month's toll to 61"."""


def _best(text: str, offset: int) -> list[Quantity]:
    words = _words()
    found: list[Quantity] = []
    for name, unit in words.units.items():
        if not unit.cue.search(text):
            continue
        for match, (low, high) in _own_and_total(text, _readings(text, unit, words)):
            found.append(Quantity(Span(match.start() + offset, match.end() + offset), match.group(), name, low, high))
    return found


def _own_and_total(
    text: str, readings: Iterator[tuple[re.Match[str], Bounds]]
) -> Iterator[tuple[re.Match[str], Bounds]]:
    """The surest reading; where it is a total with other events, the surest of the event's own before it."""
    total = next(readings, None)
    if total is None:
        return
    if _CUMULATIVE.search(text[: total[0].start()]):
        end = total[0].start()
        own = next((reading for reading in readings if reading[0].end() <= end), None)
        if own is not None:
            yield own
    yield total


def _readings(text: str, unit: _Unit, words: _Words) -> Iterator[tuple[re.Match[str], Bounds]]:
    """Readings of one unit, the surest first: lists, numbers, a single person, a name, none."""
    for match in _matches(text, unit.listed if " and " in text else ()):
        total = _sum(match["list"], words)
        if total is not None:
            yield match, total
    for match in _matches(text, unit.number):
        bounds = words.numbers.read(match["approx"], match["number"], match["more"])
        if bounds is not None and not is_date_or_age(text, match):
            yield match, bounds
    for match in _matches(text, (*unit.one, *unit.named)):
        yield match, (1, 1)
    for match in _matches(text, unit.none):
        yield match, (0, 0)


def _matches(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(text)


def _sum(listed: str, words: _Words) -> Bounds | None:
    """ "A teacher and two pupils" are three."""
    low, high = 0, 0
    for match in words.member.finditer(listed):
        if match["single"] and match.group().endswith("s"):
            return None
        one = (1, 1) if match["single"] else words.numbers.read(match["approx"], match["number"], match["more"])
        if one is None or one[1] is None:
            return None
        low, high = low + one[0], high + one[1]
    return (low, high) if low else None


def is_date_or_age(text: str, match: re.Match[str]) -> bool:
    """Whether the figure is a year ("In 2014 … were killed"), a part of a date, or an age."""
    start, end = match.span("number")
    before, after = text[max(0, start - 14) : start].lower(), text[end : end + 12].lower()
    if _YEAR.fullmatch(match["number"]) and _YEAR_BEFORE.search(before):
        return True
    return bool(_DATE_AFTER.match(after) or _AGE_BEFORE.search(before)) or before.endswith((":", "/", "."))
