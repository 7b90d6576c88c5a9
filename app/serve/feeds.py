"""A filter to follow: Atom with GeoRSS; and a style for QGIS."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import orjson
from starlette.responses import Response

from app.model.event_type import event_types
from app.serve.call import Call
from app.serve.forms.kmlform import text
from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.parameters import FILTER
from app.serve.query import filter_of

ENTRIES = 50
COLOURS = {
    "armed": "#c1272d",
    "seizure": "#8e3b9e",
    "unrest": "#d97706",
    "state": "#3b5b92",
    "diplomacy": "#1f7a8c",
    "politics": "#5a6acf",
    "accident": "#7a5c3e",
    "nature": "#2e7d4f",
    "health": "#b0477d",
    "infrastructure": "#6b7280",
    "people": "#0f8a7d",
}
"""Fill of a group's symbols in QGIS."""


def operations() -> list[Operation]:
    """The routes of this module."""
    return [
        Operation(
            id="getFeed",
            method="GET",
            path="/feed.atom",
            summary="What changed last, as Atom with GeoRSS",
            handler=feed,
            tag="views",
            media=(Media.ATOM,),
            parameters=(*FILTER, "limit"),
        ),
        Operation(
            id="getQgisStyle",
            method="GET",
            path="/qgis.qml",
            summary="A style for QGIS",
            handler=qgis,
            tag="views",
            media=(Media.XML,),
        ),
    ]


async def feed(call: Call) -> Response:
    """GET /feed.atom."""
    etag, known = call.of_store("feed")
    if known:
        return call.not_modified(etag)
    limit = min(call.query.get("limit", ENTRIES), 1000)
    page = await call.thread(call.service.store.query.features, filter_of(call.query), limit, None, "-updated")
    entries = [_entry(call, feature) for feature in page.features]
    newest = orjson.loads(page.features[0])["properties"]["updated"] if page.features else "1970-01-01T00:00:00Z"
    title, here = text(call.service.settings.title), call.here()
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">'
        f"<id>{text(here)}</id><title>{title}</title><updated>{text(newest)}</updated>"
        f"<author><name>{title}</name></author>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(call.address("/", call.query.string()))}/>\n'
    )
    return call.body((head + "".join(entries) + "</feed>\n").encode("utf-8", "replace"), headers={"ETag": etag})


def _entry(call: Call, feature: bytes) -> str:
    row = orjson.loads(feature)
    properties = row["properties"]
    address = call.address(f"/collections/incidents/items/{row['id']}")
    where = ""
    if row["geometry"]:
        lon, lat = row["geometry"]["coordinates"][:2]
        where = f"<georss:point>{lat} {lon}</georss:point>"
    return (
        f"<entry><id>{text(address)}</id><title>{text(properties['title'])}</title>"
        f"<updated>{text(properties['updated'])}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(address + "?f=html")}/>'
        f"<category term={quoteattr(properties['type'])}/><category term={quoteattr(properties['status'])}/>"
        f"<summary>{text(properties['excerpt'] or '')}</summary>{where}</entry>\n"
    )


async def qgis(call: Call) -> Response:
    """GET /qgis.qml: one symbol a group, hollow where the status is not occurred."""
    groups = dict.fromkeys(one.group for one in event_types().values())
    rules, symbols = [], []
    for number, group in enumerate(groups):
        for filled in (True, False):
            key = f"{number * 2 + (not filled)}"
            sign = "=" if filled else "&lt;&gt;"
            label = text(group if filled else f"{group} (claimed and others)")
            condition = f"&quot;group&quot; = '{text(group)}' AND &quot;status&quot; {sign} 'occurred'"
            rules.append(f'<rule key="{{r{key}}}" symbol="{key}" label="{label}" filter="{condition}"/>')
            symbols.append(_symbol(key, COLOURS.get(group, "#555555"), filled))
    body = (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="RuleRenderer" symbollevels="0">'
        f'<rules key="{{root}}">{"".join(rules)}</rules><symbols>{"".join(symbols)}</symbols></renderer-v2></qgis>\n'
    )
    return call.body(body.encode())


def _symbol(name: str, colour: str, filled: bool) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    fill = f"{red},{green},{blue},{255 if filled else 0}"
    line = "255,255,255,255" if filled else f"{red},{green},{blue},255"
    values = {
        "name": "circle",
        "color": fill,
        "outline_color": line,
        "outline_width": "0.4",
        "outline_style": "solid" if filled else "dash",
        "size": "3.2",
        "size_unit": "MM",
    }
    options = "".join(f'<Option name="{key}" type="QString" value="{value}"/>' for key, value in values.items())
    return (
        f'<symbol name="{name}" type="marker" alpha="1"><layer class="SimpleMarker" enabled="1">'
        f'<Option type="Map">{options}</Option></layer></symbol>'
    )
