"""From an operation to what the router calls: token, rate, parameters, form, then the handler."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from app.serve.call import Call
from app.serve.media import Media, chosen
from app.serve.operation import Operation
from app.serve.problems import Problem, wrong
from app.serve.query import read_query
from app.serve.rates import Rates
from app.serve.service import Service
from app.serve.tokens import token_of

READERS = ("read", "ingest", "review", "admin")


def endpoint_of(operation: Operation, service: Service, rates: Rates) -> Callable[[Request], Awaitable[Response]]:
    """The router's endpoint for an operation."""
    allowed = operation.allowed
    by_word = {media.word: media for media in operation.media}
    if Media.GEOJSON in operation.media:
        by_word.setdefault(Media.JSON.word, Media.GEOJSON)

    async def endpoint(request: Request) -> Response:
        token = await token_of(request, service)
        rates.check(request, operation, token)
        _check_scope(operation, service, token)
        _check_path(request, operation)
        media = chosen(request.headers.get("accept", ""), operation.media)
        raw = request.scope["query_string"]
        page = operation.page or (media is Media.HTML and b"f=" not in raw) or b"f=html" in raw
        query = read_query(raw, allowed, strict=not page, lenient=operation.page)
        if "f" in query.values:
            media = by_word[query.values["f"]]
        for name in operation.required:
            if name not in query.values:
                raise wrong(name, None, "is missing", allowed[name].mend)
        return await operation.handler(Call(request, operation, service, query, media, token))

    return endpoint


def _check_scope(operation: Operation, service: Service, token: object) -> None:
    scope = getattr(token, "scope", None)
    if operation.scope is None:
        if service.settings.open_reading or scope in READERS or operation.open or operation.hidden:
            return
        needed = "read"
    else:
        needed = operation.scope
        if scope in (needed, "admin"):
            return
    if token is None:
        raise Problem(
            401,
            f"This needs a token of scope {needed}.",
            mend="Send Authorization: Bearer TOKEN; the operator makes one: incidents token create.",
            headers={"WWW-Authenticate": 'Bearer realm="incidents"'},
        )
    raise Problem(403, f"The token has the scope {scope}, not {needed}.", mend=f"Use a token of scope {needed}.")


def _check_path(request: Request, operation: Operation) -> None:
    for part in operation.path_parts:
        value = request.path_params.get(part.name, "")
        if not re.fullmatch(part.pattern, value):
            raise Problem(
                404,
                f"{part.name}: there is no such thing",
                parameter=part.name,
                value=value,
                mend="Take it from a list.",
            )
