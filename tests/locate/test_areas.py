from __future__ import annotations

import pytest

from app.locate.areas import distance_km, midpoint, offset_point
from app.model.location import Place


def place(lat: float, lon: float) -> Place:
    return Place("gn:1", 1, "X", lat, lon, "XX", None, None, "P.PPL")


@pytest.mark.parametrize(
    ("lat", "lon", "km", "bearing", "expected"),
    [
        (0.0, 0.0, 111.195, 0, (1.0, 0.0)),
        (0.0, 0.0, 111.195, 90, (0.0, 1.0)),
        (50.0, 10.0, 10.0, 180, (49.9101, 10.0)),
        (10.0, 179.9, 50.0, 90, (10.0, -179.6434)),
    ],
)
def test_offset_point(lat: float, lon: float, km: float, bearing: float, expected: tuple[float, float]) -> None:
    found = offset_point(place(lat, lon), km, bearing)
    assert distance_km(place(*found), place(*expected)) < 1.0
    assert -180 <= found[1] <= 180


def test_midpoint_lies_between() -> None:
    one, other = place(45.0, 30.0), place(46.0, 32.0)
    lat, lon, half = midpoint(one, other)
    middle = place(lat, lon)
    assert distance_km(one, middle) == pytest.approx(half, rel=0.01)
    assert distance_km(other, middle) == pytest.approx(half, rel=0.01)
