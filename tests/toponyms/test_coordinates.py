"""Coordinates in every notation that reports use, and numbers that are none."""

import pytest

from app.toponyms.coordinates import coordinates

CASES = [
    ("Posn: 05:13N – 004:05W, Abidjan", 5.2167, -4.0833),
    ("Posn: 09:18.47N - 013:45.51W, Conakry", 9.3078, -13.7585),
    ("Posn: 13:58.1N - 051-25.3E, Gulf", 13.9683, 51.4217),
    ("Posn: 04:34.70N ‐ 002:29.90E, Around", 4.5783, 2.4983),
    ("Posn: 08:41.98S – 013:18.45E", -8.6997, 13.3075),
    ("in position 10-15.5N 064-47W", 10.2583, -64.7833),
    ("at 48°30'15\"N 37°54'E on", 48.5042, 37.9),
    ("at 48° 30′ N, 37° 54′ E on", 48.5, 37.9),
    ("epicentre at 36.2° N, 138.5° E", 36.2, 138.5),
    ("at 34 degrees 12 minutes north, 45 degrees 3 minutes east", 34.2, 45.05),
    ("latitude 12.5 degrees south and longitude 77 degrees west", -12.5, -77.0),
    ("N48.512, E37.999 near", 48.512, 37.999),
    ("48.512N 37.999E", 48.512, 37.999),
    ("the crater (45.1944, 33.3675) was", 45.1944, 33.3675),
    ("at -33.8688, 151.2093.", -33.8688, 151.2093),
    ("grid 18S UJ 23371 06519 was", 38.8898, -77.0365),
]


@pytest.mark.parametrize(("text", "lat", "lon"), CASES)
def test_reads_the_notation(text, lat, lon):
    (found,) = coordinates(text)
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=0.001)
    assert found.span.cut(text).strip() == found.span.cut(text)


@pytest.mark.parametrize(
    "text",
    [
        "shares fell 3.14, 2.71 percent",
        "the score was 21-14 N",
        "at 05:13 on 4 May",
        "95.123, 200.456",
        "99°30'N 37°54'E",
        "48°75'N 37°54'E",
        "an F16A CD 12 model",
        "between 10:30 and 11:45",
        "",
    ],
)
def test_other_numbers_are_none(text):
    assert coordinates(text) == []


def test_time_is_linear():
    text = "at 05:13 some 12 degrees 10-15 and 3.141 " * 20_000
    assert coordinates(text) == []
