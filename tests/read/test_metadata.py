from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InputError
from app.read.metadata import Metadata, metadata_of, parse_published


def test_a_day() -> None:
    assert parse_published("2023-09-14") == (date(2023, 9, 14), None)


def test_a_time_keeps_its_offset_and_its_local_day() -> None:
    day, instant = parse_published("2023-09-14T23:30:00-05:00")
    assert day == date(2023, 9, 14)
    assert instant == datetime(2023, 9, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))


def test_a_time_without_offset_is_only_a_day() -> None:
    assert parse_published("2023-09-14 23:30") == (date(2023, 9, 14), None)


@pytest.mark.parametrize("value", ["2023-02-30", "14.09.2023", "yesterday", "2023-09", "20230914", "2023-09-14T99:00"])
def test_a_date_that_is_none_is_told_with_the_mend(value: str) -> None:
    with pytest.raises(InputError, match="is no date; write 2023-09-14"):
        parse_published(value)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_an_input_error(value: str) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(parse_published(value)[0], date)


def test_sidecar_names_and_blanks() -> None:
    row = {"title": " A\n b ", "published_date": "2023-09-14", "source": "", "language": None, "note": 3}
    assert metadata_of(row) == Metadata(title="A b", published=date(2023, 9, 14))


@pytest.mark.parametrize("row", [{"title": 3}, {"published": 20230914}, {"source": ["a"]}])
def test_a_value_of_the_wrong_kind_is_named(row: dict[str, object]) -> None:
    with pytest.raises(InputError, match=next(iter(row))):
        metadata_of(row)


def test_what_is_known_stands_above_what_is_found() -> None:
    day = date(2023, 9, 14)
    other = Metadata("T", date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC), "S")
    assert Metadata(published=day).completed_by(other) == Metadata("T", day, None, "S")
