"""A small world for the service's tests: some articles with reports, made by hand, in a real store."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from app.merge.incidents import RuleMerge
from app.model.article import Article, Span, article_id
from app.model.event import Attribution, Event, Participant, PlaceRelation, Quantity, TimeInterval
from app.model.location import Location, Place, RunnerUp
from app.model.report import Report, report_id
from app.model.toponym import Toponym
from app.store.store import Store

NORTHPORT = Place("t:1", 1, "Northport", 46.5, 30.7, "UA", "01", None, "P.PPL", 900_000, 8.0, "Europe/Kyiv")
HILLTOWN = Place("t:2", 2, "Hilltown", 48.1, 11.5, "DE", "02", None, "P.PPL", 90_000, 4.0, "Europe/Berlin")
ISLAND = Place("t:3", 3, "Far Island", -17.8, 179.6, "FJ", "03", None, "P.PPL", 5_000, 2.0, "Pacific/Fiji")
NASTY = "<script>alert(\"x\")</script> & 'quotes' =cmd|calc"

ROWS = (
    # words, type, place, day, source, factuality, attestation, killed, actor
    ("explosion", "explosion", NORTHPORT, date(2024, 3, 1), "Daily Courier", "asserted", "outlet", 3, "Rangers"),
    ("blast", "explosion", NORTHPORT, date(2024, 3, 9), "Evening Post", "asserted", "party", None, "Rangers"),
    ("march", "protest", HILLTOWN, date(2024, 3, 5), "Daily Courier", "asserted", "outlet", None, "Students"),
    ("visit", "visit", HILLTOWN, date(2024, 3, 7), "Evening Post", "asserted", "planned", None, "Minister Ada Vale"),
    ("visit", "visit", ISLAND, date(2024, 3, 12), "Evening Post", "asserted", "outlet", None, "Minister Ada Vale"),
    ("visit", "visit", NORTHPORT, date(2024, 3, 14), "Evening Post", "asserted", "outlet", None, "Minister Ada Vale"),
    ("flood", "flood", ISLAND, date(2024, 2, 1), "Island News", "asserted", "outlet", 12, None),
    ("strike", "strike", None, date(2024, 1, 2), "Island News", "asserted", "outlet", None, None),
    ("attack", "assault", HILLTOWN, date(2024, 1, 20), "Daily Courier", "denied", "outlet", None, None),
)


def fill(address: str, extra: int = 0) -> Store:
    """A store with the rows above and ``extra`` further protests, all written through ``Store.add``."""
    store = Store.open(address)
    merge = RuleMerge()
    for number, row in enumerate(ROWS):
        article, report = made(number, *row)
        store.add(article, [report], merge)
    batch = (many(number) for number in range(extra))
    for _ in store.import_many(((article, [report]) for article, report in batch), merge):
        pass
    return store


def many(number: int) -> tuple[Article, Report]:
    """One of many protests, each at a place and day of its own."""
    lat, lon = -60 + (number * 7.3) % 120, -180 + (number * 11.9) % 360
    place = Place(f"t:{number + 100}", number + 100, f"Town {number}", lat, lon, "DE", "09", None, "P.PPL", 1000, 2.0)
    day = date(2020, 1, 1) + timedelta(days=number % 900)
    return made(number + 1000, "rally", "protest", place, day, f"Outlet {number % 7}", "asserted", "outlet", None, None)


def made(
    number: int,
    word: str,
    type_: str,
    place: Place | None,
    day: date,
    source: str,
    factuality: str,
    attestation: str,
    killed: int | None,
    actor: str | None,
) -> tuple[Article, Report]:
    """An article of three sentences and its one report; the title is hostile."""
    told = f"{actor or 'People'} saw the {word} at {place.name if place else 'sea'}, {killed or 0} killed, police said."
    text = f"Item {number}: notes 😀 of the day. {told} More will follow."
    article = Article(
        id=article_id(text, source, None),
        text=text,
        title=f"{NASTY} {number}",
        source=source,
        url="javascript:alert(1)" if number == 0 else f"https://news.example/{number}",
        published=day,
    )
    planned = attestation == "planned"
    begin = datetime(day.year, day.month, day.day, 6)
    event = Event(
        type=type_,
        trigger=_span(text, word),
        evidence=(_span(text, told),),
        place=_relation(text, place),
        time=TimeInterval(
            begin, begin + timedelta(hours=6), "part-of-day", "stated", zone=place.zone if place else None
        ),
        factuality=factuality,  # type: ignore[arg-type]
        time_relation="planned" if planned else "past",
        attestation="outlet" if planned else attestation,  # type: ignore[arg-type]
        attribution=(Attribution(_span(text, "police"), "police", "official"),),
        participants=(Participant(_span(text, actor), actor, "actor"),) if actor else (),
        quantities=(Quantity(_span(text, str(killed)), str(killed), "killed", killed, killed),) if killed else (),
        damage=(),
        confidence=0.5 + (number % 5) / 10,
        reason=f"noun {word}",
    )
    location = _location(place)
    report = Report(report_id(article.id, event, location), article.id, event, location, "t/1")
    return article, report


def _relation(text: str, place: Place | None) -> PlaceRelation | None:
    if place is None:
        return None
    span = _span(text, place.name)
    return PlaceRelation(Toponym(span, place.name, "place", place, 0.9, "only one"), "in", span)


def _location(place: Place | None) -> Location | None:
    if place is None:
        return None
    runner = RunnerUp(HILLTOWN if place is not HILLTOWN else NORTHPORT, 0.2)
    return Location(place, place.lat, place.lon, "place", place.radius_km, "in", f"the only {place.name}", (runner,))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def database(folder: Path) -> str:
    """Address of a new SQLite file."""
    return f"sqlite:///{folder / 'world.db'}"
