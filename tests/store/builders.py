"""Articles and reports made by hand, for the tests and benchmarks of store and merge."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.model.article import Article, Span, article_id
from app.model.event import Attribution, Event, Participant, PlaceRelation, Quantity, TimeInterval
from app.model.location import Location, Place, RunnerUp
from app.model.report import Report, report_id
from app.model.toponym import Toponym

MARTLOW = Place("t:1", 1, "Martlow", 50.0, 30.0, "UA", "01", "Martlow Oblast", "P.PPL", 40_000, 3.0, "Europe/Kyiv")
TESSIN = Place("t:2", 2, "Tessin", 50.03, 30.05, "UA", "01", "Martlow Oblast", "P.PPL", 9_000, 2.0, "Europe/Kyiv")
FARHOLM = Place("t:3", 3, "Farholm", -12.5, 140.25, "AU", "02", None, "P.PPL", 800_000, 9.0, "Australia/Darwin")
OBLAST = Place("t:4", 4, "Martlow Oblast", 50.2, 30.2, "UA", "01", "Martlow Oblast", "A.ADM1", 0, 90.0, "Europe/Kyiv")


def article(
    text: str = "A blast hit Martlow on Tuesday. Two people were killed, the mayor said.",
    source: str | None = "Daily Courier",
    published: date | None = date(2024, 5, 8),
    **more: object,
) -> Article:
    """An article; its id follows from text and source."""
    url = more.pop("url", None)
    return Article(
        id=article_id(text, source, url),  # type: ignore[arg-type]
        text=text,
        source=source,
        published=published,
        url=url,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def report(
    of: Article,
    trigger: str = "blast",
    type_: str = "explosion",
    place: Place | None = MARTLOW,
    day: date | None = date(2024, 5, 7),
    *,
    killed: int | None = None,
    actor: str | None = None,
    precision: str = "place",
    confidence: float = 0.8,
    factuality: str = "asserted",
    relation: str = "past",
    extractor: str = "rules/1",
    sentence: str | None = None,
    hours: tuple[int, int] | None = None,
) -> Report:
    """A report whose spans are found in the article's text."""
    text = of.text
    start = text.index(trigger)
    span = Span(start, start + len(trigger))
    stop = text.find(".", start)
    stop = len(text) if stop < 0 else stop + 1
    first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    evidence = Span(first, stop)
    if sentence is not None:
        evidence = Span(text.index(sentence), text.index(sentence) + len(sentence))
    where = _span(text, place.name) if place else None
    toponym = Toponym(where or span, place.name, "place", place, 0.9, "only one", ()) if place else None
    time = None
    if day is not None:
        begin = datetime(day.year, day.month, day.day)
        end = begin + timedelta(days=1)
        kind = "day"
        if hours is not None:
            begin, end, kind = begin + timedelta(hours=hours[0]), begin + timedelta(hours=hours[1]), "part-of-day"
        time = TimeInterval(begin, end, kind, "stated", zone=place.zone if place else None)  # type: ignore[arg-type]
    event = Event(
        type=type_,
        trigger=span,
        evidence=(evidence,),
        place=PlaceRelation(toponym, "near" if precision == "near" else "in", where or span) if toponym else None,
        time=time,
        factuality=factuality,  # type: ignore[arg-type]
        time_relation=relation,  # type: ignore[arg-type]
        attestation="outlet",
        attribution=(Attribution(Span(len(text) - 5, len(text) - 1), text[-5:-1], "official"),),
        participants=(Participant(_span(text, actor) or span, actor, "actor"),) if actor else (),
        quantities=(Quantity(span, str(killed), "killed", killed, killed),) if killed is not None else (),
        damage=(),
        confidence=confidence,
        reason=f"noun {trigger}",
    )
    location = None
    if place is not None:
        radius = place.radius_km if precision in ("region", "country", "sea", "district") else 5.0
        location = Location(
            place,
            place.lat,
            place.lon,
            precision,
            radius,
            "in",
            "the only Martlow",
            (RunnerUp(TESSIN, 0.2),),  # type: ignore[arg-type]
        )
        if precision == "near":
            location = Location(place, place.lat, place.lon, "near", radius, "near", "the only one")
    return Report(report_id(of.id, event, location), of.id, event, location, extractor)


def _span(text: str, words: str | None) -> Span | None:
    start = text.find(words) if words else -1
    return Span(start, start + len(words or "")) if start >= 0 else None
