"""Curated places: the waters, regions, ranges and sites that news names and no package lists.

``data/curated/*.yaml`` holds them; the head of each file says what its fields mean. ``load_curated`` reads and checks
all files: a wrong entry stops the build with the file, the key and the field that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, get_args

import yaml

from gazetteer.checks import CuratedDataError, check_fields, check_text, number, numbers, ring, strings

Kind = Literal[
    "sea", "ocean", "gulf", "bay", "strait", "canal", "lake", "river",
    "mountain", "desert", "island", "peninsula", "volcano", "pass", "valley", "forest", "park",
    "region", "place", "site",
]  # fmt: skip
KINDS: frozenset[str] = frozenset(get_args(Kind))
KEY = re.compile(r"cur:[a-z0-9]+(?:-[a-z0-9]+)*")
SAME_AS = re.compile(r"(?:gn:\d+|air:[A-Z0-9]+|[A-Z]{2}(?:\.[A-Z0-9]{1,6})?)")
FEATURE = re.compile(r"([AHLPRSTUV])\.([A-Z0-9]{2,5})")
COUNTRY = re.compile(r"[A-Z]{2}")
ADMIN1 = re.compile(r"[A-Z0-9]{1,8}")
REQUIRED = frozenset({"key", "name", "kind", "feature", "lat", "lon", "radius_km", "country"})
OPTIONAL = frozenset(
    {"names", "admin1", "bbox", "polygon", "countries", "source", "metonym", "same_as", "note", "population"}
)


@dataclass(frozen=True, slots=True)
class CuratedPlace:
    """One place that people have entered by hand."""

    key: str
    """``cur:`` and the name in lower-case ASCII with hyphens: stable for ever."""
    name: str
    """The form that English-language news uses most."""
    names: tuple[str, ...]
    """Other spellings: local script, transliterations, older names."""
    kind: str
    """One of ``KINDS``."""
    feature_class: str
    feature_code: str
    """GeoNames' class and code: H and SEA."""
    lat: float
    lon: float
    """Degrees, WGS 84, at the place where GeoNames' convention puts the point."""
    radius_km: float
    """Half of the place's largest extent, roughly; 0 for a point."""
    bbox: tuple[float, float, float, float] | None
    """West, south, east, north in degrees; west > east crosses 180°."""
    polygon: tuple[tuple[float, float], ...] | None
    """A coarse ring of (lon, lat), closed implicitly; longitudes beyond ±180 where it crosses 180°."""
    country: str | None
    """ISO 3166-1 alpha-2 of the country in which it lies, None for what no or several countries hold."""
    admin1: str | None
    """GeoNames' code of the first-order area in which it lies, without the country; None where it lies in several."""
    countries: tuple[str, ...]
    """All countries that it touches."""
    source: str
    metonym: bool
    """Named more often for the people who sit there than as a place (the Kremlin)."""
    same_as: str | None
    """``gn:ID``, ``air:CODE``, or country or ``CC.ADM1`` code: the entry of another source that is the same place."""
    note: str | None
    """Status of a disputed area, in one neutral sentence."""
    population: int
    """Inhabitants, 0 for what is not inhabited or not known."""


def load_curated() -> list[CuratedPlace]:
    """All curated places, by file name and order in the file.

    Raises ``CuratedDataError`` for a wrong or doubled entry.
    """
    places: list[CuratedPlace] = []
    seen: dict[str, str] = {}
    for file, rows in curated_rows():
        for row in rows:
            place = parse_place(row, file)
            if place.key in seen:
                raise CuratedDataError(f"{file}: key {place.key!r} is already used in {seen[place.key]}")
            seen[place.key] = file
            places.append(place)
    return places


def curated_rows() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """File name and raw entries of each curated file, the file's own ``source`` filled in where an entry has none."""
    folder = resources.files("gazetteer").joinpath("data/curated")
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".yaml"):
            yield path.name, _rows_of(path.name, path.read_text("utf-8"))


def _rows_of(file: str, text: str) -> list[dict[str, Any]]:
    document = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(document, dict) or set(document) != {"source", "places"}:
        raise CuratedDataError(f"{file}: expected a mapping with the keys 'source' and 'places'")
    if not isinstance(document["places"], list):
        raise CuratedDataError(f"{file}: 'places' must be a list")
    rows = []
    for position, row in enumerate(document["places"], 1):
        if not isinstance(row, dict):
            raise CuratedDataError(f"{file}: entry {position} is not a mapping: {row!r}")
        rows.append({"source": document["source"], **row})
    return rows


def parse_place(row: Mapping[str, Any], file: str) -> CuratedPlace:
    """One checked entry; ``CuratedDataError`` names what is wrong with it."""
    where = f"{file}: {row.get('key', row.get('name', 'an entry without key'))}"
    check_fields(row, where, REQUIRED, OPTIONAL)
    check_text(row, where, {"key": KEY, "feature": FEATURE, "name": None, "source": None}, optional=False)
    check_text(row, where, {"country": COUNTRY, "admin1": ADMIN1, "same_as": SAME_AS, "note": None}, optional=True)
    if row["kind"] not in KINDS:
        raise CuratedDataError(f"{where}: kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
    if not isinstance(row.get("metonym", False), bool):
        raise CuratedDataError(f"{where}: metonym {row['metonym']!r} is not true or false")
    country = row["country"]
    countries = strings(row, "countries", where, COUNTRY) or ((country,) if country else ())
    if country and country not in countries:
        raise CuratedDataError(f"{where}: country {country} is missing in countries {', '.join(countries)}")
    feature_class, feature_code = row["feature"].split(".")
    bbox = numbers(row["bbox"], 4, f"{where}: bbox") if row.get("bbox") is not None else None
    return CuratedPlace(
        key=row["key"],
        name=row["name"],
        names=strings(row, "names", where, None),
        kind=row["kind"],
        feature_class=feature_class,
        feature_code=feature_code,
        lat=number(row, "lat", where, -90, 90),
        lon=number(row, "lon", where, -180, 180),
        radius_km=number(row, "radius_km", where, 0, 10_000),
        bbox=(bbox[0], bbox[1], bbox[2], bbox[3]) if bbox else None,
        polygon=ring(row.get("polygon"), where),
        country=country,
        admin1=row.get("admin1"),
        countries=countries,
        source=row["source"],
        metonym=row.get("metonym", False),
        same_as=row.get("same_as"),
        note=row.get("note"),
        population=int(number({"population": 0, **row}, "population", where, 0, 2e9)),
    )
