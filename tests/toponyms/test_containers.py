"""What the text says contains what."""

import pytest

HELD = [
    ("A fire in Cambridge, Massachusetts, was put out.", "Cambridge", "US"),
    ("A fire in Cambridge in eastern England was put out.", "Cambridge", "GB"),
    ("A fire in Cambridge, a town in New Zealand, was put out.", "Cambridge", "NZ"),
    ("A ferry sank off Victoria, the capital of the Seychelles.", "Victoria", "SC"),
    ("In Mitrovica, in the north of Kosovo, two officers were hurt.", "Mitrovica", "XK"),
    ("Rockets fell on Tripoli (Lebanon) overnight.", "Tripoli", "LB"),
]


@pytest.mark.parametrize(("text", "name", "country"), HELD)
def test_the_container_decides(read, text, name, country):
    assert read(text)[name].place.country == country


def test_a_country_does_not_hold_itself(read):
    assert read("Talks between Georgia, Russia and Armenia failed.")["Georgia"].place.country == "GE"


ELSEWHERE = [
    "Gunmen killed two farmers in Gwer, Benue state on Tuesday.",
    "Gunmen killed two farmers in Gwer, eastern Nigeria, on Tuesday.",
    "Gunmen killed two farmers in Gwer woreda, Benue state, on Tuesday.",
    "Gunmen killed two farmers in Gwer local government area of Benue state on Tuesday.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_namesake_outside_of_what_is_said_to_hold_it_is_not_meant(read, text):
    assert read(text)["Gwer"].place is None


def test_the_next_name_of_a_list_holds_nothing(read):
    assert read("Floods hit Kandara, Tanzania and Rwanda, Kenyan officials said.")["Kandara"].place.country == "KE"
