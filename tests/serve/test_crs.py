from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.serve.crs import CRS84, EPSG3857, EPSG4326, Crs, read_box, read_crs
from app.store.filter import Box


def test_known_point_in_metres() -> None:
    x, y = Crs(EPSG3857).forward(13.4050, 52.5200)
    assert (x, y) == pytest.approx((1492237.7, 6894699.8), abs=1)


@given(st.sampled_from([CRS84, EPSG4326, EPSG3857]), st.floats(-180, 180), st.floats(-85, 85))
def test_there_and_back(uri: str, lon: float, lat: float) -> None:
    back = Crs(uri).backward(*Crs(uri).forward(lon, lat))
    assert back == pytest.approx((lon, lat), abs=1e-6)


def test_axis_order_of_4326() -> None:
    assert read_box("44,30,53,41", Crs(EPSG4326)) == Box(30, 44, 41, 53)


def test_box_across_the_180th_meridian() -> None:
    assert read_box("170,-20,190,-10", Crs(CRS84)) == Box(170, -20, -170, -10)
    assert read_box("170,-20,-170,-10", Crs(CRS84)) == Box(170, -20, -170, -10)
    assert read_box("-540,-90,540,90", Crs(CRS84)) == Box(-180, -90, 180, 90)


def test_heights_do_not_count() -> None:
    assert read_box("1,2,0,3,4,100", Crs(CRS84)) == Box(1, 2, 3, 4)


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,x", "1,9,3,4", "nan,1,2,3", "1,2,inf,4", "1_0,2,3,4", "1,2,3,4,5"]
)
def test_no_box(text: str) -> None:
    with pytest.raises(ValueError):
        read_box(text, Crs(CRS84))


def test_unknown_system() -> None:
    with pytest.raises(ValueError):
        read_crs("http://www.opengis.net/def/crs/EPSG/0/25833")


@given(st.text(max_size=80))
def test_any_text_is_a_box_or_a_value_error(text: str) -> None:
    try:
        found = read_box(text, Crs(CRS84))
    except ValueError:
        return
    assert -90 <= found.south <= found.north <= 90
