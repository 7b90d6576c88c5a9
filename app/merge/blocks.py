"""Where to look for what may be the same: cells of a degree and three days, a region or country by its own name."""

from __future__ import annotations

import math
import zlib
from functools import lru_cache

from app.merge.kinship import kinship
from app.model.location import AREAL
from app.model.merging import Claim, Reach

DAY = 24 * 60
WINDOW_DAYS = 3
AREA_WINDOW_DAYS = 2
APART = DAY // 2
"""Minutes between two times from which on they are different days."""
ALWAYS = 1 << 62
NEAR_KM = 30.0
"""Two gazetteer entries of one name this near are one place (a town and its municipality)."""
KM_A_DEGREE = 111.32


def moment_of(claim: Claim) -> int | None:
    """The UTC minute by which a claim is ordered: its start, else its article's day, else None."""
    return claim.start if claim.start is not None else claim.published


def reach_of(claim: Claim) -> Reach | None:
    """The block of a claim and those to look in; None without a point or any date: only copies can be the same."""
    moment = moment_of(claim)
    if claim.lat is None or claim.lon is None or moment is None:
        return None
    types = kinship().same[claim.type]
    until, opens, closes = None, -ALWAYS, ALWAYS
    if claim.start is not None and claim.end is not None:
        until, opens, closes = claim.end, claim.start - APART, claim.end + APART
    if claim.precision in AREAL:
        home = _named_block(claim)
        window = AREA_WINDOW_DAYS * DAY
        return Reach(home, moment, (home,), moment - window, moment + window, types, until, opens, closes)
    home = _cell(claim.lat, claim.lon)
    cells = _cells(claim.lat, claim.lon, max(NEAR_KM, kinship().wide.get(claim.type, 0.0)) / KM_A_DEGREE)
    window = WINDOW_DAYS * DAY
    return Reach(home, moment, cells, moment - window, moment + window, types, until, opens, closes)


@lru_cache(maxsize=32_768)
def _cells(lat: float, lon: float, margin: float) -> tuple[int, ...]:
    """Those that ``margin`` degrees of latitude about a point touch. (News comes back to the same places.)"""
    wide = min(180.0, margin / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + margin)))))
    rows = range(_row(lat - margin), _row(lat + margin) + 1)
    first, last = math.floor(lon + 180.0 - wide), math.floor(lon + 180.0 + wide)
    columns = {column % 360 for column in range(first, min(last, first + 359) + 1)}
    return tuple(sorted(row * 360 + column for row in rows for column in columns))


def _cell(lat: float, lon: float) -> int:
    """The number of the one-degree cell of a point, 0…64,799; longitudes wrap, latitudes stop at the poles."""
    return _row(lat) * 360 + math.floor(lon + 180.0) % 360


def _row(lat: float) -> int:
    return min(179, max(0, math.floor(lat) + 90))


def _named_block(claim: Claim) -> int:
    """A block of its own for an area, by its key or else its rough centre; never a cell's number."""
    name = claim.place_id or f"{claim.lat:.1f},{claim.lon:.1f}"
    return -1 - zlib.crc32(name.encode("utf-8", "surrogatepass"))
