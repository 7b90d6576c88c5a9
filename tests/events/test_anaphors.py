"""Places named before, told again as "the town", "the island", "there"."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


def places(read: Read, text: str) -> dict[str, str]:
    return {r.event.type: r.location.place.name for r in read(text) if r.location is not None}


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("The mayor of Kherson spoke on Monday. Shelling hit the city at dawn on Tuesday.", "shelling", "Kherson"),
        ("Prices rose in Blantyre. Police arrested twelve traders in the town on Monday.", "arrest", "Blantyre"),
        ("The ferry serves Gavdos. An earthquake shook the island on Tuesday.", "earthquake", "Gavdos"),
    ],
)
def test_a_noun_with_the_stands_for_the_place_named_before(read: Read, text: str, type_: str, place: str) -> None:
    assert places(read, text)[type_] == place


def test_the_town_of_the_area_that_the_sentence_speaks_of(read: Read) -> None:
    text = (
        "Protesters marched in Nakuru on Monday. Offices in Kisumu stayed open. "
        "The Nakuru County commander said that 37 people had been arrested in the town on Monday."
    )
    assert places(read, text)["arrest"] == "Nakuru"


def test_a_noun_with_a_name_of_its_own_stands_for_nothing(read: Read) -> None:
    text = "The governor came to Kherson. Shelling hit the village of Zzyzxovka on Tuesday."
    assert places(read, text).get("shelling") != "Kherson"


def test_there_is_where_somebody_went_not_where_from(read: Read) -> None:
    text = "Flights from Miami to Boryspil resumed on Monday. A bomb exploded there the same day."
    assert places(read, text)["explosion"] != "Miami"
    text = "Families queue for water in Tawila, 68 km from El Fasher. Gunmen shot dead two people there on Monday."
    assert places(read, text)["shooting"] == "Tawila"


def test_the_capital_is_the_state_s_however_long_before(read: Read) -> None:
    text = (
        "Kyiv was attacked on Monday. Drones flew over Poltava and Sumy. "
        "Air raid alerts lasted five hours in the capital overnight."
    )
    assert places(read, text)["air_alert"] == "Kyiv"


def test_a_capital_of_another_country_is_not_meant(read: Read) -> None:
    text = "Envoys met in Paris on Monday. Shells fell on Multan. A blast shook the capital on Tuesday."
    assert places(read, text).get("explosion") != "Paris"


def test_the_seat_of_an_area_that_is_not_named_is_not_the_capital(read: Read) -> None:
    text = "A bomb killed two people in Sumy on Monday. Air raid alerts lasted five hours in the capital overnight."
    assert [r.event.type for r in read(text) if r.location] == ["explosion"]


def test_nothing_in_an_unnamed_capital_happened_in_the_town_named_before(read: Read) -> None:
    text = "Teachers marched in Lyon on Monday. In the capital, students clashed with police."
    assert [r.event.type for r in read(text) if r.location] == ["protest"]
