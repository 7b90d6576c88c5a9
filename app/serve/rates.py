"""Rate limits: so many requests a minute and reader (address, or token for writes), in each process."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request

from app.serve.operation import Operation
from app.serve.problems import Problem
from app.settings import Settings
from app.store.results import Token

REMEMBERED = 50_000
"""Readers whose count is kept; the longest unseen is forgotten first."""


class Rates:
    """Token buckets: each reader may burst a minute's worth, then gets a steady rate."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock``: seconds."""
        self._per_minute = {
            "reads": settings.rate_reads,
            "extracts": settings.rate_extracts,
            "writes": settings.rate_writes,
        }
        self._trusted = frozenset(settings.trusted_proxies)
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def check(self, request: Request, operation: Operation, token: Token | None) -> None:
        """Count the request. Raises Problem (429) with Retry-After."""
        allowed = self._per_minute.get(operation.limits, 0)
        if not allowed or operation.hidden:
            return
        who = f"token {token.id}" if token and operation.limits == "writes" else self.address(request)
        key, now = (operation.limits, who), self._clock()
        level, before = self._buckets.pop(key, (float(allowed), now))
        level = min(float(allowed), level + (now - before) * allowed / 60)
        self._buckets[key] = (max(0.0, level - 1), now)
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        if level < 1:
            wait = max(1, round((1 - level) * 60 / allowed))
            raise Problem(
                429,
                f"More than {allowed} requests of this kind a minute.",
                mend=f"Wait {wait} seconds.",
                headers={"Retry-After": str(wait)},
            )

    def address(self, request: Request) -> str:
        """The reader's address; behind a trusted proxy the last one of X-Forwarded-For that is no trusted proxy."""
        peer = request.client.host if request.client else ""
        if peer not in self._trusted:
            return peer
        for part in reversed(request.headers.get("x-forwarded-for", "").split(",")):
            said = part.strip()
            if said in self._trusted:
                continue
            try:
                return str(ipaddress.ip_address(said))
            except ValueError:
                return peer
        return peer
