"""Coordinates written in a text: decimal degrees, degrees-minutes(-seconds), ships' reports, MGRS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import mgrs

from app.model.article import Span
from app.toponyms.taken import Taken


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A point as the text gives it; ``lat`` −90…90, ``lon`` −180…180 degrees. ``form`` names the notation."""

    span: Span
    lat: float
    lon: float
    form: str


_BETWEEN = r"\s*(?:[,;/]|[-‐-―]|and|by|lat\.?|lon\.?|long\.?|latitude|longitude|:|\s)*\s*"
"""What stands between the two halves."""
_DEG = r"(?:°|º|˚|\s?degrees?|\s?deg\.?)"
_MIN = r"(?:'|′|’|ʹ|\s?minutes?|\s?min\.?)"
_SEC = r"(?:\"|″|”|''|’’|′′|\s?seconds?|\s?sec\.?)"
_NS = r"(?:north|south|n|s)(?![a-z])"
_EW = r"(?:east|west|e|w)(?![a-z])"


def _sexagesimal(name: str, hemisphere: str) -> str:
    """48°30'15"N, 34 degrees 12.5 minutes north, N48°30.5' with named groups d, m, s, h."""
    body = (
        rf"(?P<{name}d>\d{{1,3}}(?:[.,]\d+)?){_DEG}\s?"
        rf"(?:(?P<{name}m>\d{{1,2}}(?:[.,]\d+)?){_MIN}\s?(?:(?:and\s)?(?P<{name}s>\d{{1,2}}(?:[.,]\d+)?){_SEC}\s?)?)?"
    )
    return rf"(?:(?P<{name}g>{hemisphere})\s?)?{body}(?P<{name}h>{hemisphere})?"


def _colons(name: str, hemisphere: str) -> str:
    """Ships' reports: 05:13N, 013:45.51W, 051-25.3E, 01 14.7N, 05:13:20N."""
    return (
        rf"(?P<{name}d>\d{{1,3}})[:\-‐-― ](?P<{name}m>[0-5]?\d(?:\.\d+)?)"
        rf"(?:[:\-](?P<{name}s>[0-5]?\d(?:\.\d+)?))?\s?(?P<{name}h>{hemisphere})"
    )


def _decimal(name: str, hemisphere: str) -> str:
    """48.51N, or N 48.51: with a hemisphere's letter."""
    before = rf"(?P<{name}g>{hemisphere})\s?(?P<{name}x>\d{{1,3}}\.\d+)"
    after = rf"(?P<{name}d>\d{{1,3}}\.\d+)\s?(?P<{name}h>{hemisphere})"
    return f"(?:{before}|{after})"


_FLAGS = re.IGNORECASE
_PAIRS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("degrees", re.compile(r"(?<![\w.])" + _sexagesimal("a", _NS) + _BETWEEN + _sexagesimal("o", _EW), _FLAGS)),
    ("degrees and minutes", re.compile(r"(?<![\w.:])" + _colons("a", _NS) + _BETWEEN + _colons("o", _EW), _FLAGS)),
    ("decimal degrees", re.compile(r"(?<![\w.])" + _decimal("a", _NS) + _BETWEEN + _decimal("o", _EW), _FLAGS)),
)
_BARE = re.compile(
    r"(?<![\w.,])(?P<a>[-−+]?\d{1,2}\.\d{3,})°?\s?[,;/ ]\s?(?P<o>[-−+]?\d{1,3}\.\d{3,})°?(?![\w%]|[.,]\d)"
)
"""Two bare numbers count only with three decimals or more each: prices and scores have fewer."""
_LETTERS = "A-HJ-NP-Z"
_MGRS = re.compile(rf"(?<!\w)\d{{1,2}}[C-HJ-NP-X]\s?[{_LETTERS}]{{2}}\s?(?:\d{{2,5}}\s\d{{2,5}}|\d{{4,10}})(?!\w)")
_TRIGGER = re.compile(r"\d[°º˚]|\d\s?deg|\d:\d|\d\.\d{3}|\d\.?\s?[NSns](?![a-z])|\d[C-X]\s?[A-Z]{2}")


def coordinates(text: str) -> list[Coordinate]:
    """All coordinates in ``text``, in order, none overlapping; impossible values are no coordinates."""
    if not _TRIGGER.search(text):
        return []
    found: list[Coordinate] = []
    taken = Taken()
    for candidate in _all(text):
        if not taken.overlaps(candidate.span.start, candidate.span.end):
            taken.add(candidate.span.start, candidate.span.end)
            found.append(candidate)
    return sorted(found, key=lambda each: each.span.start)


def _all(text: str) -> Iterator[Coordinate]:
    for form, pattern in _PAIRS:
        for match in pattern.finditer(text):
            lat, lon = _value(match, "a"), _value(match, "o")
            if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180:
                yield Coordinate(Span(*_trim(match)), lat, lon, form)
    for match in _BARE.finditer(text):
        lat, lon = (float(match[name].replace("−", "-")) for name in ("a", "o"))
        if abs(lat) <= 90 and abs(lon) <= 180:
            yield Coordinate(Span(*match.span()), lat, lon, "decimal degrees")
    yield from _grid(text)


def _trim(match: re.Match[str]) -> tuple[int, int]:
    cut = match[0].rstrip()
    return match.start(), match.start() + len(cut)


def _value(match: re.Match[str], name: str) -> float | None:
    """Signed degrees of one half; None where a hemisphere or a sane number of minutes is missing."""
    groups = match.groupdict()
    hemisphere = groups.get(f"{name}h") or groups.get(f"{name}g")
    if not hemisphere:
        return None
    degrees = groups.get(f"{name}d") or groups.get(f"{name}x")
    written = (degrees, groups.get(f"{name}m"), groups.get(f"{name}s"))
    parts = [float((part or "0").replace(",", ".")) for part in written]
    if parts[1] >= 60 or parts[2] >= 60:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -value if hemisphere[0].lower() in "sw" else value


def _grid(text: str) -> Iterator[Coordinate]:
    """MGRS references such as ``37U DQ 12345 67890``."""
    converter = None
    for match in _MGRS.finditer(text):
        reference = re.sub(r"\s", "", match[0])
        digits = len(reference) - len(re.match(r"\d+[A-Z]+", reference)[0])  # type: ignore[index]
        if digits % 2:
            continue
        converter = converter or mgrs.MGRS()
        try:
            lat, lon = converter.toLatLon(reference)
        except (mgrs.core.MGRSError, RuntimeError, UnicodeError):
            continue
        if match[0].count(" ") == 0 and digits < 6:
            continue
        yield Coordinate(Span(*match.span()), round(lat, 6), round(lon, 6), "MGRS")
