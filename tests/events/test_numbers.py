from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.numbers import number_words

WORDS = number_words("en")
PATTERN = re.compile(WORDS.pattern, re.IGNORECASE)


def read(text: str) -> tuple[int, int | None] | None:
    match = PATTERN.search(text)
    return WORDS.read(match["approx"], match["number"], match["more"]) if match else None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("twelve", (12, 12)),
        ("twenty-one", (21, 21)),
        ("one hundred and five", (105, 105)),
        ("two thousand three hundred", (2300, 2300)),
        ("1,739", (1739, 1739)),
        ("3 million", (3_000_000, 3_000_000)),
        ("two lakh", (200_000, 200_000)),
        ("at least 12", (12, None)),
        ("more than 260", (260, None)),
        ("up to 30", (30, 30)),
        ("about forty", (40, 40)),
        ("five to seven", (5, 7)),
        ("between 5 and 7", (5, 7)),
        ("10-12", (10, 12)),
        ("dozens of", (24, None)),
        ("tens of thousands of", (20_000, None)),
        ("several", (3, 9)),
        ("two dozen", (24, 24)),
        ("six or more", (6, None)),
    ],
)
def test_number(text: str, bounds: tuple[int, int | None]) -> None:
    assert read(text) == bounds


@given(st.integers(min_value=0, max_value=999_999))
def test_figures_are_read_as_they_stand(value: int) -> None:
    assert read(f"{value:,}") == (value, value)
    assert read(str(value)) == (value, value)


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_the_lower_bound_comes_first(one: int, other: int) -> None:
    found = read(f"between {one} and {other}")
    assert found == (min(one, other), max(one, other))
