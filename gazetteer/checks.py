"""Checks of hand-written data: each failure names the file, the entry, the field and the value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any


class CuratedDataError(ValueError):
    """An entry of the curated data is wrong; the message names file, entry, field and value."""


def check_fields(row: Mapping[str, Any], where: str, required: Set[str], optional: Set[str]) -> None:
    """The entry has all ``required`` fields and none that is neither required nor optional."""
    if missing := sorted(required - row.keys()):
        raise CuratedDataError(f"{where}: lacks {', '.join(missing)}")
    if surplus := sorted(row.keys() - required - optional):
        raise CuratedDataError(f"{where}: unknown field {', '.join(surplus)}")


def check_text(
    row: Mapping[str, Any], where: str, fields: Mapping[str, re.Pattern[str] | None], optional: bool
) -> None:
    """Each field is a trimmed non-empty string that its pattern, if any, matches wholly; ``optional``: None passes."""
    for field, pattern in fields.items():
        value = row.get(field)
        if value is None and optional:
            continue
        if not isinstance(value, str) or not value.strip() or value != value.strip():
            raise CuratedDataError(f"{where}: {field} {value!r} is not a trimmed, non-empty string")
        if pattern is not None and not pattern.fullmatch(value):
            raise CuratedDataError(f"{where}: {field} {value!r} does not match {pattern.pattern}")


def strings(row: Mapping[str, Any], field: str, where: str, pattern: re.Pattern[str] | None) -> tuple[str, ...]:
    """A list of distinct strings (absent: none), each checked as ``check_text`` does."""
    values = row.get(field) or []
    if not isinstance(values, list):
        raise CuratedDataError(f"{where}: {field} {values!r} is not a list")
    for value in values:
        check_text({field: value}, where, {field: pattern}, optional=False)
    if len(set(values)) != len(values):
        raise CuratedDataError(f"{where}: {field} has doubles: {values!r}")
    return tuple(values)


def number(row: Mapping[str, Any], field: str, where: str, low: float, high: float) -> float:
    """A number between ``low`` and ``high``, both inclusive."""
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise CuratedDataError(f"{where}: {field} {value!r} is not a number from {low:g} to {high:g}")
    return float(value)


def ring(points: object, where: str) -> tuple[tuple[float, float], ...] | None:
    """A ring of at least three (lon, lat), as written; None stays None."""
    if points is None:
        return None
    if not isinstance(points, list) or len(points) < 3:
        raise CuratedDataError(f"{where}: polygon needs at least three [lon, lat]")
    ring_ = []
    for point in points:
        lon, lat = numbers(point, 2, f"{where}: polygon")
        if not (-360 <= lon <= 360 and -90 <= lat <= 90):
            raise CuratedDataError(f"{where}: polygon has [{lon:g}, {lat:g}], which is not [lon, lat]")
        ring_.append((lon, lat))
    return tuple(ring_)


def numbers(values: object, count: int, where: str) -> tuple[float, ...]:
    """A list of exactly ``count`` numbers, as written."""
    if not isinstance(values, list) or len(values) != count:
        raise CuratedDataError(f"{where}: {values!r} is not a list of {count} numbers")
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in values):
        raise CuratedDataError(f"{where}: {values!r} holds something that is not a number")
    return tuple(float(value) for value in values)
