"""Many lines as ``incidents extract --articles`` writes them, like given ones: as long, with as many reports, names and
reasons; elsewhere, on other days and in other words, so that they are other happenings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from benchmarks.store_synthetic import AREA_SHARE, DAYS, DENSE_CITIES, DENSE_SHARE, WORDS

SPARSE, AREAS = 20_000, 300
"""Towns where news is rare; regions and countries. (The cities are those of ``store_synthetic``.)"""
FIRST = datetime(2021, 1, 1)
Line = dict[str, Any]


def replicas(path: Path, count: int, seed: int) -> Iterator[tuple[bytes, int]]:
    """``count`` lines, each with the number of its reports; the given ones are taken in turn."""
    given = [line for line in map(orjson.loads, path.read_bytes().splitlines()) if "article" in line]
    if not given:
        raise SystemExit(f"{path} has no articles: write it with `incidents extract --articles`")
    chance = random.Random(seed)
    spots = [(chance.uniform(-55, 65), chance.uniform(-170, 170)) for _ in range(DENSE_CITIES + SPARSE + AREAS)]
    for number in range(count):
        line = orjson.loads(orjson.dumps(given[number % len(given)]))
        spot = _drawn(chance)
        _move(line, spot, spots[spot], chance)
        line["article"]["text"] = _words(chance, len(line["article"]["text"]))
        line["article"] |= {"source": f"Outlet {chance.randrange(400)}", "url": None, "revises": None}
        yield orjson.dumps(line), len(line["reports"])


def _drawn(chance: random.Random) -> int:
    draw = chance.random()
    if draw < DENSE_SHARE:
        return chance.randrange(DENSE_CITIES)
    first, many = (DENSE_CITIES + SPARSE, AREAS) if draw < DENSE_SHARE + AREA_SHARE else (DENSE_CITIES, SPARSE)
    return first + chance.randrange(many)


def _words(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, k=length // 3))[:length].ljust(length, ".")


def _move(line: Line, spot: int, to: Sequence[float], chance: random.Random) -> None:
    """All places by the same way, all times by the same days."""
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    line["article"]["published"] = date.isoformat((day + timedelta(days=1)).date())
    first: datetime | None = None
    origin: tuple[float, float] | None = None
    for report in line["reports"]:
        if (location := report["location"]) and location["lat"] is not None:
            origin = origin or (location["lat"], location["lon"])
            for place in (location, location["place"]):
                place["lat"] = max(-85.0, min(85.0, place["lat"] + to[0] - origin[0]))
                place["lon"] = (place["lon"] + to[1] - origin[1] + 180) % 360 - 180
            location["place"]["place_id"] += f"@{spot}"
        if time := report["time"]:
            start, end = (datetime.fromisoformat(time[name]) for name in ("start", "end"))
            first = first or start
            shift = day - datetime(first.year, first.month, first.day)
            time["start"], time["end"] = (_shifted(one, shift) for one in (start, end))


def _shifted(moment: datetime, shift: timedelta) -> str:
    try:
        return (moment + shift).isoformat()
    except OverflowError:
        return moment.isoformat()
