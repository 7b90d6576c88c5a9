"""What a place's kind and a spatial relation leave of precision."""

from __future__ import annotations

import pytest

from app.locate.relations import blurred, precision_of
from app.model.location import PRECISIONS, Place, Precision


def place(feature: str, radius: float = 0.0, id_: str | None = "gn:1") -> Place:
    return Place(id_, 1, "X", 45.0, 30.0, "XX", None, None, feature, radius_km=radius)


@pytest.mark.parametrize(
    ("feature", "radius", "precision"),
    [
        ("P.PPLC", 20.0, "place"),
        ("S.AIRP", 2.0, "place"),
        ("A.PCLI", 500.0, "country"),
        ("A.TERR", 50.0, "country"),
        ("A.ADM1", 100.0, "region"),
        ("A.ADM2", 100.0, "district"),
        ("L.RGN", 20.0, "region"),
        ("L.AREA", 20.0, "district"),
        ("L.AREA", 50.0, "region"),
        ("L.AREA", 5.0, "place"),
        ("H.SEA", 300.0, "sea"),
        ("H.STRT", 20.0, "sea"),
        ("H.STM", 100.0, "region"),
        ("H.LK", 20.0, "district"),
        ("H.RSV", 2.0, "place"),
        ("T.MTS", 200.0, "region"),
        ("T.ISL", 10.0, "district"),
        ("V.FRST", 3.0, "place"),
    ],
)
def test_a_place_of_a_kind_and_size(feature: str, radius: float, precision: str) -> None:
    assert precision_of(place(feature, radius)) == precision


def test_a_bare_coordinate_is_exact_whatever_it_is_called() -> None:
    assert precision_of(place("H.SEA", 300.0, None)) == "exact"


@pytest.mark.parametrize("relation", ["near", "off", "between", "border", "outskirts", "offset", "en-route"])
def test_what_is_only_near_a_point_is_near(relation: str) -> None:
    assert blurred("exact", relation) == blurred("place", relation) == "near"


@pytest.mark.parametrize("precision", ["district", "region", "country", "sea"])
def test_areas_stay_areas(precision: Precision) -> None:
    assert blurred(precision, "near") == precision


def test_in_a_place_nothing_is_lost() -> None:
    assert all(blurred(precision, "in") == precision for precision in PRECISIONS)
