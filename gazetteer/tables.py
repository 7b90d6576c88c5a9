"""The tab-separated tables of world knowledge in ``data/``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from gazetteer.transliterate import table


class CountryRow(NamedTuple):
    """Point of a country by GeoNames' convention, its feature code, and names beside the official one."""

    lat: float
    lon: float
    code: str
    names: tuple[str, ...]


@cache
def countries() -> dict[str, CountryRow]:
    """``data/countries.tsv`` by ISO 3166-1 alpha-2 code."""
    rows = (row for row in table("countries.tsv"))
    return {row[0]: CountryRow(float(row[1]), float(row[2]), row[3], split(row[4])) for row in rows}


@cache
def admin1_points() -> dict[str, tuple[float, float]]:
    """``data/admin1_points.tsv``: "US.TX" → latitude and longitude."""
    return {row[0]: (float(row[1]), float(row[2])) for row in table("admin1_points.tsv")}


@cache
def admin1_seats() -> dict[str, str]:
    """``data/seats.tsv``: "US.TX" → name of the seat of its government."""
    return {row[0]: row[1] for row in table("seats.tsv")}


@cache
def names_by_area(file: str) -> dict[str, tuple[str, ...]]:
    """``abbreviations.tsv`` or ``admin1_names.tsv``: "US.TX" → further names."""
    return {row[0]: split(row[1]) for row in table(file)}


@cache
def admin_words() -> dict[str, tuple[str, ...]]:
    """``data/admin_words.tsv``: country → what its first-order areas are called in English."""
    return {row[0]: split(row[1]) for row in table("admin_words.tsv")}


@cache
def admin2_words() -> tuple[tuple[str, str, str], ...]:
    """``data/admin2_words.tsv``: (prefix or suffix, words in the names, the kind of area in English), in order."""
    return tuple((row[0], row[1], row[2]) for row in table("admin2_words.tsv"))


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
