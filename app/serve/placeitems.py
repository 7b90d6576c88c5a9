"""The collection of places: points in lists, outlines in single ones."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from app.serve.call import Call
from app.serve.collection import items_and_item
from app.serve.links import alternates, link
from app.serve.media import Media
from app.serve.operation import Operation, PathPart
from app.serve.problems import Problem, wrong
from app.serve.query import box_of

LISTED = 100
KEY = PathPart("key", "Key of the place in the gazetteer, as gn:703448.")


def operations() -> list[Operation]:
    """The routes of this module."""
    return items_and_item(
        "places",
        KEY,
        ("Places of the gazetteer, as points", "One place with its outline, where that is known"),
        (items, item),
        (("bbox", "bbox-crs", "limit", "after", "crs"), ("crs",)),
    )


async def items(call: Call) -> Response:
    """GET /collections/places/items."""
    box = box_of(call.query)
    after = call.query.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 16):
        raise wrong("after", after, "is no cursor of this list", "Take it from a next link.")
    limit = call.query.get("limit", LISTED)
    matched, features, more = await call.thread(call.service.places.within, box, limit, int(after))
    following = [link("next", call.here(after=str(more)), call.media, "The next page")] if more is not None else []
    if call.media is Media.HTML:
        return call.html("places.html", rows=features, matched=matched, next=following)
    body = {
        "type": "FeatureCollection",
        "features": [_placed(call, feature) for feature in features],
        "numberMatched": matched,
        "numberReturned": len(features),
        "links": [*alternates(call), *following],
    }
    return call.json(body, headers={"Content-Crs": f"<{call.query.crs.uri}>"})


async def item(call: Call) -> Response:
    """GET /collections/places/items/{key}."""
    key = call.request.path_params["key"]
    feature = await call.thread(call.service.places.get, key)
    if feature is None:
        mend = "Take a place_id of an incident, or search for one: /search?q=."
        raise Problem(404, "key: there is no such place", parameter="key", value=key, mend=mend)
    if call.media is Media.HTML:
        return call.html("places.html", rows=[feature], matched=1, next=[])
    links = [*alternates(call), link("collection", call.address("/collections/places"), Media.JSON, "Places")]
    return call.json({**_placed(call, feature), "links": links}, headers={"Content-Crs": f"<{call.query.crs.uri}>"})


def _placed(call: Call, feature: dict[str, Any]) -> dict[str, Any]:
    return {**feature, "geometry": call.query.crs.geometry(feature["geometry"])}
