"""Words that are only a part of a longer name."""

from __future__ import annotations

import pytest

from app.toponyms.partial import is_partial


@pytest.mark.parametrize(
    ("text", "name", "partial"),
    [
        ('Police caught José "Paco" Toledo on Monday.', "Toledo", True),
        ('Police caught Lorca “Paco” Ruiz on Monday.', "Lorca", True),
        ('Fighting in Mariupol "Azovstal" Works went on.', "Mariupol", False),
        ('He said "We are leaving" Toledo on Monday.', "Toledo", False),
        ("The Lyon-Est exit was blocked.", "Est", True),
        ("Protests in the Est region went on.", "Est", False),
        ("The Lyon-Toledo train was stopped.", "Toledo", False),
        ("Pirates boarded a boat off San Juan cape.", "San Juan", True),
        ("Pirates boarded a boat off San Juan.", "San Juan", False),
    ],
)
def test_a_part_of_a_longer_name_is_no_place(text: str, name: str, partial: bool) -> None:
    start = text.index(name)
    assert is_partial(text, start, start + len(name)) is partial
