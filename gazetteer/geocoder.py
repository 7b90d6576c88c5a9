"""The gazetteer as a geocoder of geopy: it stands wherever geopy's users have Nominatim, and needs no network.

from gazetteer.geocoder import Gazetteer
location = Gazetteer().geocode("Kharkiv")
location.latitude, location.longitude, location.raw["country_code"]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import shapely
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.build import default_path
from gazetteer.feature import Feature
from gazetteer.index import GazetteerMissingError, Index
from gazetteer.search import Search, SearchHit
from gazetteer.sphere import distance_km

DEFAULT_LIMIT = 10
MOST_SOUGHT = 500
"""Places that a search with a filter looks at."""
FEATURE_TYPES: dict[str, frozenset[str]] = {
    "country": frozenset({"A.PCLI", "A.PCLD", "A.PCLS", "A.PCLF", "A.PCLIX", "A.TERR"}),
    "state": frozenset({"A.ADM1"}),
    "county": frozenset({"A.ADM2"}),
    "city": frozenset({"P"}),
    "settlement": frozenset({"P"}),
}
"""Nominatim's feature types → GeoNames' classes or codes; GeoNames' own ("P", "A.ADM1", "H.SEA") stand as well."""
STRUCTURED = ("city", "county", "state", "country")

Viewbox = Sequence[Any]


class Gazetteer(Geocoder):  # type: ignore[misc]
    """Geocoder over the offline index.

    The arguments are those of ``geopy.geocoders.Nominatim`` where they make sense here; ``timeout`` is taken and not
    needed. Thread-safe. Raises ``ConfigurationError`` where there is no index.
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        index: Index | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        adapter_factory: Any = None,
    ) -> None:
        """``path`` of the index (default: the one that the build makes), or an ``index`` that is open already."""
        super().__init__(timeout=timeout, user_agent=user_agent, adapter_factory=adapter_factory)
        try:
            self.index = index or Index.open(Path(path) if path else default_path())
        except GazetteerMissingError as error:
            raise ConfigurationError(str(error)) from error
        self._search = Search(self.index)

    def geocode(
        self,
        query: str | dict[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str | bool = False,
        country_codes: str | Iterable[str] | None = None,
        viewbox: Viewbox | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
        addressdetails: bool = False,
        geometry: str | None = None,
    ) -> Location | list[Location] | None:
        """The place of a name, "name, area, country", "12 km west of name", or {"city": …, "state": …, "country": …}.

        ``exactly_one`` False: a list of at most ``limit``, the most important first; None where nothing is found.
        ``viewbox`` (two corners) brings places inside to the top, with ``bounded`` it leaves out all others.
        ``featuretype``: country, state, county, city, settlement, or GeoNames' class or code. ``geometry``: "geojson"
        or "wkt" puts the outline into ``raw``. ``language`` is taken, names are those of the index. Raises
        ``GeocoderQueryError`` for what is no query.
        """
        text = _text_of(query)
        box = _box_of(viewbox)
        wanted = None if featuretype is None else FEATURE_TYPES.get(featuretype, frozenset({featuretype}))
        if geometry not in (None, "geojson", "wkt"):
            raise GeocoderQueryError(f"geometry {geometry!r}: this geocoder knows geojson and wkt")
        if limit is not None and limit < 1:
            raise GeocoderQueryError(f"limit {limit} is less than 1")
        hits = self._search.search(text, limit=MOST_SOUGHT, country=country_codes, prefix=False)
        hits = [hit for hit in hits if wanted is None or _is_of(hit.feature, wanted)]
        if box is not None:
            inside = [hit for hit in hits if _in_box(hit.feature, box)]
            hits = inside if bounded else inside + [hit for hit in hits if hit not in inside]
        hits = hits[: 1 if exactly_one else limit or DEFAULT_LIMIT]
        locations = [self._location(hit, addressdetails, geometry) for hit in hits]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: Point | str | Sequence[float],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str | bool = False,
        addressdetails: bool = True,
        zoom: int | None = None,
    ) -> Location | list[Location] | None:
        """The populated place nearest to a point; ``exactly_one`` False: the nearest ``limit``, nearest first.

        ``zoom`` as Nominatim's: up to 4 the country, up to 7 the first-order area, up to 9 the second-order one. On the
        open sea the sea's name; None where nothing is known. Raises ``GeocoderQueryError`` for what is no point.
        """
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no point: {error}") from error
        hit = self._search.reverse(point.latitude, point.longitude)
        if area := _area_for(zoom, hit.areas):
            found = [area]
        elif exactly_one or not hit.place:
            found = [hit.place] if hit.place else list(hit.areas[:1])
        else:
            found = self.index.nearest(point.latitude, point.longitude, limit=limit or DEFAULT_LIMIT)
        locations = [self._reverse_location(feature, point, hit.areas, addressdetails) for feature in found]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _location(self, hit: SearchHit, addressdetails: bool, geometry: str | None) -> Location:
        feature = hit.feature
        raw = _raw(feature) | {"matched": hit.name, "how": hit.how, "score": hit.score}
        if addressdetails:
            raw["address"] = self._address(feature)
        if geometry and (outline := self.index.shapes.outline(feature.id)) is not None:
            raw[geometry] = shapely.to_geojson(outline) if geometry == "geojson" else shapely.to_wkt(outline)
        return Location(self._search.address(feature), (feature.lat, feature.lon), raw)

    def _reverse_location(
        self, feature: Feature, point: Point, areas: Sequence[Feature], addressdetails: bool
    ) -> Location:
        km = distance_km(point.latitude, point.longitude, feature.lat, feature.lon)
        raw = _raw(feature) | {"distance_km": round(km, 2), "areas": [area.name for area in areas]}
        if addressdetails:
            raw["address"] = self._address(feature)
        return Location(self._search.address(feature), (feature.lat, feature.lon), raw)

    def _address(self, feature: Feature) -> dict[str, str]:
        country = self.index.country(feature.country or "")
        state = self.index.admin1(feature.country or "", feature.admin1 or "")
        parts = {
            "city" if feature.feature_class == "P" else "name": feature.name,
            "county": feature.admin2,
            "state": state.name if state else None,
            "country": country.name if country else None,
            "country_code": (feature.country or "").lower(),
        }
        return {name: value for name, value in parts.items() if value}


def _text_of(query: str | dict[str, str]) -> str:
    if isinstance(query, dict):
        if unknown := sorted(query.keys() - set(STRUCTURED)):
            raise GeocoderQueryError(f"unknown part of a structured query: {', '.join(unknown)}")
        query = ", ".join(query[part] for part in STRUCTURED if query.get(part))
    if not isinstance(query, str):
        raise GeocoderQueryError(f"{query!r} is neither a name nor a structured query")
    return query


def _box_of(viewbox: Viewbox | None) -> tuple[float, float, float, float] | None:
    """South, west, north, east of two corners; west > east crosses 180°."""
    if viewbox is None:
        return None
    if len(viewbox) != 2:
        raise GeocoderQueryError("a viewbox has two corners")
    one, two = Point(viewbox[0]), Point(viewbox[1])
    south, north = sorted((one.latitude, two.latitude))
    west, east = sorted((one.longitude, two.longitude))
    return (south, west, north, east) if east - west <= 180 else (south, east, north, west)


def _in_box(feature: Feature, box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    between = west <= feature.lon <= east if west <= east else feature.lon >= west or feature.lon <= east
    return between and south <= feature.lat <= north


def _is_of(feature: Feature, wanted: frozenset[str]) -> bool:
    return feature.feature_class in wanted or f"{feature.feature_class}.{feature.feature_code}" in wanted


def _area_for(zoom: int | None, areas: Sequence[Feature]) -> Feature | None:
    if zoom is None or zoom > 9:
        return None
    codes = ("PCL", "TERR") if zoom <= 4 else ("ADM1",) if zoom <= 7 else ("ADM2", "ADM1")
    return next((area for code in codes for area in areas if area.feature_code.startswith(code)), None)


def _raw(feature: Feature) -> dict[str, Any]:
    """All that the index knows of the place, with Nominatim's names beside for its users."""
    raw = asdict(feature)
    raw["display_name"], raw["lat"], raw["lon"] = feature.name, feature.lat, feature.lon
    raw["country_code"] = (feature.country or "").lower()
    raw["feature"] = f"{feature.feature_class}.{feature.feature_code}"
    return raw
