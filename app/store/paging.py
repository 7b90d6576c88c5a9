"""Order and pages: by a sort key, then by number, with cursors that hold both and the filter's digest."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from app.store.columns import NEVER
from app.store.errors import Invalid
from app.store.select import Selection

Array = npt.NDArray[Any]
SORTS = {
    "start": "start",
    "end": "end",
    "updated": "seq",
    "confidence": "confidence",
    "sources": "sources",
    "killed": "killed",
}
"""Name of a sort → column."""
UNKNOWN = {"start": int(NEVER), "end": int(NEVER), "killed": -1}
KEY_BITS = 31
FAR = 2**32
SMALL = 20_000
SAMPLE = 4096
SPARE = 16


def page_of(found: Selection, sort: str, after: str | None, limit: int, digest: str) -> tuple[list[int], str | None]:
    """Keys of one page in order, and the cursor of the next. Raises Invalid."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise Invalid(f"sortby {name!r} is unknown: use one of {', '.join(SORTS)}, with - for descending")
    down, floor = sort.startswith("-"), -1
    if after is not None:
        floor = _rank_of(after, digest, sort)
    values, mask = found.seen(SORTS[name])
    near = _near(values, mask, name, down, floor, limit)
    ranks = np.empty(0, np.int64)
    if near is not None:
        ranks = _ranks(values[near], found.pick("key", near), name, down)
        ranks = ranks[ranks > floor]
    if len(ranks) <= limit:
        ranks = _ranks(found.take(SORTS[name]), found.take("key"), name, down)
        ranks = ranks[ranks > floor]
    more = len(ranks) > limit
    if more and limit:
        ranks = np.partition(ranks, limit - 1)[:limit]
    ranks = np.sort(ranks)[:limit]
    keys = ranks & ((1 << KEY_BITS) - 1)
    found_keys: list[int] = ((1 << KEY_BITS) - 1 - keys if down else keys).tolist()
    return found_keys, f"{digest}.{sort}.{int(ranks[-1]):x}" if more and len(ranks) else None


def _near(values: Array, mask: Array | None, name: str, down: bool, floor: int, limit: int) -> Array | None:
    """Places that hold the page for sure, or a few too few: a bound on the value, guessed from a sample.

    None: all are to be ranked. ``mask``: which values count. Ranking all of a million rows takes thirty times as long
    as comparing them with two bounds.
    """
    if len(values) < SMALL:
        return None
    unknown, step = UNKNOWN.get(name), max(1, len(values) // SAMPLE)
    sample = values[::step].astype(np.int64)
    if mask is not None:
        sample = sample[mask[::step]]
    first = (floor >> KEY_BITS) - FAR // 2 if floor >= 0 else None
    if unknown is not None:
        sample = sample[sample != unknown]
    if first is not None:
        first = -first if down else first
        sample = sample[sample <= first] if down else sample[sample >= first]
    wanted = 2 * limit * SAMPLE // len(values) + SPARE
    if len(sample) <= wanted:
        return None
    place = len(sample) - wanted if down else wanted
    last = int(np.partition(sample, place)[place])
    near = values >= last if down else values <= last
    if mask is not None:
        near &= mask
    if first is not None:
        near &= values <= first if down else values >= first
    if unknown is not None and not down:
        near &= values != unknown
    return np.flatnonzero(near)


def _ranks(values: Array, keys: Array, name: str, down: bool) -> Array:
    """One number an incident that rises in the order asked for: the key's value high, its own number low."""
    values = values.astype(np.int64)
    unknown = values == UNKNOWN[name] if name in UNKNOWN else None
    if down:
        values = -values
    if unknown is not None:
        values = np.where(unknown, FAR // 2 - 1, values)
    keys = keys.astype(np.int64)
    keys = (1 << KEY_BITS) - 1 - keys if down else keys
    return np.asarray(((values + FAR // 2) << KEY_BITS) | keys)


def _rank_of(cursor: str, digest: str, sort: str) -> int:
    parts = cursor.split(".")
    if len(parts) != 3 or parts[0] != digest or parts[1] != sort:
        raise Invalid("the cursor belongs to another filter or order: start from the first page")
    try:
        rank = int(parts[2], 16)
    except ValueError as error:
        raise Invalid("the cursor is damaged: start from the first page") from error
    if not -(2**63) <= rank < 2**63:
        raise Invalid("the cursor is damaged: start from the first page")
    return rank
