from __future__ import annotations

from datetime import datetime

import pytest

from app.serve.parameters import PARAMETERS
from app.serve.problems import Problem
from app.serve.query import filter_of, read_query
from app.store.filter import Box, Interval


def test_every_part_of_the_filter() -> None:
    raw = (
        b"bbox=30,44,41,53&datetime=2023-09&type=explosion,shelling&group=armed&status=claimed&country=ua,none"
        b"&precision=near&source=Daily%20Courier&min_sources=2&min_confidence=0.5&q=two%20words&ids=a&place_id=gn:1"
        b"&actor=x&article=y&tag=z&grade=probable&reviewed=true&located=false"
    )
    found = filter_of(read_query(raw, PARAMETERS))
    assert found.bbox == Box(30, 44, 41, 53)
    assert found.interval == Interval(datetime(2023, 9, 1), datetime(2023, 10, 1))
    assert found.types == ("explosion", "shelling")
    assert (found.groups, found.statuses, found.countries) == (("armed",), ("claimed",), ("UA", ""))
    assert (found.precisions, found.sources, found.min_sources) == (("near",), ("Daily Courier",), 2)
    assert (found.min_confidence, found.q, found.ids, found.place_ids) == (0.5, "two words", ("a",), ("gn:1",))
    assert (found.actors, found.articles, found.tags, found.grades) == (("x",), ("y",), ("z",), ("probable",))
    assert (found.reviewed, found.located) == (True, False)


def test_statuses_by_default_and_all() -> None:
    assert filter_of(read_query(b"", PARAMETERS)).statuses == ("occurred", "claimed")
    assert filter_of(read_query(b"status=all", PARAMETERS)).statuses == ()


def test_a_list_may_be_repeated_and_a_number_may_not() -> None:
    assert read_query(b"type=flood&type=storm", PARAMETERS).values["type"] == ("flood", "storm")
    with pytest.raises(Problem, match="given twice"):
        read_query(b"limit=1&limit=2", PARAMETERS)


def test_limit_above_the_maximum_is_the_maximum() -> None:
    assert read_query(b"limit=1000000000000", PARAMETERS).values["limit"] == 10_000


@pytest.mark.parametrize(
    ("raw", "parameter", "word"),
    [
        (b"typ=flood", "typ", "Did you mean type?"),
        (b"type=banana", "type", "explosion"),
        (b"limit=0", "limit", "whole number"),
        (b"limit=1e9", "limit", "whole number"),
        (b"datetime=yesterday", "datetime", "2023-09-14"),
        (b"bbox=1,2,3", "bbox", "west,south,east,north"),
        (b"min_confidence=nan", "min_confidence", "0 to 1"),
        (b"q=%00", "q", "characters"),
        (b"q=%ff", "q", "characters"),
        (b"q=" + b"a" * 100_000, "q", "characters"),
        (b"country=UKR", "country", "two letters"),
        (b"status=,", "status", "occurred"),
        (b"reviewed=1", "reviewed", "true"),
        (b"filter=((((((((((((((", "filter", "brackets"),
        (b"crs=EPSG:25833", "crs", "CRS84"),
    ],
)
def test_what_is_wrong_is_named_with_its_mend(raw: bytes, parameter: str, word: str) -> None:
    with pytest.raises(Problem) as caught:
        filter_of(read_query(raw, PARAMETERS))
    assert caught.value.status == 400
    assert caught.value.parameter == parameter
    assert word in caught.value.mend + caught.value.detail


def test_pages_ignore_what_they_do_not_know() -> None:
    found = read_query(b"utm_source=x&type=banana&status=planned", PARAMETERS, strict=False, lenient=True)
    assert dict(found.values) == {"status": ("planned",)}


def test_the_string_of_a_next_page_keeps_the_filter() -> None:
    found = read_query(b"type=flood&after=old&q=a%26b", PARAMETERS)
    assert found.string(after="new") == "type=flood&q=a%26b&after=new"
    assert found.string(after=None) == "type=flood&q=a%26b"


def test_too_many_parameters() -> None:
    with pytest.raises(Problem):
        read_query(b"&".join(b"type=flood" for _ in range(500)), PARAMETERS)
