from __future__ import annotations

from datetime import datetime

import pytest

from app.serve.instants import read_extent, read_interval

CASES = (
    ("2023", datetime(2023, 1, 1), datetime(2024, 1, 1)),
    ("2023-12", datetime(2023, 12, 1), datetime(2024, 1, 1)),
    ("2024-02-29", datetime(2024, 2, 29), datetime(2024, 3, 1)),
    ("2023-09-14T06:00:00Z", datetime(2023, 9, 14, 6), datetime(2023, 9, 14, 6)),
    ("2023-09-14T06:00:00+03:00", datetime(2023, 9, 14, 3), datetime(2023, 9, 14, 3)),
    ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59), datetime(2016, 12, 31, 23, 59, 59)),
    ("9999-12-31", datetime(9999, 12, 31), datetime(9999, 12, 31, 23, 59, 59)),
)


@pytest.mark.parametrize(("text", "start", "end"), CASES)
def test_extent_of_a_time(text: str, start: datetime, end: datetime) -> None:
    assert read_extent(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "x", "2023-13", "2023-02-29", "0000", "2023-9-1", "20230914", "2023-09-14T25:00:00Z"]
)
def test_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        read_extent(text)


def test_interval_of_days_holds_its_last_day() -> None:
    found = read_interval("2023-09-01/2023-09-30")
    assert (found.start, found.end) == (datetime(2023, 9, 1), datetime(2023, 10, 1))


@pytest.mark.parametrize("text", ["../2023-09-30", "/2023-09-30"])
def test_open_start(text: str) -> None:
    assert read_interval(text).start is None
    assert read_interval(text).end == datetime(2023, 10, 1)


@pytest.mark.parametrize("text", ["2024/2023", "2023/2024/2025"])
def test_no_interval(text: str) -> None:
    with pytest.raises(ValueError):
        read_interval(text)
