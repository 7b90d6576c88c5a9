"""Reports in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.explain import explained
from app.model.article import Article, Span
from app.model.event import Attribution, Event, Participant, PlaceRelation, Quantity, TimeInterval
from app.model.location import Location, Place, RunnerUp
from app.model.report import Report
from app.model.toponym import Toponym

TEXT = "Police said gunmen killed at least\nfive people in Gao on Monday.\n\nThe market burned down."
ARTICLE = Article(id="a", text=TEXT, published=date(2026, 9, 16))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def place(name: str, country: str | None) -> Place:
    return Place("gn:1", 1, name, 16.27, -0.04, country, None, None, "P.PPL")


def report(location: Location | None, **changes: object) -> Report:
    toponym = Toponym(span("Gao"), "Gao", "place", place("Gao", "ML"), 0.9, "the only one")
    event = Event(
        type="shooting",
        trigger=span("killed"),
        evidence=(span(TEXT[: TEXT.index("\n\n")]), span("The market burned down.")),
        place=PlaceRelation(toponym, "in", span("in Gao")),
        time=TimeInterval(datetime(2026, 9, 14), datetime(2026, 9, 15), "day", "“Monday”", span("Monday")),
        factuality="asserted",
        time_relation="past",
        attestation="party",
        attribution=(Attribution(span("Police"), "Police", "party"),),
        participants=(Participant(span("gunmen"), "gunmen", "actor"),),
        quantities=(Quantity(span("at least\nfive"), "at least five", "killed", 5, None, "Police"),),
        damage=(span("The market burned down"),),
        confidence=0.876,
        reason="“killed” tells of an event of type shooting",
    )
    return Report("r", "a", replace(event, **changes), location, "rules-en/2")  # type: ignore[arg-type]


GAO = Location(
    place("Gao", "ML"),
    16.27,
    -0.04,
    "place",
    3.0,
    "in",
    "in “Gao”; the only one",
    runners_up=(RunnerUp(place("Gao", "BF"), 0.2),),
)


def test_without_events_it_says_so() -> None:
    assert explained(ARTICLE, []) == "No events found."


def test_each_thing_that_was_decided_stands_in_a_line_of_its_own() -> None:
    lines = [line.strip() for line in explained(ARTICLE, [report(GAO)]).splitlines()]
    assert lines[0].startswith("1. Shooting, claimed, confidence 0.88")
    assert lines[1:] == [
        "why:      “killed” tells of an event of type shooting",
        "evidence: Police said gunmen killed at least five people in Gao on Monday.",
        "evidence: The market burned down.",
        "where:    Gao, ML (16.270, -0.040; place, ±3 km): in “Gao”; the only one",
        "when:     2026-09-14 00:00 to 2026-09-15 00:00 (day): “Monday”",
        "not:      Gao (BF) 0.20",
        "who says: Police (party)",
        "who:      gunmen (actor)",
        "counts:   killed 5 or more (by Police): “at least five”",
        "damage:   The market burned down",
    ]


def test_what_is_not_told_is_named_as_such() -> None:
    bare = report(None, time=None, attribution=(), participants=(), quantities=(), damage=(), attestation="outlet")
    text = explained(ARTICLE, [bare])
    assert "no place is told" in text and "no time is told" in text and ", occurred," in text
    assert "who" not in text and "counts" not in text and "damage" not in text and "not:" not in text


def test_counts_show_their_bounds() -> None:
    exact = Quantity(span("five"), "five", "killed", 5, 5)
    between = Quantity(span("five"), "five or six", "wounded", 5, 6)
    text = explained(ARTICLE, [report(GAO, quantities=(exact, between))])
    assert "killed 5: “five”; wounded 5 to 6: “five or six”" in text


def test_reports_are_numbered_in_their_order() -> None:
    text = explained(ARTICLE, [report(GAO), report(None)])
    assert [line[:2] for line in text.splitlines() if line[:1].isdigit()] == ["1.", "2."]


def test_a_sea_has_no_country() -> None:
    sea = replace(GAO, place=place("Black Sea", None), precision="sea")
    assert "Black Sea (16.270" in explained(ARTICLE, [report(sea)])
