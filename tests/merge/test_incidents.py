"""What an incident takes from its reports, and how incidents belong together."""

from __future__ import annotations

import pytest

from app.merge.incidents import RuleMerge, status_of_many
from app.merge.kinship import kinship
from app.model.event_type import event_types, group_of
from app.model.merging import Link
from tests.merge.claims import DAY, NOON, claim

LONG = "Two people died when a bomb went off near the town hall of Martlow on Tuesday."


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["planned", "occurred"], "occurred"),
        (["denied", "occurred"], "occurred"),
        (["denied", "claimed"], "claimed"),
        (["planned", "denied"], "denied"),
        (["historical", "claimed"], "claimed"),
        (["threatened"], "threatened"),
    ],
)
def test_status(statuses: list, status: str) -> None:
    assert status_of_many(statuses) == status


def test_copies_are_one_unit_and_raise_no_confidence() -> None:
    copies = [claim("r1", wording=LONG), claim("r2", wording=LONG)]
    (part,) = RuleMerge().partition(copies, [])
    assert part.units == 1
    assert part.confidence == pytest.approx(0.8)
    others = [claim("r1", wording=LONG), claim("r2", wording="A bomb killed two in Martlow.")]
    (part,) = RuleMerge().partition(others, [])
    assert part.units == 2
    assert part.confidence > 0.8


def test_the_most_precise_place_and_time_are_taken() -> None:
    rough = claim("r1", precision="near", confidence=0.9)
    fine = claim("r2", start=NOON + 300, end=NOON + 360, time_precision="hour", confidence=0.5)
    (part,) = RuleMerge().partition([rough, fine], [])
    assert part.lead == rough.report_id
    assert part.location_of == fine.report_id
    assert part.time_of == fine.report_id


def test_the_reason_is_said_in_words() -> None:
    (part,) = RuleMerge().partition([claim("r1"), claim("r2", wording="A blast rocked Martlow.")], [])
    assert "same place (Martlow)" in part.reason and "same time" in part.reason
    linked = Link(claim("r1").report_id, claim("r2").report_id, True)
    (part,) = RuleMerge().partition([claim("r1"), claim("r2", type="protest")], [linked])
    assert "a reviewer linked them" in part.reason


def test_containment_and_kinship_relate() -> None:
    merge = RuleMerge()
    region = claim("r1", precision="region", place_id="t:4", place_name="Martlow Oblast", lat=50.2, radius_km=90.0)
    assert "may lie in Martlow Oblast" in str(merge.relation(region, claim("r2")))
    assert "kindred type" in str(merge.relation(claim("r1"), claim("r2", type="drone_attack")))
    assert "km apart" in str(merge.relation(claim("r1"), claim("r2", place_id="t:2", lat=50.03, lon=30.05)))
    assert merge.relation(claim("r1"), claim("r2", type="election")) is None
    assert merge.relation(claim("r1"), claim("r2", start=NOON + 9 * DAY, end=NOON + 10 * DAY)) is None
    assert merge.relation(claim("r1"), claim("r2", lat=55.0)) is None


def test_the_table_of_kinship_is_sound() -> None:
    table = kinship()
    assert set(table.same) == set(event_types())
    for name, others in table.same.items():
        assert others[0] == name
        across = {"explosion", "industrial_accident"}
        assert {group_of(other) for other in others if {name, other} != across} == {group_of(name)}
        assert not table.kin[name] & set(others), f"{name}: both kin and the same"
