"""Which event of a text a count belongs to, who tells it, and what was damaged."""

from __future__ import annotations

import pytest

from app.model.event import Quantity
from app.model.report import Report
from tests.events.conftest import Read


def counts(reports: tuple[Report, ...], place: str, unit: str = "killed") -> list[Quantity]:
    return [
        q
        for r in reports
        if r.location is not None and place in r.location.place.name
        for q in r.event.quantities
        if q.unit == unit
    ]


@pytest.mark.parametrize(
    ("text", "place", "killed"),
    [
        ("A bomb went off in Quetta on Monday. Rescue workers counted nine bodies.", "Quetta", {9}),
        ("A ferry capsized off Barisal on Monday. Ten people were saved. The pier was shut. 31 drowned.", "Bar", {31}),
        ("Gunmen stormed a bar in Tijuana on Monday. Nobody died.", "Tijuana", {0}),
        ("A bus fell into a ravine near Cusco on Monday. Of the 45 people aboard, 17 did not survive.", "Cusco", {17}),
        ("A helicopter crashed near Jos on Monday. There were no survivors among the eight people aboard.", "Jos", {8}),
        ("A mine blew up in Bria on Monday, killing himself and three guards.", "Bria", {3}),
        ("Three police officers and two attackers died in a shootout in Quetta on Monday.", "Quetta", {5}),
        ("Twelve died when a wall fell in Multan on Monday, taking the year's toll to 61.", "Multan", {12, 61}),
        ("A drone hit a house in Belgorod on Monday. A married couple had been killed, he said.", "Belgorod", {2}),
        ("A bomb went off in Mosul. One woman was killed; two taken to hospital in Erbil.", "Mosul", {1}),
        ("White Island in New Zealand erupted in 2019. Twenty-two died.", "White", {22}),
        ("A blast hit Mosul on Monday. A similar blast hit Erbil in 2019. Twelve people died.", "Mosul", set()),
        ("A bus owner was shot dead in Karachi on Monday.", "Karachi", {1}),
        ("Shells hit Nikopol on Monday. A woman of 67 was killed.", "Nikopol", {1}),
    ],
)  # fmt: skip
def test_killed(read: Read, text: str, place: str, killed: set[int]) -> None:
    assert {q.min for q in counts(read(text), place)} == killed


def test_all_places_of_one_trigger_have_the_count(read: Read) -> None:
    reports = read("Flooding submerged the towns of Sylhet and Sunamganj on Monday and 39 people died.")
    assert [q.min for q in counts(reports, "Sylhet")] == [q.min for q in counts(reports, "Sun")] == [39]


def test_a_count_of_another_day_is_not_the_events(read: Read) -> None:
    reports = read("A bomb exploded in Quetta on Monday, killing four. In 2016 seventy lawyers died there.")
    assert [q.min for q in counts(reports, "Quetta")] == [4]


def test_a_count_elsewhere_is_not_the_events(read: Read) -> None:
    reports = read("A bomb exploded in Quetta on Monday, killing four. Six bodies were brought to Karachi.")
    assert [q.min for q in counts(reports, "Quetta")] == [4]


def test_sources_that_disagree_are_both_kept(read: Read) -> None:
    text = (
        "A lorry ran into a crowd in Kisumu on Monday. "
        "Police put the number of dead at nine; the hospital spoke of eleven bodies."
    )
    assert {(q.min, q.source) for q in counts(read(text), "Kisumu")} == {(9, "Police"), (11, "the hospital")}


def test_an_arrest_has_no_dead(read: Read) -> None:
    reports = read("Police in Leeds arrested two men on Monday after a fire in Bradford killed five people.")
    assert not [q for r in reports if r.event.type == "arrest" for q in r.event.quantities if q.unit == "killed"]


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        ("A wildfire near Rafina on Monday destroyed 40 houses and damaged a bridge.", ["40 houses", "a bridge"]),
        ("The quake flattened the old market of Amatrice on Tuesday.", ["the old market of Amatrice"]),
        ("A bomb exploded in Quetta on Monday. It did not damage the station.", []),
        ("Police in Leeds arrested two men on Monday after a house was destroyed.", []),
    ],
)
def test_damage(read: Read, text: str, damage: list[str]) -> None:
    first = read(text)[0].event
    assert [span.cut(text) for span in first.damage] == damage
