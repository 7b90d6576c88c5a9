"""Views over many incidents at once: clusters, timeline, counts, tracks, search, changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from starlette.responses import Response

from app.serve.call import Call
from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.parameters import FILTER
from app.serve.query import filter_of
from app.serve.schemas import CHANGES, FACETS, FEATURE_COLLECTION, HISTOGRAM, SEARCH
from app.store.filter import Box
from app.store.results import Bin, Change, Track

WORLD = Box(-180.0, -90.0, 180.0, 90.0)
HITS = 10
TRACKS = 20
GEO = (Media.GEOJSON,)


def operations() -> list[Operation]:
    """The routes of this module."""

    def get(
        id_: str, path: str, summary: str, handler: Any, schema: dict[str, Any], *names: str, **more: Any
    ) -> Operation:
        return Operation(id_, "GET", path, summary, handler, "views", parameters=names, schema=schema, **more)

    return [
        get(
            "getClusters",
            "/clusters",
            "Clusters for a map view",
            clusters,
            FEATURE_COLLECTION,
            *FILTER,
            "zoom",
            media=GEO,
        ),
        get("getHistogram", "/histogram", "Incidents over time", histogram, HISTOGRAM, *FILTER, "bins"),
        get("getFacets", "/facets", "Counts by value", facets, FACETS, *FILTER),
        get(
            "getTracks",
            "/tracks",
            "Actors' ways in order of time",
            tracks,
            FEATURE_COLLECTION,
            *FILTER,
            "limit",
            media=GEO,
        ),
        get("search", "/search", "Places, incidents and actors by words", search, SEARCH, "q", "limit"),
        get(
            "getChanges", "/changes", "What is new, changed or gone since a number", changes, CHANGES, "since", "limit"
        ),
    ]


async def clusters(call: Call) -> Response:
    """GET /clusters."""
    wanted = filter_of(call.query)
    etag, known = call.of_store("clusters")
    if known:
        return call.not_modified(etag)
    if (kept := call.kept(etag)) is not None:
        return kept
    box, zoom = wanted.bbox or WORLD, call.query.get("zoom", 2)
    store, inner = call.service.store.query, replace(wanted, bbox=None)
    quick = store.quick(inner)
    body = store.clusters(inner, box, zoom) if quick else await call.thread(store.clusters, inner, box, zoom)
    return call.keep(etag, body)


async def histogram(call: Call) -> Response:
    """GET /histogram."""
    wanted = filter_of(call.query)
    etag, known = call.of_store("histogram")
    if known:
        return call.not_modified(etag)
    store = call.service.store.query
    bins = await call.thread(store.histogram, wanted, call.query.get("bins", 60))
    matched = await call.thread(store.count, wanted)
    return call.json({"bins": [_bin(one) for one in bins], "numberMatched": matched}, headers={"ETag": etag})


def _bin(one: Bin) -> dict[str, Any]:
    return {
        "start": one.start.isoformat(timespec="minutes") + "Z",
        "end": one.end.isoformat(timespec="minutes") + "Z",
        "count": one.count,
        "statuses": one.statuses,
    }


async def facets(call: Call) -> Response:
    """GET /facets."""
    wanted = filter_of(call.query)
    etag, known = call.of_store("facets")
    if known:
        return call.not_modified(etag)
    found = await call.thread(call.service.store.query.facets, wanted)
    body = {
        "types": found.types,
        "statuses": found.statuses,
        "countries": found.countries,
        "precisions": found.precisions,
        "sources": found.sources,
        "numberMatched": found.matched,
    }
    return call.json(body, headers={"ETag": etag})


async def tracks(call: Call) -> Response:
    """GET /tracks."""
    wanted = filter_of(call.query)
    etag, known = call.of_store("tracks")
    if known:
        return call.not_modified(etag)
    limit = min(call.query.get("limit", TRACKS), 200)
    found = await call.thread(call.service.store.query.tracks, wanted, limit)
    features = [_track(one) for one in found.tracks]
    body = {
        "type": "FeatureCollection",
        "features": features,
        "numberMatched": len(features),
        "numberReturned": len(features),
        "incidentsConsidered": found.considered,
        "incidentsMatched": found.matched,
    }
    return call.json(body, headers={"ETag": etag})


def _track(one: Track) -> dict[str, Any]:
    line = [[lon, lat] for lon, lat, _, _ in one.points]
    properties = {
        "actor": one.actor,
        "name": one.name,
        "incidents": [id_ for _, _, id_, _ in one.points],
        "times": [start for _, _, _, start in one.points],
    }
    geometry = {"type": "LineString", "coordinates": line} if len(line) > 1 else None
    return {"type": "Feature", "id": one.actor, "geometry": geometry, "properties": properties}


async def search(call: Call) -> Response:
    """GET /search."""
    words, limit = call.query.get("q", "").strip(), min(call.query.get("limit", HITS), 100)
    etag, known = call.of_store("search")
    if known:
        return call.not_modified(etag)
    store = call.service.store.query
    if not words:
        return call.json({"places": [], "incidents": [], "actors": []}, headers={"ETag": etag})
    page = await call.thread(store.search, words, limit)
    actors = await call.thread(store.actors, words, limit)
    places = await call.thread(call.service.places.search, words, limit)
    rest = {
        "places": places,
        "actors": [{"key": one.key, "name": one.name, "incidents": one.incidents} for one in actors],
    }
    body = b'{"incidents":[' + b",".join(page.features) + b"]," + orjson.dumps(rest)[1:]
    return call.body(body, headers={"ETag": etag})


async def changes(call: Call) -> Response:
    """GET /changes."""
    etag, known = call.of_store("changes")
    if known:
        return call.not_modified(etag)
    since, limit = call.query.get("since", 0), call.query.get("limit", 1000)
    page = await call.thread(call.service.store.changes, since, limit)
    rows = b",".join(_change(one) for one in page.changes)
    body = (
        b'{"changes":['
        + rows
        + b"],"
        + orjson.dumps({"next": page.next, "more": page.more, "last": call.service.store.query.seq()})[1:]
    )
    return call.body(body, headers={"ETag": etag})


def _change(one: Change) -> bytes:
    head = {
        "seq": one.seq,
        "id": one.incident_id,
        "kind": one.kind,
        "at": one.at.isoformat(timespec="seconds") + "Z",
        "replaced_by": one.replaced_by,
    }
    return orjson.dumps(head)[:-1] + b',"feature":' + (one.feature or b"null") + b"}"
