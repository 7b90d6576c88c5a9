"""The collection of reports: what one article says happened, beside the incidents that are merged from them."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response

from app.serve.call import Call
from app.serve.collection import items_and_item
from app.serve.links import alternates, link
from app.serve.media import Media
from app.serve.operation import Operation, PathPart

ID = PathPart("id", "Id of the report.")
LISTED = 100


def operations() -> list[Operation]:
    """The routes of this module."""
    return items_and_item(
        "reports",
        ID,
        ("Reports, the newest stored first", "One report with its evidence"),
        (items, item),
        (("limit", "after", "article"), ()),
    )


async def items(call: Call) -> Response:
    """GET /collections/reports/items."""
    etag, known = call.of_store("reports")
    if known:
        return call.not_modified(etag)
    store, query = call.service.store.articles, call.query
    articles = query.get("article", ())
    views, more, matched = await call.thread(
        store.report_views, query.get("limit", LISTED), query.get("after"), articles
    )
    features = [_feature(orjson.loads(view)) for view in views]
    following = [link("next", call.here(after=more), call.media, "The next page")] if more else []
    if call.media is Media.HTML:
        return call.html("reports.html", rows=features, matched=matched, next=following, headers={"ETag": etag})
    body = {
        "type": "FeatureCollection",
        "features": features,
        "numberMatched": matched,
        "numberReturned": len(features),
        "links": [*alternates(call), *following],
    }
    return call.json(body, headers={"ETag": etag})


async def item(call: Call) -> Response:
    """GET /collections/reports/items/{id}: the properties of the list, and the whole ``report``."""
    etag, known = call.of_store("report")
    if known:
        return call.not_modified(etag)
    id_, store = call.request.path_params["id"], call.service.store.articles
    view = orjson.loads(await call.thread(store.view, id_))
    incident = await call.thread(store.incident_of, id_)
    feature = _feature(view)
    feature["properties"]["incident"] = incident
    if call.media is Media.HTML:
        return call.html("reports.html", rows=[feature], matched=1, next=[], headers={"ETag": etag})
    links = [
        *alternates(call),
        link("collection", call.address("/collections/reports"), Media.JSON, "Reports"),
        link("up", call.address(f"/collections/articles/items/{view['article']['id']}"), Media.GEOJSON, "Its article"),
    ]
    if incident is not None:
        address = call.address(f"/collections/incidents/items/{incident}")
        links.append(link("related", address, Media.GEOJSON, "The incident that it tells of"))
    return call.json({**feature, "report": view, "links": links}, headers={"ETag": etag})


def _feature(view: dict[str, Any]) -> dict[str, Any]:
    """A Feature with flat properties from a report as the item view shows it."""
    location, time, article = view["location"] or {}, view["time"] or {}, view["article"]
    geometry = {"type": "Point", "coordinates": [location["lon"], location["lat"]]} if location else None
    properties = {
        "type": view["type"],
        "status": view["status"],
        "evidence": view["evidence"],
        "article": article["id"],
        "article_title": article["title"],
        "source": article["source"],
        "published": article["published"],
        "place": location.get("name"),
        "place_id": location.get("place_id"),
        "country": location.get("country"),
        "precision": location.get("precision"),
        "radius_km": location.get("radius_km"),
        "start": time.get("start"),
        "end": time.get("end"),
        "time_precision": time.get("precision"),
        "attribution": "; ".join(one["text"] for one in view["attribution"]) or None,
        "confidence": view["confidence"],
        "reason": view["reason"],
        "extractor": view["extractor"],
        "reviewed": view["reviewed"],
    }
    return {"type": "Feature", "id": view["id"], "geometry": geometry, "properties": properties}
