"""Airports: points in degrees, whatever the rows hold."""

from __future__ import annotations

import pytest

from gazetteer.sources.airports import airports, point, unpack


@pytest.mark.parametrize(
    ("value", "degrees"),
    [(50.5405, 50.90139), (4.2904, 4.48444), (-4.2904, -4.48444), (50.9475, None), (5.30083, None)],
)
def test_minutes_and_seconds_are_unpacked_where_they_can_be(value: float, degrees: float | None) -> None:
    assert unpack(value) == (None if degrees is None else pytest.approx(degrees, abs=1e-4))


def test_only_countries_whose_rows_are_packed() -> None:
    assert point({"country": "FR", "lat": "50.5405", "lon": "4.2904"}) == (50.5405, 4.2904)


def test_brussels_airport_is_at_zaventem() -> None:
    (brussels,) = [entry for entry in airports() if entry.name == "Brussels Airport"]
    assert (brussels.lat, brussels.lon) == (pytest.approx(50.901, abs=0.01), pytest.approx(4.484, abs=0.01))
