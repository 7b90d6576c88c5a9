"""What the events of one sentence lend each other."""

from __future__ import annotations

from tests.events.conftest import Read


def sites(read: Read, text: str) -> dict[str, str]:
    return {r.event.type: r.location.place.name for r in read(text) if r.location is not None}


def test_the_finer_place_holds_for_what_follows(read: Read) -> None:
    text = "In Haiti, gang members set fire to the police station in Kenscoff on Saturday and abducted a priest."
    assert sites(read, text) == {"destruction": "Kenscoff", "abduction": "Kenscoff"}


def test_the_sentence_goes_on_about_its_place(read: Read) -> None:
    text = "Soldiers detained the president at his palace in Niamey on Monday and declared that they had seized power."
    assert sites(read, text) == {"arrest": "Niamey", "coup": "Niamey"}


def test_two_places_of_their_own_stay_two(read: Read) -> None:
    text = "Police arrested nine men in Durban on Monday and a bomb exploded in Lyon on Tuesday."
    assert sites(read, text) == {"arrest": "Durban", "explosion": "Lyon"}
