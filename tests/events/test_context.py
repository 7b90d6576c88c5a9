"""What earlier sentences leave to later ones."""

from __future__ import annotations

from tests.events.conftest import Read


def test_a_place_told_by_the_way_is_not_passed_on(read: Read) -> None:
    reports = read(
        "Police in Van raided eleven houses on Wednesday against a network that moved migrants to Istanbul. "
        "Fourteen suspects were taken into custody."
    )
    arrest = next(r for r in reports if r.event.type == "arrest")
    assert arrest.location is not None
    assert arrest.location.place.name == "Van"
