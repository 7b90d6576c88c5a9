"""The day of an event: counted from another, told in another sentence, or taken from the section."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.events.conftest import Read

TUESDAY = date(2026, 10, 20)


def days(read: Read, text: str, type_: str, published: date | None = TUESDAY) -> list[tuple[datetime, str]]:
    return [
        (r.event.time.start, r.event.time.precision)
        for r in read(text, published)
        if r.event.type == type_ and r.event.time is not None
    ]


@pytest.mark.parametrize(
    ("text", "type_", "start", "precision"),
    [
        (
            "Residents marched through Lima on Monday, two days after a bomb exploded in Cusco.",
            "explosion",
            datetime(2026, 10, 17),
            "day",
        ),
        (
            "A court in Dhaka sentenced the general on Monday. Bombs exploded at a depot in Dhaka the night before.",
            "explosion",
            datetime(2026, 10, 18, 18),
            "part-of-day",
        ),
        ("A landslide hit Mocoa before dawn on Sunday.", "landslide", datetime(2026, 10, 18, 4), "part-of-day"),
        (
            "A ferry capsized off Barisal. The accident occurred on Saturday night.",
            "transport_accident",
            datetime(2026, 10, 17, 18),
            "part-of-day",
        ),
        (
            "M 5.9 EARTHQUAKE, 30 km S of Mamuju, Indonesia. 2026-10-19 04:11 UTC. Depth 10 km.",
            "earthquake",
            datetime(2026, 10, 19, 4, 11),
            "minute",
        ),
        (
            "A volcano near Legazpi spewed ash on Monday morning, its highest column this year.",
            "eruption",
            datetime(2026, 10, 19, 6),
            "part-of-day",
        ),
        ("At 3 a.m. a bomb exploded in Quetta.", "explosion", datetime(2026, 10, 20, 3), "hour"),
        ("Late in the evening a bomb exploded in Quetta.", "explosion", datetime(2026, 10, 19, 18), "part-of-day"),
    ],
)
def test_day(read: Read, text: str, type_: str, start: datetime, precision: str) -> None:
    assert (start, precision) in days(read, text, type_)


def test_a_line_that_tells_only_the_day_opens_a_section(read: Read) -> None:
    text = "Monday.\nA bomb exploded in Quetta.\n\nTuesday.\nA bomb exploded in Karachi.\n"
    assert [start.day for start, _ in days(read, text, "explosion")] == [19, 20]


def test_weekdays_of_a_declared_week_are_those_of_that_week(read: Read) -> None:
    text = (
        "From the reports of the sheriff for the week of Oct. 5 to Oct. 11.\n\n"
        "Thursday. A barn burned to the ground near Sullivan, Ohio."
    )
    assert {start.day for start, _ in days(read, text, "fire")} == {8}


def test_without_any_day_the_days_of_publication_are_told_as_such(read: Read) -> None:
    assert days(read, "A bomb exploded in Quetta.", "explosion") == [(datetime(2026, 10, 19), "week")]
    assert days(read, "A bomb exploded in Quetta.", "explosion", None) == []


def test_the_head_of_the_article_gives_the_day(read: Read) -> None:
    text = "Quetta woke to the sound of sirens on Monday.\n\nFour men were shot dead in Karachi shortly after 6 a.m."
    starts = [
        r.event.time.start for r in read(text, TUESDAY) if r.event.time and r.event.type in {"shooting", "assault"}
    ]
    assert datetime(2026, 10, 19, 6) in starts
