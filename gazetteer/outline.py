"""Measures of one outline."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.sphere import distance_km


def largest_part(outline: BaseGeometry) -> BaseGeometry:
    """The greatest polygon of an outline: the main land of a country with islands."""
    parts = shapely.get_parts(outline)
    largest: BaseGeometry = parts[int(np.argmax(shapely.area(parts)))]
    return largest


def radius_km(outline: BaseGeometry) -> float:
    """Half of the diagonal of the box around the greatest part."""
    west, south, east, north = largest_part(outline).bounds
    return round(distance_km(south, west, north, east) / 2, 1)
