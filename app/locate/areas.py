"""Points at a distance and between places, on a sphere."""

from __future__ import annotations

from geopy import Point
from geopy.distance import great_circle

from app.model.location import Place


def offset_point(place: Place, km: float, bearing: float) -> tuple[float, float]:
    """Latitude and longitude ``km`` from the place in the direction ``bearing`` (degrees clockwise from north)."""
    point = great_circle(kilometers=km).destination(Point(place.lat, place.lon), bearing)
    return round(point.latitude, 5), round((point.longitude + 180.0) % 360.0 - 180.0, 5)


def midpoint(one: Place, other: Place) -> tuple[float, float, float]:
    """Latitude and longitude half-way between two places, and half their distance in km."""
    km = distance_km(one, other)
    bearing = _bearing(one, other)
    lat, lon = offset_point(one, km / 2, bearing) if km else (one.lat, one.lon)
    return lat, lon, km / 2


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance in km."""
    return float(great_circle((one.lat, one.lon), (other.lat, other.lon)).km)


def _bearing(one: Place, other: Place) -> float:
    from math import atan2, cos, degrees, radians, sin

    lat1, lat2, dlon = radians(one.lat), radians(other.lat), radians(other.lon - one.lon)
    return degrees(atan2(sin(dlon) * cos(lat2), cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(dlon))) % 360.0
