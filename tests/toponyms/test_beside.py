"""Names that the text sets beside each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.model.toponym import Toponym

Read = Callable[[str], dict[str, Toponym]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two men were shot in Midland, 10 km west of Nairobi, on Monday.", "Midland"),
        ("A fire broke out in Springfield, just outside Nairobi, on Monday.", "Springfield"),
    ],
)
def test_a_namesake_far_away_is_not_meant(read: Read, text: str, name: str) -> None:
    found = read(text)
    assert name not in found or found[name].place is None or found[name].place.country in {"AT", "KE"}


def test_a_namesake_on_the_other_side_is_not_meant(read: Read) -> None:
    found = read("A soldier was killed at Kuči, north of Podgorica, on Monday.")
    kuci = found.get("Kuči")
    assert kuci is None or kuci.place is None or kuci.place.lat > 42.44


def test_a_place_near_enough_stays(read: Read) -> None:
    found = read("A bomb exploded in Gatumba, 15 km west of Bujumbura, on Monday.")
    assert found["Gatumba"].place is not None
    assert found["Gatumba"].place.country == "BI"


def test_a_road_between_two_cities_may_be_long(read: Read) -> None:
    found = read("A bus overturned between Karachi and Lahore on Monday.")
    assert {found[n].place.country for n in ("Karachi", "Lahore") if found[n].place} == {"PK"}
