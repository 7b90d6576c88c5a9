"""What must hold of every extraction, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.model.article import Span
from app.model.report import Report
from app.model.toponym import Toponym
from app.pipeline import Extraction
from app.wire import report_to_json


def faults(extraction: Extraction) -> list[str]:
    """In words, what is wrong with an extraction: spans, points, times, numbers; empty where it is sound."""
    text = extraction.article.text
    found = [fault for toponym in extraction.toponyms for fault in _of_toponym(toponym, text)]
    found += [fault for report in extraction.reports for fault in _of_report(report, text)]
    if len({report.id for report in extraction.reports}) != len(extraction.reports):
        found.append("two reports of one id")
    return found


def _of_toponym(toponym: Toponym, text: str) -> Iterator[str]:
    if not _inside(toponym.span, text):
        yield f"toponym outside the text: {toponym.span}"
    elif toponym.span.cut(text) != toponym.text:
        yield f"toponym of other words: {toponym.text!r}"
    place = toponym.place
    if place is not None and not _on_earth(place.lat, place.lon):
        yield f"toponym off the earth: {place.lat}, {place.lon}"
    if not 0 <= toponym.confidence <= 1:
        yield f"confidence of a toponym: {toponym.confidence}"


def _of_report(report: Report, text: str) -> Iterator[str]:
    event, location = report.event, report.location
    spans = [event.trigger, *event.evidence, *event.damage]
    spans += [one.span for one in (*event.attribution, *event.participants, *event.quantities)]
    spans += [event.time.span] if event.time is not None and event.time.span is not None else []
    yield from (f"span outside the text: {span}" for span in spans if not _inside(span, text))
    if location is not None and not _on_earth(location.lat, location.lon):
        yield f"point off the earth: {location.lat}, {location.lon}"
    if location is not None and not 0 <= location.radius_km <= 20_040:
        yield f"radius: {location.radius_km}"
    if event.time is not None and not event.time.start < event.time.end:
        yield f"time that ends before it begins: {event.time}"
    if not 0 <= event.confidence <= 1:
        yield f"confidence: {event.confidence}"
    yield from (f"count: {q}" for q in event.quantities if q.min < 0 or (q.max is not None and q.max < q.min))
    json.dumps(report_to_json(report, text), allow_nan=False)


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _on_earth(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180
