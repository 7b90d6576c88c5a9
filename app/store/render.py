"""JSON texts: the incident's feature, rendered when it is written, and the report's view, when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

import orjson

from app.model.article import Article
from app.model.event_type import event_types
from app.model.location import RunnerUp
from app.model.report import Report
from app.store.facts import Facts
from app.store.segments import segments_of

PROPERTIES = (
    "type",
    "group",
    "label",
    "status",
    "title",
    "place",
    "country",
    "precision",
    "radius_km",
    "place_id",
    "start",
    "end",
    "time_precision",
    "zone",
    "start_utc",
    "end_utc",
    "confidence",
    "sources",
    "reports",
    "outlets",
    "killed_min",
    "killed_max",
    "wounded_min",
    "wounded_max",
    "actors",
    "attribution",
    "excerpt",
    "grade",
    "tags",
    "reviewed",
    "updated",
)
"""Names of a feature's properties, in order."""
_in_order = itemgetter(*PROPERTIES)
WORDS_OF = {
    "near": "near",
    "off": "off",
    "offset": "near",
    "between": "near",
    "border": "at the border of",
    "en-route": "on the way to",
    "outskirts": "on the outskirts of",
}
GOING = frozenset({"visit"})
"""Types whose place is gone to."""


def title_of(type_: str, facts: Facts) -> str:
    """A short headline: "Explosion near Uiutne"."""
    label = event_types()[type_].label
    place = facts.claim.place_name
    if not place:
        return label
    words = WORDS_OF.get(facts.relation, "in")
    if words == "in" and facts.claim.precision == "near":
        words = "near"
    if words == "in" and type_ in GOING:
        words = "to"
    article = "the " if facts.claim.precision == "sea" and not place.casefold().startswith("the ") else ""
    return f"{label} {words} {article}{place}"


def feature_bytes(incident_id: str, lat: float | None, lon: float | None, properties: Mapping[str, Any]) -> bytes:
    """A GeoJSON Feature; coordinates in 1e-6 degrees."""
    geometry = None
    if lat is not None and lon is not None:
        geometry = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
    return orjson.dumps(
        {
            "type": "Feature",
            "id": incident_id,
            "geometry": geometry,
            "properties": dict(zip(PROPERTIES, _in_order(properties), strict=True)),
        }
    )


def view_bytes(article: Article, report: Report, facts: Facts) -> bytes:
    """The report as the item view shows it; all of it may be read without a token."""
    event, claim = report.event, facts.claim
    return orjson.dumps(
        {
            "id": report.id,
            "article": {
                "id": article.id,
                "title": article.title or (article.headline.cut(article.text) if article.headline else None),
                "source": article.source,
                "url": article.url,
                "published": article.published,
                "retrieved": article.retrieved_at,
                "links": list(article.links),
            },
            "type": claim.type,
            "status": claim.status,
            "segments": segments_of(article.text, report),
            "evidence": claim.wording,
            "attribution": [{"text": one.text, "kind": one.kind} for one in event.attribution],
            "participants": [{"text": one.text, "role": one.role} for one in event.participants],
            "quantities": [
                {"text": one.text, "unit": one.unit, "min": one.min, "max": one.max} for one in event.quantities
            ],
            "location": _location(report, facts),
            "time": _time(report, facts),
            "confidence": claim.confidence,
            "reason": event.reason,
            "extractor": report.extractor,
            "reviewed": facts.reviewed,
        }
    )


def _location(report: Report, facts: Facts) -> dict[str, Any] | None:
    claim = facts.claim
    if claim.lat is None:
        return None
    location = report.location
    moved = location is None or (location.lat, location.lon) != (claim.lat, claim.lon)
    return {
        "name": claim.place_name,
        "lat": claim.lat,
        "lon": claim.lon,
        "precision": claim.precision,
        "radius_km": claim.radius_km,
        "place_id": claim.place_id,
        "country": facts.country,
        "reason": location.reason if location and not moved else "set by a reviewer",
        "note": location.place.note if location and not moved else None,
        "runners_up": [_runner_up(one) for one in location.runners_up] if location else [],
    }


def _runner_up(one: RunnerUp) -> dict[str, Any]:
    return {
        "place_id": one.place.place_id,
        "name": one.place.name,
        "admin1": one.place.admin1_name,
        "country": one.place.country,
        "lat": one.place.lat,
        "lon": one.place.lon,
        "score": one.score,
    }


def _time(report: Report, facts: Facts) -> dict[str, Any] | None:
    if facts.start is None:
        return None
    time = report.event.time
    redated = time is None or time.start.isoformat(timespec="minutes") != facts.start
    return {
        "start": facts.start,
        "end": facts.end,
        "precision": facts.claim.time_precision,
        "zone": facts.zone,
        "reason": time.reason if time and not redated else "set by a reviewer",
    }
