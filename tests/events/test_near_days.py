"""Days counted from the day of publication or from another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.events.times import find_times

WEDNESDAY = date(2024, 3, 13)


def read(text: str, planned: bool = False) -> list[tuple[str, str, str]]:
    """First and last day, with the precision, of each time in the text."""
    found = [e.on(planned) for e in find_times(text, 0, WEDNESDAY)]
    return [(f"{i.start:%m-%d}", f"{i.end - timedelta(seconds=1):%m-%d}", i.precision) for i in found if i is not None]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("the day before yesterday", "03-11", "03-11", "day"),
        ("three days ago", "03-10", "03-10", "day"),
        ("fourteen days ago", "02-28", "02-28", "day"),
        ("48 hours ago", "03-11", "03-11", "day"),
        ("a few hours ago", "03-13", "03-13", "day"),
        ("a week ago", "03-06", "03-06", "day"),
        ("about a week ago", "03-05", "03-07", "week"),
        ("more than a week ago", "03-03", "03-06", "week"),
        ("nearly a week ago", "03-06", "03-08", "week"),
        ("two weeks ago", "02-26", "03-03", "week"),
        ("it is a week since", "03-06", "03-06", "day"),
        ("in the past 24 hours", "03-12", "03-13", "day"),
        ("over the last three days", "03-10", "03-13", "day"),
        ("earlier this week", "03-11", "03-13", "week"),
        ("late last week", "03-07", "03-10", "week"),
        ("early last week", "03-04", "03-06", "week"),
        ("earlier this month", "03-01", "03-13", "month"),
        ("over the weekend", "03-09", "03-10", "day"),
        ("last weekend", "03-09", "03-10", "day"),
    ],
)
def test_in_a_report(text: str, first: str, last: str, precision: str) -> None:
    assert read(text) == [(first, last, precision)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("tomorrow evening", "03-14", "03-14"),
        ("later this week", "03-13", "03-17"),
        ("later this month", "03-13", "03-31"),
        ("in two days' time", "03-15", "03-15"),
    ],
)
def test_in_a_plan(text: str, first: str, last: str) -> None:
    assert [found[:2] for found in read(text, planned=True)] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("the next day", 1),
        ("the night before", -1),
        ("that evening", 0),
        ("later in the day", 0),
        ("two days earlier", -2),
        ("a week later", 7),
        ("Four days on, he", 4),
        ("hours earlier", 0),
        ("half an hour later", 0),
    ],
)
def test_what_leans_on_another_day(text: str, shift: int) -> None:
    assert [e.shift_days for e in find_times(text, 0, WEDNESDAY)] == [shift]


def test_the_other_day_may_stand_in_the_same_sentence() -> None:
    assert read("on 3 March a bomb exploded; three days later a man was held")[-1] == ("03-06", "03-06", "day")
