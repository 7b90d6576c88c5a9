"""What merging and drawing take from a report, reviews applied: flat values that are kept as JSON beside it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson

from app.model.article import Article
from app.model.event import TimeInterval
from app.model.location import Precision
from app.model.merging import Claim
from app.model.report import Report

EPOCH = datetime(1970, 1, 1)
EPOCH_DAY = EPOCH.toordinal()
EARLIEST = (1 - EPOCH_DAY) * 1440
LATEST = (date.max.toordinal() - EPOCH_DAY) * 1440 + 1439
"""First and last minute that a datetime can tell."""
UNKNOWN_ZONE = (-14 * 60, 12 * 60)
"""By how many minutes a local start and end are widened where neither zone nor longitude is known."""
SOLAR_DOUBT = 150
"""Minutes: civil time is nowhere but in few places further than this from the sun's."""
MAX_WORDING = 600
SIGNS = {number: " " for number in range(128) if not re.match(r"\w", chr(number))}
"""ASCII characters that part words."""


@dataclass(frozen=True, slots=True)
class Facts:
    """``claim`` is for merging; the rest is for the feature. Times: local ISO text and UTC minutes for searching."""

    claim: Claim
    outlet: str
    relation: str
    country: str | None
    start: str | None
    end: str | None
    zone: str | None
    start_min: int | None
    end_min: int | None
    attribution: str | None
    actors: tuple[str, ...]
    reviewed: bool
    grade: str | None
    tags: tuple[str, ...]


CLAIM_FIELDS = tuple(field.name for field in fields(Claim))
FACT_FIELDS = tuple(field.name for field in fields(Facts))[1:]
_claim_values, _fact_values = attrgetter(*CLAIM_FIELDS), attrgetter(*FACT_FIELDS)
PARTICIPANTS, QUANTITIES = CLAIM_FIELDS.index("participants"), CLAIM_FIELDS.index("quantities")


def facts_of(article: Article, report: Report, verdict: Mapping[str, Any] | None = None) -> Facts:
    """Read the facts off a report; ``verdict`` are the overrides that reviews left (see ``app.store.verdict``)."""
    said: Mapping[str, Any] = verdict or {}
    event, location, published = report.event, report.location, article.published
    evidence = event.evidence[0] if event.evidence else event.trigger
    wording = " ".join(evidence.cut(article.text).split())[:MAX_WORDING]
    lat, lon, precision, radius_km, place_id, name, population, country, relation = _point(report, said)
    zone = (event.time.zone if event.time else None) or (
        location.place.zone if location and not said.get("moved") else None
    )
    start, end, time_precision = _interval(event.time, said)
    first, last, low, high, start_text, end_text = _times(start, end, zone, _solar(zone, lon))
    claim = Claim(  # (by position: this is done for each report of an import)
        report.id,
        report.article_id,
        said.get("type", event.type),
        report.status,
        lat,
        lon,
        precision,
        radius_km,
        place_id,
        name,
        population,
        first,
        last,
        time_precision,
        (published.toordinal() - EPOCH_DAY) * 1440 if published else None,
        tuple([(one.role, one.text[:200]) for one in event.participants]),
        tuple([(one.unit, one.min, one.max) for one in event.quantities]),
        wording,
        hashlib.blake2b(normal(wording).encode(), digest_size=12).hexdigest(),
        round(1.0 if said.get("confirmed") else event.confidence, 3),
    )
    return Facts(
        claim,
        (article.source or "").strip()[:200],
        relation,
        country,
        start_text,
        end_text,
        zone,
        low,
        high,
        event.attribution[0].text[:200] if event.attribution else None,
        tuple(dict.fromkeys([one.text[:200] for one in event.participants if one.role == "actor"])),
        bool(said),
        said.get("grade"),
        tuple(said.get("tags", ())),
    )


def dumped(facts: Facts) -> str:
    """As a JSON list: the fields in their order, the claim's first."""
    return orjson.dumps((_claim_values(facts.claim), *_fact_values(facts))).decode()


def loaded(text: str) -> Facts:
    """Back from ``dumped``."""
    claim, *rest = orjson.loads(text)
    row: dict[str, Any] = dict(zip(FACT_FIELDS, rest, strict=True))
    row["actors"], row["tags"] = tuple(row["actors"]), tuple(row["tags"])
    return Facts(claim=_claim(claim), **row)


def loaded_claim(text: str) -> Claim:
    """Only the claim."""
    return _claim(orjson.loads(text)[0])


def _claim(values: list[Any]) -> Claim:
    values[PARTICIPANTS] = tuple(tuple(one) for one in values[PARTICIPANTS])
    values[QUANTITIES] = tuple(tuple(one) for one in values[QUANTITIES])
    return Claim(*values)


def normal(text: str) -> str:
    """One spelling for comparing words: no accents, case or punctuation."""
    if text.isascii():
        return " ".join(text.lower().translate(SIGNS).split())
    text = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", text.casefold()))


Point = tuple[float | None, float | None, Precision | None, float, str | None, str, int, str | None, str]
"""lat, lon, precision, radius_km, place_id, name, population, country, relation."""


def _point(report: Report, said: Mapping[str, Any]) -> Point:
    """The location as flat values, a reviewer's own in place of the machine's."""
    moved = said.get("moved")
    location = report.location
    if moved is not None:
        return (
            moved["lat"],
            moved["lon"],
            moved.get("precision") or "place",
            float(moved.get("radius_km") or 0.0),
            moved.get("place_id"),
            moved.get("name") or (location.place.name if location else ""),
            int(moved.get("population") or 0),
            moved.get("country") or (location.place.country if location else None),
            "in",
        )
    if location is None:
        return None, None, None, 0.0, None, "", 0, None, ""
    place = location.place
    return (
        location.lat,
        location.lon,
        location.precision,
        location.radius_km,
        place.place_id,
        place.name,
        place.population,
        place.country,
        location.relation,
    )


def _interval(
    time: TimeInterval | None, said: Mapping[str, Any]
) -> tuple[datetime | None, datetime | None, str | None]:
    if redated := said.get("redated"):
        start, end = datetime.fromisoformat(redated["start"]), datetime.fromisoformat(redated["end"])
        return start, end, redated.get("precision") or "day"
    return (time.start, time.end, time.precision) if time else (None, None, None)


def _minutes(moment: datetime) -> int:
    """Minutes since 1970 of a naive UTC moment."""
    return (moment.toordinal() - EPOCH_DAY) * 1440 + moment.hour * 60 + moment.minute


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    """Minutes east of UTC at a local moment."""
    try:
        return (zone.utcoffset(moment) or timedelta()) // timedelta(minutes=1)
    except (OverflowError, ValueError):
        return 0


def _solar(zone: str | None, lon: float | None) -> int | None:
    """Minutes by which the sun is ahead of Greenwich at a longitude; 0 where the zone is known, None: nothing is."""
    if zone and _zone(zone) is not None:
        return 0
    return None if lon is None else 60 * round(lon / 15)


Times = tuple[int | None, int | None, int | None, int | None, str | None, str | None]


@lru_cache(maxsize=8192)
def _times(start: datetime | None, end: datetime | None, zone: str | None, solar: int | None) -> Times:
    """UTC minutes of start and end, UTC bounds that hold the true ones for sure, and both as local ISO text.

    By the zone, else by the sun, else as if the local time were UTC. (News tells of few days: most are known already.)
    """
    if start is None or end is None:
        return None, None, None, None, None, None
    texts = start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")
    first, last = _minutes(start), _minutes(end)
    known = _zone(zone) if zone else None
    if known is not None:
        first, last = first - _offset(start, known), last - _offset(end, known)
        return first, last, first, last, *texts
    if solar is None:
        before, after = UNKNOWN_ZONE
        return first, last, first + before, last + after, *texts
    first, last = first - solar, last - solar
    return first, last, first - SOLAR_DOUBT, last + SOLAR_DOUBT, *texts


def minutes_of(moment: datetime) -> int:
    """Minutes since 1970 of a naive UTC (or aware) moment, rounded down."""
    return _minutes(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment)


@lru_cache(maxsize=8192)
def iso_utc(minutes: int | None) -> str | None:
    """ISO text with Z of a number of minutes since 1970; clipped to the years 1…9999."""
    if minutes is None:
        return None
    return (EPOCH + timedelta(minutes=min(LATEST, max(EARLIEST, minutes)))).isoformat() + "Z"


def day_of(text: str | None) -> date | None:
    """A calendar day from ISO text."""
    return date.fromisoformat(text) if text else None
