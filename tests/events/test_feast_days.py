"""Days told by a feast."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.events.feast_days import feast_days

DAY = timedelta(days=1)


def read(text: str, reference: date | None, country: str | None = None) -> list[tuple[date, date]]:
    """First and last day of each feast in the text, as a report means them."""
    places = ((0, country),) if country else ()
    found = [e.past for e in feast_days(text, reference, lambda: places)]
    return [(past.start.date(), past.end.date() - DAY) for past in found if past is not None]


@pytest.mark.parametrize(
    ("text", "reference", "country", "first", "last"),
    [
        ("killed on Christmas Eve", date(2024, 1, 3), None, date(2023, 12, 24), date(2023, 12, 24)),
        ("killed on New Year’s Day", date(2024, 1, 1), None, date(2024, 1, 1), date(2024, 1, 1)),
        ("on the eve of Orthodox Christmas", date(2024, 1, 12), None, date(2024, 1, 6), date(2024, 1, 6)),
        ("on the second day of Eid al-Adha", date(2023, 7, 2), "SA", date(2023, 6, 29), date(2023, 6, 29)),
        ("during Songkran", date(2024, 5, 1), "TH", date(2024, 4, 13), date(2024, 4, 15)),
        ("the 2019 Easter Sunday bombings", date(2024, 5, 1), "LK", date(2019, 4, 21), date(2019, 4, 21)),
        ("the Christmas Eve killings of 2021", date(2024, 5, 1), None, date(2021, 12, 24), date(2021, 12, 24)),
        ("on Christmas Day 2004", None, None, date(2004, 12, 25), date(2004, 12, 25)),
        ("over the Easter weekend", date(2024, 5, 1), "FR", date(2024, 3, 30), date(2024, 3, 31)),
        ("on the day after Thanksgiving", date(2023, 11, 30), "US", date(2023, 11, 24), date(2023, 11, 24)),
        ("on Independence Day", date(2023, 8, 20), "IN", date(2023, 8, 15), date(2023, 8, 15)),
        ("On Victory Day", date(2023, 5, 20), None, date(2023, 5, 9), date(2023, 5, 9)),
    ],
)
def test_days(text: str, reference: date | None, country: str | None, first: date, last: date) -> None:
    assert read(text, reference, country)[:1] == [(first, last)]


def test_the_country_named_nearest_is_the_one_whose_day_it_is() -> None:
    text = "Russian missiles hit Dnipro on Ukraine's Independence Day"
    places = ((0, "RU"), (text.index("Ukraine"), "UA"))
    found = [e.past.start.date() for e in feast_days(text, date(2023, 8, 27), lambda: places) if e.past]
    assert found == [date(2023, 8, 24)]


@pytest.mark.parametrize("text", ["a Christmas tree fell", "the Easter Rising", "a Halloween costume shop burned down"])
def test_a_name_that_tells_no_time(text: str) -> None:
    assert read(text, date(2024, 1, 3)) == []


def test_without_a_day_of_publication_only_feasts_with_a_year_are_days() -> None:
    assert read("on Christmas Eve", None) == []


def test_in_a_plan_the_next_one_is_meant() -> None:
    (expression,) = feast_days("on Christmas Eve", date(2024, 1, 3), lambda: ())
    assert expression.future is not None and expression.future.start.date() == date(2024, 12, 24)
