"""The days of events in the many ways of telling them, read by the whole pipeline (see ``day_cases``)."""

from __future__ import annotations

from app.pipeline import Pipeline
from tests.events.day_cases import date_all, day_cases, share

KNOWN = 0.9
"""Share of the first set, which was read while the rules were written."""


def test_most_ways_of_telling_a_day_are_understood(pipeline: Pipeline) -> None:
    dated = date_all(pipeline, day_cases())
    assert len(dated) >= 150
    assert share(dated) >= KNOWN, [(one.case.text, one.read_instead()) for one in dated if not one.right]
