"""Three tables of world knowledge: other spellings of known places, nationalities, and disputed areas.

Each is one YAML file in ``data/`` whose head says what its fields mean. A wrong entry stops the build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from gazetteer.checks import CuratedDataError, check_fields, check_text, number, ring, strings
from gazetteer.curated import COUNTRY, KEY
from gazetteer.feature import NameKind

TARGET = re.compile(r"[A-Z]{2}(?:\.[A-Z0-9]{1,6})?|cur:[a-z0-9]+(?:-[a-z0-9]+)*|gn:\d+")
ALIAS_KINDS: frozenset[str] = frozenset({"alternate", "historical", "short", "abbreviation"})
DISPUTED_FIELDS = frozenset({"key", "name", "country", "claimed_by", "controlled_by", "note", "polygon", "source"})


@dataclass(frozen=True, slots=True)
class Alias:
    """Further names of one place that the gazetteer has already, found by canonical name within 50 km of a point."""

    names: tuple[str, ...]
    place: str
    """The place's name in GeoNames, or any name that the gazetteer knows."""
    country: str
    lat: float
    lon: float
    kind: NameKind
    """alternate, historical (Artemivsk), short or abbreviation."""


@dataclass(frozen=True, slots=True)
class Demonym:
    """Words for the people of a place and what is theirs, with the places they may mean, the likeliest first."""

    words: tuple[str, ...]
    targets: tuple[str, ...]
    """A country ("UA"), admin1 area ("UA.11"), curated place ("cur:x") or entry of GeoNames ("gn:2643743") each."""


@dataclass(frozen=True, slots=True)
class DisputedArea:
    """An area that more than one party claims: to whom it is assigned here, who claims and who holds it."""

    key: str
    name: str
    country: str | None
    """The country in which the gazetteer puts it (as GeoNames does); None: no country."""
    claimed_by: tuple[str, ...]
    controlled_by: tuple[str, ...]
    """Who holds it, as ISO codes or, for bodies without one, names."""
    note: str
    polygon: tuple[tuple[float, float], ...]
    """A coarse ring of (lon, lat), closed implicitly."""
    source: str


def load_aliases() -> list[Alias]:
    """All entries of ``data/aliases.yaml``."""
    return [_alias(row, f"aliases.yaml: entry {i}") for i, row in enumerate(_rows("aliases.yaml"), 1)]


def load_demonyms() -> list[Demonym]:
    """All entries of ``data/demonyms.yaml``; each word stands in one entry alone."""
    demonyms = [_demonym(row, f"demonyms.yaml: entry {i}") for i, row in enumerate(_rows("demonyms.yaml"), 1)]
    seen: set[str] = set()
    for word in (word for demonym in demonyms for word in demonym.words):
        if word in seen:
            raise CuratedDataError(f"demonyms.yaml: {word!r} stands twice")
        seen.add(word)
    return demonyms


def load_disputed() -> list[DisputedArea]:
    """All entries of ``data/disputed.yaml``."""
    return [_disputed(row, f"disputed.yaml: entry {i}") for i, row in enumerate(_rows("disputed.yaml"), 1)]


def _rows(file: str) -> list[dict[str, Any]]:
    text = resources.files("gazetteer").joinpath("data", file).read_text("utf-8")
    rows = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CuratedDataError(f"{file}: expected a list of mappings")
    return rows


def _alias(row: dict[str, Any], where: str) -> Alias:
    check_fields(row, where, {"names", "place", "country", "lat", "lon"}, {"kind"})
    check_text(row, f"{where} ({row['place']})", {"place": None, "country": COUNTRY}, optional=False)
    where = f"{where} ({row['place']})"
    kind = row.get("kind", "alternate")
    if kind not in ALIAS_KINDS:
        raise CuratedDataError(f"{where}: kind {kind!r} is none of {', '.join(sorted(ALIAS_KINDS))}")
    names = strings(row, "names", where, None)
    if not names:
        raise CuratedDataError(f"{where}: names is empty")
    lat, lon = number(row, "lat", where, -90, 90), number(row, "lon", where, -180, 180)
    return Alias(names, row["place"], row["country"], lat, lon, kind)


def _demonym(row: dict[str, Any], where: str) -> Demonym:
    check_fields(row, where, {"words", "targets"}, set())
    words, targets = strings(row, "words", where, None), strings(row, "targets", where, TARGET)
    if not words or not targets:
        raise CuratedDataError(f"{where}: words or targets is empty: {row!r}")
    return Demonym(words, targets)


def _disputed(row: dict[str, Any], where: str) -> DisputedArea:
    check_fields(row, where, DISPUTED_FIELDS - {"source"}, {"source"})
    where = f"{where} ({row['key']})"
    check_text(row, where, {"key": KEY, "name": None, "note": None}, optional=False)
    check_text(row, where, {"country": COUNTRY, "source": None}, optional=True)
    outline = ring(row["polygon"], where)
    if outline is None:
        raise CuratedDataError(f"{where}: polygon is missing")
    return DisputedArea(
        key=row["key"],
        name=row["name"],
        country=row["country"],
        claimed_by=strings(row, "claimed_by", where, COUNTRY),
        controlled_by=strings(row, "controlled_by", where, None),
        note=row["note"],
        polygon=outline,
        source=row.get("source", "general geography; public domain knowledge"),
    )
