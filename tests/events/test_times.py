from __future__ import annotations

from datetime import date, datetime

import pytest

from app.events.times import find_times

PUBLISHED = date(2026, 9, 16)  # a Wednesday


def first(text: str, planned: bool = False, reference: date | None = PUBLISHED) -> tuple[str, str, str] | None:
    for expression in find_times(text, 0, reference):
        interval = expression.on(planned)
        if interval is not None:
            return f"{interval.start:%Y-%m-%dT%H:%M}", f"{interval.end:%Y-%m-%dT%H:%M}", interval.precision
    return None


DAYS = [
    ("on 14 September", "2026-09-14", "2026-09-15"),
    ("on September 14", "2026-09-14", "2026-09-15"),
    ("on Sept. 14, 2025", "2025-09-14", "2025-09-15"),
    ("on the 3rd of May 2021", "2021-05-03", "2021-05-04"),
    ("on 2021-05-03", "2021-05-03", "2021-05-04"),
    ("on 03.05.2021", "2021-05-03", "2021-05-04"),
    ("on 5/23/2021", "2021-05-23", "2021-05-24"),
    ("on Monday", "2026-09-14", "2026-09-15"),
    ("on Wednesday", "2026-09-16", "2026-09-17"),
    ("last Wednesday", "2026-09-09", "2026-09-10"),
    ("yesterday", "2026-09-15", "2026-09-16"),
    ("today", "2026-09-16", "2026-09-17"),
    ("tomorrow", "2026-09-17", "2026-09-18"),
    ("three days ago", "2026-09-13", "2026-09-14"),
    ("on September 9 and 10", "2026-09-09", "2026-09-11"),
    ("on 9-11 September", "2026-09-09", "2026-09-12"),
    ("Thursday, Dec. 25", "2025-12-25", "2025-12-26"),
]


@pytest.mark.parametrize(("text", "start", "end"), DAYS)
def test_days(text: str, start: str, end: str) -> None:
    assert first(text) == (f"{start}T00:00", f"{end}T00:00", "day")


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("in July", "2026-07-01", "month"),
        ("in March 2020", "2020-03-01", "month"),
        ("the 2015 attack", "2015-01-01", "year"),
        ("last week", "2026-09-07", "week"),
        ("last month", "2026-08-01", "month"),
        ("two years ago", "2024-01-01", "year"),
    ],
)
def test_longer_spans(text: str, start: str, precision: str) -> None:
    found = first(text)
    assert found is not None
    assert (found[0][:10], found[2]) == (start, precision)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("on the morning of 14 September", "2026-09-14T06:00", "2026-09-14T12:00", "part-of-day"),
        ("on Monday evening", "2026-09-14T18:00", "2026-09-15T00:00", "part-of-day"),
        ("in the early hours of Tuesday", "2026-09-15T00:00", "2026-09-15T06:00", "part-of-day"),
        ("last night", "2026-09-15T18:00", "2026-09-16T06:00", "part-of-day"),
        ("at 7.30pm on Monday", "2026-09-14T19:30", "2026-09-14T19:31", "minute"),
        ("at 05:00 on 14 May 2026", "2026-05-14T05:00", "2026-05-14T05:01", "minute"),
        ("21.11.2017: 2120 UTC:", "2017-11-21T21:20", "2017-11-21T21:21", "minute"),
    ],
)
def test_parts_of_a_day(text: str, start: str, end: str, precision: str) -> None:
    assert first(text) == (start, end, precision)


def test_a_weekday_in_a_plan_is_the_next_one() -> None:
    assert first("on Friday", planned=True) == ("2026-09-18T00:00", "2026-09-19T00:00", "day")
    assert first("on Wednesday", planned=True) == ("2026-09-16T00:00", "2026-09-17T00:00", "day")


def test_without_a_reference_only_full_dates_are_times() -> None:
    assert first("on Monday", reference=None) is None
    assert first("on 14 September", reference=None) is None
    assert first("on 14 September 2020", reference=None) is not None


def test_numbers_that_are_no_times() -> None:
    assert first("a magnitude 6.30 quake hit 2000 homes, 1950 people and cost $2015") is None
    assert first("30 February 2021") in (None, ("2021-02-01T00:00", "2021-03-01T00:00", "month"))


def test_spans_are_moved_by_the_offset() -> None:
    (expression,) = find_times("on Monday", 100, PUBLISHED)
    assert (expression.span.start, expression.span.end) == (103, 109)
    assert expression.past is not None and expression.past.start == datetime(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("between 2:15 and 2:40 a.m. on Monday", "2026-09-14T02:15", "minute"),
        ("from 2:15 to 3:40 p.m. on Monday", "2026-09-14T14:15", "minute"),
        ("from 11:30 to 12:10 p.m. on Monday", "2026-09-14T11:30", "minute"),
        ("through Monday night", "2026-09-14T18:00", "part-of-day"),
    ],
)
def test_a_span_of_hours_begins_with_the_first(text: str, start: str, precision: str) -> None:
    told = first(text)
    assert told is not None
    assert (told[0], told[2]) == (start, precision)


def test_through_a_day_is_an_end() -> None:
    assert first("through Monday") is None
