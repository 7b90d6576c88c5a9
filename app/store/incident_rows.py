"""From a part (the reports that are one incident) to its row and feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from app.model.event_type import event_types
from app.model.merging import Part
from app.store.facts import Facts, iso_utc
from app.store.render import feature_bytes, title_of

COLUMNS = (
    "key",
    "id",
    "seq",
    "born",
    "feature",
    "reason",
    "lat",
    "lon",
    "start_min",
    "end_min",
    "type",
    "group",
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
"""The columns of table incident in the order of ``row_of``."""
QUOTED = tuple(f'"{name}"' for name in COLUMNS)
MAX_NAMES = 20
UNDATED = b'""}}'
_lone_columns = itemgetter(*COLUMNS[5:-1])


def properties_of(part: Part, facts: Mapping[str, Facts]) -> dict[str, Any]:
    """All properties but ``updated``, and beside them lat, lon, start_min, end_min and reason."""
    lead = facts[part.lead]
    where = facts[part.location_of] if part.location_of else lead
    when = facts[part.time_of] if part.time_of else lead
    members = [facts[name] for name in part.members]
    if len(members) == 1:
        return _properties(part, lead, lead, lead, _told_by_one(lead))
    outlets = sorted({one.outlet for one in members if one.outlet}, key=str.casefold)
    grades = [one.grade for one in members if one.grade]
    told = Told(
        sources=_sources(members, outlets),
        outlets="; ".join(outlets),
        killed=_spanned([_count(one, "killed") for one in members]),
        wounded=_spanned([_count(one, "wounded") for one in members]),
        actors="; ".join(list(dict.fromkeys([name for one in [lead, *members] for name in one.actors]))[:MAX_NAMES]),
        grade=grades[0] if grades else None,
        tags="; ".join(sorted({tag for one in members for tag in one.tags})),
        reviewed=any(one.reviewed for one in members),
    )
    return _properties(part, lead, where, when, told)


Range = tuple[int | None, int | None]


class Told(NamedTuple):
    """What all members tell together."""

    sources: int
    outlets: str
    killed: Range
    wounded: Range
    actors: str
    grade: str | None
    tags: str
    reviewed: bool


def _told_by_one(one: Facts) -> Told:
    return Told(
        1,
        one.outlet,
        _count(one, "killed") or (None, None),
        _count(one, "wounded") or (None, None),
        "; ".join(one.actors[:MAX_NAMES]),
        one.grade or None,
        "; ".join(sorted(set(one.tags))),
        one.reviewed,
    )


def _properties(part: Part, lead: Facts, where: Facts, when: Facts, told: Told) -> dict[str, Any]:
    kind, place = event_types()[part.type], where.claim
    return {
        "reason": part.reason,
        "lat": place.lat,
        "lon": place.lon,
        "start_min": when.start_min,
        "end_min": when.end_min,
        "type": part.type,
        "group": kind.group,
        "label": kind.label,
        "status": part.status,
        "title": title_of(part.type, where),
        "place": place.place_name or None,
        "country": where.country,
        "precision": place.precision,
        "radius_km": place.radius_km if place.lat is not None else None,
        "place_id": place.place_id,
        "start": when.start,
        "end": when.end,
        "time_precision": when.claim.time_precision,
        "zone": when.zone,
        "start_utc": iso_utc(when.start_min),
        "end_utc": iso_utc(when.end_min),
        "confidence": round(part.confidence, 2),
        "sources": told.sources,
        "reports": part.units,
        "outlets": told.outlets,
        "killed_min": told.killed[0],
        "killed_max": told.killed[1],
        "wounded_min": told.wounded[0],
        "wounded_max": told.wounded[1],
        "actors": told.actors,
        "attribution": lead.attribution,
        "excerpt": lead.claim.wording,
        "grade": told.grade,
        "tags": told.tags,
        "reviewed": told.reviewed,
    }


def _sources(members: Sequence[Facts], outlets: Sequence[str]) -> int:
    """Outlets, and one for each article that names none."""
    return len({one.casefold() for one in outlets}) + len({one.claim.article_id for one in members if not one.outlet})


def _count(one: Facts, unit: str) -> tuple[int, int | None] | None:
    """The largest count of a report, its total; None where it has none of this unit."""
    counts = [(low, high) for name, low, high in one.claim.quantities if name == unit]
    return max(counts, key=_largest) if len(counts) > 1 else counts[0] if counts else None


def _spanned(counts: Sequence[tuple[int, int | None] | None]) -> Range:
    """The range that the reports span; never a sum over reports."""
    told = [count for count in counts if count is not None]
    if not told:
        return None, None
    closed = [high for _, high in told if high is not None]
    return min(low for low, _ in told), (max(closed) if len(closed) == len(told) else None)


def _largest(pair: tuple[int, int | None]) -> tuple[int, bool, int]:
    return pair[0], pair[1] is None, pair[1] or 0


def lone_row(incident_id: str, part: Part, facts: Facts) -> tuple[bytes, tuple[Any, ...]]:
    """Of an incident that one report tells of: the feature up to ``updated``, its last value, which the writer puts in
    (``dated``), and the columns from ``reason`` to ``reviewed``."""
    shown = properties_of(part, {part.lead: facts})
    shown["updated"] = ""
    feature = feature_bytes(incident_id, shown["lat"], shown["lon"], shown)
    return feature.removesuffix(UNDATED), _lone_columns(shown)


def dated(feature: bytes, updated: str) -> bytes:
    """Close a feature of ``lone_row``."""
    return feature + b'"' + updated.encode() + b'"}}'


def row_of(
    key: int, incident_id: str, seq: int, born: int, updated: str, properties: Mapping[str, Any]
) -> tuple[Any, ...]:
    """A row in the order of ``COLUMNS``."""
    shown = {**properties, "updated": updated}
    values = {
        **shown,
        "key": key,
        "id": incident_id,
        "seq": seq,
        "born": born,
        "feature": feature_bytes(incident_id, properties["lat"], properties["lon"], shown),
    }
    return tuple(values[name] for name in COLUMNS)
