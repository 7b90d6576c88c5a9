"""Shapes of JSON answers and bodies, as OpenAPI 3.0 schemas."""

from __future__ import annotations

from typing import Any

from app.model.event import STATUSES
from app.serve.queryables import Queryable, queryables

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def obj(properties: Schema, *required: str, closed: bool = False) -> Schema:
    """An object with these properties; ``required`` none: all of them."""
    found: Schema = {"type": "object", "properties": properties, "required": list(required or properties)}
    return found | ({"additionalProperties": False} if closed else {})


def array(items: Schema, **more: Any) -> Schema:
    """An array of these."""
    return {"type": "array", "items": items, **more}


def maybe(schema: Schema) -> Schema:
    """The same or null."""
    found = {**schema, "nullable": True}
    return found | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})


def counts() -> Schema:
    """Value → how many."""
    return {"type": "object", "additionalProperties": COUNT}


LINK = obj({"rel": TEXT, "href": TEXT, "type": TEXT, "title": TEXT}, "rel", "href")
POSITION = array({"type": "number"}, minItems=2, maxItems=3)
POINT = obj({"type": {"type": "string", "enum": ["Point"]}, "coordinates": POSITION})
GEOMETRY = obj({"type": TEXT, "coordinates": array({})}, "type", "coordinates")


def property_schemas() -> Schema:
    """Properties of an incident's feature, each a flat scalar or null."""
    found = {name: _nullable(one) for name, one in queryables().items() if name != "id"}
    found["label"] = maybe({"type": "string", "description": "Name of the type."})
    found["zone"] = maybe({"type": "string", "description": "IANA time zone of the place."})
    return found


def _nullable(one: Queryable) -> Schema:
    return maybe(one.schema())


FEATURE = obj(
    {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": TEXT,
        "geometry": maybe(GEOMETRY),
        "properties": {"type": "object"},
        "links": array(LINK),
    },
    "type",
    "geometry",
    "properties",
)
FEATURE_COLLECTION = obj(
    {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": array(FEATURE),
        "numberMatched": COUNT,
        "numberReturned": COUNT,
        "timeStamp": {"type": "string", "format": "date-time"},
        "links": array(LINK),
    },
    "type",
    "features",
)
PROBLEM = obj(
    {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "parameter": TEXT,
        "value": TEXT,
        "mend": TEXT,
    },
    "type",
    "title",
    "status",
    "detail",
)
LANDING = obj({"title": TEXT, "description": TEXT, "links": array(LINK)}, "links")
CONFORMANCE = obj({"conformsTo": array(TEXT)})
COLLECTION = obj(
    {"id": TEXT, "title": TEXT, "description": TEXT, "links": array(LINK), "itemType": TEXT, "crs": array(TEXT)},
    "id",
    "links",
)
COLLECTIONS = obj({"links": array(LINK), "collections": array(COLLECTION)})
JSON_SCHEMA = obj({"type": TEXT, "title": TEXT, "properties": {"type": "object"}}, "type", "properties")
BIN = obj({"start": TEXT, "end": TEXT, "count": COUNT, "statuses": counts()})
HISTOGRAM = obj({"bins": array(BIN), "numberMatched": COUNT})
FACETS = obj(
    {
        "types": counts(),
        "statuses": {**counts(), "description": ", ".join(STATUSES)},
        "countries": counts(),
        "precisions": counts(),
        "sources": counts(),
        "numberMatched": COUNT,
    }
)
CHANGE = obj(
    {
        "seq": COUNT,
        "id": TEXT,
        "kind": {"type": "string", "enum": ["new", "changed", "gone"]},
        "at": TEXT,
        "replaced_by": maybe(TEXT),
        "feature": maybe({"type": "object"}),
    }
)
CHANGES = obj({"changes": array(CHANGE), "next": COUNT, "more": {"type": "boolean"}, "last": COUNT})
PLACE = obj({"place_id": TEXT, "name": TEXT, "lat": {"type": "number"}, "lon": {"type": "number"}})
ACTOR = obj({"key": TEXT, "name": TEXT, "incidents": COUNT})
SEARCH = obj({"places": array(PLACE), "incidents": array(FEATURE), "actors": array(ACTOR)})
EXTRACTION = obj({"toponyms": array({"type": "object"}), "reports": array({"type": "object"})})
ACKNOWLEDGED = obj(
    {"article_id": TEXT, "created": {"type": "boolean"}, "reports": COUNT, "incidents": array(TEXT), "seq": COUNT}
)
JOB = obj(
    {
        "id": TEXT,
        "state": {"type": "string", "enum": ["queued", "running", "done", "failed"]},
        "total": COUNT,
        "done": COUNT,
        "errors": array({"type": "object"}),
        "created_at": TEXT,
        "updated_at": TEXT,
    }
)
OEMBED = obj({"type": TEXT, "version": TEXT, "html": TEXT, "width": COUNT, "height": COUNT})
HEALTH = obj({"status": TEXT})
