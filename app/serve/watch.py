"""Around every request: body limit, counts, a line in the log (JSON, no text of articles, no secrets)."""

from __future__ import annotations

import logging
import time
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.serve.metrics import Metrics
from app.serve.problems import Problem, answer

LOG = logging.getLogger("incidents.access")


class Watch:
    """Counts, logs, and ends bodies that are too long."""

    def __init__(self, app: ASGIApp, metrics: Metrics, max_body: int) -> None:
        """``max_body`` in bytes."""
        self._app = app
        self._metrics = metrics
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, said = time.perf_counter(), {"status": 0, "bytes": 0}

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
            elif message["type"] == "http.response.body":
                said["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            if self._too_long(scope):
                await answer(self._problem())(scope, receive, counting)
            else:
                await self._app(scope, self._limited(receive), counting)
        finally:
            self._tell(scope, said, time.perf_counter() - begun)

    def _too_long(self, scope: Scope) -> bool:
        for name, value in scope["headers"]:
            if name == b"content-length":
                return value.isdigit() and int(value[:30]) > self._max_body
        return False

    def _problem(self) -> Problem:
        detail = f"The body has more than {self._max_body:,} bytes."
        return Problem(413, detail, mend="Send it in parts.", headers={"Connection": "close"})

    def _limited(self, receive: Receive) -> Receive:
        taken = 0

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._max_body:
                raise self._problem()
            return message

        return limited

    def _tell(self, scope: Scope, said: dict[str, int], seconds: float) -> None:
        route: Any = scope.get("incidents.route", "other")
        self._metrics.seen(scope["method"][:10], route, said["status"], seconds)
        if LOG.isEnabledFor(logging.INFO):
            line = {
                "method": scope["method"][:10],
                "route": route,
                "status": said["status"],
                "ms": round(seconds * 1000, 2),
                "bytes": said["bytes"],
            }
            LOG.info(orjson.dumps(line).decode())
