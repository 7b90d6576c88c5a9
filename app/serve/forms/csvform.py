"""Comma-separated values, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from app.serve.forms.fields import columns

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run as a formula."""
ROWS = 500


def lines(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """UTF-8 text in pieces: id, lon, lat and the properties; RFC 4180."""
    names = list(columns())
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["id", "lon", "lat", *names])
    for number, feature in enumerate(features, 1):
        point = (feature["geometry"] or {}).get("coordinates", ["", ""])
        properties = feature["properties"]
        writer.writerow([feature["id"], point[0], point[1], *(cell(properties.get(name)) for name in names)])
        if number % ROWS == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """A value as a cell; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value
