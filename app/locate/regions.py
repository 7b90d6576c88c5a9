"""Parts of areas and borders between them: "northern Mali", "the border between Armenia and Azerbaijan"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import Protocol

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.outline import largest_part, radius_km

SHARE = 0.35
"""Of an area's extent in a direction: so much of it is "the north" of it."""
TOUCH = 0.05
"""Degrees by which the simplified outlines of two neighbours may miss each other."""
FAR = 1000.0
"""Degrees beyond any outline."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point (degrees) and the half-width of the area around it (km)."""

    lat: float
    lon: float
    radius_km: float


class Outlines(Protocol):
    """Where the outlines of places come from."""

    def outline_of(self, place_id: str) -> BaseGeometry | None:
        """The outline, or at least a box, in (lon, lat); None where nothing is known."""
        ...


class Regions:
    """Finds parts and borders by the outlines of places. Answers are kept."""

    def __init__(self, outlines: Outlines) -> None:
        """Reads nothing yet."""
        self._outlines = outlines
        self.part = lru_cache(2048)(self._part)
        self.border = lru_cache(1024)(self._border)

    def _part(self, place_id: str, bearing: float) -> Spot | None:
        """The part of the place that lies in the direction ``bearing`` (degrees clockwise from north)."""
        outline = self._outlines.outline_of(place_id)
        return None if outline is None else part_of(largest_part(outline), bearing)

    def _border(self, one: str, other: str) -> Spot | None:
        """The middle of the border between two places; None where they do not touch."""
        first, second = self._outlines.outline_of(one), self._outlines.outline_of(other)
        return None if first is None or second is None else border_of(first, second)


def part_of(outline: BaseGeometry, bearing: float) -> Spot | None:
    """The middle of what lies farthest in the direction, cut off square to it."""
    _, south, _, north = outline.bounds
    squeeze = cos(radians((south + north) / 2))
    along = (sin(radians(bearing)) * squeeze, cos(radians(bearing)))
    reach = shapely.get_coordinates(outline) @ np.array(along)
    first = float(reach.max() - SHARE * (reach.max() - reach.min()))
    part = shapely.intersection(outline, _half_plane(along, first))
    if part.is_empty:
        return None
    point = part.centroid if part.covers(part.centroid) else part.representative_point()
    return Spot(round(point.y, 4), round(point.x, 4), radius_km(part))


def _half_plane(along: tuple[float, float], first: float) -> BaseGeometry:
    """All points p near the earth's map with p · along ≥ first, as a great square."""
    length = float(np.hypot(*along))
    ahead = np.array(along) / length
    aside = np.array([-ahead[1], ahead[0]])
    foot = ahead * (first / length)
    return shapely.Polygon(
        [foot - aside * FAR, foot + aside * FAR, foot + (aside + ahead) * FAR, foot + (ahead - aside) * FAR]
    )


def border_of(one: BaseGeometry, other: BaseGeometry) -> Spot | None:
    """The middle of the line along which two outlines touch."""
    shared = shapely.intersection(shapely.boundary(one), shapely.buffer(other, TOUCH))
    if shared.is_empty or not shared.length:
        return None
    line = shapely.line_merge(shared) if shared.geom_type == "MultiLineString" else shared
    longest = max(shapely.get_parts(line), key=shapely.length)
    point = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    return Spot(round(point.y, 4), round(point.x, 4), max(radius_km(shapely.envelope(shared)), 10.0))
