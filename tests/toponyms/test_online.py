"""The configured online geocoder in the pipeline, against a stand-in server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from app.errors import SettingError
from app.model.article import Article
from app.pipeline import Pipeline
from app.settings import Settings

pytestmark = pytest.mark.network

NAME = "Qwertyville"
TEXT = f"A bomb exploded in {NAME} on Monday. Two people were hurt in {NAME}."


class StandIn(ThreadingHTTPServer):
    status = 200
    asked: list[str]


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)["q"][0]
        self.server.asked.append(query)
        known = [{"display_name": f"{NAME}, Nowhere", "lat": "12.5", "lon": "-7.25"}] if query == NAME else []
        body = json.dumps(known).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[StandIn]:
    stand_in = StandIn(("127.0.0.1", 0), Handler)
    stand_in.asked = []
    thread = threading.Thread(target=stand_in.serve_forever, daemon=True)
    thread.start()
    yield stand_in
    stand_in.shutdown()
    stand_in.server_close()


def settings(server: StandIn) -> Settings:
    return Settings(
        fallback_geocoder="nominatim",
        fallback_domain=f"127.0.0.1:{server.server_port}",
        fallback_scheme="http",
        fallback_seconds=0.0,
    )


def points(pipeline: Pipeline) -> set[tuple[float, float]]:
    extraction = pipeline.extract(Article("a", TEXT, published=date(2026, 9, 16)))
    return {(t.place.lat, t.place.lon) for t in extraction.toponyms if t.place is not None}


def test_a_name_that_the_gazetteer_lacks_is_asked_for_once(server: StandIn) -> None:
    pipeline = Pipeline.open(settings(server))
    assert (12.5, -7.25) in points(pipeline)
    assert (12.5, -7.25) in points(pipeline)
    assert server.asked.count(NAME) == 1


def test_its_failures_fail_no_article(server: StandIn) -> None:
    server.status = 500
    assert points(Pipeline.open(settings(server))) == set()


def test_it_is_off_by_default(server: StandIn) -> None:
    assert points(Pipeline.open(Settings())) == set()
    assert server.asked == []


def test_a_geocoder_that_geopy_does_not_know_is_a_wrong_setting() -> None:
    with pytest.raises(SettingError, match="no-such"):
        Pipeline.open(Settings(fallback_geocoder="no-such"))
