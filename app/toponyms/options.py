"""The places that one name may mean, looked up once and kept."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from gazetteer.feature import Feature, NameHit
from gazetteer.normalize import normalize

MAX_OPTIONS = 40
"""The most populous places of a name that are weighed; more never changed an answer, and the cost is bounded."""
CACHE = 20_000
OUTWEIGHS_DEMONYM = 500_000
"""A nationality's word that also is a place's name stays one ("Canadian", Texas) unless that place is large."""
Form = Literal["word", "code", "shortened"]
_KIND_RANK = {
    "official": 0, "short": 1, "abbreviation": 2, "demonym": 3, "alternate": 4, "transliterated": 5, "historical": 6,
}  # fmt: skip


class Lookup(Protocol):
    """What is asked of the gazetteer here."""

    def lookup_key(self, key: str) -> list[NameHit]:
        """All places of that normalised name; empty for none."""
        ...

    def country(self, code: str) -> Feature | None:
        """A country by its code."""
        ...


@dataclass(frozen=True, slots=True)
class Option:
    """One place under one name, with what does not change from article to article."""

    feature: Feature
    name_kind: str
    size: float
    """log10 of the population over 7: 0 for none, 1 for ten million."""
    level: str
    """continent, country, admin1, admin2, capital, city, water, land, site, region."""
    admin: str | None
    """Country and admin1 code, ``"UA.11"``."""
    twin: bool
    """An area beside the city of the same name in it: "Kabul" is the city unless the text says "Kabul province"."""
    seat: float
    """Of a capital: log10 of its country's population over 8.5; else 0."""
    unit: tuple[float, float, float]
    """The point as a unit vector: cheap distances."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with all its options, the most important first."""

    key: str
    options: tuple[Option, ...]
    total: int
    """How many places bear the name, those not weighed included."""
    best: str
    """Level of the first option."""
    population: int
    kinds: frozenset[str] = field(default=frozenset())


class Options:
    """Look-ups with a bounded cache that outlives an article."""

    def __init__(self, index: Lookup) -> None:
        """Keep the index; nothing is read yet."""
        self._index = index
        self._entries: OrderedDict[tuple[str, Form], Entry | None] = OrderedDict()

    def of(self, name: str, form: Form = "word") -> Entry | None:
        """The entry of a normalised name written in that form, None where the gazetteer knows no such place."""
        known = (name, form)
        try:
            self._entries.move_to_end(known)
            return self._entries[known]
        except KeyError:
            hits = [hit for hit in self._index.lookup_key(name) if not _is_code(hit)]
            entry = entry_of(name, hits, form, self._population)
        self._entries[known] = entry
        if len(self._entries) > CACHE:
            self._entries.popitem(last=False)
        return entry

    def _population(self, code: str) -> int:
        country = self._index.country(code)
        return country.population if country else 0


def _nobody(_: str) -> int:
    return 0


def form_of(text: str, following: str = "") -> Form:
    """How a name is written: "US" and "EU" as a code, "Calif." and "D.C." shortened, all else as a word."""
    if "." in text or following == ".":
        return "shortened" if len(text) <= 6 else "word"
    return "code" if text.isupper() and text.isalpha() and len(text) <= 4 else "word"


def entry_of(
    name: str, hits: list[NameHit], form: Form = "word", population_of: Callable[[str], int] = _nobody
) -> Entry | None:
    """Options of these hits that such a form may mean, one a feature under its best kind of name; None for none."""
    best: dict[int, NameHit] = {}
    for hit in hits:
        known = best.get(hit.feature.id)
        if known is None or _KIND_RANK[hit.name_kind] < _KIND_RANK[known.name_kind]:
            best[hit.feature.id] = hit
    kept = _of_form(list(best.values()), len(name), form)
    if not kept:
        return None
    cities = [hit.feature for hit in kept if _is_city(hit)]
    options = [_option(hit, cities, population_of) for hit in kept]
    seats = [area.feature for area in options if area.twin]
    options = sorted((_seat_of(option, seats, name) for option in options), key=_importance, reverse=True)
    kinds = frozenset(option.name_kind for option in options)
    population = max(option.feature.population for option in options)
    return Entry(name, tuple(options[:MAX_OPTIONS]), len(options), options[0].level, population, kinds)


def _of_form(hits: list[NameHit], length: int, form: Form) -> list[NameHit]:
    """ "US" is no village called Us, "Or" no Oregon; a word that the gazetteer has for a nationality is no town."""
    if form == "word" and length <= 3:
        hits = [hit for hit in hits if hit.name_kind != "abbreviation"]
    if form == "code" and length <= 3:
        large = [hit for hit in hits if hit.name_kind == "abbreviation" or hit.feature.feature_class in "AHL"]
        hits = large or hits
    demonyms = [hit for hit in hits if hit.name_kind == "demonym"]
    if demonyms and not any(hit.feature.population >= OUTWEIGHS_DEMONYM for hit in hits if hit.name_kind != "demonym"):
        return demonyms
    return hits


def _is_code(hit: NameHit) -> bool:
    """IATA codes and the like of smaller places: "WHO" and "AID" are no towns in news."""
    return hit.name_kind == "abbreviation" and hit.feature.feature_class in "PS" and hit.feature.population < 700_000


def _importance(option: Option) -> tuple[float, int]:
    bonus = {"country": 1.0, "continent": 1.0, "admin1": 0.35, "capital": 0.2, "water": 0.3, "region": 0.3}.get(
        option.level, 0.0
    )
    if option.name_kind in ("transliterated", "historical"):
        bonus -= 0.3
    elif option.name_kind == "alternate":
        bonus -= 0.1
    return option.size + bonus, -option.feature.id


def _is_city(hit: NameHit) -> bool:
    return hit.feature.feature_class == "P" and (
        hit.feature.population >= 20_000 or hit.feature.feature_code[:4] == "PPLA"
    )


def _beside(city: Feature, area: Feature) -> bool:
    near = abs(city.lat - area.lat) < 1.5 and abs(city.lon - area.lon) < 2.5
    return city.country == area.country and (near or city.admin1 == area.admin1)


def _seat_of(option: Option, areas: list[Feature], name: str) -> Option:
    """A city's second name counts as its name where its area bears it: Hama (Ḩamāh) in Hama governorate.

    Not where its own name tells it from the area: "Oklahoma" is not Oklahoma City.
    """
    other = option.level in ("city", "capital") and option.name_kind in ("alternate", "transliterated")
    other = other and not normalize(option.feature.name).startswith(f"{name} ")
    return replace(option, name_kind="short") if other and any(_beside(option.feature, a) for a in areas) else option


def _option(hit: NameHit, cities: list[Feature], population_of: Callable[[str], int]) -> Option:
    feature = hit.feature
    lat, lon = math.radians(feature.lat), math.radians(feature.lon)
    unit = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    size = max(math.log10(max(feature.population, 1)) / 7, _fame(feature))
    admin = f"{feature.country}.{feature.admin1}" if feature.country and feature.admin1 else None
    level = level_of(feature)
    twin = level in ("admin1", "admin2") and any(_beside(city, feature) for city in cities)
    seat = 0.0
    if level == "capital" and feature.country:
        seat = math.log10(max(population_of(feature.country), 1)) / 8.5
    return Option(feature, hit.name_kind, size, level, admin, twin, seat, unit)


def _fame(feature: Feature) -> float:
    """Seas, regions and ranges have no people to count: the larger, the better known. 50 km: 0.5, 2,000 km: 1.0."""
    if feature.feature_code == "CONT":
        return 1.3
    if feature.feature_class not in "HLT" or feature.radius_km < 2:
        return 0.0
    return min(1.1, math.log10(feature.radius_km) / 3.2)


def level_of(feature: Feature) -> str:
    """A coarse class that scoring and reasons speak of."""
    code = feature.feature_code
    match feature.feature_class:
        case "A":
            if code.startswith(("PCL", "TERR")):
                return "country"
            return "admin1" if code.startswith("ADM1") else "admin2"
        case "P":
            return "capital" if code == "PPLC" else "city"
        case "H":
            return "water"
        case "S":
            return "site"
        case "L":
            return "continent" if code == "CONT" else "region"
    return "land"


def kilometres(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Great-circle distance of two unit vectors in km."""
    dot = one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
    return 6371.0 * math.acos(max(-1.0, min(1.0, dot)))
