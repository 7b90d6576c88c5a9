"""The days of events in the many ways of telling them, read by the whole pipeline (see ``day_cases``)."""

from __future__ import annotations

import pytest

from app.pipeline import Pipeline
from tests.events.day_cases import date_all, day_cases, share


@pytest.mark.parametrize(("name", "floor"), [("days", 0.95), ("days_second", 0.85)])
def test_most_ways_of_telling_a_day_are_understood(pipeline: Pipeline, name: str, floor: float) -> None:
    dated = date_all(pipeline, day_cases(name))
    assert len(dated) >= 50
    assert share(dated) >= floor, [(one.case.text, one.read_instead()) for one in dated if not one.right]
