"""Made-up articles with reports in any number: where news is dense and where it is not, regions and countries too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from app.model.article import Article, Span, article_id
from app.model.event import Event, Participant, PlaceRelation, Quantity, TimeInterval
from app.model.event_type import event_types
from app.model.location import Location, Place
from app.model.report import Report, report_id
from app.model.toponym import Toponym

FIRST_DAY = date(2021, 1, 1)
DAYS = 1800
DENSE_CITIES = 200
DENSE_SHARE = 0.4
AREA_SHARE = 0.08
WORDS = """
residents officials police market bridge convoy harbour northern district evening morning patrol hospital school
witnesses reported heavy smoke rescue teams arrived after the incident near main road leaving several damaged
buildings while authorities opened an inquiry and promised help to families of those affected by it
""".split()  # noqa: SIM905
ACTORS = ("Northern Front", "Harbour Police", "Ana Ruiz", "Omar Haddad", "River Brigade", "Civil Guard", "Mina Okafor")


def items(count: int, seed: int = 7) -> Iterator[tuple[Article, list[Report]]]:
    """``count`` articles, one report each. 40 % lie in 200 dense cities, 8 % are known as regions or countries only."""
    chance = random.Random(seed)
    types = list(event_types())
    dense = [_place(chance, f"d{i}", 800_000) for i in range(DENSE_CITIES)]
    sparse = [_place(chance, f"s{i}", 3_000) for i in range(20_000)]
    areas = [_place(chance, f"a{i}", 0) for i in range(300)]
    for number in range(count):
        draw = chance.random()
        many = dense if draw < DENSE_SHARE else areas if draw < DENSE_SHARE + AREA_SHARE else sparse
        place = many[chance.randrange(len(many))]
        precision = "place" if many is not areas else ("country" if chance.random() < 0.3 else "region")
        yield _item(chance, number, place, precision, types[min(len(types) - 1, int(chance.expovariate(0.12)))])


def _place(chance: random.Random, name: str, population: int) -> Place:
    lat, lon = chance.gauss(38, 16), chance.uniform(-120, 140)
    lat = max(-60.0, min(75.0, lat))
    return Place(f"t:{name}", None, f"Town {name}", lat, lon, "UA", "01", None, "P.PPL", population, 5.0, "Europe/Kyiv")


def _item(chance: random.Random, number: int, place: Place, precision: str, type_: str) -> tuple[Article, list[Report]]:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    actor = chance.choice(ACTORS)
    killed = chance.randrange(30)
    head = f"{actor} and a {type_.replace('_', ' ')} in {place.name}: {killed} dead, number {number}, "
    text = head + " ".join(chance.choices(WORDS, k=14)) + ". " + " ".join(chance.choices(WORDS, k=60)) + "."
    source = f"Outlet {chance.randrange(400)}"
    name = article_id(text, source, None)
    article = Article(id=name, text=text, source=source, published=day + timedelta(days=1))
    at = len(actor) + 7
    trigger = Span(at, at + len(type_))
    begin = datetime(day.year, day.month, day.day)
    start = text.index(place.name)
    toponym = Toponym(Span(start, start + len(place.name)), place.name, "place", place, 0.9, "only one")
    event = Event(
        type=type_,
        trigger=trigger,
        evidence=(Span(0, text.index(". ") + 1),),
        place=PlaceRelation(toponym, "in", toponym.span),
        time=TimeInterval(begin, begin + timedelta(days=1), "day", "stated", zone=place.zone),
        factuality="asserted",
        time_relation="past",
        attestation="party" if number % 5 == 0 else "outlet",
        attribution=(),
        participants=(Participant(Span(0, len(actor)), actor, "actor"),),
        quantities=(Quantity(trigger, str(killed), "killed", killed, killed),),
        damage=(),
        confidence=round(chance.uniform(0.3, 0.99), 2),
        reason="made up",
    )
    radius = {"place": 5.0, "region": 90.0, "country": 600.0}[precision]
    location = Location(place, place.lat, place.lon, precision, radius, "in", "only one")  # type: ignore[arg-type]
    return article, [Report(report_id(name, event, location), name, event, location, "synthetic/1")]
