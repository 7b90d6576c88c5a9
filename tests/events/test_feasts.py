"""On which dates feasts and public days fall."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.events import feasts as module
from app.events.feasts import feasts, public_days, public_feast
from app.events.lexicon import LexiconError


@pytest.mark.parametrize(
    ("name", "year", "country", "day"),
    [
        ("Boxing Day", 2023, None, date(2023, 12, 26)),
        ("Good Friday", 2024, "FR", date(2024, 3, 29)),
        ("Good Friday", 2024, "GR", date(2024, 5, 3)),
        ("Orthodox Easter", 2023, "US", date(2023, 4, 16)),
        ("Easter Monday", 2024, None, date(2024, 4, 1)),
        ("Eid ul-Fitr", 2024, "SA", date(2024, 4, 10)),
        ("Eid-al-Fitr", 2024, "IN", date(2024, 4, 11)),
        ("Eid al-Adha", 2023, None, date(2023, 6, 28)),
        ("Eid al-Fitr", 2021, "EG", date(2021, 5, 13)),
        ("Ashura", 2024, "IQ", date(2024, 7, 16)),
        ("Diwali", 2023, None, date(2023, 11, 12)),
        ("Lunar New Year", 2025, "VN", date(2025, 1, 29)),
        ("Songkran", 2024, None, date(2024, 4, 13)),
        ("Yom Kippur", 2024, None, date(2024, 10, 12)),
        ("Thanksgiving", 2023, "CA", date(2023, 11, 23)),
        ("Black Friday", 2023, None, date(2023, 11, 24)),
        ("Labor Day", 2023, "US", date(2023, 9, 4)),
        ("Labour Day", 2023, "FR", date(2023, 5, 1)),
    ],
)
def test_a_feast_falls_on(name: str, year: int, country: str | None, day: date) -> None:
    assert [days.first for days in feasts().named(name).in_year(year, country)] == [day]


@pytest.mark.parametrize("name", ["New Year's Day", "New Year’s Day", "New Years Day", "new-years day"])
def test_a_feast_is_found_however_its_apostrophe_is_written(name: str) -> None:
    assert re.fullmatch(feasts().names, name, re.IGNORECASE)
    assert feasts().named(name).fixed == (1, 1)


def test_every_feast_of_the_lexicon_falls_in_the_years_of_news() -> None:
    for name, feast in feasts().by_name.items():
        without = [year for year in range(2015, 2027) if not list(feast.in_year(year, None))]
        assert len(without) <= 1, (name, without)


@pytest.mark.parametrize(
    ("name", "country", "day"),
    [
        ("Independence Day", "UA", date(2023, 8, 24)),
        ("Independence Day", "IN", date(2023, 8, 15)),
        ("Republic Day", "IN", date(2023, 1, 26)),
        ("Pakistan Day", "PK", date(2023, 3, 23)),
    ],
)
def test_a_public_day_of_a_country(name: str, country: str, day: date) -> None:
    feast = public_feast(name, country, [2023])
    assert feast is not None
    assert [days.first for days in feast.in_year(2023, country)] == [day]


def test_what_no_calendar_has_is_no_feast() -> None:
    assert public_feast("Judgment Day", "US", [2023]) is None
    assert public_days("XX", 2023) == {}
    assert list(feasts().named("Easter").in_year(5000, None)) == []


@pytest.mark.parametrize(
    "row",
    [
        {"names": ["X"]},
        {"names": ["X"], "date": "02-30"},
        {"names": ["X"], "date": "01-01", "easter": 0},
        {"names": ["X"], "holiday": ["Holi"]},
        {"names": ["X"], "date": "01-01", "colour": "red"},
    ],
)
def test_entries_that_cannot_be_used_are_named(row: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read_file", lambda *_: {"feasts": [row], "orthodox": []})
    with pytest.raises(LexiconError, match="X"):
        feasts.__wrapped__("en")
