"""Searching: by name, by the beginning of a name, by a name with a slip, by a point, by "12 km west of X"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from gazetteer.database import prefix_end
from gazetteer.feature import Feature, NameHit, NameKind
from gazetteer.index import Index
from gazetteer.normalize import normalize
from gazetteer.sphere import WINDS, bearing, destination, distance_km, wind

MILE_KM = 1.609344
NAUTICAL_MILE_KM = 1.852
LEAST_ALIKE = 78.0
"""Least likeness (0…100) of a name with a slip."""
NEAR_KM = 50.0
"""Distance that makes a place half as likely when a point is given to search near."""
TOWN_SHARE = 0.1
"""Least share of an area's people that makes a town of the same name the likelier meaning."""
OFFSET = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>km|kilomet(?:er|re)s?|mi|miles?|nm|nautical miles?|m|met(?:er|re)s?)\s+"
    r"(?P<wind>[a-z]+(?:[- ](?:north|south|east|west)){0,2}|[NSEW]{1,3})\s+(?:of|from)\s+(?P<place>.+)",
    re.I,
)
ABBREVIATED_WINDS = {"".join(part[0] for part in name.split("-")).upper(): name for name in WINDS}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place found, by which name, how (exact, prefix, fuzzy, offset) and how good: ``score`` 0…100, best first."""

    feature: Feature
    name: str
    """The normalised name that was found; for a prefix, the prefix."""
    name_kind: NameKind
    how: str
    score: float
    distance_km: float | None = None
    """From the point to search near, where one was given."""


@dataclass(frozen=True, slots=True)
class ReverseHit:
    """Where a point lies: the nearest populated place, how far off and in which direction, and the areas around it."""

    lat: float
    lon: float
    place: Feature | None
    distance_km: float | None
    bearing: float | None
    """From the place to the point, degrees clockwise from north."""
    areas: tuple[Feature, ...]
    """The smallest first: second order (approximate), first order, country, curated regions and seas."""
    description: str


class Search:
    """All searches over one index."""

    def __init__(self, index: Index) -> None:
        """``index`` is only read."""
        self.index = index

    def search(
        self,
        text: str,
        limit: int = 10,
        country: str | Iterable[str] | None = None,
        near: tuple[float, float] | None = None,
        prefix: bool = True,
        fuzzy: bool = True,
    ) -> list[SearchHit]:
        """Places for what someone typed, the best first, at most ``limit``.

        Exact names, then beginnings of names; names with a slip only when nothing else is found. ``country`` (ISO
        codes) leaves out all others; ``near`` (latitude, longitude) brings what is near to the top.
        """
        countries = _codes(country)
        if offset := self.offset(text, countries):
            return [offset]
        hits = self.exact(text, countries)
        if prefix and len(hits) < limit:
            known = {hit.feature.id for hit in hits}
            hits += [hit for hit in self.prefix(text, max(limit, 30), countries) if hit.feature.id not in known]
        if not hits and fuzzy:
            hits = self.fuzzy(text, max(limit, 30), countries)
        return (_by_nearness(hits, near) if near else hits)[:limit]

    def exact(self, name: str, countries: frozenset[str] = frozenset()) -> list[SearchHit]:
        """Places of exactly that name; "Odesa, Ukraine" and "Paris, Texas" are read as a place in an area."""
        hits = [
            SearchHit(hit.feature, normalize(name), hit.name_kind, "exact", 100.0)
            for hit in _towns_before_their_areas(self.index.lookup(name))
            if _allowed(hit.feature, countries)
        ]
        if not hits and "," in name:
            first, _, area = name.partition(",")
            hits = self._within(first, area, countries)
        return hits

    def _within(self, name: str, area: str, countries: frozenset[str]) -> list[SearchHit]:
        areas = [hit.feature for part in area.split(",")[:3] for hit in self.index.lookup(part)]
        around = [area for area in areas if area.feature_class == "A"]
        return [hit for hit in self.exact(name, countries) if any(_lies_in(hit.feature, area) for area in around)]

    def prefix(self, text: str, limit: int = 10, countries: frozenset[str] = frozenset()) -> list[SearchHit]:
        """Places with a name that begins so, the most important first."""
        start = normalize(text)
        hits = self.index.prefix(text, limit, countries)
        return [SearchHit(hit.feature, start, hit.name_kind, "prefix", 90.0) for hit in hits]

    def fuzzy(self, text: str, limit: int = 10, countries: frozenset[str] = frozenset()) -> list[SearchHit]:
        """Places with a name that is almost that: the same first letter, a like length, few letters apart."""
        key = normalize(text)
        if len(key) < 3:
            return []
        slack = 1 if len(key) < 6 else 2
        keys = self.index.rows(
            "select distinct key from name where key >= ? and key < ? and length(key) between ? and ?",
            (key[0], prefix_end(key[0]), len(key) - slack, len(key) + slack),
        )
        alike = process.extract(key, [row[0] for row in keys], scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=limit)
        hits: dict[int, SearchHit] = {}
        for name, score, _ in alike:
            for hit in self.index.lookup_key(name):
                if _allowed(hit.feature, countries) and hit.feature.id not in hits:
                    hits[hit.feature.id] = SearchHit(hit.feature, name, hit.name_kind, "fuzzy", round(score, 1))
        return sorted(hits.values(), key=lambda hit: (-hit.score, -hit.feature.population, hit.feature.id))[:limit]

    def offset(self, text: str, countries: frozenset[str] = frozenset()) -> SearchHit | None:
        """The point that "12 km west of Kherson" means, as a place of its own; None for all else."""
        found = OFFSET.fullmatch(text.strip())
        direction = found and _degrees(found["wind"])
        if not found or direction is None:
            return None
        anchors = self.exact(found["place"], countries)
        towns = [hit for hit in anchors if hit.feature.feature_class == "P"] or anchors
        if not towns:
            return None
        km = _kilometres(float(found["number"].replace(",", ".")), found["unit"].lower())
        anchor = towns[0].feature
        lat, lon = destination(anchor.lat, anchor.lon, km, direction)
        return SearchHit(
            _offset_feature(anchor, lat, lon, km, direction), towns[0].name, towns[0].name_kind, "offset", 100.0
        )

    def reverse(self, lat: float, lon: float, within_km: float = 500.0) -> ReverseHit:
        """Where the point lies, in words too: "5 km north-west of Yevpatoriya, Crimea, Ukraine"."""
        place = self._place_at(lat, lon, within_km)
        areas = list(self.index.containing(lat, lon))
        if second := self.index.second_order(lat, lon):
            areas.insert(0, second)
        if place is None:
            return ReverseHit(lat, lon, None, None, None, tuple(areas), ", ".join(area.name for area in areas))
        km = distance_km(place.lat, place.lon, lat, lon)
        degrees = bearing(place.lat, place.lon, lat, lon)
        return ReverseHit(
            lat, lon, place, round(km, 2), round(degrees, 1), tuple(areas), self._words(place, km, degrees)
        )

    def _place_at(self, lat: float, lon: float, within_km: float) -> Feature | None:
        """The most populous town that reaches to the point, else the nearest."""
        near = self.index.nearest(lat, lon, limit=12, within_km=within_km)
        over = [place for place in near if distance_km(place.lat, place.lon, lat, lon) <= place.radius_km]
        return max(over, key=lambda place: place.population) if over else next(iter(near), None)

    def _words(self, place: Feature, km: float, degrees: float) -> str:
        where = self.address(place)
        return where if km <= max(place.radius_km, 1.0) else f"{km:.0f} km {wind(degrees)} of {where}"

    def address(self, feature: Feature) -> str:
        """The place with its first-order area and country: "Kharkiv, Kharkiv, Ukraine" → "Kharkiv, Ukraine"."""
        parts = [feature.name]
        if feature.country:
            area = self.index.admin1(feature.country, feature.admin1) if feature.admin1 else None
            country = self.index.country(feature.country)
            parts += [part.name for part in (area, country) if part is not None and part.name not in parts]
        return ", ".join(parts)


def _towns_before_their_areas(hits: list[NameHit]) -> list[NameHit]:
    """A great town comes before the first- or second-order area that bears its name: "Kharkiv" is the city."""
    ordered: list[NameHit] = []
    for hit in hits:
        area = hit.feature
        if area.feature_code in ("ADM1", "ADM2"):
            ordered += [
                town
                for town in hits
                if town.feature.feature_class == "P"
                and (town.feature.country, town.feature.admin1) == (area.country, area.admin1)
                and town.feature.population >= TOWN_SHARE * area.population
                and town not in ordered
            ]
        if hit not in ordered:
            ordered.append(hit)
    return ordered


def _codes(country: str | Iterable[str] | None) -> frozenset[str]:
    if country is None:
        return frozenset()
    codes = country.split(",") if isinstance(country, str) else country
    return frozenset(code.strip().upper() for code in codes if code.strip())


def _allowed(feature: Feature, countries: frozenset[str]) -> bool:
    return not countries or feature.country in countries


def _lies_in(feature: Feature, area: Feature) -> bool:
    if feature.country != area.country or feature.id == area.id:
        return False
    return area.admin1 is None or (area.admin1 == feature.admin1 and area.admin2 in (None, feature.admin2))


def _by_nearness(hits: list[SearchHit], near: tuple[float, float]) -> list[SearchHit]:
    """The hits with their distance, in order of how good and how near they are."""
    measured = []
    for hit in hits:
        km = distance_km(*near, hit.feature.lat, hit.feature.lon)
        worth = hit.score * (1 / (1 + km / NEAR_KM))
        measured.append((-worth, km, SearchHit(hit.feature, hit.name, hit.name_kind, hit.how, hit.score, round(km, 1))))
    return [hit for _, _, hit in sorted(measured, key=lambda item: (item[0], item[1], item[2].feature.id))]


def _degrees(word: str) -> float | None:
    name = ABBREVIATED_WINDS.get(word.upper()) or re.sub(
        r"(north|south)-?(east|west)", r"\1-\2", word.lower().replace(" ", "-").replace("ern", "")
    )
    return WINDS.index(name) * 22.5 if name in WINDS else None


def _kilometres(number: float, unit: str) -> float:
    if unit.startswith(("nm", "nautical")):
        return number * NAUTICAL_MILE_KM
    if unit.startswith("mi"):
        return number * MILE_KM
    return number / 1000 if unit in ("m", "meter", "metre", "meters", "metres") else number


def _offset_feature(anchor: Feature, lat: float, lon: float, km: float, direction: float) -> Feature:
    return Feature(
        id=0, key=f"off:{anchor.key}:{km:g}:{direction:g}", geonameid=None,
        name=f"{km:.3g} km {wind(direction, 16)} of {anchor.name}", lat=round(lat, 5), lon=round(lon, 5),
        feature_class="S", feature_code="LCTY", country=anchor.country, admin1=None, admin2=None, population=0,
        radius_km=round(max(1.0, km * 0.2), 1), zone=anchor.zone, note=None, source=anchor.source,
    )  # fmt: skip
