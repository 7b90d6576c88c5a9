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


def page_of(found: Selection, sort: str, after: str | None, limit: int, digest: str) -> tuple[list[int], str | None]:
    """Keys of one page in order, and the cursor of the next. Raises Invalid."""
    ranks = _ranks(found, sort)
    if after is not None:
        ranks = ranks[ranks > _rank_of(after, digest, sort)]
    more = len(ranks) > limit
    if more and limit:
        ranks = np.partition(ranks, limit - 1)[:limit]
    ranks = np.sort(ranks)[:limit]
    down = sort.startswith("-")
    low = (ranks & ((1 << KEY_BITS) - 1)).tolist()
    keys = [(1 << KEY_BITS) - 1 - one if down else one for one in low]
    return keys, f"{digest}.{sort}.{int(ranks[-1]):x}" if more and len(ranks) else None


def _ranks(found: Selection, sort: str) -> Array:
    """One number an incident that rises in the order asked for: the key's value high, its own number low."""
    down = sort.startswith("-")
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise Invalid(f"sortby {name!r} is unknown: use one of {', '.join(SORTS)}, with - for descending")
    values = found.take(SORTS[name]).astype(np.int64)
    unknown = values == UNKNOWN[name] if name in UNKNOWN else None
    if down:
        values = -values
    if unknown is not None:
        values = np.where(unknown, FAR // 2 - 1, values)
    keys = found.take("key").astype(np.int64)
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
