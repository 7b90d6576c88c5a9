"""A place on its way into the index: what a source knows of it, with its names as keys."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import get_args

from gazetteer.feature import NameKind
from gazetteer.normalize import normalize
from gazetteer.transliterate import romanisations
from gazetteer.variants import variants

NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)
"""In order of weight: of two kinds of one name the earlier is kept. A kind's place in it is its number in the index."""
PEOPLE_PER_KM = 2000
MOST_WITHOUT_PEOPLE = 3_000_000
_RANK = {kind: rank for rank, kind in enumerate(NAME_KINDS)}


@dataclass(slots=True)
class Entry:
    """One row of the index and the names that lead to it; the fields are those of ``Feature``."""

    key: str
    name: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    source: str
    geonameid: int | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    radius_km: float = 0.0
    zone: str | None = None
    note: str | None = None
    names: dict[str, NameKind] = field(default_factory=dict)
    """Normalised name → its kind."""

    def add_name(self, name: str, kind: NameKind) -> None:
        """Let ``name``, its written variants and its romanisations lead here; one letter is no name."""
        self._add_key(normalize(name), kind)
        for variant in variants(name):
            self._add_key(normalize(variant), "alternate" if kind == "official" else kind)
        for latin in romanisations(name, self.country):
            self._add_key(normalize(latin), "transliterated")

    def _add_key(self, key: str, kind: NameKind) -> None:
        if len(key) < 2:
            return
        known = self.names.get(key)
        if known is None or _RANK[kind] < _RANK[known]:
            self.names[key] = kind


def importance(population: int, radius_km: float, feature_class: str) -> int:
    """What orders the places of one name: inhabitants, or for seas, regions and sites what their extent is worth."""
    if population or feature_class == "P":
        return population
    return min(int(radius_km * PEOPLE_PER_KM), MOST_WITHOUT_PEOPLE)


def kind_of_alternate(name: str) -> NameKind:
    """Codes of two to five capitals or digits (IATA, UN/LOCODE) are abbreviations, all else alternates."""
    return "abbreviation" if len(name) <= 5 and name.isascii() and name.isupper() else "alternate"


def town_radius_km(population: int) -> float:
    """Rough radius of a settlement: 0.8 km for 1,000 people, 4 km for 100,000, 12 km for a million."""
    return round(0.4 + 0.012 * math.sqrt(max(population, 0)), 2)
