from __future__ import annotations

import pytest

from tests.events.conftest import Read


def told(read: Read, text: str) -> set[tuple[str, str]]:
    return {(p.role, p.text) for report in read(text) for p in report.event.participants}


@pytest.mark.parametrize(
    ("text", "role", "phrase"),
    [
        ("Bandits kidnapped fourteen passengers near Kaduna on Sunday.", "actor", "Bandits"),
        ("Bandits kidnapped fourteen passengers near Kaduna on Sunday.", "target", "fourteen passengers"),
        ("Three men were shot dead in Tijuana on Monday.", "target", "Three men"),
        (
            "Fighters of the People's Front killed nine farmers near Goma on Monday.",
            "actor",
            "Fighters of the People's Front",
        ),
        ("Eleven fans died in a stampede at a stadium in Bengaluru on Monday.", "target", "Eleven fans"),
        ("A landmine killed two children near Mykolaiv on Monday.", "instrument", "A landmine"),
    ],
)
def test_role(read: Read, text: str, role: str, phrase: str) -> None:
    assert (role, phrase) in told(read, text)


def test_a_phrase_holds_no_clause(read: Read) -> None:
    text = "The mayor, who was on his way home, was shot in Cotija on Monday."
    assert {phrase for _, phrase in told(read, text)} == {"The mayor"}


def test_weather_is_no_participant(read: Read) -> None:
    assert not any(
        "tornado" in phrase for _, phrase in told(read, "A tornado flattened a school near Tulsa on Monday.")
    )
