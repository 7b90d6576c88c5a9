from __future__ import annotations

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from app.locate.regions import Regions, border_of, part_of
from app.locate.reports import locate
from app.model.article import Span
from app.model.event import PlaceRelation
from app.model.location import Place
from app.model.toponym import Toponym

SQUARE = shapely.box(10, 0, 20, 10)
EAST_OF_IT = shapely.box(20.02, 2, 30, 8)


class Two:
    def outline_of(self, place_id: str) -> BaseGeometry | None:
        return {"a": SQUARE, "b": EAST_OF_IT}.get(place_id)


@pytest.mark.parametrize(
    ("bearing", "lat", "lon"),
    [(0, 8.25, 15), (180, 1.75, 15), (90, 5, 18.25), (270, 5, 11.75), (45, 7.2, 17.2)],
)
def test_a_part_lies_in_its_direction(bearing: float, lat: float, lon: float) -> None:
    spot = part_of(SQUARE, bearing)
    assert spot is not None
    assert (spot.lat, spot.lon) == (pytest.approx(lat, abs=0.5), pytest.approx(lon, abs=0.5))
    assert 0 < spot.radius_km < 800


def test_a_border_is_where_two_outlines_touch() -> None:
    spot = border_of(SQUARE, EAST_OF_IT)
    assert spot is not None
    assert (spot.lat, spot.lon) == (pytest.approx(5, abs=0.1), pytest.approx(20, abs=0.1))
    assert border_of(SQUARE, shapely.box(40, 0, 50, 10)) is None


def toponym(key: str) -> Toponym:
    place = Place(key, None, key.upper(), 5.0, 15.0, "XX", None, None, "A.PCLI", radius_km=700.0)
    return Toponym(Span(0, 1), key.upper(), "place", place, 0.9, "")


def test_the_north_of_a_country_is_a_region_with_a_reason() -> None:
    location = locate(PlaceRelation(toponym("a"), "part", Span(0, 1), bearing=0.0), Regions(Two()))
    assert location is not None
    assert location.precision == "region"
    assert location.lat > 7
    assert "in the north of “A”" in location.reason


def test_a_border_between_two_countries_is_a_region() -> None:
    relation = PlaceRelation(toponym("a"), "border", Span(0, 1), second=toponym("b"))
    location = locate(relation, Regions(Two()))
    assert location is not None
    assert location.precision == "region"
    assert location.lon == pytest.approx(20, abs=0.1)
    assert "border between “A” and “B”" in location.reason


def test_without_outlines_a_part_is_the_country() -> None:
    location = locate(PlaceRelation(toponym("x"), "part", Span(0, 1), bearing=0.0), Regions(Two()))
    assert location is not None
    assert (location.lat, location.precision) == (5.0, "country")
