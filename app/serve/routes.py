"""All operations, and the router made from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import resources

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from app.errors import IncidentsError
from app.serve import (
    articles,
    embeds,
    feeds,
    health,
    incidents,
    landing,
    overview,
    placeitems,
    reports,
    reviews,
    writing,
)
from app.serve.call import Call
from app.serve.endpoint import endpoint_of
from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.problems import Problem, on_crash
from app.serve.rates import Rates
from app.serve.service import Service
from app.serve.staticfiles import FrontEnd
from app.store.errors import StoreError

KNOWN = (Problem, StoreError, IncidentsError, HTTPException, ClientDisconnect)
"""Errors that have handlers of their own; any other is a bug of ours and answers 500, saying nothing of the inside."""
Endpoint = Callable[[Request], Awaitable[Response]]


def all_operations() -> list[Operation]:
    """The table of routes, in the order of the document."""
    every: list[Operation] = []
    every += landing.operations(every)
    for module in (incidents, reports, placeitems, articles, overview, feeds, embeds, writing, reviews, health):
        every += module.operations()
    every.append(Operation("getStyleSheet", "GET", "/pages.css", "Style", _style, "start", (Media.TEXT,), hidden=True))
    return every


async def _style(call: Call) -> Response:
    text = resources.files("app.serve").joinpath("templates/pages.css").read_bytes()
    response = call.body(text)
    if "content-type" in response.headers:
        response.headers["content-type"] = "text/css; charset=utf-8"
    return response


def _by_method(path: str, endpoints: dict[str, Endpoint]) -> Endpoint:
    """One endpoint for all methods of a path, so that a 405 names every method that is allowed."""

    async def dispatch(request: Request) -> Response:
        request.scope["incidents.route"] = path
        method = "GET" if request.method == "HEAD" and "HEAD" not in endpoints else request.method
        try:
            return await endpoints[method](request)
        except KNOWN:
            raise
        except Exception as error:
            return await on_crash(request, error)

    return dispatch


def routes_of(service: Service) -> list[BaseRoute]:
    """The routes of all operations, one a path, and the front end's files."""
    rates = Rates(service.settings)
    by_path: dict[str, dict[str, Endpoint]] = {}
    for operation in all_operations():
        by_path.setdefault(operation.path, {})[operation.method] = endpoint_of(operation, service, rates)
    found: list[BaseRoute] = [Route(path, _by_method(path, of), methods=list(of)) for path, of in by_path.items()]
    if service.settings.static.is_dir():
        found.append(Mount("/static", FrontEnd(directory=service.settings.static)))
    return found
