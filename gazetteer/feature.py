"""A place of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["official", "alternate", "transliterated", "short", "abbreviation", "demonym", "historical"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One geographic feature.

    ``lat`` −90…90, ``lon`` −180…180 (degrees, WGS 84). ``feature_class`` and ``feature_code`` are GeoNames'
    (P.PPL, A.ADM1, H.SEA, L.RGN, S.AIRP …).
    """

    id: int
    """Row in the index file; not stable across builds: use ``key``."""
    key: str
    """Stable: ``gn:706483`` (GeoNames), ``cur:black-sea`` (curated), ``loc:ke-kibera`` (local), ``adm2:…``,
    ``air:JFK`` (airport), ``usr:…``."""
    geonameid: int | None
    name: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    radius_km: float
    """Rough extent: half of the diagonal for areas, 0 where unknown."""
    zone: str | None
    note: str | None
    """Status of a disputed area, in words."""
    source: str
    """Which data set the entry came from."""
    names: int = 0
    """How many names it has in the sources' languages: the better known, the more."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A feature found by one of its names, and of which kind that name is."""

    feature: Feature
    name_kind: NameKind


@dataclass(frozen=True, slots=True)
class Match:
    """A run of text that equals a name: ``start`` and ``end`` in code points, ``key`` the normalised name."""

    start: int
    end: int
    key: str
