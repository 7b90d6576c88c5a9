"""Incidents for the browser tests, in the service's own shape: written for the tests, none of it from real articles."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LEGEND = json.loads((HERE.parents[1] / "static" / "legend.json").read_text("utf-8"))
ROWS: list[dict[str, Any]] = json.loads((HERE / "fixtures" / "incidents.json").read_text("utf-8"))
AREAS: dict[str, list[list[float]]] = json.loads((HERE / "fixtures" / "areas.json").read_text("utf-8"))
OUTLETS = ["Harbour Gazette", "Evening Ledger", "Radio Meridian", "The Northern Post"]


def incidents() -> list[dict[str, Any]]:
    """All features, newest first."""
    features = [_feature(row) for row in ROWS]
    return sorted(features, key=lambda feature: feature["properties"]["start"], reverse=True)


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    type_, status, title, place, country = (row[name] for name in ("type", "status", "title", "place", "country"))
    lat, lon, hours = row["lat"], row["lon"], row["hours"]
    begin = datetime.fromisoformat(row["start"])
    end = begin + timedelta(hours=hours)
    precise = row.get("time_precision") or ("day" if hours >= 24 else "part-of-day")
    killed, wounded = row.get("killed", (None, None)), row.get("wounded", (None, None))
    sources = row.get("sources", 1)
    key = hashlib.sha256(title.encode()).hexdigest()[:32]
    return {
        "type": "Feature",
        "id": key,
        "geometry": None if lat is None else {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "type": type_,
            "group": LEGEND["types"][type_]["group"],
            "label": LEGEND["types"][type_]["label"],
            "status": status,
            "title": title,
            "place": place,
            "country": country,
            "precision": row["precision"],
            "radius_km": row["radius_km"],
            "place_id": row.get("place_id") or (f"fix:{place}" if place else None),
            "start": begin.isoformat(),
            "end": end.isoformat(),
            "time_precision": precise,
            "zone": "Europe/Kyiv" if country == "UA" else None,
            "start_utc": f"{begin.isoformat()}Z",
            "end_utc": f"{end.isoformat()}Z",
            "confidence": 0.82,
            "sources": sources,
            "outlets": "; ".join(OUTLETS[:sources]),
            "killed_min": killed[0],
            "killed_max": killed[1],
            "wounded_min": wounded[0],
            "wounded_max": wounded[1],
            "actors": row.get("actors"),
            "attribution": "the Defence Ministry" if status == "claimed" else "local residents",
            "excerpt": f"{title}, residents said.",
            "updated": "2023-09-15T08:00:00Z",
        },
    }


def detail(feature: dict[str, Any]) -> dict[str, Any]:
    """A feature with its reports, as the service's single item has them."""
    found = feature["properties"]
    reports = [_report(feature, i) for i in range(found["sources"])]
    return {**feature, "reports": reports, "related": []}


def _report(feature: dict[str, Any], number: int) -> dict[str, Any]:
    found = feature["properties"]
    place, label = found["place"] or "the area", found["label"].lower()
    low = found["killed_min"]
    killed = (
        []
        if low is None
        else [{"text": f"{low + number} people", "unit": "killed", "min": low + number, "max": low + number}]
    )
    toll = (
        [
            {"text": " that left ", "mark": None},
            {"text": f"{low + number} people", "mark": "quantity"},
            {"text": " dead", "mark": None},
        ]
        if killed
        else []
    )
    where = feature["geometry"]
    lon, lat = where["coordinates"] if where else (0, 0)
    return {
        "id": f"{feature['id'][:30]}{number:02d}",
        "article": {
            "id": f"a{number}",
            "title": f"What is known about the {label} in {place}",
            "source": OUTLETS[number % 4],
            "url": "https://news.example/story?id=1",
            "published": found["start"][:10],
            "retrieved": "2023-09-15T08:00:00Z",
            "links": ["https://news.example/story?id=1", "https://ministry.example/statement", "javascript:alert(1)"],
        },
        "type": found["type"],
        "status": found["status"],
        "segments": [
            {"text": "The day had begun quietly for most people there. ", "mark": None},
            {"text": found["attribution"].capitalize(), "mark": "attribution"},
            {"text": " reported a ", "mark": None},
            {"text": label, "mark": "trigger"},
            {"text": " in ", "mark": None},
            {"text": place, "mark": "place"},
            {"text": " on ", "mark": None},
            {"text": found["start"][:10], "mark": "time"},
            *toll,
            {"text": ". Officials gave no further details in the first hours.", "mark": None},
        ],
        "evidence": [{"start": 48, "end": 120}],
        "attribution": [{"text": found["attribution"], "kind": "party" if found["status"] == "claimed" else "witness"}],
        "participants": [],
        "quantities": killed,
        "location": {
            "name": place,
            "lat": lat,
            "lon": lon,
            "precision": found["precision"],
            "radius_km": found["radius_km"],
            "country": found["country"],
            "reason": f"the nearest of 3 places called {place} to the other places of the article",
            "runners_up": [{"name": place, "country": "RU", "lat": lat + 4, "lon": lon + 9, "score": 0.21}],
        }
        if where
        else None,
        "time": {
            "start": found["start"],
            "end": found["end"],
            "precision": found["time_precision"],
            "reason": "named in the sentence",
        },
        "confidence": 0.82 - number / 10,
        "reason": f"“{label}” in a sentence that asserts it",
        "extractor": "test",
    }
