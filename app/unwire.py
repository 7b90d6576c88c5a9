"""One line of ``incidents extract --articles`` → the article and its reports, for ``incidents import``.

What comes from outside is not believed: the form of the line is checked by :mod:`app.wireform`; here every span must
lie in the text, every interval end after its start, every type be known, and ids are computed anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import InputError
from app.model.article import Article, Span, article_id
from app.model.event import Attribution, Event, Participant, PlaceRelation, Quantity, TimeInterval
from app.model.event_type import event_types
from app.model.location import Location, Place, RunnerUp
from app.model.report import Report, report_id
from app.model.toponym import Toponym
from app.wire import VERSION
from app.wireform import (
    ArticleForm,
    LineForm,
    LocationForm,
    RelationForm,
    ReportForm,
    RunnerUpForm,
    TimeForm,
    ToponymForm,
    line_from,
)

Extraction = tuple[Article, tuple[Report, ...]]


def extraction_from_json(line: Mapping[str, Any]) -> Extraction:
    """The article and its reports.

    :raises InputError: an error line, a line without its article, another version, or values that cannot be.
    """
    if "error" in line:
        raise InputError("a line that reports an error has nothing to import")
    if "article" not in line:
        raise InputError("no article in it; write it with: incidents extract --articles")
    if line.get("version") != VERSION:
        raise InputError(f"version {line.get('version')!r} of the format; this program reads {VERSION}")
    return extraction_of(line_from(line))


def extraction_of(line: LineForm) -> Extraction:
    """From a line that has the form. Raises InputError."""
    article = _article(line.article)
    reports = {report.id: report for report in [_report(row, article) for row in line.reports]}
    return article, tuple(reports.values())


def _article(row: ArticleForm) -> Article:
    text = row.text
    try:
        name = article_id(text, row.source, row.url)
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"article.text: a lone surrogate at character {error.start}: it is no valid text") from None
    return Article(
        name,
        text,
        row.title,
        _within(row.headline, len(text)) if row.headline is not None else None,
        row.source,
        row.url,
        row.language,
        row.published,
        row.published_at,
        row.retrieved_at,
        row.reader,
        row.revises,
        tuple(row.links),
    )


def _report(row: ReportForm, article: Article) -> Report:
    size, kind = len(article.text), row.type
    if kind not in event_types():
        raise InputError(f"type: {kind[:60]!r} is none of {', '.join(event_types())}")
    trigger = _within(row.trigger, size)
    event = Event(
        kind,
        trigger,
        _spans(row.evidence_spans, size),
        _relation(row.place, size) if row.place is not None else None,
        _time(row.time, size) if row.time is not None else None,
        row.factuality,
        row.time_relation,
        row.attestation,
        tuple([Attribution(_span(one.start, one.end, size), one.text, one.kind) for one in row.attribution]),
        tuple([Participant(_span(one.start, one.end, size), one.text, one.role) for one in row.participants]),
        tuple(
            [
                Quantity(_span(one.start, one.end, size), one.text, one.unit, one.min, one.max, one.source)
                for one in row.quantities
            ]
        ),
        _spans(row.damage, size),
        row.confidence,
        row.reason,
    )
    location = _location(row.location) if row.location is not None else None
    return Report(report_id(article.id, event, location), article.id, event, location, row.extractor)


def _relation(row: RelationForm, size: int) -> PlaceRelation:
    return PlaceRelation(
        _toponym(row.toponym, size),
        row.relation,
        _within(row.span, size),
        row.distance_km,
        row.bearing,
        _toponym(row.second, size) if row.second is not None else None,
        row.inherited,
    )


def _toponym(row: ToponymForm, size: int) -> Toponym:
    return Toponym(
        _span(row.start, row.end, size),
        row.text,
        row.kind,
        _place(row.place) if row.place is not None else None,
        row.confidence,
        row.reason,
        _runners_up(row.runners_up),
    )


def _time(row: TimeForm, size: int) -> TimeInterval:
    start, end = row.start, row.end
    if start.tzinfo is not None or end.tzinfo is not None or end < start:
        raise InputError(f"time: {start.isoformat()} to {end.isoformat()} is no local interval")
    span = _within(row.span, size) if row.span is not None else None
    return TimeInterval(start, end, row.precision, row.reason, span, row.zone)


def _location(row: LocationForm) -> Location:
    return Location(
        _place(row.place),
        row.lat,
        row.lon,
        row.precision,
        row.radius_km,
        row.relation,
        row.reason,
        _runners_up(row.runners_up),
        row.inherited,
    )


def _place(place: Place) -> Place:
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise InputError(f"place {place.name[:60]!r}: lat {place.lat}, lon {place.lon} is no point on the globe")
    return place


def _runners_up(rows: Sequence[RunnerUpForm]) -> tuple[RunnerUp, ...]:
    if not rows:
        return ()
    return tuple([RunnerUp(Place(*[getattr(row, name) for name in PLACE]), row.score) for row in rows])


PLACE = tuple(Place.__dataclass_fields__)


def _spans(spans: Sequence[Span], size: int) -> tuple[Span, ...]:
    return tuple([_within(span, size) for span in spans]) if spans else ()


def _within(span: Span, size: int) -> Span:
    if 0 <= span.start <= span.end <= size:
        return span
    raise InputError(f"span {span.start}…{span.end} does not lie in the text of {size} characters")


def _span(start: int, end: int, size: int) -> Span:
    return _within(Span(start, end), size)
