"""From a part (the reports that are one incident) to its row and feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

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
    outlets = sorted({one.outlet for one in members if one.outlet}, key=str.casefold)
    killed, wounded = _count(members, "killed"), _count(members, "wounded")
    kind = event_types()[part.type]
    grades = [one.grade for one in members if one.grade]
    return {
        "reason": part.reason,
        "lat": where.claim.lat,
        "lon": where.claim.lon,
        "start_min": when.start_min,
        "end_min": when.end_min,
        "type": part.type,
        "group": kind.group,
        "label": kind.label,
        "status": part.status,
        "title": title_of(part.type, where),
        "place": where.claim.place_name or None,
        "country": where.country,
        "precision": where.claim.precision,
        "radius_km": where.claim.radius_km if where.claim.lat is not None else None,
        "place_id": where.claim.place_id,
        "start": when.start,
        "end": when.end,
        "time_precision": when.claim.time_precision,
        "zone": when.zone,
        "start_utc": iso_utc(when.start_min),
        "end_utc": iso_utc(when.end_min),
        "confidence": round(part.confidence, 2),
        "sources": _sources(members, outlets),
        "reports": part.units,
        "outlets": "; ".join(outlets),
        "killed_min": killed[0],
        "killed_max": killed[1],
        "wounded_min": wounded[0],
        "wounded_max": wounded[1],
        "actors": "; ".join(list(dict.fromkeys([name for one in [lead, *members] for name in one.actors]))[:MAX_NAMES]),
        "attribution": lead.attribution,
        "excerpt": lead.claim.wording,
        "grade": grades[0] if grades else None,
        "tags": "; ".join(sorted({tag for one in members for tag in one.tags})),
        "reviewed": any(one.reviewed for one in members),
    }


def _sources(members: Sequence[Facts], outlets: Sequence[str]) -> int:
    """Outlets, and one for each article that names none."""
    return len({one.casefold() for one in outlets}) + len({one.claim.article_id for one in members if not one.outlet})


def _count(members: Sequence[Facts], unit: str) -> tuple[int | None, int | None]:
    """The range that the reports span; never a sum over reports. Within a report the largest count is the total."""
    lows: list[int] = []
    highs: list[int | None] = []
    for one in members:
        counts = [(low, high) for name, low, high in one.claim.quantities if name == unit]
        if counts:
            low, high = max(counts, key=_largest) if len(counts) > 1 else counts[0]
            lows.append(low)
            highs.append(high)
    if not lows:
        return None, None
    closed = [high for high in highs if high is not None]
    return min(lows), (max(closed) if len(closed) == len(highs) else None)


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
