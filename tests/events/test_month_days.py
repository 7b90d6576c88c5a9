"""Dates that name a month or a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.events.times import find_times

PUBLISHED = date(2023, 9, 20)


def days(text: str, reference: date | None = PUBLISHED) -> list[tuple[str, str]]:
    """First and last day of each time in the text, as a report means them."""
    found = [e.past for e in find_times(text, 0, reference) if e.past]
    return [(f"{past.start:%Y-%m-%d}", f"{past.end - timedelta(seconds=1):%Y-%m-%d}") for past in found]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 14/9/2023", "2023-09-14", "2023-09-14"),
        ("on 9/14/2023", "2023-09-14", "2023-09-14"),
        ("on 14-09-2023", "2023-09-14", "2023-09-14"),
        ("on 09/10/2023", "2023-09-10", "2023-09-10"),  # 9 October is still to come
        ("on 14-Sep-2023", "2023-09-14", "2023-09-14"),
        ("on 9/14", "2023-09-14", "2023-09-14"),
        ("on 14/9", "2023-09-14", "2023-09-14"),
        ("on Mon 18 Sep", "2023-09-18", "2023-09-18"),
        ("on Thurs., Sept. 14", "2023-09-14", "2023-09-14"),
        ("on 3, 4 and 5 May", "2023-05-03", "2023-05-05"),
        ("on September 14 and 15", "2023-09-14", "2023-09-15"),
        ("from 28 August to 2 September", "2023-08-28", "2023-09-02"),
        ("between August 28 and September 2", "2023-08-28", "2023-09-02"),
        ("from 28 December 2021 to 3 January 2022", "2021-12-28", "2022-01-03"),
        ("from 28 December to 3 January", "2022-12-28", "2023-01-03"),
        ("in early August", "2023-08-01", "2023-08-10"),
        ("in mid-August", "2023-08-11", "2023-08-20"),
        ("in late August", "2023-08-21", "2023-08-31"),
        ("in late February 2024", "2024-02-21", "2024-02-29"),
        ("at the end of February", "2023-02-21", "2023-02-28"),
        ("in the first week of May", "2023-05-01", "2023-05-07"),
        ("in the last week of April", "2023-04-24", "2023-04-30"),
        ("in the second half of April", "2023-04-16", "2023-04-30"),
        ("In December", "2022-12-01", "2022-12-31"),
        ("last June", "2023-06-01", "2023-06-30"),
        ("last September", "2022-09-01", "2022-09-30"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


def test_two_dates_with_a_word_between_are_two() -> None:
    assert days("on 3 May and 5 June") == [("2023-05-03", "2023-05-03"), ("2023-06-05", "2023-06-05")]


def test_a_part_of_a_month_that_is_still_to_come_was_last_year() -> None:
    assert days("in late September", date(2023, 9, 10)) == [("2022-09-21", "2022-09-30")]


@pytest.mark.parametrize("text", ["a 3/4 majority", "on 31/31", "a 1.5-2000 ratio", "he may march on"])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert days(text) == []


def test_in_a_plan_the_day_ahead_is_meant() -> None:
    (expression,) = find_times("on 4 January", 0, date(2022, 12, 28))
    assert expression.future is not None and expression.future.start.date() == date(2023, 1, 4)
