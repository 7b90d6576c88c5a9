"""Weekdays."""

from __future__ import annotations

from datetime import date

import pytest

from app.events.times import find_times

WEDNESDAY = date(2024, 3, 13)


def read(text: str, planned: bool = False, reference: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    """Start and end (exclusive), day and hour, of each time in the text."""
    found = [e.on(planned) for e in find_times(text, 0, reference)]
    return [(f"{i.start:%m-%dT%H}", f"{i.end:%m-%dT%H}") for i in found if i is not None]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Monday", "03-11T00", "03-12T00"),
        ("Last Wednesday", "03-06T00", "03-07T00"),
        ("this past Sunday", "03-10T00", "03-11T00"),
        ("early Saturday", "03-09T00", "03-09T09"),
        ("Late on Saturday", "03-09T18", "03-10T00"),
        ("late last Thursday", "03-07T18", "03-08T00"),
        ("Monday of last week", "03-04T00", "03-05T00"),
        ("Tuesday last week", "03-05T00", "03-06T00"),
        ("last week, on Friday", "03-08T00", "03-09T00"),
        ("the Friday before last", "03-01T00", "03-02T00"),
        ("a week ago on Saturday", "03-02T00", "03-03T00"),
        ("from Saturday to Monday", "03-09T00", "03-12T00"),
        ("between Saturday and Monday", "03-09T00", "03-12T00"),
        ("on Monday and Tuesday", "03-11T00", "03-13T00"),
        ("on Saturday, Sunday and Monday", "03-09T00", "03-12T00"),
        ("overnight from Monday to Tuesday", "03-11T18", "03-12T06"),
        ("in the night between Sunday and Monday", "03-10T18", "03-11T06"),
        ("on Monday night into Tuesday", "03-11T18", "03-12T06"),
        ("the night to Tuesday", "03-11T18", "03-12T07"),
    ],
)
def test_in_a_report(text: str, start: str, end: str) -> None:
    assert read(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Thursday week", "03-21T00", "03-22T00"),
        ("next Monday", "03-18T00", "03-19T00"),
        ("from Friday to Sunday", "03-15T00", "03-18T00"),
        ("on Wednesday", "03-13T00", "03-14T00"),
    ],
)
def test_in_a_plan(text: str, start: str, end: str) -> None:
    assert read(text, planned=True) == [(start, end)]


def test_nights_of_days_that_do_not_follow_each_other_are_none() -> None:
    assert read("overnight from Monday to Thursday") != [("03-11T18", "03-12T06")]


def test_without_a_day_of_publication_a_weekday_is_no_date() -> None:
    assert read("on Monday night into Tuesday", reference=None) == []
