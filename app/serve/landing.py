"""The front door: landing page, conformance, collections, queryables, schema and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from app.model.event_type import event_types
from app.serve.call import Call
from app.serve.crs import ALL as ALL_CRS
from app.serve.crs import CRS84
from app.serve.embeds import page_of_file
from app.serve.links import Link, alternates, link
from app.serve.media import Media
from app.serve.openapi import document
from app.serve.operation import Operation, PathPart
from app.serve.problems import Problem
from app.serve.queryables import queryables
from app.serve.schemas import COLLECTION, COLLECTIONS, CONFORMANCE, JSON_SCHEMA, LANDING, property_schemas

PART1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
PART2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf"
PART3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
CONFORMS = (
    *(f"{PART1}/{name}" for name in ("core", "oas30", "html", "geojson")),
    f"{PART2}/crs",
    *(f"{PART3}/{name}" for name in ("queryables", "queryables-query-parameters", "filter", "features-filter")),
    *(f"{CQL2}/{name}" for name in ("cql2-text", "cql2-json", "basic-cql2", "basic-spatial-functions")),
    f"{CQL2}/advanced-comparison-operators",
    f"{CQL2}/case-insensitive-comparison",
)
NAME = PathPart("name", "Id of the collection.")
SAID = {
    "incidents": ("Incidents", "What was reported to have happened, each one happening once, with its reports."),
    "places": ("Places", "Towns, regions, countries and seas of the gazetteer, with outlines where they are known."),
    "reports": ("Reports", "What single articles say happened; incidents are merged from them."),
    "articles": ("Articles", "The texts that were read."),
}
BOTH = (Media.JSON, Media.HTML)


def operations(every: Sequence[Operation]) -> list[Operation]:
    """The routes of this module; ``every`` is the list of all routes, which the OpenAPI document shows."""

    async def api(call: Call) -> Response:
        return await _api(call, every)

    def get(id_: str, path: str, summary: str, handler: Any, schema: dict[str, Any], **more: Any) -> Operation:
        given: dict[str, Any] = {"media": BOTH, **more}
        return Operation(id_, "GET", path, summary, handler, "start", schema=schema, **given)

    return [
        get("getLandingPage", "/", "The map for browsers, the landing page for programs", landing, LANDING),
        get("getConformance", "/conformance", "What the service conforms to", conformance, CONFORMANCE),
        get("getCollections", "/collections", "The collections", collections, COLLECTIONS),
        get(
            "getCollection", "/collections/{name}", "One collection", one, COLLECTION, path_parts=(NAME,), errors=(404,)
        ),
        get(
            "getQueryables",
            "/collections/incidents/queryables",
            "What may stand in a filter",
            names,
            JSON_SCHEMA,
            media=(Media.SCHEMA, Media.JSON, Media.HTML),
        ),
        get(
            "getSchema",
            "/collections/incidents/schema",
            "Properties of an incident",
            names,
            JSON_SCHEMA,
            media=(Media.SCHEMA, Media.JSON, Media.HTML),
        ),
        get("getApi", "/api", "This document", api, {"type": "object"}, media=(Media.OPENAPI, Media.JSON, Media.HTML)),
    ]


async def landing(call: Call) -> Response:
    """GET /."""
    if call.media is Media.HTML:
        return await page_of_file(call, "index.html")
    links = [
        *alternates(call),
        link("service-desc", call.address("/api"), Media.OPENAPI, "The API as OpenAPI 3.0"),
        link("service-doc", call.address("/api", "f=html"), Media.HTML, "The API for people"),
        link("conformance", call.address("/conformance"), Media.JSON, "What the service conforms to"),
        link("data", call.address("/collections"), Media.JSON, "The collections"),
        link("http://www.opengis.net/def/rel/ogc/1.0/data", call.address("/collections"), Media.JSON, "Collections"),
        link("items", call.address("/incidents.geojson"), Media.GEOJSON, "Incidents as plain GeoJSON"),
        link("alternate", call.address("/feed.atom"), Media.ATOM, "Newest incidents as a feed"),
    ]
    title = call.service.settings.title
    said = "Incidents that news reports tell of: what, where, when, how surely, and who says so."
    return call.json({"title": title, "description": said, "links": links})


async def conformance(call: Call) -> Response:
    """GET /conformance."""
    if call.media is Media.HTML:
        return call.html("conformance.html", conforms=CONFORMS)
    return call.json({"conformsTo": CONFORMS})


async def collections(call: Call) -> Response:
    """GET /collections."""
    found = [_collection(call, name) for name in SAID]
    if call.media is Media.HTML:
        return call.html("collections.html", collections=found)
    return call.json({"links": alternates(call), "collections": found, "crs": list(ALL_CRS)})


async def one(call: Call) -> Response:
    """GET /collections/{name}."""
    name = call.request.path_params["name"]
    if name not in SAID:
        known = ", ".join(SAID)
        raise Problem(
            404, "name: there is no such collection", parameter="name", value=name, mend=f"There are {known}."
        )
    found = _collection(call, name)
    found["links"] = [*alternates(call), *found["links"]]
    if call.media is Media.HTML:
        return call.html("collections.html", collections=[found])
    return call.json(found)


def _collection(call: Call, name: str) -> dict[str, Any]:
    title, said = SAID[name]
    path = f"/collections/{name}"
    forms = (Media.GEOJSON, Media.HTML, Media.CSV, Media.GPKG) if name == "incidents" else (Media.GEOJSON, Media.HTML)
    links: list[Link] = [
        link("items", call.address(f"{path}/items", f"f={media.word}"), media, f"{title} as {media.word}")
        for media in forms
    ]
    if name == "incidents":
        links += [
            link(
                "http://www.opengis.net/def/rel/ogc/1.0/queryables",
                call.address(f"{path}/queryables"),
                Media.SCHEMA,
                "Queryables",
            ),
            link("queryables", call.address(f"{path}/queryables"), Media.SCHEMA, "Queryables"),
            link("describedby", call.address(f"{path}/schema"), Media.SCHEMA, "Schema"),
            link("style", call.address("/qgis.qml"), Media.XML, "A style for QGIS"),
        ]
    found: dict[str, Any] = {"id": name, "title": title, "description": said, "itemType": "feature", "links": links}
    found["crs"] = list(ALL_CRS) if name in ("incidents", "places") else [CRS84]
    found["storageCrs"] = CRS84
    found["extent"] = {
        "spatial": {"bbox": [[-180, -90, 180, 90]], "crs": CRS84},
        "temporal": {"interval": [[None, None]], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
    }
    return found


async def names(call: Call) -> Response:
    """GET /collections/incidents/queryables and /schema."""
    queried = call.operation.id == "getQueryables"
    point = {"$ref": "https://geojson.org/schema/Point.json", "format": "geometry-point"}
    if queried:
        properties: dict[str, Any] = {name: one.schema() for name, one in queryables().items()}
    else:
        properties = {name: _without_nullable(schema) for name, schema in property_schemas().items()}
    if call.media is Media.HTML:
        return call.html("names.html", properties=properties, queried=queried, types=event_types().values())
    found: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": call.here(f=None),
        "type": "object",
        "title": "Incidents",
        "properties": {**properties, "geometry": point},
    }
    if queried:
        found["additionalProperties"] = False
    return call.json(found)


def _without_nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.0's ``nullable`` said as JSON Schema says it."""
    found = {name: value for name, value in schema.items() if name != "nullable"}
    return found | {"type": [found["type"], "null"]}


async def _api(call: Call, every: Sequence[Operation]) -> Response:
    if call.media is Media.HTML:
        return call.html("api.html", operations=[one for one in every if not one.hidden])
    return call.json(document(every, call.service.settings.title, call.base))
