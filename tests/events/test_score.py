"""Confidence: a logistic model over clues."""

from __future__ import annotations

import math

import pytest

from app.events.score import Weights, stored_weights
from tests.events.conftest import Read


def test_probability_is_the_logistic_of_bias_and_weights() -> None:
    weights = Weights(-1.0, {"a": 2.0})
    assert weights.probability({"a": 1.0, "unknown": 9.0}) == pytest.approx(1 / (1 + math.exp(-1)))
    assert weights.probability({}) == pytest.approx(1 / (1 + math.e))


def test_extreme_clues_stay_in_bounds() -> None:
    weights = Weights(0.0, {"a": 1e9})
    assert 0.0 < weights.probability({"a": -1.0}) < weights.probability({"a": 1.0}) <= 1.0


def test_stored_weights_know_what_makes_a_place_sure() -> None:
    weights = stored_weights()
    assert weights.of["attached"] > 0 > weights.of["country"]


def test_a_plain_event_is_surer_than_a_figure_of_speech(read: Read) -> None:
    plain = read("Two soldiers were killed when a bomb exploded in Quetta on Monday, police said.")
    figure = read("I loved the film: its explosion of colours in Quetta is a blast, and we laughed.")
    sure = max(r.event.confidence for r in plain if r.location is not None)
    assert all(r.event.confidence < sure for r in figure if r.location is not None)


def test_a_death_that_raises_the_toll_of_a_day_tells_of_the_event(read: Read) -> None:
    text = (
        "The boy who was pulled from the ruins of a house at Cumpăna has died in hospital. His death brings the number "
        "of lives lost in Saturday's explosion to three."
    )
    assert any(r.event.type == "explosion" and r.event.quantities[0].min == 3 for r in read(text))
