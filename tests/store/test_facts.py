"""What is read off a report, and times brought to UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.facts import dumped, facts_of, iso_utc, loaded, loaded_claim, minutes_of, normal
from tests.store.builders import FARHOLM, MARTLOW, article, report


def utc(*parts: int) -> int:
    return minutes_of(datetime(*parts))  # type: ignore[arg-type]


def test_facts_come_back_from_their_text() -> None:
    one = article()
    facts = facts_of(one, report(one, killed=2, actor="mayor"), {"tags": ["a"], "grade": "probable"})
    assert loaded(dumped(facts)) == facts
    assert loaded_claim(dumped(facts)) == facts.claim
    assert facts.claim.quantities == (("killed", 2, 2),) and facts.actors == ("mayor",)


def test_a_known_zone_gives_exact_bounds() -> None:
    one = article()
    facts = facts_of(one, report(one))
    assert (facts.start_min, facts.end_min) == (utc(2024, 5, 6, 21), utc(2024, 5, 7, 21))
    assert (facts.claim.start, facts.claim.end) == (facts.start_min, facts.end_min)


def test_an_unknown_zone_widens_what_is_searched_not_what_is_compared() -> None:
    one = article()
    somewhere = replace(FARHOLM, zone=None)
    facts = facts_of(one, report(one, place=somewhere))
    assert facts.claim.start == utc(2024, 5, 6, 15) and facts.claim.end == utc(2024, 5, 7, 15)
    assert facts.start_min == utc(2024, 5, 6, 12, 30) and facts.end_min == utc(2024, 5, 7, 17, 30)
    nowhere = facts_of(one, report(one, place=None))
    assert nowhere.start_min == utc(2024, 5, 6, 10) and nowhere.end_min == utc(2024, 5, 8, 12)
    odd = facts_of(one, report(one, place=replace(MARTLOW, zone="Not/AZone")))
    assert odd.start_min is not None and odd.start_min < utc(2024, 5, 6, 22)


@given(st.dates())
def test_no_date_is_too_early_or_too_late(day: date) -> None:
    if day == date.max:
        return
    one = article()
    for place in (MARTLOW, replace(FARHOLM, zone=None), None):
        facts = facts_of(one, report(one, place=place, day=day))
        assert facts.start_min is not None and facts.end_min is not None and facts.start_min < facts.end_min
        assert iso_utc(facts.start_min)


def test_overrides_stand_above_the_machine() -> None:
    one = article()
    moved = {"lat": 1.0, "lon": 2.0, "name": "Elsewhere"}
    facts = facts_of(one, report(one), {"moved": moved, "type": "fire", "confirmed": True})
    claim = facts.claim
    assert (claim.lat, claim.lon, claim.place_id, claim.place_name) == (1.0, 2.0, None, "Elsewhere")
    assert (claim.type, claim.confidence, facts.reviewed) == ("fire", 1.0, True)


@pytest.mark.parametrize(
    ("text", "same"),
    [("Zürich’s Élan", "zurich s elan"), ("  A\nB ", "a b"), ("", ""), ("Київ", "киів"), ("straße", "strasse")],
)
def test_normal(text: str, same: str) -> None:
    assert normal(text) == same
