"""A capital that is named by its country."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A blast in the Iraqi capital killed two.", "Baghdad"),
        ("Police fired on crowds in the Kenyan capital.", "Nairobi"),
    ],
)
def test_is_its_city(read, text, name):
    capital = read(text)["capital"]
    assert capital.place.name == name
    assert capital.kind == "place"


@pytest.mark.parametrize(
    "text",
    [
        "A blast in the Iraqi capital Baghdad killed two.",
        "A blast in the Iraqi capital, Baghdad, killed two.",
        "Kenyan capital markets fell.",
        "The firm raised capital.",
    ],
)
def test_but_not_beside_its_name_nor_as_money(read, text):
    assert "capital" not in read(text)
