"""Blocks never hide what is alike."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merge.blocks import reach_of
from app.merge.similarity import SAME, are_copies, distance_km, likeness
from tests.merge.claims import claim, claim_sets


@settings(max_examples=400, deadline=None)
@given(claim_sets(most=2))
def test_whatever_is_alike_is_found(made: list) -> None:
    first, second = made[0], made[-1]
    if likeness(first, second).score < SAME or are_copies(first, second):
        return
    here, there = reach_of(first), reach_of(second)
    assert here is not None and there is not None
    assert there.home in here.cells and here.home in there.cells
    assert here.start <= there.moment <= here.end
    assert second.type in here.types
    assert there.until is None or (there.moment < here.closes and there.until > here.opens)


@given(
    st.floats(-89.9, 89.9),
    st.floats(-180, 180),
    st.floats(-0.2, 0.2),
    st.floats(-0.4, 0.4),
)
def test_neighbours_of_one_name_share_cells(lat: float, lon: float, north: float, east: float) -> None:
    other_lat = max(-90.0, min(90.0, lat + north))
    other_lon = (lon + east + 180) % 360 - 180
    if distance_km(lat, lon, other_lat, other_lon) > 30:
        return
    here = reach_of(claim("r1", lat=lat, lon=lon))
    there = reach_of(claim("r2", lat=other_lat, lon=other_lon))
    assert here is not None and there is not None
    assert there.home in here.cells


def test_no_place_or_no_date_has_no_block() -> None:
    assert reach_of(claim("r1", lat=None, lon=None, precision=None)) is None
    assert reach_of(claim("r1", start=None, end=None, published=None)) is None


def test_a_region_has_a_block_of_its_own() -> None:
    region = reach_of(claim("r1", precision="region", place_id="t:4"))
    town = reach_of(claim("r2"))
    assert region is not None and town is not None
    assert region.home < 0 <= town.home
