"""The collection of articles: who published what and when; whole texts where the reader may have them."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from app.serve.call import Call
from app.serve.collection import items_and_item
from app.serve.links import alternates, link
from app.serve.media import Media
from app.serve.operation import Operation, PathPart
from app.serve.problems import Problem
from app.store.results import StoredArticle

ID = PathPart("id", "Id of the article.")
LISTED = 100


def operations() -> list[Operation]:
    """The routes of this module."""
    return items_and_item(
        "articles",
        ID,
        ("Articles, the newest stored first", "One article; its text where the reader may have it"),
        (items, item),
        (("limit", "after", "outlet"), ()),
    )


async def items(call: Call) -> Response:
    """GET /collections/articles/items."""
    store, query = call.service.store.articles, call.query
    rows, more, matched = await call.thread(
        store.list, query.get("limit", LISTED), query.get("after"), query.get("outlet")
    )
    following = [link("next", call.here(after=more), call.media, "The next page")] if more else []
    if call.media is Media.HTML:
        return call.html("articles.html", rows=rows, matched=matched, next=following)
    body = {
        "type": "FeatureCollection",
        "features": [_feature(row) for row in rows],
        "numberMatched": matched,
        "numberReturned": len(rows),
        "links": [*alternates(call), *following],
    }
    return call.json(body)


async def item(call: Call) -> Response:
    """GET /collections/articles/items/{id}."""
    row = await call.thread(call.service.store.articles.get, call.request.path_params["id"])
    if row.purged:
        raise Problem(410, "The article was taken down.", mend="Its incidents stand without it.")
    whole = call.service.settings.open_articles or call.token is not None
    if call.media is Media.HTML:
        return call.html("article.html", row=row, whole=whole)
    feature = _feature(row)
    if whole:
        feature["properties"]["text"] = row.article.text
    incidents = call.address("/collections/incidents/items", f"article={row.article.id}&status=all")
    links = [*alternates(call), link("related", incidents, Media.GEOJSON, "Incidents that it reports")]
    return call.json({**feature, "links": links})


def _feature(row: StoredArticle) -> dict[str, Any]:
    article = row.article
    properties = {
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "stored_at": row.stored_at.isoformat(timespec="seconds") + "Z",
        "reader": article.reader,
        "revises": article.revises,
        "revised_by": row.revised_by,
        "reports": row.reports,
    }
    return {"type": "Feature", "id": article.id, "geometry": None, "properties": properties}
