"""Facets and the timeline, from the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from app.model.event import STATUSES
from app.store.columns import NEVER
from app.store.facts import EPOCH, minutes_of
from app.store.filter import Filter
from app.store.results import Bin
from app.store.select import Selection

Array = npt.NDArray[Any]
HOUR, DAY = 60, 24 * 60
MANY_HOURS = 2_000_000
WIDTHS = (HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY)
"""Natural widths in minutes below a month; above come months."""
MONTHS = (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 6000, 12000)


def tally(values: Array, names: Sequence[str]) -> dict[str, int]:
    """Counts by name, most frequent first, none of zero."""
    counts = np.bincount(values, minlength=len(names))[: len(names)]
    found = [(names[i], int(counts[i])) for i in np.flatnonzero(counts).tolist()]
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def without(wanted: Filter, name: str) -> Filter:
    """The filter less one part of it: a facet shows what else could be chosen."""
    if name == "types":
        return replace(wanted, types=(), groups=())
    if name == "sources":
        return replace(wanted, sources=())
    if name == "statuses":
        return replace(wanted, statuses=())
    if name == "countries":
        return replace(wanted, countries=())
    return replace(wanted, precisions=())


def histogram(found: Selection, bins: int, wanted: Filter) -> list[Bin]:
    """Bins of a natural width over the filter's interval, or over all that was found."""
    start = found.take("start")
    known = start != NEVER
    start, status = start[known].astype(np.int64), found.take("status")[known]
    if not len(start):
        return []
    interval = wanted.interval
    first = minutes_of(interval.start) if interval and interval.start else int(start.min())
    last = minutes_of(interval.end) if interval and interval.end else int(start.max()) + 1
    first = min(max(first, int(start.min())), int(start.max()))
    edges = _edges(first, max(last, first + 1), max(1, bins))
    table = _by_bin(np.clip(start, edges[0], edges[-1] - 1), status, np.array(edges, np.int64))
    return [
        Bin(
            start=EPOCH + timedelta(minutes=edges[i]),
            end=EPOCH + timedelta(minutes=edges[i + 1]),
            count=int(row.sum()),
            statuses={STATUSES[k]: int(row[k]) for k in np.flatnonzero(row).tolist()},
        )
        for i, row in enumerate(table)
    ]


def _by_bin(start: Array, status: Array, edges: Array) -> Array:
    """Counts of shape (bins, statuses). All natural edges are whole hours: count hours first, then add them up."""
    kinds, hours = len(STATUSES), int(edges[-1] - edges[0]) // HOUR
    if hours > MANY_HOURS or np.any((edges - edges[0]) % HOUR):
        slot = np.clip(np.searchsorted(edges, start, side="right") - 1, 0, len(edges) - 2)
        return np.bincount(slot * kinds + status, minlength=(len(edges) - 1) * kinds).reshape(-1, kinds)
    hour = (start - edges[0]) // HOUR
    counts = np.bincount(hour * kinds + status, minlength=hours * kinds).reshape(-1, kinds)
    return np.asarray(np.add.reduceat(counts, (edges[:-1] - edges[0]) // HOUR, axis=0))


def _edges(first: int, last: int, bins: int) -> list[int]:
    """Minutes of the bins' edges, at most ``bins`` bins."""
    for width in WIDTHS:
        begin = first // width * width
        if width == 7 * DAY:
            begin = (first - 4 * DAY) // width * width + 4 * DAY
        if (last - begin + width - 1) // width <= bins:
            return list(range(begin, last + width, width))
    one, other = _moment(first), _moment(last - 1)
    for months in MONTHS:
        begin = (one.year * 12 + one.month - 1) // months * months
        count = (other.year * 12 + other.month - 1 - begin) // months + 1
        if count <= bins:
            return [_month(begin + i * months) for i in range(count + 1)]
    return [first, last]


def _moment(minutes: int) -> datetime:
    lowest, highest = minutes_of(datetime(1, 1, 1)), minutes_of(datetime(9999, 12, 31))
    return EPOCH + timedelta(minutes=min(highest, max(lowest, minutes)))


def _month(number: int) -> int:
    """Minute at which a month begins, counted from January of year 0; clipped to the years 1…9999."""
    year, month = divmod(number, 12)
    if year < 1:
        return minutes_of(datetime(1, 1, 1))
    return minutes_of(datetime(year, month + 1, 1)) if year <= 9999 else minutes_of(datetime(9999, 12, 31))
