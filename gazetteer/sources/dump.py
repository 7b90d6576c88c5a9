"""GeoNames' own dumps: the 19 columns of allCountries.txt or UA.txt, and the 10 of alternateNamesV2.txt (CC BY 4.0)."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.entry import Entry, kind_of_alternate, town_radius_km
from gazetteer.feature import NameKind
from gazetteer.sources.lines import Malformed

COLUMNS = 19
SOURCE = "GeoNames dump (CC BY 4.0)"
NOT_NAMES = frozenset({"link", "wkdt", "post", "unlc", "phon", "piny", "faac", "tcid"})
CODES = frozenset({"iata", "icao", "abbr"})


def dump_entry(line: str) -> Entry:
    """One line of a dump as an entry; raises ``Malformed``."""
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise Malformed(f"{len(cells)} columns instead of {COLUMNS}")
    geonameid = whole(cells[0], "geonameid", 1)
    lat, lon = degrees(cells[4], "latitude", 90), degrees(cells[5], "longitude", 180)
    population = whole(cells[14] or "0", "population", 0)
    if not cells[1].strip():
        raise Malformed("no name")
    feature_class = cells[6] or "P"
    if len(feature_class) != 1:
        raise Malformed(f"feature class {feature_class!r} is not one letter")
    entry = Entry(
        key=f"gn:{geonameid}", geonameid=geonameid, name=cells[1], lat=lat, lon=lon, feature_class=feature_class,
        feature_code=cells[7] or "?", source=SOURCE, country=cells[8] or None, admin1=cells[10] or None,
        admin2=cells[11] or None, population=population, zone=cells[17] or None,
        radius_km=town_radius_km(population) if feature_class == "P" else 0.0,
    )  # fmt: skip
    entry.add_name(cells[1], "official")
    if cells[2] and cells[2] != cells[1]:
        entry.add_name(cells[2], "alternate")
    for name in cells[3].split(",") if cells[3] else ():
        entry.add_name(name, kind_of_alternate(name))
    return entry


class AlternateName(NamedTuple):
    """One line of alternateNamesV2; ``name`` None: the line is a link or a code that is no name."""

    geonameid: int
    name: str | None
    kind: NameKind


def alternate_name(line: str) -> AlternateName:
    """One line of alternateNamesV2 (older files have 8 columns); raises ``Malformed``."""
    cells = line.split("\t")
    if len(cells) not in (8, 10):
        raise Malformed(f"{len(cells)} columns instead of 10")
    geonameid = whole(cells[1], "geonameid", 1)
    language, name = cells[2].lower(), cells[3].strip()
    if not name:
        raise Malformed("no name")
    if language in NOT_NAMES:
        return AlternateName(geonameid, None, "alternate")
    if language in CODES:
        return AlternateName(geonameid, name, "abbreviation")
    if cells[7] == "1":
        return AlternateName(geonameid, name, "historical")
    return AlternateName(geonameid, name, "short" if cells[5] == "1" else kind_of_alternate(name))


def whole(text: str, what: str, least: int) -> int:
    """A whole number of at least ``least``; raises ``Malformed``."""
    if not text.isascii() or not text.isdigit() or int(text) < least or len(text) > 15:
        raise Malformed(f"{what} {text[:40]!r} is not a whole number of at least {least}")
    return int(text)


def degrees(text: str, what: str, most: float) -> float:
    """Degrees from -``most`` to ``most``; raises ``Malformed``."""
    try:
        value = float(text)
    except ValueError:
        raise Malformed(f"{what} {text[:40]!r} is not a number") from None
    if not -most <= value <= most:
        raise Malformed(f"{what} {text[:40]} is not between -{most:g} and {most:g}")
    return value
