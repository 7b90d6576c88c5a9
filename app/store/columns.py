"""All incidents as arrays in memory, sorted along a Morton curve: what filters, counts and clusters are made from.

A ``Columns`` object is one moment (``seq``) and never changes: newer moments share its sorted base, mark what died in
it, and keep what came in a short unsorted tail, which is sorted in now and then.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from app.model.event import STATUSES
from app.model.event_type import event_types
from app.model.location import PRECISIONS

Array = npt.NDArray[Any]
FIELDS = "key, lat, lon, start_min, end_min, type, status, country, precision, sources, confidence, seq, killed_min"
"""What is read of table incident."""
COLUMNS = tuple(FIELDS.split(", "))
NAMED = ("type", "status", "country", "precision")
E7 = 10_000_000
"""Coordinates are kept as whole 1e-7 degrees: exact to a centimetre, compared exactly."""
NOWHERE = np.int32(-(2**31))
NEVER = np.int32(-(2**31))
LAST_MINUTE = 2**31 - 1
TAIL_MIN = 20_000
WORLD = 2**32
MAX_LAT = 85.0511287

DTYPE = np.dtype(
    [
        ("morton", "u8"),
        ("key", "i4"),
        ("lat", "i4"),
        ("lon", "i4"),
        ("x", "u4"),
        ("y", "u4"),
        ("start", "i4"),
        ("end", "i4"),
        ("seq", "i4"),
        ("country", "i2"),
        ("sources", "u2"),
        ("killed", "i2"),
        ("type", "u1"),
        ("status", "u1"),
        ("precision", "u1"),
        ("confidence", "u1"),
    ]
)
"""50 bytes an incident."""
NAMES = DTYPE.names or ()


@dataclass(frozen=True, slots=True)
class Codes:
    """Texts as small numbers. ``countries`` grows; its numbers never change."""

    types: dict[str, int]
    statuses: dict[str, int]
    precisions: dict[str, int]
    countries: dict[str, int]


@cache
def type_numbers() -> dict[str, int]:
    """A number for each type: its place in the table of types."""
    return {name: number for number, name in enumerate(event_types())}


def new_codes() -> Codes:
    """From the tables of types; "" is no precision and no country."""
    return Codes(
        types=type_numbers(),
        statuses={name: i for i, name in enumerate(STATUSES)},
        precisions={name: i for i, name in enumerate(("", *PRECISIONS))},
        countries={"": 0},
    )


def mercator(lat: Array, lon: Array) -> tuple[Array, Array]:
    """Web Mercator in 2³² steps a side, x to the east, y to the south; polar latitudes are clipped.

    The last x is left out, so that no point has the largest Morton number, which stands for "without a point".
    """
    x = np.clip((lon / 360.0 + 0.5) * WORLD, 0, WORLD - 2)
    sine = np.sin(np.radians(np.clip(lat, -MAX_LAT, MAX_LAT)))
    y = np.clip((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * WORLD, 0, WORLD - 1)
    return x.astype(np.uint32), y.astype(np.uint32)


def spread(values: Array) -> Array:
    """The 32 bits of each value on the even places of 64."""
    bits = values.astype(np.uint64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits


def interleave(x: Array, y: Array) -> Array:
    """Morton numbers."""
    bits: Array = spread(x) | (spread(y) << np.uint64(1))
    return bits


Table = dict[str, Array]
"""Name → array; all of one length."""


@dataclass(frozen=True, slots=True)
class Values:
    """Rows of ``FIELDS`` column by column, apart from any process's ``Codes``."""

    numbers: dict[str, Array]
    """float64; NaN for None."""
    names: dict[str, tuple[list[str | None], Array]]
    """The names that there are, and for each row the place of its name among them."""


def values_of(rows: Sequence[tuple[Any, ...]]) -> Values:
    """From rows of ``FIELDS``."""
    columns = dict(zip(COLUMNS, zip(*rows, strict=True) if rows else [()] * len(COLUMNS), strict=True))
    names = {}
    for name in NAMED:
        places = {one: place for place, one in enumerate(dict.fromkeys(columns[name]))}
        names[name] = list(places), np.fromiter(map(places.__getitem__, columns[name]), np.uint16)
    numbers = {name: np.array(values, np.float64) for name, values in columns.items() if name not in NAMED}
    return Values(numbers, names)


def table_of(rows: Sequence[tuple[Any, ...]], codes: Codes) -> Table:
    """Arrays from rows of ``FIELDS``."""
    return table_from(values_of(rows), codes)


def table_from(values: Values, codes: Codes) -> Table:
    """Arrays as this process numbers names."""
    numbers, names = values.numbers, values.names
    for name in sorted({one for one in names["country"][0] if one is not None} - codes.countries.keys()):
        codes.countries[name] = len(codes.countries)
    lats, lons = numbers["lat"], numbers["lon"]
    placed = ~np.isnan(lats)
    x, y = mercator(np.where(placed, lats, 0.0), np.where(placed, lons, 0.0))
    return {
        "morton": np.where(placed, interleave(x, y), np.uint64(2**64 - 1)),
        "key": numbers["key"].astype(np.int32),
        "lat": _e7(lats, placed),
        "lon": _e7(lons, placed),
        "x": x,
        "y": y,
        "start": _minutes(numbers["start_min"]),
        "end": _minutes(numbers["end_min"]),
        "seq": numbers["seq"].astype(np.int32),
        "country": _coded(names["country"], {**codes.countries, None: 0}, np.int16),
        "sources": np.minimum(numbers["sources"], 2**16 - 1).astype(np.uint16),
        "killed": np.nan_to_num(np.minimum(numbers["killed_min"], 2**15 - 1), nan=-1).astype(np.int16),
        "type": _coded(names["type"], codes.types, np.uint8),
        "status": _coded(names["status"], codes.statuses, np.uint8),
        "precision": _coded(names["precision"], {**codes.precisions, None: 0}, np.uint8),
        "confidence": np.rint(numbers["confidence"] * 100).astype(np.uint8),
    }


def _coded(names: tuple[list[str | None], Array], numbers: Mapping[Any, int], dtype: Any) -> Array:
    """Numbers for names; 255 for one that this program does not know (of a newer version)."""
    told, places = names
    coded: Array = np.array([numbers.get(name, 255) for name in told], dtype)[places]
    return coded


def _e7(values: Array, placed: Array) -> Array:
    return np.where(placed, np.rint(np.where(placed, values, 0.0) * E7), NOWHERE).astype(np.int32)


def _minutes(values: Array) -> Array:
    """NaN becomes ``NEVER``; float64 holds any minute exactly."""
    numbers: Array = np.nan_to_num(np.clip(values, -LAST_MINUTE, LAST_MINUTE), nan=float(NEVER)).astype(np.int32)
    return numbers


def joined(tables: Sequence[Table]) -> Table:
    """Tables one after another."""
    return {name: np.concatenate([table[name] for table in tables]) for name in NAMES}


def in_order(table: Table) -> Table:
    """Sorted along the curve; those without a point come last."""
    order = np.argsort(table["morton"], kind="stable")
    return {name: values[order] for name, values in table.items()}


@dataclass(frozen=True, slots=True)
class Columns:
    """One moment of all incidents: a sorted ``base`` less the ``dead``, and a ``tail``."""

    seq: int
    codes: Codes
    base: Table
    dead: Array
    """bool, for each row of ``base``."""
    dying: int
    tail: Table
    places: Array
    """key → row of ``base``, −1 where there is none."""
    held: dict[str, Any] = field(default_factory=dict)
    """What was computed from ``base`` alone, shared by all moments that share it."""
    epoch: int = 0
    """Differs where the columns were read anew."""

    @property
    def long_tailed(self) -> bool:
        """Whether the tail and the dead are so many that they ought to be sorted in (``settled``)."""
        return len(self.tail["key"]) + self.dying > max(TAIL_MIN, len(self.base["key"]) // 20)

    @property
    def count(self) -> int:
        """How many incidents there are."""
        return len(self.base["key"]) - self.dying + len(self.tail["key"])


def columns_of(rows: Iterable[Sequence[tuple[Any, ...]]], seq: int) -> Columns:
    """From chunks of rows of ``FIELDS``."""
    codes = new_codes()
    tables = [table_of(chunk, codes) for chunk in rows]
    made = _based(in_order(joined([*tables, table_of((), codes)])), seq, codes)
    return replace(made, epoch=time.monotonic_ns())


def followed(columns: Columns, seq: int, rows: Sequence[tuple[Any, ...]], touched: Sequence[int]) -> Columns:
    """The next moment: ``touched`` keys are replaced by ``rows`` (those without a row are gone)."""
    keys = np.array(sorted(touched), np.int32)
    known = keys[keys < len(columns.places)]
    places = columns.places[known]
    hit = places[places >= 0]
    dead = columns.dead
    dying = columns.dying
    if len(hit):
        dead = dead.copy()
        dead[hit] = True
        dying = int(np.count_nonzero(dead))
    keep = ~np.isin(columns.tail["key"], keys)
    tail = joined([{name: values[keep] for name, values in columns.tail.items()}, table_of(rows, columns.codes)])
    return replace(columns, seq=seq, dead=dead, dying=dying, tail=tail)


def extended(columns: Columns, seq: int, table: Table) -> Columns:
    """The next moment, where all that changed is that ``table`` came."""
    return replace(columns, seq=seq, tail=joined([columns.tail, table]))


def settled(columns: Columns) -> Columns:
    """The same moment with an empty tail."""
    alive = ~columns.dead
    living = {name: values[alive] for name, values in columns.base.items()}
    return replace(_based(in_order(joined([living, columns.tail])), columns.seq, columns.codes), epoch=columns.epoch)


def as_settled(columns: Columns) -> Columns:
    """The sorted base as it was when nothing had died in it and nothing had come."""
    if not columns.dying and not len(columns.tail["key"]):
        return columns
    return replace(columns, dead=np.zeros(len(columns.dead), bool), dying=0, tail=table_of((), columns.codes))


def _based(base: Table, seq: int, codes: Codes) -> Columns:
    highest = int(base["key"].max()) if len(base["key"]) else 0
    places = np.full(highest + 1, -1, np.int32)
    places[base["key"]] = np.arange(len(base["key"]), dtype=np.int32)
    return Columns(seq, codes, base, np.zeros(len(base["key"]), bool), 0, table_of((), codes), places)
