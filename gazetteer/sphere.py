"""Distances and directions on the mean sphere (0.5 % off the ellipsoid at worst)."""

from __future__ import annotations

import math

from geopy.distance import great_circle

EARTH_KM = 6371.0088
WINDS = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east", "south-east",
    "south-south-east", "south", "south-south-west", "south-west", "west-south-west", "west", "west-north-west",
    "north-west", "north-north-west",
)  # fmt: skip


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points in degrees."""
    half = math.sin(math.radians(other_lat - lat) / 2) ** 2
    parallel = math.cos(math.radians(lat)) * math.cos(math.radians(other_lat))
    half += parallel * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Direction in which the other point lies at the start, 0…360 degrees clockwise from north."""
    a, b, turn = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def destination(lat: float, lon: float, km: float, degrees: float) -> tuple[float, float]:
    """Latitude and longitude of the point ``km`` away in the direction of ``degrees`` clockwise from north."""
    point = great_circle(kilometers=km).destination((lat, lon), degrees)
    return point.latitude, point.longitude


def wind(degrees: float, points: int = 8) -> str:
    """The direction in words, of 4, 8 or 16: 290° is "west"."""
    step = 360 / points
    return WINDS[round(degrees / step) % points * (16 // points)]
