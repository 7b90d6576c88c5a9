"""Places of local news, in tables: quarters, camps, villages, parks, roads, plants that no package lists.

``data/local/*.tsv`` holds them, a place a line, tab-separated, below the header of ``COLUMNS``; lines that begin with
"#" say what a file is about. A wrong line stops the build with the file, the line and the field that is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import resources

import numpy as np
import shapely

from gazetteer.checks import CuratedDataError, check_text, number
from gazetteer.curated import ADMIN1, COUNTRY, FEATURE
from gazetteer.entry import Entry, town_radius_km
from gazetteer.normalize import normalize
from gazetteer.sources.shape_rows import stored_outlines
from gazetteer.tables import split

COLUMNS = ("name", "names", "feature", "lat", "lon", "radius_km", "country", "admin1")
SOURCE = "general geography; public domain knowledge"
WIDEST_KM = 600.0
OFF_COAST = 0.25
"""Degrees outside its country's simplified outlines at which a place still gets the nearest first-order area."""


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """One line of a table."""

    where: str
    """File and line, for complaints."""
    name: str
    """The form of English-language news."""
    names: tuple[str, ...]
    feature: str
    """GeoNames' class and code: "P.PPLX"."""
    lat: float
    lon: float
    radius_km: float
    """Half of its largest extent; 0 for a point."""
    country: str
    admin1: str | None
    """GeoNames' code of the first-order area, without the country; None where the line has none."""


def local_places() -> list[LocalPlace]:
    """All lines of all tables, by file name; raises ``CuratedDataError``."""
    folder = resources.files("gazetteer").joinpath("data/local")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".tsv")), key=lambda path: path.name)
    return [place for path in paths for place in parse(path.name, path.read_text("utf-8"))]


def parse(file: str, text: str) -> Iterator[LocalPlace]:
    """The lines of one table; raises ``CuratedDataError``, which names the file, the line and what is wrong."""
    header = False
    for count, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if not header:
            if cells != COLUMNS:
                raise CuratedDataError(f"{file}, line {count}: the header is not {' '.join(COLUMNS)}, by tabs")
            header = True
            continue
        yield _place(cells, f"{file}, line {count}")


def _place(cells: tuple[str, ...], where: str) -> LocalPlace:
    if len(cells) != len(COLUMNS):
        raise CuratedDataError(f"{where} ({cells[0]}): {len(cells)} columns instead of {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    where = f"{where} ({row['name']})"
    check_text(row, where, {"name": None, "feature": FEATURE, "country": COUNTRY}, optional=False)
    names, admin1 = split(row["names"]), row["admin1"] or None
    check_text({"admin1": admin1}, where, {"admin1": ADMIN1}, optional=True)
    if len({row["name"], *names}) != len(names) + 1:
        raise CuratedDataError(f"{where}: names {row['names']!r} has doubles")
    if any(len(normalize(name)) < 2 for name in (row["name"], *names)):
        raise CuratedDataError(f"{where}: a name has fewer than two letters")
    figures = {field: _figure(row[field], f"{where}: {field}") for field in ("lat", "lon", "radius_km")}
    return LocalPlace(
        where, row["name"], names, row["feature"],
        number(figures, "lat", where, -90, 90), number(figures, "lon", where, -180, 180),
        number(figures, "radius_km", where, 0, WIDEST_KM), row["country"], admin1,
    )  # fmt: skip


def _figure(cell: str, where: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise CuratedDataError(f"{where} {cell!r} is not a number") from None


def entries() -> Iterator[Entry]:
    """The places of all tables as entries, each in a first-order area where one is known."""
    places = with_areas(local_places())
    for key, place in keyed(places).items():
        feature_class, code = place.feature.split(".")
        radius = place.radius_km or (town_radius_km(0) if feature_class == "P" else 0.0)
        entry = Entry(
            key=key, name=place.name, lat=place.lat, lon=place.lon, feature_class=feature_class, feature_code=code,
            source=SOURCE, country=place.country, admin1=place.admin1, radius_km=radius,
        )  # fmt: skip
        entry.add_name(place.name, "official")
        for name in place.names:
            entry.add_name(name, "alternate")
        yield entry


def keyed(places: Iterable[LocalPlace]) -> dict[str, LocalPlace]:
    """Stable key → place: "loc:ke-kibera"; namesakes in one country have their area's code, in one area their point.

    A place that stands in two tables, by name and spot, is one with the names of both.
    """
    spots: dict[tuple[str, float, float], LocalPlace] = {}
    for place in places:
        spot = (_slug(place), round(place.lat, 1), round(place.lon, 1))
        first = spots.setdefault(spot, place)
        spots[spot] = replace(first, names=tuple(dict.fromkeys((*first.names, *place.names))))
    count = Counter(key for place in spots.values() for key in (_slug(place), _slug_in_area(place)))
    found: dict[str, LocalPlace] = {}
    for (slug, lat, lon), place in spots.items():
        key = slug if count[slug] == 1 else _slug_in_area(place)
        found[key if count[key] == 1 else f"{key}@{lat:.1f},{lon:.1f}"] = place
    return found


def _slug(place: LocalPlace) -> str:
    return f"loc:{place.country}-{normalize(place.name)}".lower().replace(" ", "-")


def _slug_in_area(place: LocalPlace) -> str:
    return f"{_slug(place)}-{(place.admin1 or 'none').lower()}"


def with_areas(places: Iterable[LocalPlace]) -> list[LocalPlace]:
    """The places, those without a first-order area in the one whose outline holds them, or that they lie off."""
    outlines = [(area, outline) for area, outline in stored_outlines() if "." in area]
    tree = shapely.STRtree(np.array([outline for _, outline in outlines]))

    def area_of(place: LocalPlace) -> str | None:
        point = shapely.Point(place.lon, place.lat)
        near = (outlines[i] for i in tree.query(point.buffer(OFF_COAST)).tolist())
        own = [(outline.distance(point), area) for area, outline in near if area.startswith(f"{place.country}.")]
        return min(own)[1].partition(".")[2] if own and min(own)[0] <= OFF_COAST else None

    return [place if place.admin1 else replace(place, admin1=area_of(place)) for place in places]
