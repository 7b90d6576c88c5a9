"""One key for the spellings of an actor within an article."""

from __future__ import annotations

import pytest

from app.store.actors import actor_keys, proper_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the northern leader Ana María Ruiz", "Ana María Ruiz"),
        ("residents", ""),
        ("“Harbour Police”", "Harbour Police"),
        ("soldiers of Unit 42", "Unit 42"),
        ("M23 rebels", "M23"),
        ("", ""),
    ],
)
def test_proper_name(text: str, name: str) -> None:
    assert proper_name(text) == name


def test_short_names_are_the_full_one() -> None:
    assert actor_keys(["Ruiz", "leader Ana Ruiz", "gunmen", "Omar"]) == ["ana ruiz", "ana ruiz", "", "omar"]
