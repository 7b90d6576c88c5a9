"""Which of several places of a sentence an event happened at."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


def sites(read: Read, text: str, type_: str) -> set[str]:
    return {r.location.place.name for r in read(text) if r.location is not None and r.event.type == type_}


@pytest.mark.parametrize(
    ("text", "type_", "names"),
    [
        ("Cholera has killed people in Angola, Chad and Niger since Monday.", "outbreak", {"Angola", "Chad", "Niger"}),
        (
            "Air defences shot down drones over Kursk, Bryansk and Belgorod on Monday.",
            "interception",
            {"Kursk", "Bryansk", "Belgorod"},
        ),
    ],
)
def test_all_of_a_list(read: Read, text: str, type_: str, names: set[str]) -> None:
    assert sites(read, text, type_) == names


def test_the_finer_of_two_that_the_text_joins(read: Read) -> None:
    text = "The village of Blatten, in the Swiss canton of Valais, was buried by a landslide on Wednesday."
    assert sites(read, text, "landslide") == {"Blatten"}


def test_a_container_after_a_comma_is_no_second_place(read: Read) -> None:
    assert sites(read, "A bomb exploded in Toledo, Ohio, on Monday.", "explosion") == {"Toledo"}


def test_on_a_road_the_point_that_is_told(read: Read) -> None:
    text = "Gunmen ambushed a bus on the Kidal road 25 km north of Gao on Monday."
    (report,) = [r for r in read(text) if r.location is not None]
    assert report.location is not None
    assert (report.location.place.name, report.location.relation) == ("Gao", "offset")


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Goma airport halted all flights on Monday after fighting in Sake.", -1.67),
        ("The port of Odesa suspended loading on Monday after a strike on Izmail.", 46.48),
        ("Munich airport closed its runways for an hour on Monday after drones were sighted.", 48.35),
    ],
)
def test_a_site_that_halts_its_own_traffic_is_where_it_is_closed(read: Read, text: str, lat: float) -> None:
    (closed,) = [r for r in read(text) if r.event.type == "closure" and r.location is not None]
    assert closed.location is not None
    assert closed.location.lat == pytest.approx(lat, abs=0.2)


def test_an_airport_whose_area_is_not_known_lies_in_the_area_around_it(read: Read) -> None:
    text = "In North Kivu, fighters shot dead two guards on Monday near Goma International Airport."
    assert sites(read, text, "shooting") == {"Goma International Airport"}
