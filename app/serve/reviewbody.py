"""Shape of a review's body, one variant an action, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from app.model.event_type import event_types
from app.model.location import PRECISIONS
from app.serve.schemas import maybe, obj
from app.store.reviews import ACTIONS, GRADES

Schema = dict[str, Any]
REPORT_ID: Schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
MOMENT: Schema = {"type": "string", "format": "local-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$"}


def word(longest: int) -> Schema:
    """A text without control characters that is not blank."""
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": r"^[^\u0000-\u001f]*$", "format": "word"}


def review_body() -> Schema:
    """All variants."""
    radius: Schema = {"type": "number", "minimum": 0, "maximum": 20_000}
    move = obj(
        {
            "lat": {"type": "number", "minimum": -90, "maximum": 90},
            "lon": {"type": "number", "minimum": -180, "maximum": 180},
            "place_id": maybe(word(200)),
            "name": maybe(word(200)),
            "country": maybe({"type": "string", "pattern": "^[A-Z]{2}$"}),
            "precision": maybe({"type": "string", "enum": list(PRECISIONS)}),
            "radius_km": maybe(radius),
        },
        "lat",
        "lon",
    )
    precisions = ["minute", "hour", "part-of-day", "day", "week", "month", "year"]
    redate = {"start": MOMENT, "end": MOMENT, "precision": {"type": "string", "enum": precisions}}
    values: dict[str, Schema] = {
        "move": move,
        "retype": obj({"type": {"type": "string", "enum": list(event_types())}}),
        "redate": obj(redate, "start", "end"),
        "grade": obj({"grade": {"type": "string", "enum": list(GRADES)}}),
        "note": obj({"text": word(4000)}),
        "tag": obj({"add": {"type": "array", "items": word(50), "minItems": 1, "maxItems": 20}}),
        "undo": obj({"review": {"type": "integer", "minimum": 1, "maximum": 2**31}}),
        "must_link": obj({"report_id": REPORT_ID}),
        "cannot_link": obj({"report_id": REPORT_ID}),
    }
    return {"oneOf": [_variant(action, values.get(action)) for action in ACTIONS]}


def _variant(action: str, value: Schema | None) -> Schema:
    fields: Schema = {
        "report_id": REPORT_ID,
        "action": {"type": "string", "enum": [action]},
        "value": value or {"type": "object"},
        "why": {"type": "string", "maxLength": 4000, "pattern": r"^[^\u0000]*$"},
    }
    return obj(fields, "report_id", "action", *(("value",) if value else ()))
