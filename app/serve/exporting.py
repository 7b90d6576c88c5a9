"""Whole answers for taking away: CSV, GeoJSON lines, KML as streams; GeoPackage and GeoParquet as files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import orjson
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from app.serve.call import VARY, Call
from app.serve.crs import CRS84
from app.serve.forms import csvform, gpkgform, jsonlines, kmlform, parquetform
from app.serve.media import Media
from app.serve.problems import Problem
from app.store.filter import Filter

CHUNK = 1000
Features = Iterator[dict[str, Any]]


class FileForm(Protocol):
    """A form that must be whole before it can be sent."""

    def __call__(self, features: Features, path: Path) -> None:
        """Write all features to the file."""


STREAMS: dict[Media, Callable[[Features], Iterator[bytes]]] = {
    Media.CSV: csvform.lines,
    Media.GEOJSONSEQ: jsonlines.lines,
    Media.KML: kmlform.lines,
}
FILES: dict[Media, FileForm] = {Media.GPKG: gpkgform.write, Media.PARQUET: parquetform.write}
ENDINGS = {
    Media.CSV: "csv",
    Media.GEOJSONSEQ: "geojsonl",
    Media.KML: "kml",
    Media.GPKG: "gpkg",
    Media.PARQUET: "parquet",
}


async def export(call: Call, wanted: Filter) -> Response:
    """The filter's incidents in the call's form: all of them, or ``limit`` where one is given."""
    if call.query.crs.uri != CRS84:
        raise Problem(400, "crs: these forms are in CRS84 only", parameter="crs", mend="Leave crs out.")
    etag, known = call.of_store("export")
    if known:
        return call.not_modified(etag)
    name = f"incidents.{ENDINGS[call.media]}"
    headers = {
        "ETag": etag,
        "Vary": VARY,
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    if call.media in STREAMS:
        lines = STREAMS[call.media]
        body = await call.service.threads.stream(lambda: lines(_features(call, wanted)))
        return StreamingResponse(body, headers=headers, media_type=call.media.type)
    folder = tempfile.TemporaryDirectory(prefix="incidents-")
    path = Path(folder.name) / name
    try:
        await call.service.threads.export(lambda: FILES[call.media](_features(call, wanted), path))
    except BaseException:
        folder.cleanup()
        raise
    return FileResponse(path, headers=headers, media_type=call.media.type, background=BackgroundTask(folder.cleanup))


def _features(call: Call, wanted: Filter) -> Features:
    store, query = call.service.store.query, call.query
    limit = query.get("limit")
    if limit is not None or "as_of" in query.values or "after" in query.values:
        sort = query.get("sortby", "-start").strip().removeprefix("+")
        if "as_of" in query.values:
            page = store.as_of(wanted, query.get("as_of"), limit or CHUNK)
        else:
            page = store.features(wanted, limit or CHUNK, query.get("after"), sort)
        yield from map(orjson.loads, page.features)
        return
    for chunk in store.stream(wanted, CHUNK):
        yield from map(orjson.loads, chunk)
