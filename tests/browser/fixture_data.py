"""Incidents for the browser tests, in the service's own shape: written for the tests, none of it from real articles."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

LEGEND = json.loads((Path(__file__).parents[2] / "static" / "legend.json").read_text("utf-8"))

SEA_RING = [[28.0, 43.0], [29.5, 45.0], [31.5, 46.3], [33.0, 45.9], [32.6, 45.3], [33.5, 44.5], [35.4, 44.8], [37.0, 44.9],
            [39.0, 43.8], [41.5, 42.0], [41.0, 41.3], [38.0, 41.0], [35.0, 42.0], [31.5, 41.2], [29.2, 41.2], [28.0, 43.0]]
CRIMEA_RING = [[32.5, 45.35], [33.6, 46.1], [34.9, 45.9], [35.4, 45.35], [36.6, 45.3], [35.3, 44.9], [34.1, 44.4], [33.4, 44.6],
               [33.6, 45.0], [32.5, 45.35]]
AREAS = {"cur:black-sea": SEA_RING, "cur:crimea": CRIMEA_RING}

# type, status, title, place, country, precision, radius, lat, lon, start, hours, extra
ROWS: list[tuple[Any, ...]] = [
    ("explosion", "occurred", "Explosions in Yevpatoriia", "Yevpatoriia", "UA", "place", 6, 45.2, 33.36, "2023-09-14T06:00", 6, {"sources": 2}),
    ("explosion", "occurred", "Explosions near Uiutne", "Uiutne", "UA", "near", 5, 45.21, 33.29, "2023-09-14T06:00", 6, {}),
    ("drone_attack", "claimed", "Drone attack on Crimea", "Crimea", "UA", "region", 160, 45.3, 34.4, "2023-09-14", 24, {"place_id": "cur:crimea", "actors": "Defence Ministry of Russia; air defence"}),
    ("naval_attack", "claimed", "Attack with unmanned boats in the Black Sea", "Black Sea", None, "sea", 500, 43.4, 34.3, "2023-09-14T05:00", 1, {"place_id": "cur:black-sea", "time_precision": "hour"}),
    ("visit", "planned", "Visit to Komsomolsk-on-Amur", "Komsomolsk-on-Amur", "RU", "place", 12, 50.55, 137.01, "2023-09-14", 24, {"actors": "Kim Jong Un"}),
    ("visit", "planned", "Visit to Vladivostok", "Vladivostok", "RU", "place", 15, 43.11, 131.87, "2023-09-14", 24, {"actors": "Kim Jong Un"}),
    ("visit", "occurred", "Visit to Kyiv", "Kyiv", "UA", "place", 20, 50.45, 30.52, "2023-09-11", 24, {"actors": "Annalena Baerbock"}),
    ("meeting", "occurred", "Summit in New Delhi", "New Delhi", "IN", "place", 20, 28.61, 77.21, "2023-09-09", 48, {}),
    ("shelling", "occurred", "Shelling of Kherson kills three", "Kherson", "UA", "place", 10, 46.64, 32.61, "2023-09-12T21:00", 4, {"killed": (3, 4), "wounded": (7, 9), "sources": 3}),
    ("missile_strike", "occurred", "Missile strike on port in Odesa", "Odesa", "UA", "place", 12, 46.48, 30.73, "2023-09-13T02:30", 1, {"time_precision": "minute", "wounded": (2, 2)}),
    ("interception", "claimed", "Seven drones shot down over Mykolaiv region", "Mykolaiv Oblast", "UA", "region", 110, 47.3, 31.8, "2023-09-13", 24, {}),
    ("air_alert", "occurred", "Air-raid sirens in Zaporizhzhia", "Zaporizhzhia", "UA", "place", 14, 47.85, 35.12, "2023-09-13T23:00", 2, {}),
    ("battle", "claimed", "Fighting near Bakhmut", "Bakhmut", "UA", "near", 8, 48.59, 38.0, "2023-09-12", 24, {}),
    ("capture", "denied", "Capture of Andriivka denied", "Andriivka", "UA", "place", 3, 48.5, 37.97, "2023-09-14", 24, {}),
    ("outage", "occurred", "Power cut in Poltava", "Poltava", "UA", "place", 10, 49.59, 34.55, "2023-09-13T18:00", 5, {}),
    ("evacuation", "occurred", "Families evacuated from Kupiansk", "Kupiansk", "UA", "place", 6, 49.71, 37.61, "2023-09-10", 24, {}),
    ("flood", "occurred", "Flood washes away quarters of Derna", "Derna", "LY", "place", 9, 32.76, 22.64, "2023-09-11", 24, {"killed": (5000, 11000), "sources": 4}),
    ("earthquake", "occurred", "Earthquake strikes High Atlas", "Al Haouz", "MA", "district", 60, 31.1, -8.4, "2023-09-08T23:11", 1, {"time_precision": "minute", "killed": (2900, 3000)}),
    ("protest", "occurred", "Thousands march in Niamey", "Niamey", "NE", "place", 15, 13.51, 2.11, "2023-09-09", 24, {}),
    ("coup", "historical", "Coup in Gabon", "Libreville", "GA", "place", 15, 0.39, 9.45, "2023-08-30", 24, {}),
    ("piracy", "occurred", "Tanker boarded off Singapore", "Singapore Strait", None, "near", 20, 1.18, 103.9, "2023-09-10T03:00", 2, {}),
    ("wildfire", "occurred", "Wildfire near Alexandroupoli", "Alexandroupoli", "GR", "near", 18, 40.9, 25.9, "2023-08-25", 72, {}),
    ("storm", "occurred", "Typhoon makes landfall near Taitung", "Taitung", "TW", "near", 30, 22.75, 121.14, "2023-09-03", 24, {}),
    ("transport_accident", "occurred", "Bus falls into ravine near Huancavelica", "Huancavelica", "PE", "near", 15, -12.78, -74.97, "2023-09-18T01:00", 3, {"killed": (24, 25)}),
    ("abduction", "occurred", "Students abducted in Zamfara", "Zamfara State", "NG", "region", 120, 12.1, 6.2, "2023-09-22", 24, {}),
    ("strike", "occurred", "Car workers walk out in Detroit", "Detroit", "US", "place", 25, 42.33, -83.05, "2023-09-15", 24, {}),
    ("shooting", "occurred", "Shooting in Rotterdam", "Rotterdam", "NL", "place", 12, 51.92, 4.48, "2023-09-28T15:00", 1, {"killed": (3, 3)}),
    ("arrest", "occurred", "Two arrested in Istanbul", "Istanbul", "TR", "place", 30, 41.01, 28.95, "2023-09-12", 24, {}),
    ("agreement", "occurred", "Ceasefire for Nagorno-Karabakh agreed", "Yevlakh", "AZ", "place", 6, 40.62, 47.15, "2023-09-20", 24, {}),
    ("outbreak", "occurred", "Cholera outbreak in Gedaref", "Gedaref", "SD", "place", 12, 14.04, 35.39, "2023-09-25", 48, {}),
    ("migration", "occurred", "Boats with 7,000 people reach Lampedusa", "Lampedusa", "IT", "place", 6, 35.5, 12.61, "2023-09-13", 48, {}),
    ("rescue", "occurred", "Caver rescued in Taurus mountains", "Morca Cave", "TR", "exact", 0, 36.68, 33.18, "2023-09-12", 24, {}),
    ("trial", "occurred", "Court in Tirana sentences five", "Tirana", "AL", "place", 10, 41.33, 19.82, "2023-09-15", 24, {}),
    ("weapons_test", "occurred", "Missile test into Sea of Japan", "Sea of Japan", None, "sea", 600, 40.0, 135.0, "2023-09-13", 24, {}),
    ("election", "planned", "Referendum due in Chile", "Chile", "CL", "country", 1500, -30.0, -71.0, "2023-12-17", 24, {}),
    ("exercise", "threatened", "Blockade of Taiwan threatened", "Taiwan", "TW", "country", 180, 23.7, 121.0, "2023-09-19", 24, {}),
    ("collapse", "occurred", "School roof collapses in Ciudad Madero", "Ciudad Madero", "MX", "place", 8, 22.28, -97.83, "2023-10-01T14:00", 1, {"killed": (10, 11)}),
    ("explosion", "occurred", "Fuel depot explodes near Stepanakert", "Stepanakert", "AZ", "near", 6, 39.83, 46.76, "2023-09-25T18:00", 3, {"killed": (68, 170), "sources": 2}),
    ("raid", "occurred", "Raid on camp near Jenin", "Jenin", "PS", "near", 3, 32.46, 35.29, "2023-09-19", 24, {"killed": (4, 4)}),
    ("explosion", "hypothetical", "Explosion said to be possible in Sevastopol", "Sevastopol", "UA", "place", 12, 44.6, 33.52, "2023-09-14", 24, {}),
    ("protest", "occurred", "Residents protest without a named place", None, None, None, None, None, None, "2023-09-14", 24, {}),
    ("fire", "occurred", "Fire at hospital in Kyiv", "Kyiv", "UA", "place", 20, 50.45, 30.52, "2023-09-10T11:00", 2, {}),
]

OUTLETS = ["Harbour Gazette", "Evening Ledger", "Radio Meridian", "The Northern Post"]


def incidents() -> list[dict[str, Any]]:
    """All features, newest first."""
    features = [_feature(row) for row in ROWS]
    return sorted(features, key=lambda feature: feature["properties"]["start"], reverse=True)


def _feature(row: tuple[Any, ...]) -> dict[str, Any]:
    type_, status, title, place, country, precision, radius, lat, lon, start, hours, extra = row
    begin = datetime.fromisoformat(start)
    end = begin + timedelta(hours=hours)
    precise = extra.get("time_precision") or ("day" if hours >= 24 else "part-of-day")
    killed, wounded = extra.get("killed", (None, None)), extra.get("wounded", (None, None))
    sources = extra.get("sources", 1)
    key = hashlib.sha256(title.encode()).hexdigest()[:32]
    return {
        "type": "Feature",
        "id": key,
        "geometry": None if lat is None else {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "type": type_, "group": LEGEND["types"][type_]["group"], "label": LEGEND["types"][type_]["label"], "status": status,
            "title": title, "place": place, "country": country, "precision": precision, "radius_km": radius,
            "place_id": extra.get("place_id") or (f"fix:{place}" if place else None),
            "start": begin.isoformat(), "end": end.isoformat(), "time_precision": precise, "zone": "Europe/Kyiv" if country == "UA" else None,
            "start_utc": f"{begin.isoformat()}Z", "end_utc": f"{end.isoformat()}Z", "confidence": 0.82, "sources": sources,
            "outlets": "; ".join(OUTLETS[:sources]), "killed_min": killed[0], "killed_max": killed[1],
            "wounded_min": wounded[0], "wounded_max": wounded[1], "actors": extra.get("actors"),
            "attribution": "the Defence Ministry" if status == "claimed" else "local residents",
            "excerpt": f"{title}, residents said.", "updated": "2023-09-15T08:00:00Z",
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
    low, high = found["killed_min"], found["killed_max"]
    killed = [] if low is None else [{"text": f"{low + number} people", "unit": "killed", "min": low + number, "max": low + number}]
    toll = [{"text": " that left ", "mark": None}, {"text": f"{low + number} people", "mark": "quantity"}, {"text": " dead", "mark": None}] if killed else []
    where = feature["geometry"]
    lon, lat = where["coordinates"] if where else (0, 0)
    return {
        "id": f"{feature['id'][:30]}{number:02d}",
        "article": {"id": f"a{number}", "title": f"What is known about the {label} in {place}", "source": OUTLETS[number % 4],
                    "url": "https://news.example/story?id=1", "published": found["start"][:10], "retrieved": "2023-09-15T08:00:00Z"},
        "type": found["type"], "status": found["status"],
        "segments": [
            {"text": "The day had begun quietly for most people there. ", "mark": None},
            {"text": found["attribution"].capitalize(), "mark": "attribution"}, {"text": " reported a ", "mark": None},
            {"text": label, "mark": "trigger"}, {"text": " in ", "mark": None}, {"text": place, "mark": "place"},
            {"text": " on ", "mark": None}, {"text": found["start"][:10], "mark": "time"}, *toll,
            {"text": ". Officials gave no further details in the first hours.", "mark": None},
        ],
        "evidence": [{"start": 48, "end": 120}],
        "attribution": [{"text": found["attribution"], "kind": "party" if found["status"] == "claimed" else "witness"}],
        "participants": [], "quantities": killed,
        "location": {"name": place, "lat": lat, "lon": lon, "precision": found["precision"], "radius_km": found["radius_km"], "country": found["country"],
                     "reason": f"the nearest of 3 places called {place} to the other places of the article",
                     "runners_up": [{"name": place, "country": "RU", "lat": lat + 4, "lon": lon + 9, "score": 0.21}]} if where else None,
        "time": {"start": found["start"], "end": found["end"], "precision": found["time_precision"], "reason": "named in the sentence"},
        "confidence": 0.82 - number / 10, "reason": f"“{label}” in a sentence that asserts it", "extractor": "test",
    }
