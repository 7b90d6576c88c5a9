from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from app.errors import InputError
from app.model.article import Article, Span, article_id
from app.model.event import Attribution, Event, Participant, PlaceRelation, Quantity, TimeInterval
from app.model.location import Location, Place, RunnerUp
from app.model.report import Report, report_id
from app.model.toponym import Toponym
from app.unwire import extraction_from_json
from app.wire import error_to_json, extraction_to_json

TEXT = "Blast in Lviv\n\nOfficials said at least 2 people were killed 😀 near Lviv on Thursday."


def at(words: str) -> Span:
    start = TEXT.rindex(words)
    return Span(start, start + len(words))


LVIV = Place("gn:702550", 702550, "Lviv", 49.84, 24.03, "UA", "15", "Lviv Oblast", "P.PPLA", 717803, 6.0, "Europe/Kyiv")
OTHER = Place("gn:1", 1, "Lvov", 50.0, 20.0, "PL", None, None, "P.PPL")
TOPONYM = Toponym(at("Lviv"), "Lviv", "place", LVIV, 0.9, "the only one", (RunnerUp(OTHER, 0.1),))
UNKNOWN = Toponym(at("Officials"), "Officials", "part", None, 0.5, "no such place")
ARTICLE = Article(
    id=article_id(TEXT, "Paper", None), text=TEXT, title="Blast in Lviv", headline=Span(0, 13), source="Paper",
    published=date(2023, 9, 14), published_at=datetime(2023, 9, 14, 8, tzinfo=timezone(timedelta(hours=3))),
    links=("https://example.org/a",),
)  # fmt: skip
EVENT = Event(
    type="explosion", trigger=Span(0, 5), evidence=(Span(15, len(TEXT)), Span(0, 13)),
    place=PlaceRelation(TOPONYM, "near", at("near Lviv"), distance_km=None, bearing=None),
    time=TimeInterval(datetime(2023, 9, 14), datetime(2023, 9, 15), "day", "said so", at("Thursday"), "Europe/Kyiv"),
    factuality="asserted", time_relation="past", attestation="party",
    attribution=(Attribution(at("Officials"), "Officials", "official"),),
    participants=(Participant(at("people"), "people", "target"),),
    quantities=(Quantity(at("at least 2"), "at least 2", "killed", 2, None),),
    damage=(at("people"),), confidence=0.75, reason="a blast",
)  # fmt: skip
WHERE = Location(LVIV, 49.84, 24.03, "near", 5.0, "near", "near Lviv", (RunnerUp(OTHER, 0.1),))
REPORT = Report(report_id(ARTICLE.id, EVENT, WHERE), ARTICLE.id, EVENT, WHERE, "test/1")
BARE_EVENT = Event(
    "visit", at("Officials"), (Span(15, 24),), None, None, "denied", "past", "outlet", (), (), (), (), 0.5, "r",
)  # fmt: skip
BARE = Report(report_id(ARTICLE.id, BARE_EVENT, None), ARTICLE.id, BARE_EVENT, None, "test/1")


def line() -> dict[str, Any]:
    made = extraction_to_json("a1", ARTICLE, (TOPONYM, UNKNOWN), (REPORT, BARE), with_article=True)
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


def test_there_and_back_is_the_same() -> None:
    assert extraction_from_json(line()) == (ARTICLE, (REPORT, BARE))


def test_one_trigger_at_two_places_stays_two_reports() -> None:
    elsewhere = replace(WHERE, lat=50.45, lon=30.52)
    second = Report(report_id(ARTICLE.id, EVENT, elsewhere), ARTICLE.id, EVENT, elsewhere, "test/1")
    made = extraction_to_json("a1", ARTICLE, (TOPONYM,), (REPORT, second), with_article=True)
    assert extraction_from_json(json.loads(json.dumps(made))) == (ARTICLE, (REPORT, second))


def test_the_fields_of_the_contract_have_their_names() -> None:
    made = line()
    assert made["id"] == "a1"
    known, unknown = made["toponyms"]
    assert {
        name: known[name] for name in ("start", "end", "text", "kind", "lat", "lon", "geonameid", "name", "country")
    } == {
        "start": TEXT.rindex("Lviv"), "end": TEXT.rindex("Lviv") + 4, "text": "Lviv", "kind": "place", "lat": 49.84,
        "lon": 24.03, "geonameid": 702550, "name": "Lviv", "country": "UA",
    }  # fmt: skip
    assert (known["feature"], known["confidence"], known["reason"]) == ("P.PPLA", 0.9, "the only one")
    assert (unknown["lat"], unknown["lon"], unknown["name"]) == (None, None, None)
    first, second = made["reports"]
    assert (first["type"], first["status"]) == ("explosion", "claimed")
    assert first["trigger"] == {"start": 0, "end": 5, "text": "Blast"}
    assert first["evidence"] == {"start": 15, "end": len(TEXT)}
    where = first["location"]
    assert (where["lat"], where["lon"], where["precision"], where["radius_km"]) == (49.84, 24.03, "near", 5.0)
    assert (where["name"], where["country"], where["geonameid"], where["reason"]) == ("Lviv", "UA", 702550, "near Lviv")
    assert (first["time"]["start"], first["time"]["end"]) == ("2023-09-14T00:00:00", "2023-09-15T00:00:00")
    assert first["time"]["precision"] == "day"
    assert (first["attribution"][0]["text"], first["attribution"][0]["kind"]) == ("Officials", "official")
    assert (first["participants"][0]["text"], first["participants"][0]["role"]) == ("people", "target")
    assert [first["quantities"][0][name] for name in ("unit", "min", "max")] == ["killed", 2, None]
    assert (second["location"], second["time"], second["status"]) == (None, None, "denied")


def test_without_the_article_it_is_the_pipe_s_line_alone() -> None:
    assert "article" not in extraction_to_json(1, ARTICLE, (), (), with_article=False)


def test_an_error_stands_in_the_line_s_place() -> None:
    assert error_to_json(7, 3, "empty") == {"id": 7, "error": {"line": 3, "detail": "empty"}}


def spoil(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    made = line()
    change(made)
    return made


@pytest.mark.parametrize(
    ("spoilt", "word"),
    [
        (spoil(lambda made: made.pop("article")), "no article"),
        (spoil(lambda made: made.update(error={"detail": "x"})), "nothing to import"),
        (spoil(lambda made: made.update(version=99)), "version 99"),
        (spoil(lambda made: made["reports"][0].pop("trigger")), "trigger: missing"),
        (spoil(lambda made: made["reports"][0]["trigger"].update(end=10**6)), "does not lie in the text"),
        (spoil(lambda made: made["reports"][0]["trigger"].update(start=-1)), "does not lie in the text"),
        (spoil(lambda made: made["reports"][0].update(type="picnic")), "type: 'picnic' is none of"),
        (spoil(lambda made: made["reports"][0]["location"].update(lat=91)), "lat: 91"),
        (spoil(lambda made: made["reports"][0]["location"].update(lon="x")), "lon: x"),
        (spoil(lambda made: made["reports"][0]["time"].update(end="2020-01-01T00:00:00")), "no local interval"),
        (spoil(lambda made: made["reports"][0]["time"].update(start="soon")), "wrong kind"),
        (spoil(lambda made: made["article"].update(text=7)), "article.text: 7 is .* expected a text"),
        (spoil(lambda made: made.update(reports=3)), "wrong kind"),
    ],
)
def test_what_comes_from_outside_is_not_believed(spoilt: dict[str, Any], word: str) -> None:
    with pytest.raises(InputError, match=word):
        extraction_from_json(spoilt)


def test_ids_are_computed_anew() -> None:
    made = spoil(lambda row: row["article"].update(id="f" * 32))
    assert extraction_from_json(made)[0].id == ARTICLE.id
