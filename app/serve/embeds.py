"""The pages of the front end: the map, the frame for other sites, and how others find the frame (oEmbed)."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import orjson
from starlette.responses import Response

from app.serve.call import Call
from app.serve.incidents import page_of
from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.parameters import FILTER, PARAMETERS
from app.serve.problems import Problem
from app.serve.query import Query, filter_of, read_query
from app.serve.schemas import OEMBED
from app.serve.security import embed_policy
from app.store.errors import StoreError

LISTED = 50
"""Incidents in the list that stands in the frame for readers without JavaScript."""
VIEW = (*FILTER, "sortby", "as_of", "limit")
HEAD, LIST = "<!--head-->", "<!--list-->"


def operations() -> list[Operation]:
    """The routes of this module."""
    return [
        Operation(
            id="getEmbed",
            method="GET",
            path="/embed",
            summary="A view for a frame in another page",
            handler=embed,
            tag="views",
            media=(Media.HTML,),
            parameters=VIEW,
            page=True,
        ),
        Operation(
            id="getOembed",
            method="GET",
            path="/oembed",
            summary="The frame's code for the address of a view (oEmbed)",
            handler=oembed,
            tag="views",
            media=(Media.OEMBED,),
            parameters=("url", "maxwidth", "maxheight", "format"),
            required=("url",),
            schema=OEMBED,
            errors=(404, 501),
        ),
    ]


async def embed(call: Call) -> Response:
    """GET /embed."""
    policy = embed_policy(call.service.settings)
    return await page_of_file(call, "embed.html", {"Content-Security-Policy": policy}, with_list=True)


async def page_of_file(
    call: Call, name: str, headers: dict[str, str] | None = None, with_list: bool = False
) -> Response:
    """A page of the front end, its ``<!--head-->`` and ``<!--list-->`` filled."""
    path = call.service.settings.static / name
    try:
        text = path.read_text("utf-8")
    except OSError:
        mend = "Build the front end: make setup. The data are there: /collections."
        raise Problem(503, "The front end is not built.", mend=mend) from None
    text = text.replace(HEAD, _head(call, name), 1)
    if with_list and LIST in text:
        text = text.replace(LIST, await _list(call), 1)
    return call.body(text.encode("utf-8"), headers=headers, media=Media.HTML)


def _head(call: Call, name: str) -> str:
    said = call.service.settings.title
    here = call.address(call.path, call.request.url.query)
    discovery = call.address("/oembed", Query({}, (("url", here),)).string())
    return (
        f'<base href="{html.escape(urlsplit(call.base).path.rstrip("/"))}/">'
        f"<title>{html.escape(said)}</title>"
        f'<link rel="alternate" type="application/json+oembed" href="{html.escape(discovery)}">'
        f'<link rel="alternate" type="application/atom+xml" href="{html.escape(call.address("/feed.atom"))}">'
        f"{_tiles(call)}"
    )


def _tiles(call: Call) -> str:
    """The configured tiles, for the page's own script to read."""
    settings = call.service.settings
    if not settings.tiles_url:
        return ""
    attribution = html.escape(settings.tiles_attribution)
    return f'<meta name="tiles" content="{html.escape(settings.tiles_url)}" data-attribution="{attribution}">'


async def _list(call: Call) -> str:
    """The view's incidents as a list of links; a filter that cannot be is an empty list, not an error."""
    try:
        page = await page_of(call, filter_of(call.query), min(call.query.get("limit", LISTED), 200))
    except (Problem, StoreError):
        return '<ol class="incidents"></ol>'
    rows = "".join(_row(call, orjson.loads(feature)) for feature in page.features)
    more = f"<p>{page.matched - len(page.features)} more</p>" if page.matched > len(page.features) else ""
    return f'<ol class="incidents">{rows}</ol>{more}'


def _row(call: Call, feature: dict[str, Any]) -> str:
    properties = feature["properties"]
    address = call.address(f"/collections/incidents/items/{feature['id']}", "f=html")
    day = (properties["start"] or "")[:10]
    return (
        f'<li><a href="{html.escape(address)}" target="_blank" rel="noopener">{html.escape(properties["title"])}</a>'
        f' <time datetime="{html.escape(day)}">{html.escape(day)}</time>'
        f" <span>{html.escape(properties['status'])}</span></li>"
    )


async def oembed(call: Call) -> Response:
    """GET /oembed."""
    query = call.query
    given = query.get("url")
    try:
        view = urlsplit(given)
        base = urlsplit(call.base)
        ours = (view.netloc, view.path.rstrip("/")) in {
            (base.netloc, base.path.rstrip("/")),
            (base.netloc, f"{base.path.rstrip('/')}/embed"),
        }
    except ValueError:
        ours = False
    if not ours or view.scheme not in ("http", "https"):
        raise Problem(
            404, "url: is no view of this service", parameter="url", value=given, mend=f"Begin it with {call.base}."
        )
    kept = read_query(
        view.query.encode("utf-8", "replace"), {name: PARAMETERS[name] for name in VIEW}, strict=False, lenient=True
    )
    source = html.escape(call.address("/embed", kept.string()))
    width, height = min(query.get("maxwidth", 800), 800), min(query.get("maxheight", 500), 500)
    title = call.service.settings.title
    frame = (
        f'<iframe src="{source}" width="{width}" height="{height}" title="{html.escape(title)}" '
        'loading="lazy" style="border:0" allowfullscreen></iframe>'
    )
    found = {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": title,
        "provider_url": call.base,
        "html": frame,
        "width": width,
        "height": height,
    }
    if query.get("format") == "xml":
        parts = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in found.items())
        body = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><oembed>{parts}</oembed>'
        return call.body(body.encode("utf-8", "replace"), media=Media.XML)
    return call.json(found)
