"""For the operator: is it alive, can it answer, what has it done."""

from __future__ import annotations

import time

from starlette.responses import Response

from app.serve.call import Call
from app.serve.media import Media
from app.serve.operation import Operation
from app.serve.problems import Problem
from app.serve.schemas import HEALTH


def operations() -> list[Operation]:
    """The routes of this module; open even where reading is closed."""
    return [
        Operation(
            "getHealth",
            "GET",
            "/healthz",
            "Whether the process lives",
            health,
            "operation",
            schema=HEALTH,
            limits="",
            open=True,
        ),
        Operation(
            "getReadiness",
            "GET",
            "/readyz",
            "Whether it can answer",
            ready,
            "operation",
            schema=HEALTH,
            limits="",
            open=True,
            errors=(503,),
        ),
        Operation(
            "getMetrics",
            "GET",
            "/metrics",
            "Counts in Prometheus' form",
            metrics,
            "operation",
            (Media.TEXT,),
            limits="",
            open=True,
        ),
    ]


async def health(call: Call) -> Response:
    """GET /healthz: never touches the database."""
    return call.json({"status": "alive"}, headers={"Cache-Control": "no-store"})


async def ready(call: Call) -> Response:
    """GET /readyz: a read works now."""
    if not await call.thread(call.service.store.healthy):
        raise Problem(503, "The database does not answer.", mend="Look at the log.", headers={"Retry-After": "5"})
    return call.json({"status": "ready"}, headers={"Cache-Control": "no-store"})


async def metrics(call: Call) -> Response:
    """GET /metrics."""
    gauges = {
        "uptime_seconds": time.time() - call.service.metrics.started,
        "extractions_waiting": float(call.service.extraction.waiting),
    }
    if await call.thread(call.service.store.healthy):
        gauges["last_change"] = float(call.service.store.query.seq())
    return call.body(call.service.metrics.text(gauges).encode(), headers={"Cache-Control": "no-store"})
