"""Which words name an event: their government, their voice, and what the parser makes of them."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read


def types(read: Read, text: str) -> set[str]:
    return {report.event.type for report in read(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The governor asked residents of Lismore to leave their homes in Lismore on Monday.", True),
        ("The governor asked residents not to leave their homes in Lismore on Monday.", False),
    ],
)
def test_a_verb_of_several_words_with_a_not_between_them_is_another(read: Read, text: str, wanted: bool) -> None:
    assert ("evacuation" in types(read, text)) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A day of protest was held in Nairobi on Tuesday.", True),
        ("The army sent a letter of protest to its neighbour from Nairobi on Tuesday.", False),
    ],
)
def test_the_word_behind_of_may_forbid_a_noun(read: Read, text: str, wanted: bool) -> None:
    assert ("protest" in types(read, text)) is wanted


def test_whoever_comes_under_fire_is_not_who_fired(read: Read) -> None:
    assert types(read, "A police patrol came under fire near Kidal on Monday.") == {"assault"}
    assert not read("The minister's budget came under fire in Warsaw on Monday.")


def test_a_shot_that_the_parser_takes_for_a_noun_is_a_shooting(read: Read) -> None:
    [report] = read("Three men on a motorcycle shot dead a ward administrator in Yangon on Monday.")
    assert report.event.type == "shooting"


@pytest.mark.parametrize(
    "text",
    [
        "A tsunami of data is a challenge for the laboratory in Geneva on Monday.",
        "The eruption of joy in Buenos Aires lasted all night on Sunday.",
        "The Avalanche lost in Denver on Sunday.",
        "The fire station in Ghent has a new chief.",
    ],
)
def test_figures_of_speech_teams_and_parts_of_other_words_are_no_events(read: Read, text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Farmers walked from Eldoret to the seat of government in Nairobi on Monday.", {"protest"}),
        ("Fans walked to their seats in Lima on Monday.", set()),
        ("Employees walked to the town hall in Leeds on Monday to vote.", set()),
        ("Flames broke out on Monday in Lagos.", {"fire"}),
        ("Hundreds gathered at the ministry in Lima on Monday for a concert.", set()),
    ],
)
def test_everyday_words_name_an_event_by_their_company(read: Read, text: str, wanted: set[str]) -> None:
    assert types(read, text) == wanted
