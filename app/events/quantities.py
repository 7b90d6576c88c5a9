"""How many: killed, wounded, missing, detained … counted in a sentence."""

from __future__ import annotations

import re
from functools import cache

from app.events.numbers import NUMBER, read_number
from app.model.article import Span
from app.model.event import Quantity

_AUX = (
    r"(?:were|was|are|is|have|has|had|been|being|be|got|also|reportedly|confirmed|now|feared|left|believed|to|all|"
    r"instantly|then|later|fatally|critically|seriously|severely|slightly|badly)"
)
_GAP = r"(?:\s+(?!and\b|but\b|were\b|while\b|when\b|after\b)[\w’'-]+){0,5}?"
_PEOPLE_GAP = rf"{_GAP}(?:,\s+including{_GAP},)?(?:\s+{_AUX}){{0,4}}\s+"

# unit → (words after the number phrase, verbs before the number, nouns right after it, phrases before it)
_UNITS: dict[str, tuple[str, str, str, str]] = {
    "killed": (
        r"killed|dead|died|perished|slain|lost\s+(?:their|his|her)\s+li(?:fe|ves)|drowned|massacred|murdered|shot\s+dead|executed|beheaded",
        r"kill(?:s|ed|ing)?|claim(?:s|ed|ing)?\s+the\s+li(?:fe|ves)\s+of|massacr(?:ed|ing)|murder(?:s|ed|ing)?|slaughter(?:ed|ing)",
        r"deaths?|fatalit(?:y|ies)|dead|bodies|corpses",
        r"death\s+toll\s+(?:[\w’'-]+\s+){0,6}?(?:to|at|of|is|was|reached|hit|passed|exceeded|exceeds)|deaths?\s+of|lives\s+of|deaths?\s+(?:rose|rises|has\s+risen|climbed)\s+to",
    ),
    "wounded": (
        r"wounded|injured|hurt|hospitali[sz]ed|maimed",
        r"wound(?:s|ed|ing)?|injur(?:es?|ed|ing)|hurt(?:s|ing)?|maim(?:ed|ing)",
        r"injur(?:y|ies)|wounded|injured",
        r"number\s+of\s+(?:injured|wounded)\s+(?:[\w’'-]+\s+){0,4}?(?:to|at)",
    ),
    "missing": (r"missing|unaccounted\s+for|disappeared|vanished", r"", r"missing", r""),
    "detained": (
        r"arrested|detained|jailed|imprisoned|taken\s+into\s+custody|rounded\s+up|apprehended",
        r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|jail(?:ed|ing)|apprehend(?:ed|ing)",
        r"arrests|detentions",
        r"",
    ),
    "abducted": (
        r"kidnapped|abducted|taken\s+hostage|held\s+hostage|seized\s+by\s+gunmen",
        r"kidnap(?:s|ped|ping)?|abduct(?:s|ed|ing)?|snatch(?:ed|ing)|took\s+hostage",
        r"hostages",
        r"",
    ),
    "displaced": (
        r"displaced|evacuated|homeless|forced\s+from\s+their\s+homes|fled|flee",
        r"displac(?:es?|ed|ing)|evacuat(?:es?|ed|ing)|forc(?:ed|ing)",
        r"evacuees|displaced",
        r"",
    ),
    "rescued": (
        r"rescued|saved|freed|pulled\s+(?:alive\s+)?from",
        r"rescu(?:es?|ed|ing)|sav(?:ed|ing)|freed|freeing",
        r"",
        r"",
    ),
    "infected": (
        r"infected|sickened|fallen\s+ill|tested\s+positive|hospitali[sz]ed",
        r"infect(?:s|ed|ing)?|sicken(?:s|ed|ing)?",
        r"(?:(?!and\b|or\b|deaths\b)[\w’'-]+\s+){0,4}?(?:cases|infections|patients)",
        r"(?:cases|infections)\s+(?:[\w’'-]+\s+){0,4}?(?:to|at)",
    ),
    "drones": (r"", r"", r"(?:[\w’'-]+\s+){0,2}?(?:drones|UAVs|USVs|un(?:manned|crewed)\s+\w+)", r""),
    "missiles": (r"", r"", r"(?:[\w’'-]+\s+){0,2}?(?:missiles?|rockets|shells|projectiles)", r""),
    "houses": (r"", r"", r"(?:[\w’'-]+\s+){0,2}?(?:houses|homes|buildings)", r""),
}
_NONE = re.compile(
    r"\bno\s+(?:[\w’'-]+\s+){0,2}?(?:casualties|deaths|fatalities|one\s+was\s+(?:killed|hurt))", re.IGNORECASE
)
_NO_INJURY = re.compile(
    r"\bno\s+(?:[\w’'-]+\s+){0,2}?(?:casualties|injuries|one\s+was\s+(?:injured|hurt))", re.IGNORECASE
)


_PERSON = (
    r"(?:man|woman|boy|girl|child|person|soldier|policeman|officer|driver|student|teacher|journalist|civilian|worker|"
    r"farmer|resident|villager|teenager|passenger|pilot|protester|toddler|baby|guard|pedestrian|sailor|"
    r"crew\s+member|fisherman|migrant|tourist)"
)
_ONE = {
    "killed": (r"kill(?:s|ed|ing)?|murder(?:s|ed|ing)?", r"killed|dead|murdered|shot\s+dead|stabbed\s+to\s+death|died"),
    "wounded": (r"wound(?:s|ed|ing)|injur(?:es?|ed|ing)", r"wounded|injured|hurt"),
    "detained": (r"arrest(?:s|ed|ing)|detain(?:s|ed|ing)", r"arrested|detained"),
}
"""Verbs before, and words after, a single person: "killed a teacher", "a man was arrested"."""


@cache
def _single(unit: str) -> re.Pattern[str]:
    before, after = _ONE[unit]
    one = rf"(?:an?|one)\s+(?:(?!and\b|in\b|of\b)[\w’'-]+\s+){{0,3}}?{_PERSON}"
    return re.compile(rf"\b(?:{before})\s+{one}\b|\b{one}(?:\s+{_AUX}){{0,3}}\s+(?:{after})\b", re.IGNORECASE)


@cache
def _patterns(unit: str) -> tuple[re.Pattern[str], ...]:
    after, before, nouns, phrases = _UNITS[unit]
    made = []
    if before:
        made.append(
            rf"\b(?:{before})\s+(?:(?!and\b|or\b|by\b|in\b|on\b)[\w’'-]+\s+){{0,1}}?{NUMBER}\b(?!\s*(?:km|years?|days?|hours?|%|per\s+cent))"
        )
    if phrases:
        made.append(rf"\b(?:{phrases})\s+{NUMBER}\b")
    if after:
        made.append(rf"\b{NUMBER}{_PEOPLE_GAP}(?:{after})\b")
    if nouns:
        made.append(rf"\b{NUMBER}\s+(?:(?!and\b|or\b|in\b)[\w’'-]+\s+){{0,2}}?(?:{nouns})\b")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in made)


def find_quantities(text: str, offset: int) -> tuple[Quantity, ...]:
    """All counts of a sentence, the first phrase of each unit; spans are ``offset`` plus the place in ``text``."""
    found: list[Quantity] = []
    for unit in _UNITS:
        best = _first(text, unit)
        if best is not None:
            match, (low, high) = best
            span = Span(match.start() + offset, match.end() + offset)
            found.append(Quantity(span, match.group(), unit, low, high))
    for unit in _ONE:
        single = _single(unit).search(text)
        if single and not any(q.unit == unit for q in found):
            found.append(Quantity(Span(single.start() + offset, single.end() + offset), single.group(), unit, 1, 1))
    for unit, pattern in (("killed", _NONE), ("wounded", _NO_INJURY)):
        none = pattern.search(text)
        if none and not any(q.unit == unit for q in found):
            span = Span(none.start() + offset, none.end() + offset)
            found.append(Quantity(span, none.group(), unit, 0, 0))
    return tuple(sorted(found, key=lambda q: q.span.start))


def _first(text: str, unit: str) -> tuple[re.Match[str], tuple[int, int | None]] | None:
    for pattern in _patterns(unit):
        for match in pattern.finditer(text):
            bounds = read_number(match["approx"], match["number"], match["more"])
            if bounds is not None and not _is_year(text, match):
                return match, bounds
    return None


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether the figure is a year ("In 2014 … were killed"), a part of a date, or an age."""
    start = match.start("number")
    number = match["number"]
    before, after = (
        text[max(0, start - 14) : start].lower(),
        text[match.end("number") : match.end("number") + 12].lower(),
    )
    if re.fullmatch(r"(?:1[89]|20)\d\d", number) and re.search(r"\b(?:in|since|of|by|year|from)\s+$", before):
        return True
    return bool(
        re.match(
            r"\s*(?:-year|year|,\s*(?:was|who|and)\b|/|:|st\b|nd\b|rd\b|th\b|am\b|pm\b|january|february|march|april|june|july|august|sept|octo|nove|dece)",
            after,
        )
    ) or before.endswith((":", "/", ".", "aged "))
