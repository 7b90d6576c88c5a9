"""One line of ``incidents extract --articles`` → the article and its reports, for ``incidents import``.

What comes from outside is not believed: every span must lie in the text, every point on the globe, every word of a
closed list must be in it, and ids are computed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar, get_args

from app.errors import InputError
from app.model.article import Article, Span, article_id
from app.model.event import (
    Attestation,
    Attribution,
    Event,
    Factuality,
    Participant,
    PlaceRelation,
    Quantity,
    TimeInterval,
    TimePrecision,
    TimeRelation,
)
from app.model.event_type import event_types
from app.model.location import PRECISIONS, Location, Place, RunnerUp
from app.model.report import Report, report_id
from app.model.toponym import Toponym, ToponymKind
from app.wire import VERSION

Row = Mapping[str, Any]
T = TypeVar("T")


def extraction_from_json(line: Row) -> tuple[Article, tuple[Report, ...]]:
    """The article and its reports.

    :raises InputError: an error line, a line without its article, another version, or values that cannot be.
    """
    if "error" in line:
        raise InputError("a line that reports an error has nothing to import")
    if "article" not in line:
        raise InputError("no article in it; write it with: incidents extract --articles")
    if line.get("version") != VERSION:
        raise InputError(f"version {line.get('version')!r} of the format; this program reads {VERSION}")
    try:
        article = _article(line["article"])
        reports = {report.id: report for report in (_report(row, article) for row in line["reports"])}
    except KeyError as error:
        raise InputError(f"{error.args[0]}: missing") from None
    except (TypeError, AttributeError, ValueError) as error:
        raise InputError(f"a value of the wrong kind: {error}") from None
    return article, tuple(reports.values())


def _article(row: Row) -> Article:
    text, source, url = _str(row["text"]), _maybe(row["source"], _str), _maybe(row["url"], _str)
    text.encode("utf-8")
    return Article(
        id=article_id(text, source, url),
        text=text,
        title=_maybe(row["title"], _str),
        headline=_maybe(row["headline"], lambda span: _span(span, text)),
        source=source,
        url=url,
        language=_maybe(row["language"], _str),
        published=_maybe(row["published"], date.fromisoformat),
        published_at=_maybe(row["published_at"], datetime.fromisoformat),
        retrieved_at=_maybe(row["retrieved_at"], datetime.fromisoformat),
        reader=_str(row["reader"]),
        revises=_maybe(row["revises"], _str),
        links=tuple(_str(link) for link in row["links"]),
    )


def _report(row: Row, article: Article) -> Report:
    text = article.text
    trigger = _span(row["trigger"], text)
    event = Event(
        type=_one_of(row["type"], tuple(event_types()), "type"),
        trigger=trigger,
        evidence=tuple(_span(span, text) for span in row["evidence_spans"]),
        place=_maybe(row["place"], lambda place: _relation(place, text)),
        time=_maybe(row["time"], lambda time: _time(time, text)),
        factuality=_one_of(row["factuality"], get_args(Factuality), "factuality"),
        time_relation=_one_of(row["time_relation"], get_args(TimeRelation), "time_relation"),
        attestation=_one_of(row["attestation"], get_args(Attestation), "attestation"),
        attribution=tuple(Attribution(_span(a, text), _str(a["text"]), _str(a["kind"])) for a in row["attribution"]),
        participants=tuple(Participant(_span(p, text), _str(p["text"]), _str(p["role"])) for p in row["participants"]),
        quantities=tuple(_quantity(count, text) for count in row["quantities"]),
        damage=tuple(_span(span, text) for span in row["damage"]),
        confidence=_within(row["confidence"], 0, 1, "confidence"),
        reason=_str(row["reason"]),
    )
    return Report(
        id=report_id(article.id, trigger.start, trigger.end, event.type),
        article_id=article.id,
        event=event,
        location=_maybe(row["location"], _location),
        extractor=_str(row["extractor"]),
    )


def _quantity(row: Row, text: str) -> Quantity:
    most = _maybe(row["max"], int)
    return Quantity(
        _span(row, text), _str(row["text"]), _str(row["unit"]), int(row["min"]), most, _str(row.get("source", ""))
    )


def _relation(row: Row, text: str) -> PlaceRelation:
    return PlaceRelation(
        toponym=_toponym(row["toponym"], text),
        relation=_str(row["relation"]),
        span=_span(row["span"], text),
        distance_km=_maybe(row["distance_km"], float),
        bearing=_maybe(row["bearing"], float),
        second=_maybe(row["second"], lambda second: _toponym(second, text)),
        inherited=bool(row["inherited"]),
    )


def _toponym(row: Row, text: str) -> Toponym:
    return Toponym(
        span=_span(row, text),
        text=_str(row["text"]),
        kind=_one_of(row["kind"], get_args(ToponymKind), "kind"),
        place=_maybe(row["place"], _place),
        confidence=_within(row["confidence"], 0, 1, "confidence"),
        reason=_str(row["reason"]),
        runners_up=tuple(_runner_up(runner) for runner in row["runners_up"]),
    )


def _time(row: Row, text: str) -> TimeInterval:
    start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
    if start.tzinfo is not None or end.tzinfo is not None or end < start:
        raise InputError(f"time: {row['start']} to {row['end']} is no local interval")
    return TimeInterval(
        start=start,
        end=end,
        precision=_one_of(row["precision"], get_args(TimePrecision), "time.precision"),
        reason=_str(row["reason"]),
        span=_maybe(row["span"], lambda span: _span(span, text)),
        zone=_maybe(row["zone"], _str),
    )


def _location(row: Row) -> Location:
    return Location(
        place=_place(row["place"]),
        lat=_within(row["lat"], -90, 90, "lat"),
        lon=_within(row["lon"], -180, 180, "lon"),
        precision=_one_of(row["precision"], PRECISIONS, "precision"),
        radius_km=_within(row["radius_km"], 0, 21_000, "radius_km"),
        relation=_str(row["relation"]),
        reason=_str(row["reason"]),
        runners_up=tuple(_runner_up(runner) for runner in row["runners_up"]),
        inherited=bool(row["inherited"]),
    )


def _place(row: Row) -> Place:
    _within(row["lat"], -90, 90, "lat")
    _within(row["lon"], -180, 180, "lon")
    return Place(**{name: row[name] for name in Place.__dataclass_fields__})


def _runner_up(row: Row) -> RunnerUp:
    return RunnerUp(_place(row), float(row["score"]))


def _span(row: Row, text: str) -> Span:
    start, end = row["start"], row["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        raise InputError(f"span {start}…{end} does not lie in the text of {len(text)} characters")
    return Span(start, end)


def _one_of(value: Any, allowed: tuple[str, ...], name: str) -> Any:
    if value not in allowed:
        raise InputError(f"{name}: {str(value)[:60]!r} is none of {', '.join(allowed)}")
    return value


def _within(value: object, least: float, most: float, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise InputError(f"{name}: {str(value)[:60]} is no number from {least} to {most}")
    return float(value)


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{str(value)[:60]} is no text")
    return value


def _maybe(value: Any, read: Callable[[Any], T]) -> T | None:
    return None if value is None else read(value)
