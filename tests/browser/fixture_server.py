"""A small server that answers as the service does, from the fixture's incidents: for tests of the page alone.

``python -m tests.browser.fixture_server [PORT]`` serves it for looking at.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from tests.browser.fixture_data import AREAS, detail, incidents

ROOT = Path(__file__).parents[2]
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'self'"
)
DEFAULT = ["occurred", "claimed"]


class FixtureServer:
    """Runs in a thread; ``features`` can be changed by a test, ``failing`` makes the data routes answer 503."""

    def __init__(self, port: int = 0) -> None:
        self.features = incidents()
        self.failing = False
        self.conflicts = False
        self.tiles: tuple[str, str, str] | None = None
        self.cluster_from = 10_000
        self.posted: list[tuple[str, Any, str | None]] = []
        self.changes: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def do_POST(self) -> None:
                outer.take(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> FixtureServer:
        """Begin to answer."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One GET."""
        url = urlsplit(request.path)
        path, query = unquote(url.path), {name: values[0] for name, values in parse_qs(url.query).items()}
        if path in ("/", "/embed"):
            text = (ROOT / "static" / ("embed.html" if path == "/embed" else "index.html")).read_text("utf-8")
            text = text.replace("<!--head-->", f"<title>Incident map</title>{self.tiles_meta()}").replace(
                "<!--list-->", "<ol><li><a href='/collections/incidents/items/x'>One</a></li></ol>"
            )
            return send(request, 200, text.encode(), "text/html; charset=utf-8", self.tiles[0] if self.tiles else "")
        if path.startswith("/static/"):
            file = ROOT / path[1:]
            if not file.is_file() or ".." in path:
                return send(request, 404, b"{}", "application/json")
            return send(request, 200, file.read_bytes(), KINDS.get(file.suffix, "application/octet-stream"))
        if self.failing:
            return reply(
                request,
                {"type": "about:blank", "title": "Unavailable", "detail": "The database is being restored."},
                503,
            )
        found = self.route(path, query)
        reply(request, found if found is not None else {"title": "Not found"}, 200 if found is not None else 404)

    def route(self, path: str, query: dict[str, str]) -> Any:
        """The data of one address, None where there is none."""
        chosen = [feature for feature in self.features if matches(feature, query)]
        if path in ("/incidents.geojson", "/collections/incidents/items"):
            limit = int(query.get("limit", "1000"))
            first = int(query.get("after", "0"))
            page = chosen[first : first + limit]
            more = first + limit < len(chosen)
            following = {**query, "after": str(first + limit), "limit": str(limit)}
            return {
                "type": "FeatureCollection",
                "features": page,
                "numberMatched": len(chosen),
                "numberReturned": len(page),
                "links": [{"rel": "next", "href": f"{self.address}{path}?{urlencode(following)}"}] if more else [],
            }
        if path.startswith("/collections/incidents/items/"):
            return next((detail(f) for f in self.features if f["id"] == path.rsplit("/", 1)[1]), None)
        if path.startswith("/collections/places/items/"):
            ring = AREAS.get(path.rsplit("/", 1)[1])
            shape = {"type": "Polygon", "coordinates": [ring]} if ring else {"type": "Point", "coordinates": [0, 0]}
            return {"type": "Feature", "properties": {}, "geometry": shape}
        if path == "/clusters":
            without = {name: value for name, value in query.items() if name != "bbox"}
            unlocated = [f for f in self.features if not f["geometry"] and matches(f, without)]
            times = 137 if len(chosen) >= self.cluster_from else 1
            return {**clusters(chosen, times), "unlocated": len(unlocated)}
        if path == "/histogram":
            return {"bins": bins(chosen)}
        if path == "/facets":
            return facets(chosen)
        if path == "/search":
            return self.search(query.get("q", "").lower())
        if path == "/tracks":
            return track(chosen, query.get("actor", ""))
        if path == "/changes":
            return {"changes": self.changes, "next": len(self.changes), "more": False, "last": len(self.changes)}
        return None

    def tiles_meta(self) -> str:
        """What the service writes into the page where it is set up with tiles: origin, path and who made them."""
        if not self.tiles:
            return ""
        origin, path, attribution = self.tiles
        return f'<meta name="tiles" content="{origin}{path}" data-attribution="{attribution}">'

    def search(self, words: str) -> dict[str, Any]:
        """Places, incidents and actors whose names hold the words."""
        hits = [f for f in self.features if words in f["properties"]["title"].lower()]
        spots = [f for f in self.features if f["geometry"] and words in (f["properties"]["place"] or "").lower()]
        places = [
            {
                "name": f["properties"]["place"],
                "country": f["properties"]["country"],
                "lat": f["geometry"]["coordinates"][1],
                "lon": f["geometry"]["coordinates"][0],
                "bbox": None,
                "place_id": f["properties"]["place_id"],
            }
            for f in spots
        ]
        actors = sorted(
            {
                name
                for f in self.features
                for name in (f["properties"]["actors"] or "").split("; ")
                if words in name.lower() and name
            }
        )
        return {
            "places": places[:5],
            "incidents": hits[:5],
            "actors": [{"key": name.lower(), "name": name, "incidents": 2} for name in actors],
        }

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """One POST."""
        body = json.loads(request.rfile.read(int(request.headers.get("Content-Length", "0"))) or b"{}")
        self.posted.append((request.path, body, request.headers.get("Authorization")))
        if request.path == "/extract":
            reports = [detail(feature)["reports"][0] for feature in self.features[1:4]]
            return reply(request, {"text": body["text"], "toponyms": [], "reports": reports})
        if request.headers.get("Authorization") != "Bearer good":
            return reply(request, {"title": "Unauthorized", "detail": "A token is needed."}, 401)
        if self.conflicts and body.get("action") != "undo":
            return reply(request, {"title": "Conflict", "detail": "It changed meanwhile.", "current": 2}, 409)
        reply(request, {"review": {"id": len(self.posted)}}, 201)


def matches(feature: dict[str, Any], query: dict[str, str]) -> bool:
    """Whether a feature passes the filters of a query."""
    found = feature["properties"]
    statuses = query.get("status", ",".join(DEFAULT)).split(",")
    if "all" not in statuses and found["status"] not in statuses:
        return False
    if query.get("located") == "false" and feature["geometry"]:
        return False
    if "type" in query and found["type"] not in query["type"].split(","):
        return False
    if "country" in query and found["country"] not in query["country"].split(","):
        return False
    if "source" in query and not set(query["source"].split(",")) & set(found["outlets"].split("; ")):
        return False
    if "precision" in query and found["precision"] not in query["precision"].split(","):
        return False
    if "q" in query and query["q"].lower() not in found["title"].lower():
        return False
    if "actor" in query and query["actor"].lower() not in (found["actors"] or "").lower():
        return False
    if "datetime" in query:
        start, _, end = query["datetime"].partition("/")
        if start not in ("", "..") and found["end"][:10] < start:
            return False
        if end not in ("", "..") and found["start"][:10] > end:
            return False
    if "bbox" in query:
        if not feature["geometry"]:
            return False
        west, south, east, north = map(float, query["bbox"].split(","))
        lon, lat = feature["geometry"]["coordinates"]
        across = west <= lon <= east if west <= east else lon >= west or lon <= east
        return bool(across and south <= lat <= north)
    return True


def clusters(features: list[dict[str, Any]], times: int) -> dict[str, Any]:
    """Cells of ten degrees; ``times``: as if there were as many of each."""
    cells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for feature in features:
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            cells.setdefault((int(lon // 10), int(lat // 10)), []).append(feature)
    out = []
    for members in cells.values():
        if len(members) == 1:
            out.append(members[0])
            continue
        lons, lats = zip(*(f["geometry"]["coordinates"] for f in members), strict=True)
        types = Counter(f["properties"]["type"] for f in members)
        out.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [sum(lons) / len(lons), sum(lats) / len(lats)]},
                "properties": {
                    "cluster": True,
                    "count": len(members) * times,
                    "types": {k: v * times for k, v in types.items()},
                    "bbox": [min(lons), min(lats), max(lons), max(lats)],
                },
            }
        )
    return {"type": "FeatureCollection", "features": out, "numberMatched": len(features) * times}


def bins(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One bin a day."""
    days = Counter(f["properties"]["start"][:10] for f in features)
    if not days:
        return []
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    count = (last - first).days + 1
    return [
        {
            "start": f"{first + timedelta(days=i)}T00:00Z",
            "end": f"{first + timedelta(days=i + 1)}T00:00Z",
            "count": days[str(first + timedelta(days=i))],
        }
        for i in range(count)
    ]


def facets(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts by value; "" for those without, as the service has it."""

    def by(name: str) -> dict[str, int]:
        return dict(Counter(f["properties"][name] or "" for f in features))

    sources = Counter(outlet for f in features for outlet in f["properties"]["outlets"].split("; "))
    return {
        "types": by("type"),
        "statuses": by("status"),
        "countries": by("country"),
        "precisions": by("precision"),
        "sources": dict(sources),
        "numberMatched": len(features),
    }


def track(features: list[dict[str, Any]], actor: str) -> dict[str, Any]:
    """An actor's incidents as a line in order of time."""
    stops = sorted(
        (f for f in features if actor and actor.lower() in (f["properties"]["actors"] or "").lower() and f["geometry"]),
        key=lambda f: f["properties"]["start"],
    )
    line = (
        {"type": "LineString", "coordinates": [f["geometry"]["coordinates"] for f in stops]} if len(stops) > 1 else None
    )
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": line, "properties": {"actor": actor, "name": actor}}]
        if stops
        else [],
    }


def reply(request: BaseHTTPRequestHandler, body: Any, status: int = 200) -> None:
    """JSON."""
    send(request, status, json.dumps(body).encode(), "application/json")


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, tiles: str = "") -> None:
    """Bytes with the policy that the service sends, too."""
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body)))
    if kind.startswith("text/html"):
        policy = POLICY.replace("data: blob:", f"data: blob: {tiles}").replace(
            "connect-src 'self'", f"connect-src 'self' {tiles}"
        )
        request.send_header("Content-Security-Policy", policy)
    request.end_headers()
    request.wfile.write(body)


if __name__ == "__main__":
    server = FixtureServer(int(sys.argv[1]) if len(sys.argv) > 1 else 8765)
    print(server.address)
    server._server.serve_forever()
