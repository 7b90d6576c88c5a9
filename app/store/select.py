"""Which rows of the columns a filter means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.area import area, lie_in
from app.store.columns import E7, LAST_MINUTE, NEVER, NOWHERE, Columns, Table, mercator, spread
from app.store.facts import minutes_of
from app.store.filter import Box, Filter

Array = npt.NDArray[Any]
COVER_BITS = 2
"""A box is covered by about 4 × 4 cells of the curve."""
BROAD = 0.4
"""Where the cells hold more than this share of all, everything is looked at at once."""
EVERYTHING = slice(None)
ROWS, MOST_ROWS = "rows of keys", 16


@dataclass(frozen=True, slots=True)
class Runs:
    """Rows as ranges [first, last): copied whole they are read five times as fast as one by one."""

    ranges: list[tuple[int, int]]

    def __len__(self) -> int:
        """How many."""
        return sum(last - first for first, last in self.ranges)

    def of(self, values: Array) -> Array:
        """The values of the rows."""
        if len(self.ranges) == 1:
            return values[slice(*self.ranges[0])]
        return np.concatenate([values[:0], *[values[first:last] for first, last in self.ranges]])

    def rows(self) -> Array:
        """Their numbers."""
        return np.concatenate([np.empty(0, np.int64), *[np.arange(first, last) for first, last in self.ranges]])

    def at(self, places: Array) -> Array:
        """Numbers of the rows at some places."""
        sizes = np.array([last - first for first, last in self.ranges], np.int64)
        before = np.cumsum(sizes) - sizes
        run = np.searchsorted(before, places, side="right") - 1
        return np.asarray(np.array([first for first, _ in self.ranges], np.int64)[run] + places - before[run])


@dataclass(frozen=True)
class Selection:
    """Rows of base and tail that match; a slice of the base is all of it, which need not be copied."""

    columns: Columns
    looked: Array | slice | Runs
    """Rows of the base that were looked at."""
    tail: Array
    mask: Array | None = None
    """Which of those looked at match; None: all."""

    @cached_property
    def base(self) -> Array | slice:
        """Rows of the base that match."""
        if self.mask is not None:
            return self._rows_at(np.flatnonzero(self.mask))
        return self.looked.rows() if isinstance(self.looked, Runs) else self.looked

    def _rows_at(self, places: Array) -> Array:
        """Numbers of the rows at some places of those looked at."""
        if isinstance(self.looked, Runs):
            return self.looked.at(places)
        return places if isinstance(self.looked, slice) else self.looked[places]

    def __len__(self) -> int:
        """How many match."""
        if self.mask is not None:
            return int(np.count_nonzero(self.mask)) + len(self.tail)
        base = len(self.columns.base["key"]) if isinstance(self.base, slice) else len(self.base)
        return base + len(self.tail)

    def take(self, name: str) -> Array:
        """The values of one column, base before tail. Not to be written to."""
        values: Array = self.columns.base[name][self.base]
        return np.concatenate([values, self.columns.tail[name][self.tail]]) if len(self.tail) else values

    def seen(self, name: str) -> tuple[Array, Array | None]:
        """The values of all that was looked at, base before tail, and which of them match (None: all).

        Where few of them are wanted, this is quicker than to ``take`` those that match.
        """
        values = self.columns.base[name]
        values = self.looked.of(values) if isinstance(self.looked, Runs) else values[self.looked]
        if not len(self.tail):
            return values, self.mask
        mask = None if self.mask is None else np.concatenate([self.mask, np.ones(len(self.tail), bool)])
        return np.concatenate([values, self.columns.tail[name][self.tail]]), mask

    def pick(self, name: str, at: Array | slice) -> Array:
        """``seen(name)[0][at]`` for rising places, without reading all."""
        if isinstance(at, slice):
            return self.seen(name)[0][at]
        base, tail = self.columns.base[name], self.columns.tail[name]
        count = len(base) if isinstance(self.looked, slice) else len(self.looked)
        low, high = at[at < count], at[at >= count] - count
        return np.concatenate([base[self._rows_at(low)], tail[self.tail[high]]])


def select(columns: Columns, wanted: Filter, keys: Array | None = None, box: Box | None = None) -> Selection:
    """All that match. ``keys``: only these incidents (the answer of the part that the columns do not know).

    ``box``: a second box (a map's view) beside the filter's own.
    """
    boxes = [one for one in (wanted.bbox, box, bounds_of(wanted.area)) if one is not None]
    tests = tests_of(columns, wanted, boxes)
    tail_rows: Any = EVERYTHING
    if keys is not None:
        rows: Any = _rows_of(columns, keys)
        some = len(columns.tail["key"])
        tail_rows = np.flatnonzero(np.isin(columns.tail["key"], keys)) if some else np.empty(0, np.int64)
    else:
        rows = _covered(columns.base, _smallest(boxes)) if boxes else EVERYTHING
    mask = _mask(columns.base, rows, tests, columns.dead if columns.dying else None)
    tail = _picked(tail_rows, _mask(columns.tail, tail_rows, tests, None))
    if isinstance(tail, slice):
        tail = np.arange(len(columns.tail["key"]))
    return Selection(columns, rows, tail, mask)


def _rows_of(columns: Columns, keys: Array) -> Array:
    """Their rows in the base, rising (memory is read in order then). Answers that are remembered come again."""
    known: dict[int, tuple[Array, Array]] = columns.held.setdefault(ROWS, {})
    kept = known.get(id(keys))
    if kept is not None and kept[0] is keys:
        return kept[1]
    rows = columns.places[keys[keys < len(columns.places)]]
    rows = np.sort(rows[rows >= 0])
    if len(known) >= MOST_ROWS:
        known.clear()
    known[id(keys)] = keys, rows
    return rows


def among_rows(
    columns: Columns, wanted: Filter, keys: Array | None, box: Box | None, rows: Array, tail: Array
) -> Selection:
    """Those of some rows of base and tail that match."""
    tests = tests_of(columns, wanted, [one for one in (box, wanted.bbox, bounds_of(wanted.area)) if one is not None])
    if keys is not None:
        tests.append(lambda get: np.isin(get("key"), keys))
    mask = _mask(columns.base, rows, tests, columns.dead if columns.dying else None)
    late = _mask(columns.tail, tail, tests, None)
    return Selection(columns, rows if mask is None else rows[mask], tail if late is None else tail[late])


def nowhere(columns: Columns, wanted: Filter, keys: Array | None) -> Selection:
    """Those without a point that match: they lie at the end of the curve, so few rows are looked at."""
    base = columns.base["morton"]
    rows = np.arange(int(np.searchsorted(base, np.uint64(2**64 - 1))), len(base))
    return among_rows(columns, replace(wanted, located=False), keys, None, rows, np.arange(len(columns.tail["key"])))


def _picked(rows: Any, mask: Array | None) -> Array | slice:
    if isinstance(rows, slice):
        return rows if mask is None else np.flatnonzero(mask)
    return np.asarray(rows if mask is None else rows[mask])


Test = tuple[str, Any]


def tests_of(columns: Columns, wanted: Filter, boxes: list[Box]) -> list[Any]:
    """Functions of a getter of columns to a mask, cheapest first; they hold for what is in all boxes and matches."""
    codes = columns.codes
    tests: list[Any] = [box_test(box) for box in boxes]
    if wanted.interval is not None and (wanted.interval.start or wanted.interval.end):
        tests.append(_time_test(wanted))
    for name, values, table in (
        ("type", _types(wanted), codes.types),
        ("status", wanted.statuses, codes.statuses),
        ("precision", wanted.precisions, codes.precisions),
        ("country", wanted.countries, codes.countries),
    ):
        if values:
            tests.append(_code_test(name, [table[one] for one in values if one in table], len(table)))
    if wanted.min_sources > 1:
        least = min(wanted.min_sources, 2**16 - 1)
        tests.append(lambda get: get("sources") >= least)
    if wanted.min_confidence > 0:
        percent = int(np.ceil(round(wanted.min_confidence * 100, 6)))
        tests.append(lambda get: get("confidence") >= percent)
    if wanted.located is not None:
        tests.append(lambda get: (get("lat") != NOWHERE) == wanted.located)
    if wanted.area is not None:
        wkt = wanted.area
        tests.append(lambda get: lie_in(get("lat") / E7, get("lon") / E7, wkt) & (get("lat") != NOWHERE))
    return tests


def _types(wanted: Filter) -> tuple[str, ...]:
    """Types and groups together; both given: those that are in both."""
    from app.model.event_type import event_types

    if not wanted.groups:
        return wanted.types
    of_groups = tuple(name for name, kind in event_types().items() if kind.group in wanted.groups)
    both = tuple(name for name in of_groups if not wanted.types or name in wanted.types)
    return both or ("",)


def box_test(box: Box) -> Any:
    """A function from a getter of columns to a mask of what lies in the box."""
    south, north = _e7(box.south), _e7(box.north)
    west, east = _e7(box.west), _e7(box.east)

    def test(get: Any) -> Array:
        lat, lon = get("lat"), get("lon")
        across = (lon >= west) | (lon <= east) if box.west > box.east else _between(lon, west, east)
        return np.asarray(_between(lat, south, north) & across)

    return test


def _between(values: Array, low: np.int32, high: np.int32) -> Array:
    """By one comparison: what is smaller than ``low`` wraps to a large number, as does ``NOWHERE``. low <= high."""
    if low > high:
        return np.zeros(len(values), bool)
    return (values - low).view(np.uint32) <= np.uint32(int(high) - int(low))


def _e7(degrees: float) -> np.int32:
    return np.int32(round(max(-200.0, min(200.0, degrees)) * E7))


def _time_test(wanted: Filter) -> Any:
    """Intersection with the interval; an instant asks for what holds it."""
    interval = wanted.interval
    start = minutes_of(interval.start) if interval and interval.start else -LAST_MINUTE
    end = minutes_of(interval.end) if interval and interval.end else LAST_MINUTE
    first, last = np.int32(max(-LAST_MINUTE, start)), np.int32(min(LAST_MINUTE, end))

    latest = first if first == last else last - np.int32(1)

    def test(get: Any) -> Array:
        begins, ends = get("start"), get("end")
        return np.asarray(_between(begins, np.int32(NEVER + 1), latest) & (ends > first))

    return test


def _code_test(name: str, codes: list[int], size: int) -> Any:
    apart = [code for code in codes if code - 1 not in codes]
    if len(apart) == 1:
        only, more = codes[0], np.uint8(len(set(codes)) - 1)
        if not more:
            return lambda get: get(name) == only
        if name != "country":
            least = np.uint8(apart[0])
            return lambda get: get(name) - least <= more
    table = np.zeros(max(256, size), bool)
    table[codes] = True
    return lambda get: table[get(name)]


def _mask(table: Table, rows: Any, tests: list[Any], dead: Array | None) -> Array | None:
    """None: all of them."""

    def at(values: Array) -> Array:
        return rows.of(values) if isinstance(rows, Runs) else values[rows]

    def get(name: str) -> Array:
        return at(table[name])

    mask = None if dead is None else ~at(dead)
    for test in tests:
        found = test(get)
        mask = found if mask is None else mask & found
    return mask


def bounds_of(wkt: str | None) -> Box | None:
    """The box around an area; None for none."""
    if wkt is None:
        return None
    west, south, east, north = area(wkt).bounds
    return Box(west, south, east, north)


def _smallest(boxes: list[Box]) -> Box:
    return min(boxes, key=lambda box: ((box.east - box.west) % 360 or 360) * (box.north - box.south))


def _covered(base: Table, box: Box) -> Any:
    """Rows of the curve's cells that cover the box, or all where that is nearly the same."""
    halves = [box]
    if box.west > box.east:
        halves = [Box(box.west, box.south, 180.0, box.north), Box(-180.0, box.south, box.east, box.north)]
    ranges = _apart(one for half in halves for one in _ranges(base["morton"], half))
    total = sum(last - first for first, last in ranges)
    if total > BROAD * len(base["morton"]):
        return EVERYTHING
    return Runs(ranges)


def _apart(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same rows, none twice: cells of the two halves of a box may overlap between its ends."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found


def _ranges(morton: Array, box: Box) -> list[tuple[int, int]]:
    """Runs of the sorted curve whose cells touch the box."""
    x, y = mercator(np.array([box.south, box.north]), np.array([box.west, box.east]))
    left, right, bottom, top = int(x[0]), int(x[1]), int(y[0]), int(y[1])
    shift = max(0, max(right - left, bottom - top, 1).bit_length() - COVER_BITS)
    columns = np.arange(left >> shift, (right >> shift) + 1, dtype=np.uint64)
    rows = np.arange(top >> shift, (bottom >> shift) + 1, dtype=np.uint64)
    cells = np.sort((spread(columns)[None, :] | (spread(rows)[:, None] << np.uint64(1))).ravel())
    bits = np.uint64(2 * shift)
    first = np.searchsorted(morton, cells << bits)
    last = np.searchsorted(morton, ((cells + np.uint64(1)) << bits) - np.uint64(1), side="right")
    found: list[tuple[int, int]] = []
    for start, stop in zip(first.tolist(), last.tolist(), strict=True):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], stop)
        elif start < stop:
            found.append((start, stop))
    return found
