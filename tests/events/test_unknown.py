"""An event at a place that the gazetteer lacks is not put in the middle of what holds that place."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "Separatists kidnapped six teachers at Zzyndu, Qqmantung (NW region of Cameroon), on Monday.",
        "Gunmen invaded Zzyndu, a farming community in the north of Cameroon, on Monday.",
        "Gunmen attacked Zzyndu in northern Cameroon on Monday.",
        "A bomb exploded at Zzyndu in the south of Plateau State on Monday.",
        "Two policemen were killed when assailants opened fire near Zzyndu in Lakki Marwat district on Monday.",
        "Gunmen shot seven people in the Zzyndu area of Barkhan district on Monday.",
        "Eleven people were hurt when a roof caved in on Monday in Swat's Zzyndu tehsil.",
        "On Saturday a minibus fell into an ambush at Carrefour Zzyndu; nine passengers were taken hostage.",
        "Residents reported air strikes on Zzyndu, north of Mandalay, on Monday.",
        "Soldiers clashed with rebels on Monday near the village of Zzyndu, the army in Bamako said.",
        "A missile struck a warehouse near Zzyndu on Monday, the ministry in Tokyo announced.",
        "On Monday the two sides accused one another of burning the village of Um Zzyndu-al-Hilla.",
    ],
)
def test_an_unknown_finer_place_leaves_the_event_without_a_point(read: Read, text: str) -> None:
    reports = read(text)
    assert reports
    assert all(r.location is None for r in reports)


def test_a_person_in_front_is_no_place(read: Read) -> None:
    reports = read("Police arrested John Smith, a teacher, in Kampala on Monday.")
    assert [r.location.place.name for r in reports if r.location is not None] == ["Kampala"]


def test_a_distance_from_a_known_place_counts(read: Read) -> None:
    reports = read("A bomb exploded in Zzyndu, 20 km north of Gao, on Monday.")
    assert any(r.location is not None and r.location.place.name == "Gao" for r in reports)


def test_what_happens_at_an_unknown_place_takes_none_from_before(read: Read) -> None:
    reports = read("Police raided a house in Bannu on Monday. Gunmen robbed a bank at Zzyndu.")
    robbery = next(r for r in reports if r.event.type == "robbery")
    assert robbery.location is None


def test_a_park_lies_in_the_town_that_the_text_speaks_of(read: Read) -> None:
    reports = read("A man was shot in Toledo, Ohio, on Monday. Neighbors held a vigil at Zzyndu Park on Tuesday.")
    vigil = next(r for r in reports if r.event.type == "protest")
    assert vigil.location is not None
    assert vigil.location.place.name == "Toledo"
