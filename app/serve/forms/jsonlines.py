"""GeoJSON text sequences (RFC 8142)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

ROWS = 500


def lines(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Each feature between a record separator and a line feed."""
    parts: list[bytes] = []
    for feature in features:
        parts.append(b"\x1e" + orjson.dumps(feature) + b"\n")
        if len(parts) == ROWS:
            yield b"".join(parts)
            parts = []
    yield b"".join(parts)
