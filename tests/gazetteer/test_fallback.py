"""The online fallback against a stand-in server on this machine that answers as Nominatim does."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from geopy.exc import ConfigurationError, GeocoderNotFound
from geopy.geocoders import Nominatim

from gazetteer.fallback import FAILURES_BEFORE_REST, Fallback, Found, configured

pytestmark = pytest.mark.network

KNOWN = {"Small Hamlet": {"display_name": "Small Hamlet, Nowhere", "lat": "12.5", "lon": "-7.25"}}


class StandIn(ThreadingHTTPServer):
    """``status`` other than 200 makes it fail; ``asked`` holds the queries with their times."""

    status = 200
    delay = 0.0
    body: bytes | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[float, str]] = []


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_GET(self) -> None:
        query = parse_qs(urlparse(self.path).query)["q"][0]
        self.server.asked.append((time.monotonic(), query))
        time.sleep(self.server.delay)
        body = self.server.body or json.dumps([KNOWN[query]] if query in KNOWN else []).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[StandIn]:
    stand_in = StandIn()
    thread = threading.Thread(target=stand_in.serve_forever, daemon=True)
    thread.start()
    yield stand_in
    stand_in.shutdown()
    stand_in.server_close()
    thread.join()


def nominatim(server: StandIn, timeout: float = 2.0) -> Nominatim:
    domain = f"127.0.0.1:{server.server_port}"
    return Nominatim(user_agent="incident-map-tests", domain=domain, scheme="http", timeout=timeout)


def test_a_name_is_found_and_asked_for_once(server: StandIn) -> None:
    cache: dict[str, tuple[str, float, float] | None] = {}
    fallback = Fallback(nominatim(server), cache, seconds_between=0)
    expected = Found("Small Hamlet, Nowhere", 12.5, -7.25, "Nominatim")
    assert fallback.find("Small Hamlet") == expected
    assert fallback.find("small  hamlet") == expected
    assert len(server.asked) == 1
    assert Fallback(nominatim(server), cache).find("Small Hamlet") == expected
    assert len(server.asked) == 1


def test_an_unknown_name_is_asked_for_once(server: StandIn) -> None:
    fallback = Fallback(nominatim(server), {}, seconds_between=0)
    assert fallback.find("Elsewhere") is None and fallback.find("Elsewhere") is None
    assert len(server.asked) == 1


def test_requests_keep_their_distance(server: StandIn) -> None:
    fallback = Fallback(nominatim(server), {}, seconds_between=0.15)
    for name in ("One", "Two", "Three"):
        fallback.find(name)
    times = [at for at, _ in server.asked]
    assert all(later - earlier >= 0.14 for earlier, later in zip(times, times[1:], strict=False))


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_failing_service_fails_nobody_and_is_left_alone(server: StandIn, status: int) -> None:
    server.status = status
    fallback = Fallback(nominatim(server), {}, seconds_between=0, retries=0)
    for i in range(FAILURES_BEFORE_REST + 3):
        assert fallback.find(f"Name {i}") is None
    assert fallback.resting and len(server.asked) == FAILURES_BEFORE_REST


def test_a_failure_is_not_kept(server: StandIn) -> None:
    server.status = 500
    fallback = Fallback(nominatim(server), {}, seconds_between=0, retries=0)
    assert fallback.find("Small Hamlet") is None
    server.status = 200
    assert fallback.find("Small Hamlet") is not None


def test_nonsense_for_an_answer_is_a_failure(server: StandIn) -> None:
    server.body = b"<html>not json"
    assert Fallback(nominatim(server), {}, seconds_between=0, retries=0).find("Small Hamlet") is None


def test_a_slow_service_is_given_up(server: StandIn) -> None:
    server.delay = 5.0
    fallback = Fallback(nominatim(server, timeout=0.1), {}, seconds_between=0, retries=0)
    began = time.monotonic()
    assert fallback.find("Small Hamlet") is None
    assert time.monotonic() - began < 4.5


def test_no_server_at_all(server: StandIn) -> None:
    geocoder = nominatim(server)
    server.shutdown()
    server.server_close()
    assert Fallback(geocoder, {}, seconds_between=0, retries=0).find("Small Hamlet") is None


def test_a_name_without_letters_is_not_asked_for(server: StandIn) -> None:
    assert Fallback(nominatim(server), {}, seconds_between=0).find(" … ") is None
    assert server.asked == []


def test_it_is_off_unless_configured(server: StandIn) -> None:
    assert configured(None, {}) is None and configured("", {}) is None
    domain = f"127.0.0.1:{server.server_port}"
    fallback = configured("nominatim", {}, seconds_between=0, user_agent="tests", domain=domain, scheme="http")
    assert fallback is not None and fallback.find("Small Hamlet") is not None


def test_a_wrong_setting_is_seen_at_once() -> None:
    with pytest.raises(GeocoderNotFound):
        configured("no-such-service", {})
    with pytest.raises(ConfigurationError):
        configured("nominatim", {})
