"""Where somebody speaks is not where it happened."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "The National Weather Service in Topeka put the tornado at EF3, with winds of up to 145 mph.",
        "A tornado tore through the county, the National Weather Service in North Little Rock said.",
        "Ten soldiers were killed in an ambush, the army in Addis Ababa said.",
        "A judge said in Nakuru that the men had taken part in a massacre.",
        "A police spokesman in Nairobi said that the man had been shot by a neighbour.",
    ],
)
def test_the_seat_of_the_speaker_is_not_the_place(read: Read, text: str) -> None:
    assert not [r for r in read(text) if r.location]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Police in Leeds said two men were stabbed.", "Leeds"),
        ("Officials said in Kharkiv a missile strike killed two people.", "Kharkiv"),
        ("Firefighters in Topeka put out a house fire on Monday.", "Topeka"),
        ("The minister said in Nairobi that the army had bombed rebels near Kismayo.", "Kismayo"),
        ("A police spokesman in Leeds said a man was shot on Monday.", "Leeds"),
    ],
)
def test_those_who_work_where_it_happened_tell_the_place(read: Read, text: str, place: str) -> None:
    assert place in [r.location.place.name for r in read(text) if r.location]
