"""What speaks for one incident, and what rules it out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.merge.similarity import SAME, are_copies, distance_km, likeness
from tests.merge.claims import DAY, NOON, claim, claim_sets

ONE = [
    ("two outlets, other words", {"wording": "A blast rocked Martlow, residents said."}),
    ("one says near", {"precision": "near"}),
    ("claimed by a party", {"status": "claimed"}),
    ("planned, then it happened", {"status": "planned"}),
    ("denied by someone", {"status": "denied"}),
    ("toll that grew a little", {"quantities": (("killed", 3, 3),)}),
    ("another gazetteer entry of that name", {"place_id": "t:9", "lat": 50.05}),
    ("bare coordinates a kilometre off", {"place_id": None, "place_name": "", "lat": 50.008}),
    ("the same day to the hour", {"start": NOON + 300, "end": NOON + 360, "time_precision": "hour"}),
    ("a type that outlets mix up", {"type": "destruction", "quantities": (("killed", 2, 2),)}),
]
TWO = [
    (
        "the next town, a count alike by chance",
        {"place_id": "t:2", "place_name": "Tessin", "lat": 50.03, "quantities": (("killed", 2, 2),)},
    ),
    ("the neighbouring town", {"place_id": "t:2", "place_name": "Tessin", "lat": 50.03, "lon": 30.05}),
    ("another kind", {"type": "protest"}),
    ("kin, not the same", {"type": "drone_attack"}),
    ("the region, not the town", {"place_id": "t:4", "place_name": "Martlow Oblast", "precision": "region"}),
    ("no place", {"lat": None, "lon": None, "precision": None, "place_id": None, "place_name": ""}),
    ("a week later", {"start": NOON + 7 * DAY, "end": NOON + 8 * DAY}),
    ("the day after, nothing else alike", {"start": NOON + DAY, "end": NOON + 2 * DAY, "wording": "Shops burned."}),
    ("only threatened", {"status": "threatened"}),
    ("only thought of", {"status": "hypothetical"}),
    ("tolls worlds apart", {"quantities": (("killed", 90, 90),)}),
    ("ten kilometres west of it", {"precision": "near", "lon": 29.86}),
    ("one article, two places", {"article_id": "article-r1", "place_id": "t:9", "lat": 50.01}),
    ("one article, two types", {"article_id": "article-r1", "type": "destruction"}),
]
FIRST = claim("r1", quantities=(("killed", 2, 2),))


@pytest.mark.parametrize(("why", "changes"), ONE, ids=[row[0] for row in ONE])
def test_one_incident(why: str, changes: dict[str, object]) -> None:
    assert likeness(FIRST, claim("r2", **changes)).score >= SAME, why


@pytest.mark.parametrize(("why", "changes"), TWO, ids=[row[0] for row in TWO])
def test_two_incidents(why: str, changes: dict[str, object]) -> None:
    assert likeness(FIRST, claim("r2", **changes)).score < SAME, why


def test_different_hours_are_two() -> None:
    morning = claim("r1", start=NOON + 300, end=NOON + 360, time_precision="hour")
    evening = claim("r2", start=NOON + 1200, end=NOON + 1260, time_precision="hour")
    assert likeness(morning, evening).score == -1


def test_visits_of_two_people_are_two() -> None:
    first = claim("r1", type="visit", participants=(("actor", "Ana Ruiz"),))
    second = claim("r2", type="visit", participants=(("actor", "Omar Haddad"),), wording="He came to Martlow.")
    assert likeness(first, second).score < SAME
    same = claim("r3", type="visit", participants=(("actor", "President Ana Ruiz"),), wording="She came to Martlow.")
    assert likeness(first, same).score >= SAME


def test_one_earthquake_is_felt_far() -> None:
    first = claim("r1", type="earthquake")
    far = {"place_id": "t:2", "place_name": "Tessin", "lat": 50.9}
    assert likeness(first, claim("r2", type="earthquake", **far)).score >= SAME
    assert likeness(first, claim("r2", type="earthquake", **{**far, "lat": 52.0})).score < SAME
    assert likeness(first, claim("r2", type="earthquake", article_id="article-r1", **far)).score < SAME
    shock = {"start": NOON + 300, "end": NOON + 301, "time_precision": "minute"}
    after = {"start": NOON + 700, "end": NOON + 701, "time_precision": "minute"}
    assert likeness(claim("r1", type="earthquake", **shock), claim("r2", type="earthquake", **after)).score == -1


def test_a_blast_of_unknown_cause_may_be_an_accident() -> None:
    counted = {"quantities": (("killed", 2, 2),)}
    accident = claim("r2", type="industrial_accident", wording="Gas blew up in Martlow.", **counted)
    assert likeness(claim("r1", **counted), accident).score >= SAME


def test_a_region_needs_more_than_its_name_and_the_day() -> None:
    region = {"place_id": "t:4", "place_name": "Martlow Oblast", "precision": "region", "radius_km": 120.0}
    first = claim("r1", **region, wording="Drones were seen.")
    assert likeness(first, claim("r2", **region, wording="Shells fell on farms.")).score < SAME
    counted = {"quantities": (("killed", 4, 4),)}
    assert (
        likeness(claim("r1", **region, **counted), claim("r2", **region, **counted, wording="Four died.")).score
        >= SAME - 0.2
    )


def test_a_small_island_is_as_good_as_a_place_and_a_small_country_too() -> None:
    for area in ({"precision": "district", "place_name": "Tessin Island"}, {"precision": "country"}):
        small = {"place_id": "t:4", "radius_km": 20.0, "type": "transport_accident", **area}
        first = claim("r1", **small, wording="A ferry and a barge collided off Tessin Island, killing 12 people.")
        second = claim("r2", **small, wording="The toll of the boat accident off Tessin Island has risen to 12.")
        assert likeness(first, second).score >= SAME
        wide = likeness(replace(first, radius_km=150.0), replace(second, radius_km=150.0))
        assert wide.score < SAME


def test_copies_need_a_sentence_of_some_length() -> None:
    long = "Two people died when a bomb went off near the town hall of Martlow."
    assert are_copies(claim("r1", wording=long), claim("r2", wording=long))
    assert not are_copies(claim("r1", wording="A bomb exploded."), claim("r2", wording="A bomb exploded."))
    assert not are_copies(claim("r1", wording=long), claim("r2", wording=long, article_id="article-r1"))


def test_the_next_town_with_a_telling_count() -> None:
    counted = {"quantities": (("killed", 17, 17),)}
    near = {"place_id": "t:2", "place_name": "Tessin", "lat": 50.03, "lon": 30.05}
    assert likeness(claim("r1", **counted), claim("r2", **counted, **near)).score >= SAME
    assert likeness(claim("r1", **counted), claim("r2", **counted, **{**near, "lat": 50.3})).score == -1
    assert likeness(claim("r1", **counted), claim("r2", article_id="article-r1", **counted, **near)).score == -1


def test_a_toll_rises_from_day_to_day_but_does_not_fall() -> None:
    first = claim("r1", quantities=(("killed", 9, 9),))
    risen = likeness(first, claim("r2", published=NOON + 2 * DAY, quantities=(("killed", 15, 15),)))
    fallen = likeness(first, claim("r2", published=NOON + 2 * DAY, quantities=(("killed", 6, 6),)))
    assert "the later one counts more" in risen.grounds
    assert risen.score > fallen.score


def test_distance() -> None:
    assert distance_km(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.5, abs=1)
    assert distance_km(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.1)


@settings(max_examples=300, deadline=None)
@given(claim_sets(most=2))
def test_symmetric(made: list) -> None:
    first, second = made[0], made[-1]
    assert likeness(first, second).score == likeness(second, first).score
