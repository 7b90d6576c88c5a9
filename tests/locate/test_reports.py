from __future__ import annotations

import pytest

from app.locate.reports import locate
from app.model.article import Span
from app.model.event import PlaceRelation
from app.model.location import Place
from app.model.toponym import Toponym


def relation(feature: str, radius: float, word: str = "in", **more: object) -> PlaceRelation:
    here = Place("gn:1", 1, "X", 45.0, 30.0, "XX", None, None, feature, radius_km=radius)
    toponym = Toponym(Span(0, 1), "X", "place", here, 0.9, "the only one")
    return PlaceRelation(toponym, word, Span(0, 1), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("feature", "radius", "word", "precision"),
    [
        ("P.PPL", 4.0, "in", "place"),
        ("P.PPL", 4.0, "near", "near"),
        ("A.ADM1", 150.0, "in", "region"),
        ("A.ADM1", 150.0, "near", "region"),
        ("A.ADM2", 30.0, "in", "district"),
        ("A.PCLI", 500.0, "in", "country"),
        ("H.SEA", 600.0, "in", "sea"),
        ("L.RGN", 200.0, "in", "region"),
        ("S.AIRP", 2.0, "in", "place"),
    ],
)
def test_precision_by_feature_and_relation(feature: str, radius: float, word: str, precision: str) -> None:
    location = locate(relation(feature, radius, word))
    assert location is not None
    assert location.precision == precision
    assert location.radius_km > 0


def test_an_offset_moves_the_point_and_blurs_it() -> None:
    location = locate(relation("P.PPL", 4.0, "offset", distance_km=20.0, bearing=0.0))
    assert location is not None
    assert location.lat == pytest.approx(45.18, abs=0.01)
    assert location.precision == "near"
    assert "20 km" in location.reason


def test_an_inherited_place_says_so() -> None:
    location = locate(relation("P.PPL", 4.0, inherited=True))
    assert location is not None and location.inherited
    assert "names no place" in location.reason


def test_a_toponym_without_a_point_gives_no_location() -> None:
    toponym = Toponym(Span(0, 1), "X", "place", None, 0.2, "not in the gazetteer")
    assert locate(PlaceRelation(toponym, "in", Span(0, 1))) is None
