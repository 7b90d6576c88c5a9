"""A place of the gazetteer as the pipeline sees it, and a point on the map with its precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["exact", "place", "near", "district", "region", "country", "sea"]
PRECISIONS: tuple[Precision, ...] = ("exact", "place", "near", "district", "region", "country", "sea")
AREAL: frozenset[Precision] = frozenset({"district", "region", "country", "sea"})
"""Precisions drawn as an area or a soft symbol, never as a sharp pin."""


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry (or a bare coordinate: then ``place_id`` is None).

    ``lat`` −90…90 and ``lon`` −180…180 in degrees WGS 84; ``radius_km`` is the rough extent of the place.
    """

    place_id: str | None
    """Stable key in the gazetteer: ``"gn:706483"`` for GeoNames, ``"cur:black-sea"`` for curated entries."""
    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    """ISO 3166-1 alpha-2, None for seas and the like."""
    admin1: str | None
    """GeoNames admin1 code without the country ("11")."""
    admin1_name: str | None
    feature: str
    """GeoNames feature class and code, ``"P.PPL"``, ``"H.SEA"``, ``"A.ADM1"``."""
    population: int = 0
    radius_km: float = 0.0
    zone: str | None = None
    """IANA time zone, where the gazetteer has it."""
    note: str | None = None
    """Status of a disputed area, in words."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A place that was considered and not chosen, with its score (0…1)."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Location:
    """Where a report happened: a point, how precise it is, the area it lies in, and why this place."""

    place: Place
    lat: float
    lon: float
    precision: Precision
    radius_km: float
    """Half-width of the area in which the true point lies; 0 for an exact point."""
    relation: str
    """Spatial relation in the text: in, near, off, between, offset, border, en-route, inherited …"""
    reason: str
    runners_up: tuple[RunnerUp, ...] = ()
    inherited: bool = False
    """True where the sentence itself names no place and that of its section was taken."""
