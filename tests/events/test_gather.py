"""Sentences of one event become one draft, and its lists stay short however often it is told."""

from __future__ import annotations

from datetime import date

import pytest

from app.events.gather import MOST
from app.model.article import Article
from app.pipeline import Pipeline
from tests.events.conftest import Read


def test_a_death_told_without_a_place_goes_to_what_people_die_in(read: Read) -> None:
    reports = read("A ferry capsized off Barisal on Monday. Ten people were saved. The pier was shut. 31 drowned.")
    (ferry,) = [r for r in reports if r.event.type == "transport_accident"]
    assert ("killed", 31) in {(q.unit, q.min) for q in ferry.event.quantities}


def test_an_event_told_a_hundred_times_keeps_short_lists(read: Read) -> None:
    text = " ".join(f"The blast in Quetta on Monday killed {n} people, official {n} said." for n in range(3, 103))
    reports = [r for r in read(text) if r.event.type == "explosion"]
    assert len(reports) == 1
    event = reports[0].event
    assert len(event.evidence) <= MOST + 1
    assert max(len(event.attribution), len(event.participants), len(event.quantities)) <= MOST


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A quake, centred 25 km south-east of Seddon, shook the island on Monday. It rattled Wellington.", "Seddon"),
        ("Etna erupted on Monday, sending ash over Catania.", "Mount Etna"),
        ("Mount Merapi erupted on Monday. Ash fell in Boyolali and Klaten.", "Mount Merapi"),
    ],
)
def test_what_is_felt_far_around_is_one_event_where_it_came_from(read: Read, text: str, place: str) -> None:
    (report,) = [r for r in read(text) if r.location is not None and r.event.type in {"earthquake", "eruption"}]
    assert report.location is not None and report.location.place.name == place


def test_two_quakes_of_one_day_are_two(read: Read) -> None:
    text = "A quake struck near Izmir on Monday at 4.18 am. Another quake struck near Manisa on Monday at 11 am."
    assert len([r for r in read(text) if r.location is not None and r.event.type == "earthquake"]) == 2


def test_several_articles_at_once_are_read_as_one_by_one(pipeline: Pipeline) -> None:
    texts = ("A bomb exploded in Quetta on Monday.", "", "Nothing.", "A ferry capsized off Barisal.\n\nNine drowned.")
    articles = [Article(f"a{n}", text, published=date(2026, 10, 20)) for n, text in enumerate(texts)]
    assert pipeline.extract_many(articles) == [pipeline.extract(article) for article in articles]
