"""Points in polygons: for rows (a function inside SQLite) and for whole columns."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from app.store.errors import Invalid

MAX_WKT = 100_000


@lru_cache(maxsize=64)
def area(wkt: str) -> BaseGeometry:
    """The polygon or multipolygon of a WKT text, prepared. Raises Invalid."""
    if len(wkt) > MAX_WKT:
        raise Invalid(f"the area has more than {MAX_WKT} characters: simplify it")
    try:
        geometry = shapely.from_wkt(wkt)
    except (shapely.errors.GEOSException, TypeError, ValueError) as error:
        raise Invalid(f"the area is no WKT: {error}") from error
    if geometry is None or geometry.is_empty:
        raise Invalid("the area is empty")
    shapely.prepare(geometry)
    return geometry


def lies_in(lat: float | None, lon: float | None, wkt: str) -> bool:
    """Whether a point lies in the area or on its edge."""
    if lat is None or lon is None:
        return False
    return bool(shapely.intersects_xy(area(wkt), lon, lat))


def lie_in(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], wkt: str) -> npt.NDArray[np.bool_]:
    """The same for arrays of equal length, in degrees."""
    return np.asarray(shapely.intersects_xy(area(wkt), lon, lat), dtype=np.bool_)
