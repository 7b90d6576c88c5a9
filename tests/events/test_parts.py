"""What is part of an event told beside it is not one of its own."""

from __future__ import annotations

from app.events.parts import parts
from app.model.event_type import event_types
from tests.events.conftest import Read


def test_the_table_names_known_types() -> None:
    known = set(event_types())
    assert parts()
    assert all(part in known and wholes <= known and part not in wholes for part, wholes in parts().items())


def test_houses_burned_in_an_attack_belong_to_it(read: Read) -> None:
    text = "Gunmen attacked Muidumbe on Monday, killing three people. They burned 18 houses in Muidumbe."
    reports = [r for r in read(text) if r.location is not None]
    assert len(reports) == 1
    assert len(reports[0].event.evidence) == 2


def test_burning_elsewhere_is_its_own_event(read: Read) -> None:
    text = "Gunmen attacked Muidumbe on Monday, killing three people. Rebels burned 18 houses in Mueda on Tuesday."
    assert {r.location.place.name for r in read(text) if r.location is not None} == {"Muidumbe", "Mueda"}
