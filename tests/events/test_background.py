"""What a sentence speaks of by the way: topics of talks, works of art, warnings, jubilees, causes long ago."""

from __future__ import annotations

import pytest

from tests.events.conftest import Read

TOPICS = [
    ("The talks on a ceasefire in Cairo resumed on Monday.", "agreement"),
    ("A meeting on the cessation of hostilities has begun in Naqoura.", "agreement"),
    ("The opera in Vienna ends with an explosion on the stage.", "explosion"),
    ("The film tells how a bomb went off in Rome.", "explosion"),
    ("The cathedral in Ypres survived three fires.", "fire"),
    ("The firm in Nairobi brings solar power to homes that suffer outages.", "outage"),
    ("Cattle raids have a long history in the north of Kenya.", "robbery"),
    ("It is the seventh homicide in Marseille since January 1.", "assault"),
    ("It was the 12th drone attack on Odesa this month.", "drone_attack"),
]
WARNED = [
    ("Residents of Tawila warned of a collapse of the bridge.", "collapse"),
    ("Landslide warnings were renewed for Kotmale on Tuesday.", "landslide"),
]
LONG_AGO = [
    "It is 17 years next week since the fires in Kinglake killed 173 people.",
    "Five years have passed since the blast in Beirut killed 218 people.",
    "Lahaina was evacuated after the fires of August 2019.",
]
TOLD = [
    ("It was a drone attack on Odesa on Monday.", "drone_attack"),
    ("A seventh homicide in Marseille shook the city on Monday.", "assault"),
    ("The two sides signed a ceasefire in Cairo on Monday.", "agreement"),
    ("It is two days since the blast in Beirut killed 218 people.", "explosion"),
    ("The game in Malang on Saturday ended with a riot.", "riot"),
    ("Homes in Nairobi suffered outages on Monday.", "outage"),
    ("A landslide hit Kotmale on Tuesday after warnings.", "landslide"),
    ("Lahaina was evacuated after the fires on Monday.", "evacuation"),
]


def happened(read: Read, text: str) -> set[str]:
    """Types of what the text reports as having happened lately."""
    return {r.event.type for r in read(text) if r.status in {"occurred", "claimed"}}


@pytest.mark.parametrize(("text", "type_"), TOPICS)
def test_a_topic_is_no_event(read: Read, text: str, type_: str) -> None:
    assert type_ not in {r.event.type for r in read(text)}


@pytest.mark.parametrize(("text", "type_"), WARNED)
def test_what_is_warned_of_has_not_happened(read: Read, text: str, type_: str) -> None:
    assert type_ not in happened(read, text)


@pytest.mark.parametrize("text", LONG_AGO)
def test_what_is_long_ago_is_history(read: Read, text: str) -> None:
    assert happened(read, text) == set()


@pytest.mark.parametrize(("text", "type_"), TOLD)
def test_what_is_told_has_happened(read: Read, text: str, type_: str) -> None:
    assert type_ in happened(read, text)
