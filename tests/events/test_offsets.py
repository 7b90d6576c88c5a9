"""Places told by direction, and by the two sides of a border."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("text", "relation", "precision"),
    [
        ("A bomb killed three people in northern Mali on Monday.", "part", "region"),
        ("A bomb killed three people in the north of Mali on Monday.", "part", "region"),
        ("A bomb killed three people in the south-eastern part of Niger on Monday.", "part", "region"),
        ("Clashes broke out on the Thai-Cambodian border on Monday.", "border", "region"),
        ("Clashes broke out at the border between Thailand and Cambodia on Monday.", "border", "region"),
        ("Two soldiers died in a clash on India's border with China on Monday.", "border", "region"),
        ("A bomb killed three people 12 km north of Gao on Monday.", "offset", "near"),
        ("A bomb killed three people in northern Ireland's capital Belfast on Monday.", "in", "place"),
    ],
)
def test_direction(read: Read, text: str, relation: str, precision: str) -> None:
    (location,) = [r.location for r in read(text) if r.location is not None]
    assert (location.relation, location.precision) == (relation, precision)
