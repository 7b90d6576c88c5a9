"""What may stand in a CQL2 filter: the incident's properties with their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from app.model.event import STATUSES
from app.model.event_type import event_types
from app.model.location import PRECISIONS

Kind = Literal["text", "integer", "number", "time", "local", "truth"]
"""``time``: UTC, kept as 2023-09-14T06:00:00Z; ``local``: civil time without a zone."""


@dataclass(frozen=True, slots=True)
class Queryable:
    """A property: its kind and what it says."""

    kind: Kind
    description: str
    values: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        kinds: dict[Kind, dict[str, Any]] = {
            "text": {"type": "string"},
            "integer": {"type": "integer"},
            "number": {"type": "number"},
            "time": {"type": "string", "format": "date-time"},
            "local": {"type": "string"},
            "truth": {"type": "boolean"},
        }
        found = {**kinds[self.kind], "description": self.description}
        return found | ({"enum": list(self.values)} if self.values else {})


def queryables() -> dict[str, Queryable]:
    """By name. Each but ``id`` and ``geometry`` is a property of every incident's feature."""
    types = event_types()
    groups = tuple(dict.fromkeys(one.group for one in types.values()))
    return {
        "id": Queryable("text", "Id of the incident."),
        "type": Queryable("text", "Type of event.", tuple(types)),
        "group": Queryable("text", "Group of types.", groups),
        "status": Queryable("text", "Status of what is said.", STATUSES),
        "title": Queryable("text", "Short headline made from type and place."),
        "place": Queryable("text", "Name of the place."),
        "country": Queryable("text", "ISO 3166-1 alpha-2."),
        "precision": Queryable("text", "How precisely the place is known.", PRECISIONS),
        "radius_km": Queryable("number", "Half-width of the area in which the true point lies, in km."),
        "place_id": Queryable("text", "Key of the place in the gazetteer; see the collection places."),
        "start": Queryable("local", "Start in local civil time."),
        "end": Queryable("local", "End (exclusive) in local civil time."),
        "time_precision": Queryable("text", "How precisely the time is known."),
        "start_utc": Queryable("time", "Start in UTC."),
        "end_utc": Queryable("time", "End (exclusive) in UTC."),
        "confidence": Queryable("number", "From 0 to 1."),
        "sources": Queryable("integer", "Number of outlets."),
        "reports": Queryable("integer", "Number of reports."),
        "outlets": Queryable("text", "Outlets, parted by semicolons."),
        "killed_min": Queryable("integer", "Least number of dead that is told."),
        "killed_max": Queryable("integer", "Greatest number of dead that is told."),
        "wounded_min": Queryable("integer", "Least number of wounded that is told."),
        "wounded_max": Queryable("integer", "Greatest number of wounded that is told."),
        "actors": Queryable("text", "Who acts, parted by semicolons."),
        "attribution": Queryable("text", "Who says so."),
        "excerpt": Queryable("text", "The sentence that says it."),
        "grade": Queryable("text", "Verification grade by a reviewer."),
        "tags": Queryable("text", "Reviewers' tags, parted by semicolons."),
        "reviewed": Queryable("truth", "Whether a reviewer has touched it."),
        "updated": Queryable("time", "When the incident last changed."),
    }
