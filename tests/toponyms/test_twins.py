"""One name for two places, told apart by the rest of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.model.toponym import Toponym

Read = Callable[[str], dict[str, Toponym]]


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("A court in Arequipa sentenced the former mayor of Caylloma on Thursday.", "Arequipa", "P"),
        ("The army shelled Zaporizhzhia on Monday.", "Zaporizhzhia", "P"),
        ("Floods hit the Arequipa region of Peru on Thursday.", "Arequipa", "A"),
    ],
)
def test_a_bare_name_is_the_city(read: Read, text: str, name: str, feature: str) -> None:
    found = next(t for text_, t in read(text).items() if text_.startswith(name))
    assert found.place is not None
    assert found.place.feature.startswith(feature)
    assert found.place.population > 50_000


@pytest.mark.parametrize(
    ("text", "sea"),
    [
        ("North Korea fired missiles toward the East Sea, officials in South Korea said.", "Sea of Japan"),
        ("A fishing boat sank in the East Sea off Da Nang, Viet Nam.", "South China Sea"),
    ],
)
def test_a_sea_of_this_part_of_the_world(read: Read, text: str, sea: str) -> None:
    place = read(text)["East Sea"].place
    assert place is not None
    assert place.name == sea


def test_a_rifle_is_no_state(read: Read) -> None:
    assert "AK" not in read("Three AK-47 rifles were found in Jos on Monday.")


def test_a_river_that_the_gazetteer_lacks_is_no_town(read: Read) -> None:
    found = read("The Quitandinha river burst its banks and swept away cars in Brazil.")
    assert "Quitandinha" not in found or found["Quitandinha"].place is None


def test_among_the_areas_of_a_list_an_area(read: Read) -> None:
    found = read("Cases were reported in New Mexico, New York, Ohio, Oklahoma and Utah.")
    features = [found[name].place.feature for name in ("New York", "Oklahoma")]
    assert features == ["A.ADM1", "A.ADM1"]


def test_a_direction_of_an_area_is_no_other_area(read: Read) -> None:
    found = read("Bird flu was found in the Eastern province of Prince Edward Island.")
    assert found["Eastern province"].place is None


def test_a_town_of_the_country_where_it_is_told(read: Read) -> None:
    found = read("They learned from Mozambique, where dreams ended after insurgents attacked Palma in 2021.")
    assert found["Palma"].place.country == "MZ"
