"""Errors as RFC 9457 ``application/problem+json``: what is wrong, with which parameter and value, and the mend."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.errors import IncidentsError, InputError
from app.store import errors as store

PROBLEM_TYPE = "application/problem+json"
SHOWN = 200
"""Characters of a wrong value that are repeated in the answer."""
LOG = logging.getLogger("incidents.serve")

STORE_STATUS: tuple[tuple[type[store.StoreError], int, str], ...] = (
    (store.Gone, 410, "It was there once and is gone."),
    (store.NotFound, 404, "Take an id from a list of items."),
    (store.Conflict, 409, "Read it again and repeat the change with its new ETag in If-Match."),
    (store.Invalid, 400, "Take the value from an answer of this service with the same filter."),
    (store.Busy, 503, "Try again in a few seconds."),
    (store.Unavailable, 503, "Try again in a few seconds."),
    (store.Slow, 503, "Narrow the filter: a smaller bbox, a shorter time, fewer words."),
    (store.ReadOnly, 503, "The operator must make the database writable."),
    (store.Full, 507, "The operator must make room on the disk."),
    (store.Corrupt, 503, "The operator must restore a backup: incidents db restore."),
    (store.SchemaMismatch, 503, "The operator must run: incidents db upgrade."),
)


class Problem(Exception):
    """An answer that is an error. ``detail`` says what is wrong, ``mend`` what would be right."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        mend: str = "",
        parameter: str = "",
        value: object = None,
        headers: dict[str, str] | None = None,
        extra: dict[str, object] | None = None,
    ) -> None:
        """``parameter`` and ``value``: what in the request is at fault; ``extra``: further members of the answer."""
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.mend = mend
        self.parameter = parameter
        self.value = value
        self.headers = headers or {}
        self.extra = extra or {}


def wrong(parameter: str, value: object, why: str, mend: str) -> Problem:
    """400 for a parameter whose value cannot be."""
    return Problem(400, f"{parameter}: {why}", parameter=parameter, value=value, mend=mend)


def printable(value: object) -> str:
    """A value as text that UTF-8 can carry, cut to ``SHOWN`` characters."""
    text = value if isinstance(value, str) else str(value)
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return cut.encode("utf-8", "replace").decode("utf-8")


def answer(problem: Problem) -> Response:
    """The response for a problem."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title_of(problem.status),
        "status": problem.status,
        "detail": printable(problem.detail) if len(problem.detail) > 2000 else safe(problem.detail),
    }
    if problem.parameter:
        body["parameter"] = printable(problem.parameter)
    if problem.value is not None:
        body["value"] = printable(problem.value)
    if problem.mend:
        body["mend"] = safe(problem.mend)
    body.update(problem.extra)
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(orjson.dumps(body), problem.status, headers, PROBLEM_TYPE)


def title_of(status: int) -> str:
    """The standard phrase of a status code."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def safe(text: str) -> str:
    """Text without lone surrogates, which UTF-8 cannot carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def from_store(error: store.StoreError) -> Problem:
    """The problem that stands for an error of the store."""
    for kind, status, mend in STORE_STATUS:
        if isinstance(error, kind):
            extra: dict[str, object] = {}
            if isinstance(error, store.Conflict):
                extra["current"] = error.current
            if isinstance(error, store.Gone):
                extra["replaced_by"] = error.replaced_by
            headers = {"Retry-After": "5"} if status == 503 else {}
            return Problem(status, str(error), mend=mend, headers=headers, extra=extra)
    return Problem(500, "The store failed.")


async def on_problem(_: Request, error: Exception) -> Response:
    """Handler for ``Problem``."""
    assert isinstance(error, Problem)
    return answer(error)


async def on_store_error(_: Request, error: Exception) -> Response:
    """Handler for errors of the store."""
    assert isinstance(error, store.StoreError)
    problem = from_store(error)
    if problem.status >= 500:
        LOG.error("store: %s", error)
    return answer(problem)


async def on_own_error(_: Request, error: Exception) -> Response:
    """Handler for errors that the user can mend."""
    assert isinstance(error, IncidentsError)
    status = 422 if isinstance(error, InputError) else 503
    return answer(Problem(status, str(error), mend=error.mend))


async def on_http_error(_: Request, error: Exception) -> Response:
    """Handler for 404, 405 and the like from the router."""
    assert isinstance(error, HTTPException)
    mends = {
        404: "See /collections and /api for what is there.",
        405: "See the Allow header for what can be done here.",
    }
    details = {404: "Nothing stands at this address.", 405: "This cannot be done at this address."}
    status = error.status_code
    problem = Problem(status, details.get(status, error.detail), mend=mends.get(status, ""))
    problem.headers = dict(error.headers or {})
    return answer(problem)


async def on_crash(_: Request, error: Exception) -> Response:
    """Handler for our own bugs: says nothing of the inside."""
    LOG.exception("unexpected", exc_info=error)
    return answer(Problem(500, "The service made an error; it is logged.", mend="Tell the operator the time."))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Problem: on_problem,
    store.StoreError: on_store_error,
    IncidentsError: on_own_error,
    HTTPException: on_http_error,
    Exception: on_crash,
}
