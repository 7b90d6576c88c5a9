"""Fill the table of incidents alone with made-up rows, for measuring questions (not imports) at a million and more.

python -m benchmarks.store_fill [COUNT] [DATABASE_URL]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from app.model.event import STATUSES
from app.model.event_type import event_types
from app.store.facts import iso_utc, minutes_of
from app.store.incident_rows import row_of
from app.store.regroup import INSERT, INSERT_CHANGE, INSERT_OUTLET
from app.store.store import Store
from app.store.words import index_words
from benchmarks.store_synthetic import ACTORS, DAYS, FIRST_DAY, WORDS

BATCH = 20_000
CITY = (51.5, -0.12)
COUNTRIES = ("UA", "GB", "SD", "SY", "MM", "FR", "US", None)


def rows(count: int, seed: int = 3) -> Iterator[tuple[Any, ...]]:
    """A tenth in one city, three tenths in two hundred, the rest anywhere; five years of days."""
    chance = random.Random(seed)
    types = list(event_types().items())
    cities = [(chance.gauss(30, 20), chance.uniform(-120, 140)) for _ in range(200)]
    first = minutes_of(datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day))
    for key in range(1, count + 1):
        draw = chance.random()
        lat, lon = (chance.gauss(25, 25), chance.uniform(-180, 180)) if draw > 0.4 else cities[chance.randrange(200)]
        if draw < 0.1:
            lat, lon = CITY
        lat = max(-80.0, min(80.0, lat + chance.gauss(0, 0.05)))
        lon = max(-180.0, min(180.0, lon + chance.gauss(0, 0.05)))
        start = first + chance.randrange(DAYS) * 1440
        name, kind = types[min(len(types) - 1, int(chance.expovariate(0.12)))]
        properties = _properties(chance, key, name, kind.group, kind.label, lat, lon, start)
        yield row_of(key, f"{key:032x}", key, key, "2026-01-01T00:00:00Z", properties)


def _properties(
    chance: random.Random, key: int, name: str, group: str, label: str, lat: float, lon: float, start: int
) -> dict[str, Any]:
    actor = chance.choice(ACTORS)
    return {
        "reason": "one report",
        "lat": round(lat, 6),
        "lon": round(lon, 6),
        "start_min": start,
        "end_min": start + 1440,
        "type": name,
        "group": group,
        "label": label,
        "status": STATUSES[min(6, int(chance.expovariate(1.2)))],
        "title": f"{label} in Town {key % 5000}",
        "place": f"Town {key % 5000}",
        "country": COUNTRIES[key % len(COUNTRIES)],
        "precision": "place",
        "radius_km": 5.0,
        "place_id": f"t:{key % 5000}",
        "start": (iso_utc(start) or "")[:16],
        "end": (iso_utc(start + 1440) or "")[:16],
        "time_precision": "day",
        "zone": "Europe/London",
        "start_utc": iso_utc(start),
        "end_utc": iso_utc(start + 1440),
        "confidence": round(chance.uniform(0.3, 0.99), 2),
        "sources": 1 + key % 3,
        "reports": 1,
        "outlets": f"Outlet {key % 400}",
        "killed_min": key % 9 or None,
        "killed_max": key % 9 or None,
        "wounded_min": None,
        "wounded_max": None,
        "actors": actor,
        "attribution": None,
        "excerpt": " ".join(chance.choices(WORDS, k=18)),
        "grade": None,
        "tags": "",
        "reviewed": False,
    }


def main(count: int, url: str) -> None:
    store = Store.open(url)
    made, done, start = rows(count), 0, time.perf_counter()
    while many := list(islice(made, BATCH)):
        with store._database.write() as session:
            session.many(INSERT, many)
            index_words(session, many[0][0], many[-1][0])
            session.many(INSERT_OUTLET, [(f"outlet {row[0] % 400}", row[0]) for row in many])
            session.many(INSERT_CHANGE, [(row[2], row[0], row[1], "new", "2026-01-01T00:00:00") for row in many])
            session.run("UPDATE counter SET value = ? WHERE name IN ('incident', 'change')", (many[-1][0],))
        done += len(many)
        print(f"{done:,} in {time.perf_counter() - start:,.0f} s", flush=True)
    store.close()


if __name__ == "__main__":
    said = sys.argv[1:]
    main(int(said[0]) if said else 1_000_000, said[1] if len(said) > 1 else "sqlite:///benchmark.db")
