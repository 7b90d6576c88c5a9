"""Coordinate reference systems of OGC API - Features Part 2.

CRS84 (longitude, latitude), EPSG:4326 (latitude, longitude) and EPSG:3857 (metres).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from app.store.filter import Box

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
EPSG3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"
ALL = (CRS84, EPSG4326, EPSG3857)
SHORT = {
    "crs84": CRS84,
    "ogc:crs84": CRS84,
    "epsg:4326": EPSG4326,
    "epsg:3857": EPSG3857,
}
EARTH = 6378137.0
"""Radius of the sphere of EPSG:3857, in metres."""
MERCATOR_LAT = 85.06
MERCATOR_EDGE = math.pi * EARTH


@dataclass(frozen=True, slots=True)
class Crs:
    """One of the three systems, by its address."""

    uri: str

    def forward(self, lon: float, lat: float) -> tuple[float, float]:
        """Degrees WGS 84 → this system's coordinates in its axis order."""
        if self.uri == CRS84:
            return lon, lat
        if self.uri == EPSG4326:
            return lat, lon
        lat = max(-MERCATOR_LAT, min(MERCATOR_LAT, lat))
        y = EARTH * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
        return round(EARTH * math.radians(lon), 3), round(y, 3)

    def backward(self, x: float, y: float) -> tuple[float, float]:
        """This system's coordinates → (lon, lat) in degrees WGS 84."""
        if self.uri == CRS84:
            return x, y
        if self.uri == EPSG4326:
            return y, x
        ratio = max(-20.0, min(20.0, y / EARTH))
        return math.degrees(x / EARTH), math.degrees(2 * math.atan(math.exp(ratio)) - math.pi / 2)

    def geometry(self, geometry: dict[str, Any] | None) -> dict[str, Any] | None:
        """A GeoJSON geometry (degrees, lon lat) in this system."""
        if geometry is None or self.uri == CRS84:
            return geometry
        return {**geometry, "coordinates": self._each(geometry["coordinates"])}

    def _each(self, value: Any) -> Any:
        if value and isinstance(value[0], (int, float)):
            return list(self.forward(value[0], value[1]))
        return [self._each(part) for part in value]


def read_crs(text: str) -> Crs:
    """A system by its address or short name. Raises ValueError."""
    uri = SHORT.get(text.strip("[]").lower(), text.strip("[]").replace("https://", "http://", 1))
    if uri not in ALL:
        raise ValueError("is no system that this service knows")
    return Crs(uri)


def read_box(text: str, crs: Crs) -> Box:
    """``bbox`` (4 numbers, or 6 with heights, which do not count) as degrees WGS 84.

    Longitudes beyond ±180 are wrapped and a box of 360° or more is the whole circle; latitudes are clamped to ±90.

    Raises:
        ValueError: not 4 or 6 finite numbers, or south above north.
    """
    parts = text.split(",")
    if len(parts) not in (4, 6):
        raise ValueError(f"has {len(parts)} numbers, not 4 (or 6)")
    numbers = [_number(part) for part in parts]
    if len(numbers) == 6:
        numbers = numbers[0:2] + numbers[3:5]
    west, south = crs.backward(numbers[0], numbers[1])
    east, north = crs.backward(numbers[2], numbers[3])
    if south > north:
        raise ValueError("its south lies above its north")
    south, north = max(-90.0, min(90.0, south)), max(-90.0, min(90.0, north))
    if east - west >= 360:
        return Box(-180.0, south, 180.0, north)
    return Box(_wrapped(west), south, _wrapped(east), north)


def _number(text: str) -> float:
    if len(text) > 60 or "_" in text or not text.isascii():
        raise ValueError("holds what is no number")
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"holds {text!r}, which is no number") from None
    if not math.isfinite(number):
        raise ValueError("holds what is no finite number")
    return number


def _wrapped(lon: float) -> float:
    if -180.0 <= lon <= 180.0:
        return lon
    return (lon + 180.0) % 360.0 - 180.0
