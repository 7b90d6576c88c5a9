"""Counts and times in Prometheus' text form, of this process."""

from __future__ import annotations

import bisect
import threading
import time
from collections import Counter

BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0)
"""Upper bounds of the histogram of durations, in seconds."""


class Metrics:
    """Counts by route and status, and durations by route. Safe in threads."""

    def __init__(self) -> None:
        """All counts at zero."""
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._durations: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()
        self.started = time.time()

    def seen(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request is answered. ``route`` is the path's pattern, so that labels stay few."""
        with self._lock:
            self._requests[method, route, status] += 1
            counts = self._durations.setdefault(route, [0] * (len(BUCKETS) + 1))
            counts[bisect.bisect_left(BUCKETS, seconds)] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]

    def text(self, gauges: dict[str, float]) -> str:
        """All of it, with further gauges (name → value)."""
        lines = ["# TYPE incidents_http_requests_total counter"]
        with self._lock:
            for (method, route, status), count in sorted(self._requests.items()):
                lines.append(
                    f'incidents_http_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
                )
            lines.append("# TYPE incidents_http_seconds histogram")
            for route, counts in sorted(self._durations.items()):
                total = 0
                for bound, count in zip((*BUCKETS, "+Inf"), counts, strict=True):
                    total += count
                    lines.append(f'incidents_http_seconds_bucket{{route="{route}",le="{bound}"}} {total}')
                lines.append(f'incidents_http_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}')
                lines.append(f'incidents_http_seconds_count{{route="{route}"}} {total}')
        for name, value in gauges.items():
            lines += [f"# TYPE incidents_{name} gauge", f"incidents_{name} {value:g}"]
        return "\n".join(lines) + "\n"
