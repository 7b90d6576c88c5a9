from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer.build import build_from
from gazetteer.index import Index
from gazetteer.search import Search
from gazetteer.sphere import bearing, destination, distance_km, wind
from tests.gazetteer.conftest import town


@pytest.fixture(scope="module")
def search(index: Index) -> Search:
    return Search(index)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kharkiv", "Kharkiv", "UA"),
        ("Paris", "Paris", "FR"),
        ("Paris, Texas", "Paris", "US"),
        ("Odesa, Ukraine", "Odesa", "UA"),
        ("Springfield, Ill.", "Springfield", "US"),
        ("black s", "Black Sea", None),
        ("ukr", "Ukraine", "UA"),
        ("New York", "New York City", "US"),
    ],
)
def test_what_people_type_finds_what_they_mean(search: Search, text: str, name: str, country: str | None) -> None:
    first = search.search(text)[0].feature
    assert (first.name, first.country) == (name, country)


def test_a_slip_is_forgiven_only_when_nothing_else_is_found(search: Search) -> None:
    hits = search.search("Kharkhiv")
    assert hits[0].feature.name.startswith("Kharkiv") and {hit.how for hit in hits} == {"fuzzy"}
    assert {hit.how for hit in search.search("Kharkiv")} <= {"exact", "prefix"}
    assert search.search("Kharkhiv", fuzzy=False) == []
    assert search.search("Qwrtzxplk") == [] and search.search("") == [] and search.fuzzy("ab") == []


def test_a_country_leaves_out_all_others(search: Search) -> None:
    assert {hit.feature.country for hit in search.search("Tripoli", country="LB")} == {"LB"}
    assert {hit.feature.country for hit in search.search("San J", country=["CR", "pa"])} <= {"CR", "PA"}
    assert search.search("Kharkiv", country="FJ", fuzzy=False) == []


def test_what_is_near_comes_first(search: Search) -> None:
    hits = search.search("Springfield", near=(39.8, -89.6))
    assert hits[0].feature.admin1 == "IL" and hits[0].distance_km is not None and hits[0].distance_km < 10


@pytest.mark.parametrize(
    ("text", "km", "degrees"),
    [
        ("12 km west of Kherson", 12, 270),
        ("10 kilometres north of Kherson", 10, 0),
        ("5 miles NW of Kherson", 8.05, 315),
        ("3km south-east of Kherson", 3, 135),
        ("2,5 km southwestern of Kherson", 2.5, 225),
        ("20 nautical miles south from Kherson", 37.04, 180),
        ("800 m ENE of Kherson", 0.8, 67.5),
    ],
)
def test_so_far_from_a_place_is_a_point(search: Search, text: str, km: float, degrees: float) -> None:
    (hit,) = search.search(text)
    kherson = search.search("Kherson")[0].feature
    assert hit.how == "offset" and hit.feature.country == "UA"
    assert distance_km(kherson.lat, kherson.lon, hit.feature.lat, hit.feature.lon) == pytest.approx(km, abs=0.02)
    turn = bearing(kherson.lat, kherson.lon, hit.feature.lat, hit.feature.lon) - degrees
    assert abs((turn + 180) % 360 - 180) < 1


@pytest.mark.parametrize("text", ["12 km wide of Kherson", "12 km west of Xyzzyplugh", "km west of Kherson", "west"])
def test_what_is_no_offset_is_none(search: Search, text: str) -> None:
    assert search.offset(text) is None


def test_reverse_says_where_a_point_lies(search: Search) -> None:
    donetsk = search.reverse(48.0, 37.8)
    assert donetsk.place is not None and donetsk.place.name == "Donetsk"
    assert donetsk.description.startswith("Donetsk") and donetsk.description.endswith("Ukraine")
    assert {"ADM1", "PCLI"} <= {area.feature_code for area in donetsk.areas}
    assert search.reverse(37.12, -84.08).areas[0].name == "Laurel County"


def test_reverse_outside_a_town_gives_distance_and_direction(search: Search) -> None:
    sea = search.reverse(43.0, 34.0)
    assert sea.distance_km is not None and sea.distance_km > 100 and " km north of " in sea.description
    ocean = search.reverse(0.0, -30.0)
    assert ocean.place is None and ocean.description == "Atlantic Ocean"


def test_prefix_with_and_without_the_stored_answers_agree(tmp_path: Path) -> None:
    names = [f"Port{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}ville {i}" for i in range(2000)]
    path = tmp_path / "many.db"
    build_from(path, [town(i + 1, name, 10, 10, population=i) for i, name in enumerate(names)])
    index = Index.open(path)
    stored = index.rows("select count(*) from prefix where prefix = 'port'")[0][0]
    assert stored > 0
    assert [hit.feature.population for hit in index.prefix("port", 5)] == [1999, 1998, 1997, 1996, 1995]
    assert [hit.feature.population for hit in index.prefix("port", 5, ["UA"])] == [1999, 1998, 1997, 1996, 1995]


@pytest.mark.parametrize(("degrees", "name"), [(0, "north"), (359, "north"), (45, "north-east"), (200, "south")])
def test_directions_in_words(degrees: float, name: str) -> None:
    assert wind(degrees) == name


def test_destination_and_bearing_agree() -> None:
    lat, lon = destination(46.6, 32.6, 25, 130)
    assert distance_km(46.6, 32.6, lat, lon) == pytest.approx(25, abs=0.05)
    assert bearing(46.6, 32.6, lat, lon) == pytest.approx(130, abs=0.1)
