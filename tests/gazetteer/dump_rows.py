"""Rows in the format of GeoNames' dumps, made up."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SYLLABLES = ("ka", "lo", "mi", "ne", "ru", "sta", "vo", "grad", "ton", "bel", "dor", "han", "pur", "zi", "que", "sham")
CODES = (
    ("P", "PPL"),
    ("P", "PPL"),
    ("P", "PPLX"),
    ("A", "ADM3"),
    ("H", "STM"),
    ("T", "MT"),
    ("S", "SCH"),
    ("L", "LCTY"),
)
COUNTRIES = ("UA", "RU", "US", "IN", "NG", "FR", "BR", "CN", "SY", "KE")


def dump_row(
    geonameid: int = 5_000_001,
    name: str = "Testville",
    alternates: str = "",
    lat: object = 49.5,
    lon: object = 36.5,
    feature: str = "P.PPL",
    country: str = "UA",
    admin1: str = "07",
    population: object = 1200,
    zone: str = "Europe/Kyiv",
) -> str:
    """One line without its end."""
    feature_class, code = feature.split(".")
    cells = [
        geonameid, name, name, alternates, lat, lon, feature_class, code, country, "", admin1, "", "", "", population,
        "", 120, zone, "2024-05-01",
    ]  # fmt: skip
    return "\t".join(map(str, cells))


def made_up_rows(count: int, seed: int = 1) -> Iterator[str]:
    """As many lines, with ends, with the shares of names, classes and alternates that real dumps have."""
    random = Random(seed)
    for i in range(count):
        name = "".join(random.choices(SYLLABLES, k=random.randint(2, 4))).capitalize()
        if random.random() < 0.4:
            name += " " + "".join(random.choices(SYLLABLES, k=2)).capitalize()
        alternates = ",".join(f"{name} {random.choice(SYLLABLES)}" for _ in range(random.choice((0, 0, 0, 1, 3))))
        feature_class, code = random.choice(CODES)
        lat, lon = round(random.uniform(-60, 75), 5), round(random.uniform(-180, 180), 5)
        people = random.choice((0, 0, 0, random.randint(10, 5000)))
        country = random.choice(COUNTRIES)
        yield (
            dump_row(20_000_000 + i, name, alternates, lat, lon, f"{feature_class}.{code}", country, "01", people, "")
            + "\n"
        )
