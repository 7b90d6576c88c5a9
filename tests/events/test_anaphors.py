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
