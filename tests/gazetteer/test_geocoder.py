"""The kind of contract tests that geopy runs for its own geocoders."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.geocoder import Gazetteer
from gazetteer.index import Index


@pytest.fixture(scope="module")
def geocoder(index: Index) -> Gazetteer:
    return Gazetteer(index=index)


def test_it_is_a_geocoder_with_geopys_arguments() -> None:
    assert issubclass(Gazetteer, Geocoder)
    for method in ("geocode", "reverse"):
        ours = inspect.signature(getattr(Gazetteer, method)).parameters
        theirs = inspect.signature(getattr(Nominatim, method)).parameters
        assert list(ours)[:4] == list(theirs)[:4]
        keyword_only = [p for name, p in ours.items() if name not in ("self", "query")]
        assert all(p.kind is p.KEYWORD_ONLY for p in keyword_only)
    assert {"exactly_one", "language", "country_codes", "viewbox", "bounded", "featuretype", "limit"} <= set(
        inspect.signature(Gazetteer.geocode).parameters
    )


@pytest.mark.parametrize(
    ("query", "lat", "lon"),
    [
        ("Kharkiv", 49.98, 36.25),
        ("Київ", 50.45, 30.52),
        ("new york", 40.71, -74.0),
        ("Ukraine", 49.0, 32.0),
        ("Paris, France", 48.85, 2.35),
        ("Texas", 31.25, -99.25),
        ({"city": "Paris", "state": "Texas"}, 33.66, -95.55),
        ({"country": "Kenya"}, 1.0, 38.0),
        ("Black Sea", 43.0, 35.0),
    ],
)
def test_geocode(geocoder: Gazetteer, query: Any, lat: float, lon: float) -> None:
    location = geocoder.geocode(query)
    assert isinstance(location, Location)
    assert location.latitude == pytest.approx(lat, abs=1.5) and location.longitude == pytest.approx(lon, abs=1.5)
    assert isinstance(location.address, str) and isinstance(location.raw, dict)
    address, (latitude, longitude) = location
    assert (address, latitude, longitude) == (location.address, location.latitude, location.longitude)


def test_exactly_one_false_gives_a_list(geocoder: Gazetteer) -> None:
    found = geocoder.geocode("Springfield", exactly_one=False, limit=5)
    assert isinstance(found, list) and len(found) == 5
    assert all(isinstance(location, Location) for location in found)
    assert len(geocoder.geocode("Springfield", exactly_one=False)) == 10
    assert geocoder.geocode("Springfield", exactly_one=False, limit=1)[0] == geocoder.geocode("Springfield")


def test_nothing_found_is_none(geocoder: Gazetteer) -> None:
    assert geocoder.geocode("Qwrtzxplk") is None
    assert geocoder.geocode("Qwrtzxplk", exactly_one=False) is None
    assert geocoder.geocode("") is None


def test_country_codes(geocoder: Gazetteer) -> None:
    assert geocoder.geocode("Tripoli", country_codes="lb").raw["country_code"] == "lb"
    found = geocoder.geocode("Tripoli", country_codes=["LB", "gr"], exactly_one=False)
    assert {location.raw["country"] for location in found} == {"LB", "GR"}


def test_viewbox_prefers_and_bounded_leaves_out(geocoder: Gazetteer) -> None:
    box = [Point(36.0, -91.6), Point(43.0, -87.0)]
    preferred = geocoder.geocode("Springfield", viewbox=box, exactly_one=False, limit=20)
    assert preferred[0].raw["admin1"] in ("IL", "MO") and len(preferred) == 20
    bounded = geocoder.geocode("Springfield", viewbox=[(43.0, -87.0), "36.0,-91.6"], bounded=True, exactly_one=False)
    assert 0 < len(bounded) < 20
    assert all(36 <= place.latitude <= 43 and -91.6 <= place.longitude <= -87 for place in bounded)
    assert geocoder.geocode("Kharkiv", viewbox=box, bounded=True) is None


def test_featuretype(geocoder: Gazetteer) -> None:
    assert geocoder.geocode("Georgia", featuretype="country").raw["country"] == "GE"
    assert geocoder.geocode("Georgia", featuretype="state").raw["country"] == "US"
    assert geocoder.geocode("Kharkiv", featuretype="city").raw["feature_class"] == "P"
    assert geocoder.geocode("Kharkiv", featuretype="A.ADM1").raw["feature"] == "A.ADM1"
    assert geocoder.geocode("Kharkiv", featuretype="H.SEA") is None


def test_geometry_and_address_details(geocoder: Gazetteer) -> None:
    crimea = geocoder.geocode("Crimea", featuretype="state", geometry="geojson", addressdetails=True)
    assert crimea.raw["geojson"].startswith('{"type":')
    assert crimea.raw["address"]["country"] == "Ukraine"
    assert geocoder.geocode("Ukraine", geometry="wkt").raw["wkt"].startswith("MULTIPOLYGON")


def test_an_offset_is_a_place(geocoder: Gazetteer) -> None:
    location = geocoder.geocode("12 km west of Kherson")
    assert location.raw["how"] == "offset" and location.longitude < 32.55


@pytest.mark.parametrize("query", [(50.45, 30.52), "50.45, 30.52", Point(50.45, 30.52), Point(50.45, 30.52, 100)])
def test_reverse(geocoder: Gazetteer, query: Any) -> None:
    location = geocoder.reverse(query)
    assert location.raw["country_code"] == "ua" and "Ukraine" in location.address


def test_reverse_lists_and_levels(geocoder: Gazetteer) -> None:
    found = geocoder.reverse((50.45, 30.52), exactly_one=False, limit=3)
    assert len(found) == 3
    distances = [location.raw["distance_km"] for location in found]
    assert distances == sorted(distances)
    assert geocoder.reverse((50.0, 36.2), zoom=3).raw["feature"] == "A.PCLI"
    assert geocoder.reverse((50.0, 36.2), zoom=5).raw["feature"] == "A.ADM1"
    assert geocoder.reverse((37.12, -84.08), zoom=8).raw["name"] == "Laurel County"


def test_reverse_on_the_open_sea_names_it(geocoder: Gazetteer) -> None:
    assert geocoder.reverse((0.0, -30.0)).raw["name"] == "Atlantic Ocean"


@pytest.mark.parametrize(
    "call",
    [
        lambda g: g.geocode({"street": "Main"}),
        lambda g: g.geocode(12),
        lambda g: g.geocode("Kyiv", viewbox=[(1, 2)]),
        lambda g: g.geocode("Kyiv", geometry="svg"),
        lambda g: g.geocode("Kyiv", limit=0),
        lambda g: g.reverse("nowhere at all"),
        lambda g: g.reverse((91, 0)),
    ],
)
def test_what_is_no_query_is_geopys_error(geocoder: Gazetteer, call: Any) -> None:
    with pytest.raises(GeocoderQueryError):
        call(geocoder)


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="gazetteer build"):
        Gazetteer(tmp_path / "none.db")


def test_it_works_with_geopys_rate_limiter(geocoder: Gazetteer) -> None:
    geocode = RateLimiter(geocoder.geocode, min_delay_seconds=0.001)
    reverse = RateLimiter(geocoder.reverse, min_delay_seconds=0.001)
    places = [geocode(name) for name in ("Kharkiv", "Lagos", "Qwrtzxplk")]
    assert [place and place.raw["country"] for place in places] == ["UA", "NG", None]
    assert reverse((6.45, 3.4)).raw["country"] == "NG"


def test_it_is_a_context_manager(geocoder: Gazetteer) -> None:
    with geocoder as opened:
        assert opened.geocode("Kyiv") is not None
