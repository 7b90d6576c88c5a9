"""The front end's files: packed ones where they are, kept for long where their name holds a digest."""

from __future__ import annotations

import os
import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.serve.compress import packer_for

DIGEST = re.compile(r"[-.][A-Za-z0-9_]{8,}\.[a-z0-9]+$")
ENDINGS = {"br": ".br", "gzip": ".gz"}
FOREVER = "public, max-age=31536000, immutable"
ASKING = "no-cache"
TYPES = {
    ".geojson": "application/geo+json",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
}


class FrontEnd(StaticFiles):
    """Serves a folder. ``NAME.br`` or ``NAME.gz`` beside NAME are sent in its place to who can unpack them."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """One file, with its ETag; 304 where the reader has it."""
        path = Path(full_path)
        headers = Headers(scope=scope)
        packer = packer_for(headers.get("accept-encoding", ""))
        kind = TYPES.get(path.suffix)
        extra: dict[str, str] = {"Vary": "Accept-Encoding"}
        if packer is not None:
            packed = path.with_name(path.name + ENDINGS[packer.name])
            if packed.is_file() and packed.stat().st_mtime >= path.stat().st_mtime:
                whole = FileResponse(path, media_type=kind)
                response: Response = FileResponse(packed, status_code, {**extra, "Content-Encoding": packer.name})
                response.headers["content-type"] = whole.headers["content-type"]
                return self._cached(response, path, scope, headers)
        return self._cached(FileResponse(path, status_code, extra, kind, stat_result=stat_result), path, scope, headers)

    def _cached(self, response: Response, path: Path, scope: Scope, headers: Headers) -> Response:
        lasting = DIGEST.search(path.name) or scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = FOREVER if lasting else ASKING
        if isinstance(response, FileResponse) and "etag" not in response.headers:
            response.set_stat_headers(os.stat(response.path))
        if self.is_not_modified(response.headers, headers):
            kept = {
                name: response.headers[name] for name in ("etag", "cache-control", "vary") if name in response.headers
            }
            return Response(status_code=304, headers=kept)
        return response
