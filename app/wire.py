"""The JSON of ``incidents extract``: one line an article, dataclasses → dict.

Offsets are Unicode code points of the article's text. The fields of the published contract stand first in each
object; what stands beside them lets :mod:`app.unwire` build the same dataclasses again (``incidents import``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.model.article import Article, Span
from app.model.event import PlaceRelation, TimeInterval
from app.model.location import Location, Place, RunnerUp
from app.model.report import Report
from app.model.toponym import Toponym

Json = dict[str, Any]
VERSION = 1
"""Of the fields beside the contract's."""


def extraction_to_json(
    key: object, article: Article, toponyms: Sequence[Toponym], reports: Sequence[Report], *, with_article: bool
) -> Json:
    """One line. ``key`` is the id by which the giver knows the article; ``with_article`` makes it fit for import."""
    line: Json = {
        "id": key,
        "toponyms": [toponym_to_json(toponym) for toponym in toponyms],
        "reports": [report_to_json(report, article.text) for report in reports],
    }
    if with_article:
        line |= {"version": VERSION, "article": article_to_json(article)}
    return line


def error_to_json(key: object, line: int, detail: str) -> Json:
    """What stands in the place of a line that could not be taken."""
    return {"id": key, "error": {"line": line, "detail": detail}}


def article_to_json(article: Article) -> Json:
    """The article itself; its id follows from text, source and address."""
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "headline": _span(article.headline) if article.headline is not None else None,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": article.published.isoformat() if article.published is not None else None,
        "published_at": article.published_at.isoformat() if article.published_at is not None else None,
        "retrieved_at": article.retrieved_at.isoformat() if article.retrieved_at is not None else None,
        "reader": article.reader,
        "revises": article.revises,
        "links": list(article.links),
    }


def toponym_to_json(toponym: Toponym) -> Json:
    """A mention; without a place its coordinates, name and country are null."""
    place = toponym.place
    return {
        **_span(toponym.span),
        "text": toponym.text,
        "kind": toponym.kind,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "feature": place.feature if place else None,
        "confidence": round(toponym.confidence, 4),
        "reason": toponym.reason,
        "place": place_to_json(place) if place else None,
        "runners_up": [_runner_up(runner) for runner in toponym.runners_up],
    }


def place_to_json(place: Place) -> Json:
    """All of a gazetteer entry that the pipeline knows."""
    return {name: getattr(place, name) for name in Place.__dataclass_fields__}


def report_to_json(report: Report, text: str) -> Json:
    """A report with the words that prove it; ``text`` is the article's."""
    event = report.event
    return {
        "type": event.type,
        "status": report.status,
        "trigger": {**_span(event.trigger), "text": event.trigger.cut(text)},
        "evidence": _span(event.evidence[0] if event.evidence else event.trigger),
        "location": _location(report.location) if report.location is not None else None,
        "time": _time(event.time) if event.time is not None else None,
        "attribution": [{"text": said.text, "kind": said.kind, **_span(said.span)} for said in event.attribution],
        "participants": [{"text": one.text, "role": one.role, **_span(one.span)} for one in event.participants],
        "quantities": [
            {
                "text": count.text,
                "unit": count.unit,
                "min": count.min,
                "max": count.max,
                "source": count.source,
                **_span(count.span),
            }
            for count in event.quantities
        ],
        "confidence": round(event.confidence, 4),
        "reason": event.reason,
        "evidence_spans": [_span(span) for span in event.evidence],
        "damage": [_span(span) for span in event.damage],
        "factuality": event.factuality,
        "time_relation": event.time_relation,
        "attestation": event.attestation,
        "place": _relation(event.place) if event.place is not None else None,
        "extractor": report.extractor,
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _runner_up(runner: RunnerUp) -> Json:
    return {"score": round(runner.score, 4), **place_to_json(runner.place)}


def _location(location: Location) -> Json:
    return {
        "lat": location.lat,
        "lon": location.lon,
        "precision": location.precision,
        "radius_km": location.radius_km,
        "name": location.place.name,
        "country": location.place.country,
        "geonameid": location.place.geonameid,
        "reason": location.reason,
        "relation": location.relation,
        "inherited": location.inherited,
        "place": place_to_json(location.place),
        "runners_up": [_runner_up(runner) for runner in location.runners_up],
    }


def _time(time: TimeInterval) -> Json:
    return {
        "start": time.start.isoformat(),
        "end": time.end.isoformat(),
        "precision": time.precision,
        "zone": time.zone,
        "reason": time.reason,
        "span": _span(time.span) if time.span is not None else None,
    }


def _relation(place: PlaceRelation) -> Json:
    return {
        "relation": place.relation,
        "span": _span(place.span),
        "distance_km": place.distance_km,
        "bearing": place.bearing,
        "inherited": place.inherited,
        "toponym": toponym_to_json(place.toponym),
        "second": toponym_to_json(place.second) if place.second is not None else None,
    }
