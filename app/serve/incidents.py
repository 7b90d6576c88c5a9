"""The collection of incidents: lists and single ones, in every form."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.responses import RedirectResponse, Response

from app.serve.call import Call
from app.serve.crs import CRS84, Crs
from app.serve.exporting import export
from app.serve.forms import parquetform
from app.serve.links import Link, alternates, link
from app.serve.media import Media
from app.serve.operation import Operation, PathPart
from app.serve.parameters import DEFAULT_LIMIT, FILTER
from app.serve.problems import Problem
from app.serve.query import filter_of
from app.serve.schemas import FEATURE, FEATURE_COLLECTION
from app.store.errors import Gone
from app.store.filter import Filter
from app.store.results import Page

FORMS = (Media.GEOJSON, Media.HTML, Media.CSV, Media.GEOJSONSEQ, Media.KML, Media.GPKG)
PLAIN_LIMIT = 10_000
"""Features of /incidents.geojson where no limit is asked for."""
INLINE_LIMIT = 1_000
"""Up to so many features a list is made in the event loop: it takes less time than handing it to a thread."""
ID = PathPart("id", "Id of the incident.")


def operations() -> list[Operation]:
    """The routes of this module."""
    listing = (*FILTER, "limit", "after", "sortby", "crs", "as_of")
    return [
        Operation(
            id="getIncidents",
            method="GET",
            path="/collections/incidents/items",
            summary="Incidents that a filter finds",
            handler=items,
            tag="incidents",
            media=(*FORMS, Media.PARQUET) if parquetform.available() else FORMS,
            parameters=listing,
            schema=FEATURE_COLLECTION,
        ),
        Operation(
            id="getIncident",
            method="GET",
            path="/collections/incidents/items/{id}",
            summary="One incident with its reports and their evidence",
            handler=item,
            tag="incidents",
            media=(Media.GEOJSON, Media.HTML),
            parameters=("crs",),
            path_parts=(ID,),
            schema=FEATURE,
            errors=(404, 410),
        ),
        Operation(
            id="getIncidentsPlain",
            method="GET",
            path="/incidents.geojson",
            summary="The same as plain GeoJSON, the newest ten thousand first",
            handler=plain,
            tag="incidents",
            media=(Media.GEOJSON,),
            parameters=listing,
            schema=FEATURE_COLLECTION,
        ),
    ]


async def items(call: Call) -> Response:
    """GET /collections/incidents/items."""
    wanted = filter_of(call.query)
    if call.media not in (Media.GEOJSON, Media.HTML):
        return await export(call, wanted)
    return await listing(call, wanted, call.query.get("limit", DEFAULT_LIMIT if call.media is Media.GEOJSON else 50))


async def plain(call: Call) -> Response:
    """GET /incidents.geojson."""
    return await listing(call, filter_of(call.query), call.query.get("limit", PLAIN_LIMIT))


async def listing(call: Call, wanted: Filter, limit: int) -> Response:
    """One page of the filter, as GeoJSON or HTML."""
    etag, known = call.of_store("items")
    if known:
        return call.not_modified(etag)
    crs = {"Content-Crs": f"<{call.query.crs.uri}>"}
    if call.media is not Media.HTML and (kept := call.kept(etag, crs)) is not None:
        return kept
    page = await page_of(call, wanted, limit)
    if call.media is Media.HTML:
        rows = [orjson.loads(feature) for feature in page.features]
        return call.html("items.html", rows=rows, page=page, next=_next(call, page), headers={"ETag": etag})
    return call.keep(etag, collection(call, page), crs)


async def page_of(call: Call, wanted: Filter, limit: int) -> Page:
    """The page that the query asks for; quick ones are made at once, the others beside the event loop."""
    query, store = call.query, call.service.store.query
    if "as_of" in query.values:
        return await call.thread(store.as_of, wanted, query.get("as_of"), limit)
    sort = query.get("sortby", "-start").strip().removeprefix("+")
    if limit <= INLINE_LIMIT and sort == "-start" and store.quick(wanted):
        return store.features(wanted, limit, query.get("after"), sort)
    return await call.thread(store.features, wanted, limit, query.get("after"), sort)


def collection(call: Call, page: Page) -> bytes:
    """A FeatureCollection of rendered features: their bytes are joined, not parsed."""
    features = [*page.features]
    if call.query.crs.uri != CRS84:
        features = [transformed(feature, call.query.crs) for feature in features]
    rest = {
        "numberMatched": page.matched,
        "numberReturned": len(page.features),
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "links": [*alternates(call), *_next(call, page)],
    }
    head, tail = b'{"type":"FeatureCollection","features":[', b"]," + orjson.dumps(rest)[1:]
    if not features:
        return head + tail
    features[0] = head + features[0]  # (so that a megabyte is copied once)
    features[-1] += tail
    return b",".join(features)


def transformed(feature: bytes, crs: Crs) -> bytes:
    """A rendered feature with its point in another system."""
    found: dict[str, Any] = orjson.loads(feature)
    found["geometry"] = crs.geometry(found["geometry"])
    return orjson.dumps(found)


def _next(call: Call, page: Page) -> list[Link]:
    if page.next is None:
        return []
    return [link("next", call.here(after=page.next), call.media, "The next page")]


async def item(call: Call) -> Response:
    """GET /collections/incidents/items/{id}; an incident that went up in another answers 308 to it."""
    id_ = call.request.path_params["id"]
    store, merge, plain = call.service.store, call.service.merge, call.media is not Media.HTML
    made, _ = call.of_store("item")
    headers = {"Content-Crs": f"<{call.query.crs.uri}>"}
    if plain and (kept := call.service.answers.get(made)) is not None:
        etag, _, body = kept.partition(b"\n")
        return _answered(call, etag.decode(), body, headers)
    try:
        found = store.item(id_, merge) if store.query.quick(Filter()) else await call.thread(store.item, id_, merge)
    except Gone as error:
        if error.replaced_by is None:
            raise
        path = f"/collections/incidents/items/{error.replaced_by}"
        return RedirectResponse(call.address(path, call.query.string()), 308)
    tag, body = version_tag(found.version, call.media, found.stamp), found.body
    if call.known(tag):
        return call.not_modified(tag)
    if not plain:
        return call.html("item.html", item=orjson.loads(body), headers={"ETag": tag})
    links = [*alternates(call), link("collection", call.address("/collections/incidents"), Media.JSON, "Incidents")]
    if call.query.crs.uri != CRS84:
        body = transformed(body, call.query.crs)
    body = body[:-1] + b',"version":%d,"links":' % found.version + orjson.dumps(links) + b"}"
    call.service.answers.keep(made, tag.encode() + b"\n" + body)
    return _answered(call, tag, body, headers)


def _answered(call: Call, etag: str, body: bytes, headers: dict[str, str]) -> Response:
    if call.known(etag):
        return call.not_modified(etag)
    return call.body(body, headers={"ETag": etag, **headers})


def version_tag(version: int, media: Media, stamp: str) -> str:
    """The ETag of an incident: its version, which reviews send back in If-Match, the form, and a digest of ``stamp``
    (what is related to it changes with other incidents)."""
    return f'W/"{version}-{media.word}-{hashlib.blake2b(stamp.encode(), digest_size=6).hexdigest()}"'


def read_version(header: str | None) -> int:
    """The version in an If-Match header. Raises Problem (428, 400)."""
    mend = "Send the ETag of /collections/incidents/items/{id} as you saw it."
    if not header:
        raise Problem(428, "If-Match is missing.", parameter="If-Match", mend=mend)
    match = re.fullmatch(r'(?:W/)?"([0-9]{1,18})(?:-[a-z]{1,20})?(?:-[0-9a-f]{1,32})?"', header.strip())
    if match is None:
        raise Problem(400, "If-Match: is no version of an incident", parameter="If-Match", value=header, mend=mend)
    return int(match[1])
